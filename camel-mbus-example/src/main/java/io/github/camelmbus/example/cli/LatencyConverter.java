package io.github.camelmbus.example.cli;

import picocli.CommandLine.ITypeConverter;

/** A latency as an endpoint option: {@code auto}, or a duration in milliseconds. */
final class LatencyConverter implements ITypeConverter<String> {
  private static final String AUTO = "auto";

  private final DurationConverter duration = new DurationConverter();

  @Override
  public String convert(String text) {
    return text.strip().equalsIgnoreCase(AUTO)
        ? AUTO
        : Long.toString(duration.convert(text).toMillis());
  }
}
