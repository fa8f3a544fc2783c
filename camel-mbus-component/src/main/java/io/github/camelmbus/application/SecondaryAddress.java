package io.github.camelmbus.application;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Secondary address of a meter, or a mask that selects some (EN 13757-3, clause 11).
 *
 * <pre>
 *   octets   id0 id1 id2 id3  man0 man1  version  type      low octets first
 *   text     12345678         2423       28       04        id as printed, then octets as sent
 * </pre>
 *
 * @param id identification number, 8 digits as printed on the meter: 0-9, A-E (real meters have
 *     them), F for any digit.
 * @param manufacturer {@link Manufacturer#code()}, FFFFh for any.
 * @param version generation of the meter, 0..255, FFh for any.
 * @param deviceType see {@link DeviceType}, 0..255, FFh for any.
 */
public record SecondaryAddress(String id, int manufacturer, int version, int deviceType) {
  /** Octets of a secondary address on the wire. */
  public static final int OCTETS = 8;

  private static final int ANY_MANUFACTURER = 0xFFFF;
  private static final int ANY_OCTET = 0xFF;
  private static final char ANY_DIGIT = 'F';
  private static final int ID_DIGITS = 8;
  private static final int ID_OCTETS = ID_DIGITS / 2;
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final int HEXADECIMAL = 16;

  /** Selects every meter. */
  public static final SecondaryAddress ANY = ofId("FFFFFFFF");

  public SecondaryAddress {
    if (!isId(id)) {
      throw new IllegalArgumentException(
          "an identification number is 8 digits 0-9, A-E or F for any, not '" + id + "'");
    }
    Octets.requireWord("manufacturer", manufacturer);
    Octets.require("version", version);
    Octets.require("device type", deviceType);
  }

  private static boolean isId(String text) {
    boolean digits = text.length() == ID_DIGITS;
    for (int i = 0; i < text.length() && digits; i++) {
      char c = text.charAt(i);
      digits = c >= '0' && c <= '9' || c >= 'A' && c <= 'F';
    }
    return digits;
  }

  /** Selects the meters with this identification number. */
  static SecondaryAddress ofId(String id) {
    return new SecondaryAddress(id, ANY_MANUFACTURER, ANY_OCTET, ANY_OCTET);
  }

  /**
   * Takes an address as users write it: 8 digits, or 16 as {@link #toString()} gives them; upper or
   * lower case.
   *
   * @throws IllegalArgumentException with a message that names these forms and, if known, the
   *     address that was meant: inside a frame, as octets with spaces, as a serial number, with the
   *     letters of the manufacturer.
   */
  public static SecondaryAddress parse(String text) {
    return SecondaryAddressText.parse(text);
  }

  /**
   * Takes 8 octets as on the wire.
   *
   * @throws IllegalArgumentException if fewer than 8 follow the offset.
   */
  public static SecondaryAddress decode(byte[] octets, int offset) {
    if (offset < 0 || octets.length - offset < OCTETS) {
      throw new IllegalArgumentException(
          "a secondary address is 8 octets, from offset %d of %d there are fewer"
              .formatted(offset, octets.length));
    }
    return new SecondaryAddress(
        reversed(octets, offset),
        Octets.wordAt(octets, offset + ID_OCTETS),
        Octets.at(octets, offset + ID_OCTETS + 2),
        Octets.at(octets, offset + ID_OCTETS + 3));
  }

  private static String reversed(byte[] octets, int offset) {
    byte[] digits = new byte[ID_DIGITS];
    for (int i = 0; i < ID_OCTETS; i++) {
      int octet = octets[offset + ID_OCTETS - 1 - i];
      digits[2 * i] = (byte) HEX.toHighHexDigit(octet);
      digits[2 * i + 1] = (byte) HEX.toLowHexDigit(octet);
    }
    return new String(digits, StandardCharsets.ISO_8859_1);
  }

  /** The 8 octets on the wire. */
  public byte[] octets() {
    byte[] octets = new byte[OCTETS];
    for (int i = 0; i < ID_OCTETS; i++) {
      int low = ID_DIGITS - 2 * i - 1;
      octets[i] =
          (byte)
              (HexFormat.fromHexDigit(id.charAt(low - 1)) << 4
                  | HexFormat.fromHexDigit(id.charAt(low)));
    }
    octets[4] = (byte) manufacturer;
    octets[5] = (byte) (manufacturer >> 8);
    octets[6] = (byte) version;
    octets[7] = (byte) deviceType;
    return octets;
  }

  /** Whether there is no wildcard at all. */
  public boolean isExact() {
    return idIsExact()
        && manufacturer != ANY_MANUFACTURER
        && version != ANY_OCTET
        && deviceType != ANY_OCTET;
  }

  /** Whether the identification number has no wildcard. */
  public boolean idIsExact() {
    return id.indexOf(ANY_DIGIT) < 0;
  }

  /** Whether this address, taken as a mask, selects a meter. */
  public boolean matches(SecondaryAddress meter) {
    return matches(ANY_MANUFACTURER, manufacturer, meter.manufacturer)
        && matches(ANY_OCTET, version, meter.version)
        && matches(ANY_OCTET, deviceType, meter.deviceType)
        && idMatches(meter.id);
  }

  private static boolean matches(int any, int mask, int value) {
    return mask == any || mask == value;
  }

  private boolean idMatches(String meter) {
    for (int i = 0; i < ID_DIGITS; i++) {
      if (!matches(ANY_DIGIT, id.charAt(i), meter.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Addresses that may have been meant if no meter answers to this one: the identification number
   * with its octets the other way round or, written in hexadecimal, as a decimal number; the
   * manufacturer with its octets swapped, if only that gives letters.
   */
  public List<SecondaryAddress> alternatives() {
    List<SecondaryAddress> alternatives = new ArrayList<>();
    String swapped = reversed(HEX.parseHex(id), 0);
    if (!swapped.equals(id)) {
      alternatives.add(withId(swapped));
    }
    decimalId(id).map(this::withId).ifPresent(alternatives::add);
    int other = manufacturer >> 8 | (manufacturer & ANY_OCTET) << 8;
    if (likelihood(other) > likelihood(manufacturer)) {
      alternatives.add(new SecondaryAddress(id, other, version, deviceType));
    }
    return List.copyOf(alternatives);
  }

  /** How likely it is that a meter has this code: letters, most of them without bit 15. */
  private static int likelihood(int code) {
    Manufacturer manufacturer = new Manufacturer(code);
    if (!manufacturer.isLetters()) {
      return 0;
    }
    return manufacturer.isUniqueOnlyLocally() ? 1 : 2;
  }

  private SecondaryAddress withId(String other) {
    return new SecondaryAddress(other, manufacturer, version, deviceType);
  }

  /** A serial number in hexadecimal as 8 decimal digits; empty if it needs more or has no A-F. */
  static Optional<String> decimalId(String hexadecimal) {
    if (hexadecimal.chars().allMatch(Character::isDigit)) {
      return Optional.empty();
    }
    String decimal = new BigInteger(hexadecimal, HEXADECIMAL).toString();
    return decimal.length() > ID_DIGITS ? Optional.empty() : Optional.of(padded(decimal));
  }

  /** At most 8 digits with zeros in front. */
  static String padded(String digits) {
    return "0".repeat(ID_DIGITS - digits.length()) + digits;
  }

  /** 16 digits: the identification number as printed, the other octets as sent. */
  @Override
  public String toString() {
    return id + HEX.formatHex(octets(), ID_OCTETS, OCTETS);
  }
}
