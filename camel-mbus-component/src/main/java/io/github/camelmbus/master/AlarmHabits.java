package io.github.camelmbus.master;

import java.util.HashMap;
import java.util.Map;

/**
 * How the meters of a line answer REQ_UD1, so that polling them takes no longer than needed: a
 * meter that keeps to the alarm protocol begins its answer within 33 bit, and many do not answer at
 * all. Confined to the bus thread.
 */
final class AlarmHabits {
  /** How a meter answers. */
  enum Habit {
    /** Not known yet: all tries, each with the whole answer window. */
    UNKNOWN,
    /** Within 33 bit and the latency of the line. */
    FAST,
    /** In the whole answer window. */
    SLOW,
    /** Not at all: one try. */
    SILENT
  }

  private final Map<MeterAddress, Habit> habits = new HashMap<>();

  Habit of(MeterAddress meter) {
    return habits.getOrDefault(meter, Habit.UNKNOWN);
  }

  /**
   * The meter has answered.
   *
   * @param inTime whether that was within the short window.
   */
  void answered(MeterAddress meter, boolean inTime) {
    boolean wasSlow = of(meter) == Habit.SLOW;
    habits.put(meter, inTime && !wasSlow ? Habit.FAST : Habit.SLOW);
  }

  void silent(MeterAddress meter) {
    habits.put(meter, Habit.SILENT);
  }
}
