package io.github.camelmbus.kmp;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Logs that a meter keeps of itself (command B8h). A log module, commands A0h to A3h, has numbers
 * of its own for its logs.
 */
public enum KmpLog {
  /** What the meter has noticed about itself. */
  INFO(1),
  YEAR(2),
  MONTH(3),
  DAY(4),
  HOUR(5);

  private final int code;

  KmpLog(int code) {
    this.code = code;
  }

  /** Type of the log in requests and answers. */
  public int code() {
    return code;
  }

  /** The word of users, {@code day} for example. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The log of this type; null if it is none of these. */
  public static @Nullable KmpLog of(int code) {
    return Arrays.stream(values()).filter(log -> log.code == code).findFirst().orElse(null);
  }

  /**
   * The log that users name.
   *
   * @param word {@code day} for example.
   * @throws IllegalArgumentException with all words, if it is none of them.
   */
  public static KmpLog of(String word) {
    for (KmpLog log : values()) {
      if (log.word().equalsIgnoreCase(word)) {
        return log;
      }
    }
    throw new IllegalArgumentException(
        "a log is one of %s, not '%s'"
            .formatted(
                Arrays.stream(values()).map(KmpLog::word).collect(Collectors.joining(", ")), word));
  }
}
