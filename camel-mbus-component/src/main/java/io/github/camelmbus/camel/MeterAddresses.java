package io.github.camelmbus.camel;

import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.frame.PrimaryAddress;
import io.github.camelmbus.master.MeterAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses meter addresses: lists of numbers and ranges for primary addresses, of 8 or 16 digits for
 * secondary ones.
 */
public final class MeterAddresses {
  private static final Pattern NUMBER_OR_RANGE =
      Pattern.compile("(\\d{1,3})(?:\\s*-\\s*(\\d{1,3}))?");

  private MeterAddresses() {}

  /**
   * Primary addresses: {@code 1,2,5-9}.
   *
   * @throws IllegalArgumentException naming the expected form, and the right option if the text is
   *     a secondary address.
   */
  public static List<MeterAddress> primary(@Nullable String list) {
    return named("primary", each(list, MeterAddresses::addPrimary), list);
  }

  /**
   * Secondary addresses: {@code 12345678,1234567824232804}.
   *
   * @throws IllegalArgumentException naming the expected form, and the right option if the text is
   *     a primary address.
   */
  public static List<MeterAddress> secondary(@Nullable String list) {
    return named("secondary", each(list, MeterAddresses::addSecondary), list);
  }

  /**
   * Addresses of both kinds, from a header.
   *
   * @param value text, a number (a primary address), a {@link MeterAddress}, or a collection.
   */
  static List<MeterAddress> of(Object value) {
    Set<MeterAddress> meters = new LinkedHashSet<>();
    if (value instanceof Collection<?> several) {
      several.forEach(one -> meters.addAll(of(one)));
    } else if (value instanceof MeterAddress meter) {
      meters.add(meter);
    } else {
      meters.addAll(each(value.toString(), MeterAddresses::addEither));
    }
    return List.copyOf(meters);
  }

  /** An empty list is an unset placeholder and must not select the meters of another option. */
  private static List<MeterAddress> named(
      String option, List<MeterAddress> meters, @Nullable String list) {
    if (list != null && meters.isEmpty()) {
      throw new IllegalArgumentException(option + " names no meter: '" + list + "'");
    }
    return meters;
  }

  private static List<MeterAddress> each(@Nullable String list, Adder adder) {
    if (list == null) {
      return List.of();
    }
    List<MeterAddress> meters = new ArrayList<>();
    Arrays.stream(list.split(","))
        .map(String::trim)
        .filter(text -> !text.isEmpty())
        .forEach(text -> adder.add(text, meters::add));
    return meters;
  }

  private static void addPrimary(String text, Consumer<MeterAddress> meters) {
    Matcher range = NUMBER_OR_RANGE.matcher(text);
    if (!range.matches()) {
      throw new IllegalArgumentException(notPrimary(text));
    }
    if (range.group(2) == null) {
      meters.accept(MeterAddress.primary(number(range.group(1))));
      return;
    }
    int first = number(range.group(1));
    int last = number(range.group(2));
    if (first > last || last > PrimaryAddress.MAX_METER) {
      throw new IllegalArgumentException(
          "a range of primary addresses rises and ends at 250 at most, unlike '" + text + "'");
    }
    for (int address = first; address <= last; address++) {
      meters.accept(MeterAddress.primary(address));
    }
  }

  private static int number(String digits) {
    int number = Integer.parseInt(digits);
    if (number > 255) {
      throw new IllegalArgumentException(
          "a meter has a primary address from 0 to 250, not " + number);
    }
    return number;
  }

  private static String notPrimary(String text) {
    String rule = "primary is a list of numbers from 0 to 250 such as 1,2,5-9, not '" + text + "'";
    try {
      SecondaryAddress.parse(text);
      return rule + "; " + text + " has the form of a secondary address: secondary=" + text;
    } catch (IllegalArgumentException e) {
      return text.length() < 8 ? rule : rule + "; nor is it a secondary address: " + e.getMessage();
    }
  }

  private static void addSecondary(String text, Consumer<MeterAddress> meters) {
    if (NUMBER_OR_RANGE.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "secondary is the 8 digits printed on the meter, or all 16 digits of its secondary"
              + " address, not '"
              + text
              + "'; for a primary address write primary="
              + text);
    }
    meters.accept(MeterAddress.secondary(text));
  }

  private static void addEither(String text, Consumer<MeterAddress> meters) {
    if (NUMBER_OR_RANGE.matcher(text).matches()) {
      addPrimary(text, meters);
    } else {
      addSecondary(text, meters);
    }
  }

  @FunctionalInterface
  private interface Adder {
    void add(String text, Consumer<MeterAddress> meters);
  }
}
