package io.github.camelmbus.camel;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Times in options. Camel takes text that it cannot read, such as {@code 15M} or {@code PT15M} for
 * {@code delay}, for 0: a poll without a pause, which drains batteries.
 */
final class TimeOption {
  private static final Pattern TIME = Pattern.compile("\\d+|(\\d+(ms|s|sec|m|min|h|d))+");

  /** Camel reads these as numbers of milliseconds. */
  private static final Set<String> NUMBERS = Set.of("delay", "initialDelay");

  /** Camel reads these as {@link java.time.Duration}, also in the form of ISO 8601. */
  private static final Set<String> DURATIONS =
      Set.of(
          "commandTimeout",
          "connectTimeout",
          "idleTimeout",
          "rediscover",
          "responseTimeout",
          "timeout");

  private TimeOption() {}

  /** Whether Camel reads a text as the time that it says. */
  static boolean isTime(String text) {
    return TIME.matcher(text).matches();
  }

  /**
   * Checks the times among the parameters of an endpoint.
   *
   * @throws IllegalArgumentException if Camel would read one as something else.
   */
  static void requireTimes(Map<String, Object> parameters) {
    parameters.forEach(
        (name, value) -> {
          boolean isDuration = DURATIONS.contains(name);
          if (value instanceof String text && (isDuration || NUMBERS.contains(name))) {
            requireTime(name, text.trim(), isDuration);
          }
        });
  }

  private static void requireTime(String name, String text, boolean isDuration) {
    boolean isReference = text.startsWith("#");
    boolean isIso = isDuration && text.startsWith("P");
    if (!isReference && !isIso && !isTime(text)) {
      throw new IllegalArgumentException(
          "%s is a time such as 500ms, 10s, 15m or 1h30m, or a number of milliseconds, not '%s'"
              .formatted(name, text));
    }
  }
}
