package io.github.camelmbus.application;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The meters that a selection selects (EN 13757-3, clause 11).
 *
 * @param address F digits and FF octets stand for anything.
 * @param fabricationNumber 8 digits 0-9, A-E, F for any, for an enhanced selection; null for a
 *     selection without it, which meters without a fabrication number answer, too.
 */
public record Mask(SecondaryAddress address, @Nullable String fabricationNumber) {
  /** Every meter. */
  public static final Mask ANY = new Mask(SecondaryAddress.ANY, null);

  /** Stands for any digit. */
  public static final char ANY_DIGIT = 'F';

  /** Digits of an identification number, and of a fabrication number. */
  public static final int DIGITS = 8;

  private static final String ANY_NUMBER = "FFFFFFFF";
  private static final Pattern NUMBER = Pattern.compile("[0-9A-F]{8}");
  private static final Pattern PART_OF_ID = Pattern.compile("[0-9A-Fa-f]{1,7}");

  /** As other programs write them. */
  private static final Pattern OTHER_WILDCARDS =
      Pattern.compile("(?=.*[?*xX_.])([0-9A-Fa-f?*xX_.]{8}){1,2}");

  public Mask {
    if (fabricationNumber != null && !NUMBER.matcher(fabricationNumber).matches()) {
      throw new IllegalArgumentException(
          "a fabrication number is 8 digits 0-9, A-E or F for any, not '"
              + fabricationNumber
              + "'");
    }
  }

  public static Mask of(SecondaryAddress address) {
    return new Mask(address, null);
  }

  /**
   * @param text 8 or 16 digits, and {@code /} with 8 more for a fabrication number; upper or lower
   *     case.
   * @throws IllegalArgumentException with a message that names the right form.
   */
  public static Mask parse(String text) {
    int slash = text.indexOf('/');
    return slash < 0
        ? of(address(text))
        : new Mask(
            address(text.substring(0, slash)), text.substring(slash + 1).toUpperCase(Locale.ROOT));
  }

  private static SecondaryAddress address(String text) {
    if (OTHER_WILDCARDS.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "F stands for any digit of a mask: %s, not '%s'"
              .formatted(text.toUpperCase(Locale.ROOT).replaceAll("[?*X_.]", "F"), text));
    } else if (PART_OF_ID.matcher(text).matches()) {
      String others = ANY_NUMBER.substring(text.length());
      throw new IllegalArgumentException(
          "a mask has 8 digits, F for any, not '%1$s': %1$s%2$s for ids that begin so, %2$s%1$s for"
                  .formatted(text, others)
              + " those that end so");
    }
    return SecondaryAddress.parse(text);
  }

  /** Whether all meters of another mask are meters of this one. */
  public boolean covers(Mask other) {
    return address.matches(other.address) && coversNumber(other.fabricationNumber);
  }

  private boolean coversNumber(@Nullable String other) {
    if (fabricationNumber == null) {
      return true;
    }
    String number = other == null ? ANY_NUMBER : other;
    for (int i = 0; i < DIGITS; i++) {
      char digit = fabricationNumber.charAt(i);
      if (digit != ANY_DIGIT && digit != number.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /**
   * The selection of one meter that was read by this mask: the id of the meter, with manufacturer,
   * version and device type as in the mask. Some meters are not selected by the fields that their
   * telegrams show, so beside the id only the fields that have selected the meter are sent.
   *
   * @param meter the address in its telegram.
   * @return the address itself if this mask does not select it.
   */
  public SecondaryAddress narrowedTo(SecondaryAddress meter) {
    return address.matches(meter)
        ? new SecondaryAddress(
            meter.id(), address.manufacturer(), address.version(), address.deviceType())
        : meter;
  }

  /** The narrowest mask that matches two meters. */
  public static Mask ofBoth(SecondaryAddress one, SecondaryAddress other) {
    StringBuilder id = new StringBuilder();
    for (int i = 0; i < DIGITS; i++) {
      char digit = one.id().charAt(i);
      id.append(digit == other.id().charAt(i) ? digit : ANY_DIGIT);
    }
    SecondaryAddress any = SecondaryAddress.ANY;
    return of(
        new SecondaryAddress(
            id.toString(),
            one.manufacturer() == other.manufacturer() ? one.manufacturer() : any.manufacturer(),
            one.version() == other.version() ? one.version() : any.version(),
            one.deviceType() == other.deviceType() ? one.deviceType() : any.deviceType()));
  }

  /** Whether the address has no wildcard; the fabrication number may have one. */
  public boolean isExact() {
    return address.isExact();
  }

  /**
   * The mask with one digit of the identification number.
   *
   * @param position 0 for the leftmost.
   */
  public Mask withIdDigit(int position, char digit) {
    String id = replaced(address.id(), position, digit);
    return with(id, address.manufacturer(), address.version(), address.deviceType());
  }

  /**
   * The mask with one digit of the fabrication number.
   *
   * @param position 0 for the leftmost.
   */
  public Mask withFabricationDigit(int position, char digit) {
    String number = fabricationNumber == null ? ANY_NUMBER : fabricationNumber;
    return new Mask(address, replaced(number, position, digit));
  }

  public Mask withDeviceType(int type) {
    return with(address.id(), address.manufacturer(), address.version(), type);
  }

  public Mask withVersion(int version) {
    return with(address.id(), address.manufacturer(), version, address.deviceType());
  }

  public Mask withManufacturer(int code) {
    return with(address.id(), code, address.version(), address.deviceType());
  }

  private Mask with(String id, int manufacturer, int version, int type) {
    return new Mask(new SecondaryAddress(id, manufacturer, version, type), fabricationNumber);
  }

  private static String replaced(String digits, int position, char digit) {
    return digits.substring(0, position) + digit + digits.substring(position + 1);
  }

  @Override
  public String toString() {
    return fabricationNumber == null ? address.toString() : address + "/" + fabricationNumber;
  }
}
