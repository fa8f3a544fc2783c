package io.github.camelmbus.master;

import org.jspecify.annotations.Nullable;

/**
 * Something to do on a bus that must not be interleaved with anything else, such as selecting a
 * meter and reading it. Runs on the bus thread, in plain sequential code.
 *
 * @param <T> what it gives.
 */
@FunctionalInterface
public interface Transaction<T> {

  /**
   * @throws BusException if the meter does not do what was asked.
   * @throws io.github.camelmbus.transport.LineUnavailableException if the line vanishes.
   */
  T run(BusSession session);

  /** The meter that it talks to; null if none in particular. */
  default @Nullable MeterAddress meter() {
    return null;
  }

  /** Whether its end counts for the statistics of the meter, as that of a reading does. */
  default boolean counts() {
    return false;
  }

  /**
   * Whether it may run twice, which it must where a line turns out to be dead only when it is used
   * (a gateway that closed an idle connection). Asked when that has shown.
   */
  default boolean repeatable() {
    return true;
  }
}
