package io.github.camelmbus.application;

import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Secondary addresses as users write them, and advice for what they write instead.
 *
 * <p>People paste what they have: a frame of another program, octets of a log, the serial number on
 * the label. Each recogniser takes one of these and names the address that was probably meant, or
 * gives null for what is not of its kind.
 */
final class SecondaryAddressText {
  private static final String FORMS =
      "a secondary address is 8 digits (identification number as printed on the meter, F for any"
          + " digit) or 16 (then manufacturer, version and device type, their octets as sent), such"
          + " as 12345678 or 1234567824232804, not '%s'";

  private static final int ID_DIGITS = 8;
  private static final int FULL_DIGITS = 16;
  private static final int MAX_PRIMARY = 250;
  private static final int DATA_OFFSET = 7;
  private static final HexFormat HEX = HexFormat.of();

  private static final Pattern ADDRESS = Pattern.compile("[0-9A-F]{8}(?:[0-9A-F]{8})?");
  private static final Pattern SEPARATOR = Pattern.compile("[\\s:.,_-]+");
  private static final Pattern OCTET_PAIRS =
      Pattern.compile("[0-9A-F]{2}(?:[\\s:.,_-]+[0-9A-F]{2})+");
  // Frames belong to another layer; here they are only recognised, for the advice.
  private static final Pattern LONG_FRAME =
      Pattern.compile("68([0-9A-F]{2})\\1(?:68)(?:[0-9A-F]{2})*");
  private static final Pattern SHORT_FRAME =
      Pattern.compile("10([0-9A-F]{2})([0-9A-F]{2})([0-9A-F]{2})16");
  private static final Pattern SELECT = Pattern.compile(".{8}[57]3..52.*");
  private static final Pattern LONG_HEADER = Pattern.compile(".{12}72.*");
  private static final Pattern HEXADECIMAL = Pattern.compile("(?:0X)?([0-9A-F]+)H?");
  private static final Pattern DECIMAL = Pattern.compile("[0-9]+");
  private static final Pattern ID_THEN_LETTERS =
      Pattern.compile("([0-9A-F]{8})([A-Z]{3})([0-9A-F]{4})?");
  private static final Pattern LETTERS_THEN_ID =
      Pattern.compile("([A-Z]{3})([0-9A-F]{8})([0-9A-F]{4})?");

  private static final List<Function<String, @Nullable String>> RECOGNISERS =
      List.of(
          SecondaryAddressText::longFrame,
          SecondaryAddressText::shortFrame,
          SecondaryAddressText::separatedOctets,
          SecondaryAddressText::separatedDigits,
          SecondaryAddressText::manufacturerLetters,
          SecondaryAddressText::primaryAddress,
          SecondaryAddressText::decimalSerial,
          SecondaryAddressText::hexadecimalSerial);

  private SecondaryAddressText() {}

  static SecondaryAddress parse(String text) {
    String digits = text.strip().toUpperCase(Locale.ROOT);
    if (ADDRESS.matcher(digits).matches()) {
      return of(digits);
    }
    String advice =
        RECOGNISERS.stream()
            .map(recogniser -> recogniser.apply(digits))
            .filter(Objects::nonNull)
            .findFirst()
            .map(found -> ": " + found)
            .orElse("");
    throw new IllegalArgumentException(FORMS.formatted(text) + advice);
  }

  /** Takes 8 or 16 digits. */
  private static SecondaryAddress of(String digits) {
    String id = digits.substring(0, ID_DIGITS);
    if (digits.length() == ID_DIGITS) {
      return SecondaryAddress.ofId(id);
    }
    byte[] octets = HEX.parseHex(digits.substring(ID_DIGITS));
    return new SecondaryAddress(
        id, Octets.wordAt(octets, 0), Octets.at(octets, 2), Octets.at(octets, 3));
  }

  private static String compact(String text) {
    return SEPARATOR.matcher(text).replaceAll("");
  }

  private static @Nullable String longFrame(String text) {
    String frame = compact(text);
    if (!LONG_FRAME.matcher(frame).matches()) {
      return null;
    }
    byte[] octets = HEX.parseHex(frame);
    boolean select = SELECT.matcher(frame).matches();
    boolean telegram = LONG_HEADER.matcher(frame).matches();
    if (!select && !telegram || octets.length < DATA_OFFSET + SecondaryAddress.OCTETS) {
      return "that is a frame, and no secondary address is in it";
    }
    return "that is a %s, the address inside it is %s"
        .formatted(
            select ? "SELECT frame" : "telegram of a meter",
            SecondaryAddress.decode(octets, DATA_OFFSET));
  }

