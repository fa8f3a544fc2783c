package io.github.camelmbus.search;

/** Receives the results of a search while it runs, on its thread. */
public interface SearchListener {
  /** Ignores all results. */
  SearchListener NONE = new SearchListener() {};

  /** Called once for each meter found. */
  default void found(FoundMeter meter) {}

  /** Something else was found. */
  default void finding(Finding finding) {}

  /** A probe is done. */
  default void progress(Progress progress) {}
}
