package io.github.camelmbus.transport;

/**
 * The time of a line. All deadlines of a bus are read off the clock of its line, so a simulated
 * line can let time pass as fast as it likes.
 */
@FunctionalInterface
public interface LineClock {
  /** The clock of the machine. */
  LineClock SYSTEM = System::nanoTime;

  /** Nanoseconds since an arbitrary origin; never goes back. Compare by difference. */
  long nanos();
}