  private static @Nullable String shortFrame(String text) {
    Matcher frame = SHORT_FRAME.matcher(compact(text));
    if (!frame.matches()) {
      return null;
    }
    int address = HexFormat.fromHexDigits(frame.group(2));
    int sum = HexFormat.fromHexDigits(frame.group(1)) + address & 0xFF;
    if (sum != HexFormat.fromHexDigits(frame.group(3))) {
      return null;
    }
    return address > MAX_PRIMARY
        ? "that is a short frame, and no address of a meter is in it"
        : "that is a short frame, it asks the meter with primary address " + address;
  }

  private static @Nullable String separatedOctets(String text) {
    String digits = compact(text);
    if (!OCTET_PAIRS.matcher(text).matches() || !ADDRESS.matcher(digits).matches()) {
      return null;
    }
    SecondaryAddress address = of(digits);
    String swapped =
        address.alternatives().stream()
            .map(other -> shortest(other, digits.length()))
            .collect(Collectors.joining(" or "));
    return "without spaces it is %s%s"
        .formatted(
            digits, swapped.isEmpty() ? "" : ", and if these are octets as sent, " + swapped);
  }

  /** The form with as many digits as the user wrote. */
  private static String shortest(SecondaryAddress address, int digits) {
    return address.toString().substring(0, digits);
  }

  private static @Nullable String separatedDigits(String text) {
    String digits = compact(text);
    return ADDRESS.matcher(digits).matches() ? "without separators it is " + digits : null;
  }

  private static @Nullable String manufacturerLetters(String text) {
    String compact = compact(text);
    Matcher idFirst = ID_THEN_LETTERS.matcher(compact);
    if (idFirst.matches()) {
      return withManufacturer(idFirst.group(1), idFirst.group(2), idFirst.group(3));
    }
    Matcher lettersFirst = LETTERS_THEN_ID.matcher(compact);
    return lettersFirst.matches()
        ? withManufacturer(lettersFirst.group(2), lettersFirst.group(1), lettersFirst.group(3))
        : null;
  }

  private static String withManufacturer(String id, String letters, @Nullable String rest) {
    int manufacturer = Manufacturer.of(letters).code();
    String versionAndType = rest == null ? "FFFF" : rest;
    return "the manufacturer is written as two octets, %s as %02X%02X: %s"
        .formatted(
            letters,
            manufacturer & 0xFF,
            manufacturer >> 8,
            "%s%02X%02X%s".formatted(id, manufacturer & 0xFF, manufacturer >> 8, versionAndType));
  }

  private static @Nullable String primaryAddress(String text) {
    if (!DECIMAL.matcher(text).matches()
        || text.length() > 3
        || Integer.parseInt(text) > MAX_PRIMARY) {
      return null;
    }
    return "that may be a primary address; as an identification number it is "
        + SecondaryAddress.padded(text);
  }

  private static @Nullable String decimalSerial(String text) {
    if (!DECIMAL.matcher(text).matches()) {
      return null;
    }
    int length = text.length();
    if (length < ID_DIGITS) {
      return "it has %d digits, with zeros in front it is %s"
          .formatted(length, SecondaryAddress.padded(text));
    }
    return length < FULL_DIGITS
        ? "it has %d digits, the last 8 are %s"
            .formatted(length, text.substring(length - ID_DIGITS))
        : "it has %d digits, the first 16 are %s".formatted(length, text.substring(0, FULL_DIGITS));
  }

  private static @Nullable String hexadecimalSerial(String text) {
    Matcher number = HEXADECIMAL.matcher(compact(text));
    if (!number.matches()) {
      return null;
    }
    String digits = number.group(1);
    String decimal =
        SecondaryAddress.decimalId(digits)
            .map(found -> "as a serial number in hexadecimal it is " + found)
            .orElse("it has %d digits".formatted(digits.length()));
    return ADDRESS.matcher(digits).matches()
        ? "as digits it is %s, %s".formatted(digits, decimal)
        : decimal;
  }
}
