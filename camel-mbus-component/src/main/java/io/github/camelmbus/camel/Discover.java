package io.github.camelmbus.camel;

import io.github.camelmbus.search.SearchMethod;
import org.jspecify.annotations.Nullable;

/** How a consumer finds meters by itself; the option {@code discover}. */
enum Discover {
  /** Not at all: the meters are named by the URI or the inventory. */
  NONE(null),
  SECONDARY(SearchMethod.SECONDARY),
  PRIMARY(SearchMethod.PRIMARY);

  private final @Nullable SearchMethod method;

  Discover(@Nullable SearchMethod method) {
    this.method = method;
  }

  @Nullable SearchMethod method() {
    return method;
  }
}
