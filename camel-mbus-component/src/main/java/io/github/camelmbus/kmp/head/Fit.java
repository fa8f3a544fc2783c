package io.github.camelmbus.kmp.head;

import org.jspecify.annotations.Nullable;

/** Checks whether a good answer belongs to a request: it may be that to an earlier one. */
@FunctionalInterface
interface Fit<A> {
  /**
   * Looks at an answer.
   *
   * @return why it does not belong to it, in words that begin with "it"; null if it does.
   */
  @Nullable String misfit(A answer);
}
