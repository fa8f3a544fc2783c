package io.github.camelmbus.application;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The serial number as printed on a meter of Kamstrup, {@code 82345678/H7/24}.
 *
 * <pre>
 *   82345678   number: the identification number of the M-Bus, unless a customer number took its place
 *   H7         device code
 *   24         last two digits of the year of manufacture
 * </pre>
 *
 * @param number 8 digits.
 * @param deviceCode letters and digits in upper case.
 * @param year 2000 to 2099.
 */
public record KamstrupSerial(String number, String deviceCode, int year) {
  private static final Pattern PRINTED =
      Pattern.compile("([0-9]{8})\\s*/\\s*([0-9A-Z]{1,4})\\s*/\\s*([0-9]{2})");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{8}");
  private static final Pattern CODE = Pattern.compile("[0-9A-Z]{1,4}");
  private static final int CENTURY = 2000;

  public KamstrupSerial {
    if (!NUMBER.matcher(number).matches()
        || !CODE.matcher(deviceCode).matches()
        || year < CENTURY
        || year >= CENTURY + 100) {
      throw new IllegalArgumentException(
          "a serial number has 8 digits, a device code and a year from 2000 to 2099, not %s, %s, %d"
              .formatted(number, deviceCode, year));
    }
  }

  /**
   * Reads a serial number as printed; blanks around the slashes and lower case are accepted.
   *
   * @throws IllegalArgumentException if it is something else.
   */
  public static KamstrupSerial parse(String text) {
    Matcher parts = PRINTED.matcher(text.strip().toUpperCase(Locale.ROOT));
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "a serial number of Kamstrup is printed as 82345678/H7/24, not '" + text + "'");
    }
    int year = CENTURY + Integer.parseInt(parts.group(3));
    return new KamstrupSerial(parts.group(1), parts.group(2), year);
  }

  /**
   * The address that selects the meter on a bus, unless a customer number took the place of the
   * number.
   */
  public SecondaryAddress address() {
    return SecondaryAddress.parse(number);
  }

  /** As printed. */
  @Override
  public String toString() {
    return "%s/%s/%02d".formatted(number, deviceCode, year - CENTURY);
  }
}
