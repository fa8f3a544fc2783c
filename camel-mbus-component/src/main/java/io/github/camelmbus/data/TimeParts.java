package io.github.camelmbus.data;

import java.time.LocalTime;

/**
 * The hour, minute and second of types F, I and J (EN 13757-3, annex A).
 *
 * @param hour 0..30 as sent, or {@link #EVERY} (31 on the wire).
 * @param minute 0..62 as sent, or {@link #EVERY} (63 on the wire).
 * @param second as the minute, or {@link #UNSENT}.
 */
record TimeParts(int hour, int minute, int second) {
  static final int EVERY = -1;

  /** Type F is to the minute. */
  static final int UNSENT = -2;

  private static final int EVERY_HOUR = 31;
  private static final int EVERY_MINUTE = 63;

  /** Of type F: minute, hour. */
  static TimeParts toTheMinute(DataOctets data) {
    return new TimeParts(hour(data.at(1)), minute(data.at(0)), UNSENT);
  }

  /** Of types I and J: second, minute, hour. */
  static TimeParts toTheSecond(DataOctets data) {
    return new TimeParts(hour(data.at(2)), minute(data.at(1)), minute(data.at(0)));
  }

  private static int hour(int octet) {
    int hour = octet & 0x1F;
    return hour == EVERY_HOUR ? EVERY : hour;
  }

  private static int minute(int octet) {
    int minute = octet & 0x3F;
    return minute == EVERY_MINUTE ? EVERY : minute;
  }

  /** Whether seconds were sent. */
  boolean hasSecond() {
    return second != UNSENT;
  }

  /** Whether a part is "every". */
  boolean isRecurring() {
    return hour == EVERY || minute == EVERY || second == EVERY;
  }

  /** Whether all parts are "every". */
  boolean isAlways() {
    return hour == EVERY && minute == EVERY && second < 0;
  }

  /** Whether there is a time like this on a clock. */
  boolean exists() {
    return hour < 24 && minute < 60 && second < 60;
  }

  /** The time; it must exist and not recur. */
  LocalTime time() {
    return LocalTime.of(hour, minute, Math.max(second, 0));
  }

  /**
   * In the truncated form of ISO 8601: {@code 22:33}, {@code 22} for every minute of an hour,
   * {@code -33} for a minute of every hour, {@code -33:01}, {@code --01}; {@code 22::01} for a
   * second of every minute of an hour. Empty for always.
   */
  String text() {
    if (isAlways()) {
      return "";
    }
    String skipped = hour == EVERY ? "-" : ":";
    String text = hour == EVERY ? "-" : twoDigits(hour) + ":";
    if (minute != EVERY) {
      text += twoDigits(minute) + ":";
    } else if (second >= 0) {
      text += skipped;
    }
    text += second >= 0 ? twoDigits(second) : "";
    return text.endsWith(":") ? text.substring(0, text.length() - 1) : text;
  }

  static String twoDigits(int number) {
    return number < 10 ? "0" + number : Integer.toString(number);
  }
}
