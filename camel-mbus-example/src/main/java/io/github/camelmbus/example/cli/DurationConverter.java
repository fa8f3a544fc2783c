package io.github.camelmbus.example.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations: {@code 300ms}, {@code 2s}, {@code 1m}; plain numbers are milliseconds. */
final class DurationConverter implements ITypeConverter<Duration> {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9})\\s*(ms|s|m)?");

  @Override
  public Duration convert(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw new TypeConversionException(
          "a time is 300ms, 2s or a plain number of milliseconds, not '" + text + "'");
    }
    long number = Long.parseLong(form.group(1));
    if ("s".equals(form.group(2))) {
      return Duration.ofSeconds(number);
    }
    return "m".equals(form.group(2)) ? Duration.ofMinutes(number) : Duration.ofMillis(number);
  }
}
