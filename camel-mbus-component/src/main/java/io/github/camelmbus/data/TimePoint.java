package io.github.camelmbus.data;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * Dates and times of EN 13757-3, annex A. All are local; the summer time bit is a flag and shifts
 * nothing.
 *
 * <p>Octets that are all 00h or all FFh, and "every" in place of a number, name no time: missing. A
 * time that the meter flags (IV) or that no calendar has is invalid.
 */
final class TimePoint {
  private static final int EVERY_DAY = 0;
  private static final int EVERY_MONTH = 15;
  private static final int EVERY_YEAR = 127;
  private static final int EVERY_HOUR = 31;
  private static final int EVERY_MINUTE = 63;

  /** Two-digit years up to this one are after 2000, as old meters have no hundred-year bits. */
  private static final int LAST_YEAR_OF_2000 = 80;

  /** Days that every month has. */
  private static final int SHORTEST_MONTH = 28;

  private static final int INVALID_FLAG = 0x80;

  private TimePoint() {}

  /**
   * Type G, two octets.
   *
   * <pre>
   *   octet 0   day (bits 4..0), low bits of the year (7..5)
   *   octet 1   month (3..0), high bits of the year (7..4)
   * </pre>
   */
  static Reading typeG(DataOctets data) {
    if (isNone(data) || isEveryDate(data, 0)) {
      return Reading.MISSING;
    }
    LocalDate date = date(data, 0, 0);
    return date == null ? Reading.INVALID : Reading.good(new Value.Date(date));
  }

  /**
   * Type F, four octets.
   *
   * <pre>
   *   octet 0      minute (bits 5..0), IV: time invalid (7)
   *   octet 1      hour (4..0), hundred-year (6..5), summer time (7)
   *   octets 2, 3  as type G
   * </pre>
   */
  static Reading typeF(DataOctets data) {
    int minute = data.at(0) & 0x3F;
    int hour = data.at(1) & 0x1F;
    if (isNone(data)) {
      return Reading.MISSING;
    }
    if ((data.at(0) & INVALID_FLAG) != 0) {
      return Reading.INVALID;
    }
    if (minute == EVERY_MINUTE || hour == EVERY_HOUR || isEveryDate(data, 2)) {
      return Reading.MISSING;
    }
    return dateTime(date(data, 2, data.at(1) >> 5 & 0x03), hour, minute, 0, false);
  }

  /**
   * Type I, six octets.
   *
   * <pre>
   *   octet 0      second (bits 5..0), summer time (6), leap year (7)
   *   octet 1      minute (5..0), sign of the summer time deviation (6), IV: time invalid (7)
   *   octet 2      hour (4..0), day of week (7..5)
   *   octets 3, 4  as type G
   *   octet 5      week (5..0), summer time deviation (7..6)
   * </pre>
   */
  static Reading typeI(DataOctets data) {
    int second = data.at(0) & 0x3F;
    int minute = data.at(1) & 0x3F;
    int hour = data.at(2) & 0x1F;
    if (isNone(data)) {
      return Reading.MISSING;
    }
    if ((data.at(1) & INVALID_FLAG) != 0) {
      return Reading.INVALID;
    }
    if (isEveryTime(hour, minute, second) || isEveryDate(data, 3)) {
      return Reading.MISSING;
    }
    return dateTime(date(data, 3, 0), hour, minute, second, true);
  }

  /** Type J, three octets: second (bits 5..0), minute (5..0), hour (4..0). */
  static Reading typeJ(DataOctets data) {
    int second = data.at(0) & 0x3F;
    int minute = data.at(1) & 0x3F;
    int hour = data.at(2) & 0x1F;
    if (data.areAll(0xFF) || isEveryTime(hour, minute, second)) {
      return Reading.MISSING;
    }
    return isTime(hour, minute, second)
        ? Reading.good(new Value.Time(LocalTime.of(hour, minute, second)))
        : Reading.INVALID;
  }

  private static boolean isNone(DataOctets data) {
    return data.areAll(0x00) || data.areAll(0xFF);
  }

  private static boolean isEveryTime(int hour, int minute, int second) {
    return hour == EVERY_HOUR || minute == EVERY_MINUTE || second == EVERY_MINUTE;
  }

  private static boolean isEveryDate(DataOctets data, int at) {
    return day(data, at) == EVERY_DAY
        || month(data, at) == EVERY_MONTH
        || twoDigitYear(data, at) == EVERY_YEAR;
  }

  private static Reading dateTime(
      @Nullable LocalDate date, int hour, int minute, int second, boolean seconds) {
    if (date == null || !isTime(hour, minute, second)) {
      return Reading.INVALID;
    }
    LocalDateTime time = date.atTime(hour, minute, second);
    return Reading.good(new Value.DateTime(time, seconds));
  }

  private static boolean isTime(int hour, int minute, int second) {
    return hour < 24 && minute < 60 && second < 60;
  }

  /** The date whose type G octets start at an index; null if no calendar has it. */
  private static @Nullable LocalDate date(DataOctets data, int at, int hundreds) {
    int twoDigits = twoDigitYear(data, at);
    int month = month(data, at);
    int day = day(data, at);
    if (twoDigits > 99 || month < 1 || month > 12) {
      return null;
    }
    int year =
        hundreds == 0 && twoDigits <= LAST_YEAR_OF_2000
            ? 2000 + twoDigits
            : 1900 + 100 * hundreds + twoDigits;
    boolean exists = day <= SHORTEST_MONTH || day <= YearMonth.of(year, month).lengthOfMonth();
    return exists ? LocalDate.of(year, month, day) : null;
  }

  private static int day(DataOctets data, int at) {
    return data.at(at) & 0x1F;
  }

  private static int month(DataOctets data, int at) {
    return data.at(at + 1) & 0x0F;
  }

  private static int twoDigitYear(DataOctets data, int at) {
    return data.at(at) >> 5 | data.at(at + 1) >> 4 << 3;
  }
}
