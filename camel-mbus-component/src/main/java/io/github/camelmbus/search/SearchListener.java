package io.github.camelmbus.search;

/** Is told what a search sees as it goes, on the thread of the search. */
public interface SearchListener {
  /** Wants to know nothing. */
  SearchListener NONE = new SearchListener() {};

  /** A meter was found; told once for each. */
  default void found(FoundMeter meter) {}

  /** Something else was found. */
  default void finding(Finding finding) {}

  /** A probe is done. */
  default void progress(Progress progress) {}
}
