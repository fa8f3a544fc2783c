package io.github.camelmbus.simulator;

/**
 * Time of a line that is faster than that of the machine while the line is busy, and equally fast
 * while the line waits for the master. So the timeouts of a master, which it measures on its own
 * clock, take as long as on a real line. All times are nanoseconds from 0.
 */
final class LineTime {
  private final double speed;
  private long realReference;
  private long reference;
  private long busyUntil;

  /**
   * @param speed how much faster; 1 for real time.
   */
  LineTime(double speed) {
    if (!(speed > 0)) {
      throw new IllegalArgumentException("speed is positive, not " + speed);
    }
    this.speed = speed;
  }

  /** Time of the line at a time of the machine. */
  long at(long real) {
    long elapsed = real - realReference;
    long busy = (long) ((busyUntil - reference) / speed);
    return elapsed < busy ? reference + (long) (elapsed * speed) : busyUntil + elapsed - busy;
  }

  /** The line is busy until a time of its own. */
  void busyUntil(long real, long until) {
    reference = at(real);
    realReference = real;
    busyUntil = Math.max(until, Math.max(busyUntil, reference));
  }

  /** How long the machine waits for a time of the line. */
  long realWait(long real, long until) {
    long now = at(real);
    long idleFrom = Math.max(now, Math.min(until, busyUntil));
    long busy = (long) Math.ceil((idleFrom - now) / speed);
    return Math.max(0, busy + until - idleFrom);
  }
}
