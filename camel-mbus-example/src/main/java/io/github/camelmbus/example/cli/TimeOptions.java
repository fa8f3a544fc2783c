package io.github.camelmbus.example.cli;

import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The time of the readings that a command takes. */
final class TimeOptions {
  @Option(
      names = "--from",
      paramLabel = "TIME",
      description =
          "Only from this time on: 2026-11-01, or 2026-11-01T06:00; by default from the first"
              + " reading.")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "Only before this time; by default to the last reading.")
  private @Nullable String to;

  /**
   * A range of time.
   *
   * @param from its first moment; null without a limit.
   * @param to the moment after its last one; null without a limit.
   */
  record Range(@Nullable Instant from, @Nullable Instant to) {}

  /**
   * The range that was given.
   *
   * @throws IllegalArgumentException if a time has another form, or the range is empty.
   */
  Range range(ZoneId zone) {
    Range range = new Range(Moments.parse(from, "--from", zone), Moments.parse(to, "--to", zone));
    if (range.from() != null && range.to() != null && !range.from().isBefore(range.to())) {
      throw new IllegalArgumentException(
          "--from %s is not before --to %s; nothing lies between".formatted(from, to));
    }
    return range;
  }
}
