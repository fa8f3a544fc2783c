package io.github.camelmbus.example.cli;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The baud rates to search at, in this order.
 *
 * @param rates in bit/s.
 * @param onlyUntilFound whether the search ends with the first rate at which meters answer.
 */
record BaudRates(List<Integer> rates, boolean onlyUntilFound) {
  /** The baud rates of EN 13757-2, 5.4, the most common ones first. */
  private static final BaudRates AUTO =
      new BaudRates(List.of(2400, 300, 9600, 1200, 600, 4800, 19200, 38400), true);

  BaudRates {
    rates = List.copyOf(rates);
  }

  boolean areSeveral() {
    return rates.size() > 1;
  }

  /** {@code 2400}, {@code 2400,300} or {@code auto}. */
  static final class Converter implements ITypeConverter<BaudRates> {
    private static final Pattern LIST = Pattern.compile("[1-9]\\d{2,5}(\\s*,\\s*[1-9]\\d{2,5})*");

    @Override
    public BaudRates convert(String text) {
      String value = text.strip();
      if (value.equalsIgnoreCase("auto")) {
        return AUTO;
      } else if (LIST.matcher(value).matches()) {
        List<Integer> rates =
            Arrays.stream(value.split("\\s*,\\s*")).map(Integer::valueOf).distinct().toList();
        return new BaudRates(rates, false);
      }
      throw new TypeConversionException(
          "a baud rate is a number of bit/s such as 2400, a list such as 2400,300, or auto, not '"
              + text
              + "'");
    }
  }
}
