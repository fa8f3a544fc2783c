package io.github.camelmbus.search;

import io.github.camelmbus.application.Manufacturer;
import io.github.camelmbus.application.Mask;
import io.github.camelmbus.application.SecondaryAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * A mask cut into narrower ones at one place.
 *
 * @param likely masks that cover all meters to be expected.
 * @param unlikely masks that cover the others: digits A-E, unusual device types and versions,
 *     manufacturers with the other bit 15.
 * @param position of the id digit it is cut at; -1 if it is cut elsewhere.
 */
record Split(List<Mask> likely, List<Mask> unlikely, int position) {
  static final String DECIMAL = "0123456789";
  static final String LETTERS = "ABCDE";

  /** Device types of EN 13757-3 end below. */
  private static final int USUAL_OCTETS = 0x40;

  private static final int ANY_OCTET = 0xFF;
  private static final int ANY_MANUFACTURER = 0xFFFF;

  /** Bit 15 of a manufacturer code: the same letters, but another meter. */
  private static final int UNIQUE_LOCALLY = 0x8000;

  /** Manufacturers of common meters; those that were seen on the bus come before them. */
  private static final List<String> MANUFACTURERS =
      List.of(
          "ABB", "ACW", "AMT", "APA", "BER", "BMT", "DME", "EFE", "EIM", "ELS", "ELV", "EMH", "EMU",
          "ENG", "ESY", "FIN", "GAV", "GWF", "HYD", "ITU", "ITW", "KAM", "LSE", "LUG", "NZR", "PAD",
          "QDS", "REL", "SEN", "SIE", "SLB", "SON", "SPX", "SVM", "TCH", "TEC", "WEP", "ZRI");

  /** Where one digit is a letter, others are as likely to be one as not. */
  static Split byDigit(Mask mask, int position) {
    if (SearchState.hasLetters(mask)) {
      return new Split(
          children(DECIMAL + LETTERS, digit -> mask.withIdDigit(position, digit)),
          List.of(),
          position);
    }
    return new Split(
        children(DECIMAL, digit -> mask.withIdDigit(position, digit)),
        children(LETTERS, digit -> mask.withIdDigit(position, digit)),
        position);
  }

  /**
   * Cuts a mask whose id is complete: by device type, version, manufacturer, fabrication number.
   *
   * @param seen addresses of the bus; what they have is tried first.
   * @return a split without masks if no free position is left.
   */
  static Split ofDuplicates(Mask mask, Collection<SecondaryAddress> seen) {
    SecondaryAddress address = mask.address();
    if (address.deviceType() == ANY_OCTET) {
      return byOctet(seen, SecondaryAddress::deviceType, mask::withDeviceType);
    } else if (address.version() == ANY_OCTET) {
      return byOctet(seen, SecondaryAddress::version, mask::withVersion);
    } else if (address.manufacturer() == ANY_MANUFACTURER) {
      return byManufacturer(mask, seen);
    }
    return byFabricationNumber(mask);
  }

  private interface Child<T> {
    Mask with(T value);
  }

  private static List<Mask> children(String digits, Child<Character> child) {
    List<Mask> children = new ArrayList<>();
    for (char digit : digits.toCharArray()) {
      children.add(child.with(digit));
    }
    return children;
  }

  private static Split byOctet(
      Collection<SecondaryAddress> seen,
      ToIntFunction<SecondaryAddress> part,
      Child<Integer> child) {
    Set<Integer> likely = new LinkedHashSet<>();
    seen.stream().mapToInt(part).filter(value -> value != ANY_OCTET).forEach(likely::add);
    for (int value = 0; value < USUAL_OCTETS; value++) {
      likely.add(value);
    }
    Set<Integer> unlikely = new LinkedHashSet<>();
    for (int value = USUAL_OCTETS; value < ANY_OCTET; value++) {
      unlikely.add(value);
    }
    unlikely.removeAll(likely);
    return new Split(
        likely.stream().map(child::with).toList(), unlikely.stream().map(child::with).toList(), -1);
  }

  private static Split byManufacturer(Mask mask, Collection<SecondaryAddress> seen) {
    Set<Integer> codes = new LinkedHashSet<>();
    seen.stream()
        .mapToInt(SecondaryAddress::manufacturer)
        .filter(code -> code != ANY_MANUFACTURER)
        .forEach(codes::add);
    MANUFACTURERS.forEach(letters -> codes.add(Manufacturer.of(letters).code()));
    Set<Integer> unlikely = new LinkedHashSet<>();
    codes.forEach(code -> unlikely.add(code ^ UNIQUE_LOCALLY));
    unlikely.removeAll(codes);
    unlikely.remove(ANY_MANUFACTURER);
    return new Split(
        codes.stream().map(mask::withManufacturer).toList(),
        unlikely.stream().map(mask::withManufacturer).toList(),
        -1);
  }

  private static Split byFabricationNumber(Mask mask) {
    String number = mask.fabricationNumber();
    int position = number == null ? Mask.DIGITS - 1 : number.lastIndexOf(Mask.ANY_DIGIT);
    if (position < 0) {
      return new Split(List.of(), List.of(), -1);
    }
    return new Split(
        children(DECIMAL, digit -> mask.withFabricationDigit(position, digit)),
        children(LETTERS, digit -> mask.withFabricationDigit(position, digit)),
        -1);
  }
}
