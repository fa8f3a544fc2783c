package io.github.camelmbus.simulator;

import java.time.LocalDateTime;

/** The time of a value of a simulated meter. */
enum ReferenceTime {
  /** The time of the readout. */
  NOW,
  /** The end of the month before. */
  MONTH,
  /** The end of the year before. */
  YEAR;

  LocalDateTime of(LocalDateTime now) {
    LocalDateTime today = now.toLocalDate().atStartOfDay();
    return switch (this) {
      case NOW -> now;
      case MONTH -> today.withDayOfMonth(1).minusSeconds(1);
      case YEAR -> today.withDayOfYear(1).minusSeconds(1);
    };
  }
}
