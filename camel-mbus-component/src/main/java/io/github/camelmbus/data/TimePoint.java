package io.github.camelmbus.data;

import java.time.DateTimeException;
import java.time.LocalDateTime;

/**
 * Dates and times of EN 13757-3, annex A. All are local; the summer time bit is a flag and shifts
 * nothing.
 *
 * <p>Octets that are all 00h or all FFh, and "every" in place of all numbers, name no time:
 * missing. A time that the meter flags as invalid (IV), or that does not exist, is invalid. One
 * with "every" in place of some numbers is recurring, and a text.
 */
final class TimePoint {
  private static final int INVALID_FLAG = 0x80;
  private static final int HIGHEST_DIGIT = 9;

  /** Hundred-year bits from this value on name a year from 2100 on. */
  private static final int FIRST_CENTURY_TOO_MANY = 2;

  private TimePoint() {}

  /** Type G, two octets: {@link DateParts}. */
  static Reading typeG(DataOctets data) {
    DateParts date = DateParts.of(data, 0, 0);
    if (isNone(data) || date.isEveryDay() || date.isBlank()) {
      return Reading.MISSING;
    } else if (!date.exists()) {
      return Reading.INVALID;
    }
    return date.isRecurring() ? recurring(date.text()) : Reading.good(new Value.Date(date.date()));
  }

  /**
   * Type F, four octets.
   *
   * <pre>
   *   octet 0      minute (bits 5..0; 63: every), IV: time invalid (7)
   *   octet 1      hour (4..0; 31: every), hundred-year (6..5), summer time (7)
   *   octets 2, 3  as type G
   * </pre>
   *
   * <p>Hundred-year bits 2 and 3 name a year from 2100 on: the two digits count, as without these
   * bits, and the year that was sent is kept beside the value.
   */
  static Reading typeF(DataOctets data) {
    int hundreds = data.at(1) >> 5 & 0x03;
    if (isNone(data)) {
      return Reading.MISSING;
    } else if ((data.at(0) & INVALID_FLAG) != 0) {
      return Reading.INVALID;
    }
    DateParts date = DateParts.of(data, 2, hundreds);
    Reading reading = dateTime(date, TimeParts.toTheMinute(data));
    boolean isTooLate =
        hundreds >= FIRST_CENTURY_TOO_MANY && reading.value() instanceof Value.DateTime;
    return isTooLate
        ? Reading.good(((Value.DateTime) reading.value()).ofSentYear(sentYear(date, hundreds)))
        : reading;
  }

  private static int sentYear(DateParts date, int hundreds) {
    return 1900 + 100 * hundreds + date.year() % 100;
  }

  /**
   * Type I, six octets.
   *
   * <pre>
   *   octet 0      second (bits 5..0; 63: every), summer time (6), leap year (7)
   *   octet 1      minute (5..0; 63: every), sign of the summer time deviation (6), IV (7)
   *   octet 2      hour (4..0; 31: every), day of week (7..5)
   *   octets 3, 4  as type G
   *   octet 5      week (5..0), summer time deviation (7..6)
   * </pre>
   */
  static Reading typeI(DataOctets data) {
    if (isNone(data)) {
      return Reading.MISSING;
    } else if ((data.at(1) & INVALID_FLAG) != 0) {
      return Reading.INVALID;
    }
    return dateTime(DateParts.of(data, 3, 0), TimeParts.toTheSecond(data));
  }

  /** Type J, three octets: second (bits 5..0), minute (5..0), hour (4..0). */
  static Reading typeJ(DataOctets data) {
    TimeParts time = TimeParts.toTheSecond(data);
    if (data.areAll(0xFF) || time.isAlways()) {
      return Reading.MISSING;
    } else if (!time.exists()) {
      return Reading.INVALID;
    }
    return time.isRecurring() ? recurring(time.text()) : Reading.good(new Value.Time(time.time()));
  }

  /**
   * Six octets of BCD, two digits each: second, minute, hour, day, month, year. This is no type of
   * the standard; meters of ABB send it (manual of the A43 and A44, 2CMC48001M0201, "Set date and
   * time").
   */
  static Reading bcd(DataOctets data) {
    if (isNone(data)) {
      return Reading.MISSING;
    }
    int[] parts = new int[data.length()];
    for (int i = 0; i < parts.length; i++) {
      int tens = data.at(i) >> 4;
      int ones = data.at(i) & 0x0F;
      if (tens > HIGHEST_DIGIT || ones > HIGHEST_DIGIT) {
        return Reading.INVALID;
      }
      parts[i] = 10 * tens + ones;
    }
    try {
      int year = DateParts.yearOf(parts[5]);
      LocalDateTime time = LocalDateTime.of(year, parts[4], parts[3], parts[2], parts[1], parts[0]);
      return Reading.good(new Value.DateTime(time, true));
    } catch (DateTimeException impossible) {
      return Reading.INVALID;
    }
  }

  private static boolean isNone(DataOctets data) {
    return data.areAll(0x00) || data.areAll(0xFF);
  }

  private static Reading dateTime(DateParts date, TimeParts time) {
    if (date.isBlank() || date.isEveryDay() && time.isAlways()) {
      return Reading.MISSING;
    } else if (!date.exists() || !time.exists()) {
      return Reading.INVALID;
    } else if (date.isRecurring() || time.isRecurring()) {
      return recurring(date.text() + (time.isAlways() ? "" : "T" + time.text()));
    }
    return Reading.good(new Value.DateTime(date.date().atTime(time.time()), time.hasSecond()));
  }

  private static Reading recurring(String text) {
    return new Reading(new Value.Text(text), Quality.RECURRING);
  }
}
