package io.github.camelmbus.simulator;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;

/** How consumption is spread over a day; each hour's weight in percent of the mean. */
enum DayCurve {
  /** The same at all times. */
  FLAT(
      100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100,
      100, 100, 100, 100, 100),
  /** Heat: low at night, high in the morning and in the evening. */
  HEATING(
      40, 35, 35, 40, 70, 150, 230, 210, 140, 100, 80, 70, 65, 65, 70, 90, 125, 165, 170, 155, 120,
      85, 50, 40),
  /** Drinking water: nothing at night, peaks around breakfast and supper. */
  WATER(
      5, 0, 0, 0, 10, 90, 260, 300, 190, 110, 80, 90, 140, 120, 70, 60, 80, 140, 210, 180, 120, 80,
      45, 20);

  /** All counters start at this time. */
  private static final LocalDateTime ORIGIN = LocalDateTime.of(2020, 1, 1, 0, 0);

  private static final int SECONDS_PER_HOUR = 3600;
  private static final int PERCENT = 100;

  private final int[] weights;

  DayCurve(int... weights) {
    this.weights = weights;
  }

  /** Hours of mean consumption from the start of all counters to a time. */
  BigDecimal hoursUntil(LocalDateTime time) {
    long days = Duration.between(ORIGIN, time.toLocalDate().atStartOfDay()).toDays();
    long seconds = days * sum(weights.length);
    int hour = time.getHour();
    long inHour = time.toLocalTime().toSecondOfDay() % SECONDS_PER_HOUR;
    seconds += sum(hour) + inHour * weights[hour];
    return BigDecimal.valueOf(seconds)
        .divide(BigDecimal.valueOf((long) SECONDS_PER_HOUR * PERCENT), 6, RoundingMode.FLOOR);
  }

  private long sum(int hours) {
    return (long) SECONDS_PER_HOUR * Arrays.stream(weights, 0, hours).sum();
  }

  /** The level at a time, from 0 for the least of the day to 1 for the most. */
  BigDecimal level(LocalTime time) {
    int hour = time.getHour();
    int next = (hour + 1) % weights.length;
    long second = time.toSecondOfDay() % SECONDS_PER_HOUR;
    long weighted =
        (SECONDS_PER_HOUR - second) * (weights[hour] - least())
            + second * (weights[next] - least());
    long range = (long) SECONDS_PER_HOUR * Math.max(1, most() - least());
    return BigDecimal.valueOf(weighted).divide(BigDecimal.valueOf(range), 6, RoundingMode.FLOOR);
  }

  private int least() {
    return Arrays.stream(weights).min().orElseThrow();
  }

  private int most() {
    return Arrays.stream(weights).max().orElseThrow();
  }
}
