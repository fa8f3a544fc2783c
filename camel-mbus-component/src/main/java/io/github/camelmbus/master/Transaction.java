package io.github.camelmbus.master;

import org.jspecify.annotations.Nullable;

/**
 * Requests on a bus that must not be interleaved with others, such as selecting a meter and reading
 * it. Runs on the bus thread, in sequential code.
 *
 * @param <T> its result.
 */
@FunctionalInterface
public interface Transaction<T> {

  /**
   * @throws BusException if the meter does not do what was asked.
   * @throws io.github.camelmbus.transport.LineUnavailableException if the line is lost.
   */
  T run(BusSession session);

  /** The meter it is for; null if it is for none in particular. */
  default @Nullable MeterAddress meter() {
    return null;
  }

  /** Whether its result counts in the statistics of the meter, as that of a reading does. */
  default boolean counts() {
    return false;
  }

  /**
   * Whether it may run again on a new connection. Asked when the connection turned out to be dead,
   * as after a gateway closed it while it was idle.
   */
  default boolean repeatable() {
    return true;
  }
}
