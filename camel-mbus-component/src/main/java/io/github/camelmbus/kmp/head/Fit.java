package io.github.camelmbus.kmp.head;

import org.jspecify.annotations.Nullable;

/** Whether a good answer is that to a request: it can still be that to an earlier one. */
@FunctionalInterface
interface Fit<A> {
  /**
   * Looks at an answer.
   *
   * @return why it is another one, as words that begin with "it"; null if it fits.
   */
  @Nullable String misfit(A answer);
}
