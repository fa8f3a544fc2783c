package io.github.camelmbus.camel.operation;

import io.github.camelmbus.search.Finding;
import io.github.camelmbus.search.LineMeter;
import io.github.camelmbus.search.LineSearch;
import io.github.camelmbus.search.Progress;

/** Receives the events of a search; must not block. */
@FunctionalInterface
public interface SearchEventListener extends LineSearch.Listener {
  /** Reports an event. */
  void report(SearchEvent event);

  @Override
  default void found(LineMeter meter) {
    report(SearchEvent.Found.of(meter));
  }

  @Override
  default void finding(Finding finding) {
    report(new SearchEvent.Finding(finding));
  }

  @Override
  default void progress(Progress progress) {
    report(new SearchEvent.Progress(progress));
  }
}
