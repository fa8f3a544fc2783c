package io.github.camelmbus.transport;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An option that the lines of a transport have besides baud rate, parity and stop bits. Users give
 * its value as text.
 *
 * @param <T> what the text means.
 * @param name as users write it, such as {@code connectTimeout}.
 * @param defaultValue the text that is used if users give none; null for no default.
 * @param visibility whether the value may be shown in messages and logs.
 * @param parser parses the text; the message of its IllegalArgumentException follows the name of
 *     the option, such as {@code counts from 0}.
 */
public record TransportOption<T>(
    String name, @Nullable String defaultValue, Visibility visibility, Function<String, T> parser) {
  private static final Pattern DURATION = Pattern.compile("\\d{1,9}|(\\d{1,9}(ms|[smhd]))+");
  private static final Pattern PART = Pattern.compile("(\\d+)(ms|[smhd]?)");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  /** Whether a value may be shown. */
  public enum Visibility {
    PLAIN,
    /** Passwords: masked in messages, logs and URIs. */
    SECRET
  }

  /** Any text, shown in messages. */
  public static TransportOption<String> text(String name) {
    return new TransportOption<>(name, null, Visibility.PLAIN, Function.identity());
  }

  /** Any text, never shown. */
  public static TransportOption<String> secret(String name) {
    return new TransportOption<>(name, null, Visibility.SECRET, Function.identity());
  }

  /** A whole number from 0. */
  public static TransportOption<Integer> index(String name) {
    return new TransportOption<>(name, null, Visibility.PLAIN, TransportOption::parseIndex);
  }

  /** A duration above zero such as {@code 10s}, {@code 300ms}, {@code 1m30s}, or milliseconds. */
  public static TransportOption<Duration> duration(String name, String defaultValue) {
    return new TransportOption<>(
        name, defaultValue, Visibility.PLAIN, TransportOption::parseDuration);
  }

  /** A duration as the text of an option, with a resolution of milliseconds. */
  public static String textOf(Duration duration) {
    long millis = duration.toMillis();
    return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
  }

  public boolean isSecret() {
    return visibility == Visibility.SECRET;
  }

  /**
   * The value that a line is opened with: that of the user, or the default.
   *
   * @throws IllegalArgumentException naming the option and the accepted values.
   */
  public Optional<T> in(LineSettings settings) {
    String text = settings.options().getOrDefault(name, defaultValue);
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(parser.apply(text));
    } catch (IllegalArgumentException e) {
      String came = isSecret() ? "" : ", not " + text;
      throw new IllegalArgumentException(name + " " + e.getMessage() + came, e);
    }
  }

  private static Integer parseIndex(String text) {
    if (!NUMBER.matcher(text).matches()) {
      throw new IllegalArgumentException("counts from 0");
    }
    return Integer.valueOf(text);
  }

  private static Duration parseDuration(String text) {
    if (!DURATION.matcher(text).matches()) {
      throw new IllegalArgumentException("is a duration such as 10s");
    }
    Duration sum = Duration.ZERO;
    Matcher part = PART.matcher(text);
    while (part.find()) {
      sum = sum.plus(duration(Long.parseLong(part.group(1)), part.group(2)));
    }
    if (sum.isZero()) {
      throw new IllegalArgumentException("must be positive");
    }
    return sum;
  }

  private static Duration duration(long count, String unit) {
    return switch (unit) {
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      case "d" -> Duration.ofDays(count);
      default -> Duration.ofMillis(count);
    };
  }
}
