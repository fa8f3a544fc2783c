package io.github.camelmbus.transport;

/**
 * The time of a line. All deadlines of a bus use the clock of its line, so a simulated line can run
 * in virtual time.
 */
@FunctionalInterface
public interface LineClock {
  /** The clock of the machine. */
  LineClock SYSTEM = System::nanoTime;

  /** Nanoseconds since an arbitrary origin; never goes back. Compare by difference. */
  long nanos();
}
