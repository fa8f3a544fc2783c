package io.github.camelmbus.example;

import java.time.Duration;
import org.apache.camel.util.TimeUtils;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations as in the URIs of Camel: {@code 300ms}, {@code 2s}, {@code 1m30s}; plain: ms. */
final class DurationConverter implements ITypeConverter<Duration> {

  @Override
  public Duration convert(String text) {
    try {
      Duration duration = TimeUtils.toDuration(text.trim());
      if (!duration.isNegative()) {
        return duration;
      }
    } catch (IllegalArgumentException e) {
      throw wrong(text);
    }
    throw wrong(text);
  }

  private static TypeConversionException wrong(String text) {
    return new TypeConversionException(
        "a duration is 300ms, 2s or a plain number of milliseconds, not '" + text + "'");
  }
}
