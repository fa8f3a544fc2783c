package io.github.camelmbus.data;

import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;

/**
 * The two octets of type G, and of the dates in types F and I (EN 13757-3, annex A).
 *
 * <pre>
 *   octet 0   day (bits 4..0; 0: every), low bits of the year (7..5)
 *   octet 1   month (3..0; 15: every), high bits of the year (7..4; 127: every)
 * </pre>
 *
 * @param year of four digits, {@link #EVERY} or {@link #NONE}.
 * @param month 0..14 as sent, or {@link #EVERY}.
 * @param day 1..31, or {@link #EVERY}.
 */
record DateParts(int year, int month, int day) {
  static final int EVERY = -1;

  /** A year of three digits. */
  private static final int NONE = -2;

  private static final int EVERY_DAY = 0;
  private static final int EVERY_MONTH = 15;
  private static final int EVERY_YEAR = 127;
  private static final int LAST_TWO_DIGITS = 99;

  /** The first year of two digits: no M-Bus meter sent its time before. */
  static final int FIRST_YEAR = 1981;

  /** Two-digit years up to this one are after 2000, as old meters have no hundred-year bits. */
  private static final int LAST_YEAR_OF_2000 = 80;

  private static final int DAYS_OF_LONGEST_MONTH = 31;

  /**
   * Takes two octets.
   *
   * @param at index of the first one.
   * @param hundreds hundred-year bits of type F; 0 where there are none.
   */
  static DateParts of(DataOctets data, int at, int hundreds) {
    int day = data.at(at) & 0x1F;
    int month = data.at(at + 1) & 0x0F;
    int twoDigits = data.at(at) >> 5 | data.at(at + 1) >> 4 << 3;
    return new DateParts(
        year(twoDigits, hundreds),
        month == EVERY_MONTH ? EVERY : month,
        day == EVERY_DAY ? EVERY : day);
  }

  private static int year(int twoDigits, int hundreds) {
    if (twoDigits > LAST_TWO_DIGITS) {
      return twoDigits == EVERY_YEAR ? EVERY : NONE;
    }
    // No meter has a date of 2100 or later, so bits for a later century are wrong.
    return hundreds == 1 ? 2000 + twoDigits : yearOf(twoDigits);
  }

  /** The year of two digits, from {@link #FIRST_YEAR} to 2080. */
  static int yearOf(int twoDigits) {
    return twoDigits <= LAST_YEAR_OF_2000 ? 2000 + twoDigits : 1900 + twoDigits;
  }

  /** Whether a part is "every". */
  boolean isRecurring() {
    return year == EVERY || month == EVERY || day == EVERY;
  }

  /** Whether all parts are "every". */
  boolean isEveryDay() {
    return year == EVERY && month == EVERY && day == EVERY;
  }

  /** Whether day and month are 0, by which some meters say that there is no date. */
  boolean isBlank() {
    return day == EVERY && month == 0;
  }

  /** Whether there is a day like this in the calendar. */
  boolean exists() {
    boolean isMonth = month == EVERY || month >= 1 && month <= 12;
    return year != NONE && isMonth && (day == EVERY || day >= 1 && day <= longest());
  }

  private int longest() {
    if (month == EVERY) {
      return DAYS_OF_LONGEST_MONTH;
    }
    return year == EVERY ? Month.of(month).maxLength() : YearMonth.of(year, month).lengthOfMonth();
  }

  /** The day; it must exist and not recur. */
  LocalDate date() {
    return LocalDate.of(year, month, day);
  }

  /**
   * In the form of XML Schema: {@code ---01}, {@code --12-31}, {@code --12}, {@code 2024-12}. The
   * same rule is used for cases without such a form: {@code 2024--01} for the first of each month
   * of a year. Empty for every day.
   */
  String text() {
    if (isEveryDay()) {
      return "";
    }
    StringBuilder text = new StringBuilder(year == EVERY ? "-" : Integer.toString(year));
    if (month != EVERY || day != EVERY) {
      text.append('-').append(month == EVERY ? "" : TimeParts.twoDigits(month));
    }
    if (day != EVERY) {
      text.append('-').append(TimeParts.twoDigits(day));
    }
    return text.toString();
  }
}
