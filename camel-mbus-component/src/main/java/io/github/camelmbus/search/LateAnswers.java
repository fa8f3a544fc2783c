package io.github.camelmbus.search;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which questions were not met with silence after all, because something came behind the answer
 * window: it shows when the next request is sent, and so belongs to the question before. Thread
 * safe.
 *
 * @param <T> what is asked for: masks, or primary addresses.
 */
final class LateAnswers<T> {
  private final Set<T> questions = new LinkedHashSet<>();
  private @Nullable T last;

  /**
   * A request of a question was made.
   *
   * @param late whether something came too late for the request before.
   */
  synchronized void heard(boolean late, T question) {
    heardBehindTheLast(late);
    last = question;
  }

  /** The line was listened to after the last request. */
  synchronized void heardBehindTheLast(boolean late) {
    if (late && last != null) {
      questions.add(last);
    }
  }

  /** The questions, in the order they were asked. */
  synchronized Set<T> questions() {
    return new LinkedHashSet<>(questions);
  }
}
