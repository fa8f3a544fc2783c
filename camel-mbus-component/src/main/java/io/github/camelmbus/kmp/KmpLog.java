package io.github.camelmbus.kmp;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The logs of a meter (command B8h). A log module (commands A0h to A3h) numbers its logs itself.
 */
public enum KmpLog {
  /** Events and faults of the meter. */
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

  /** Its name for users, {@code day} for example. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The log of this type; null if it is none of these. */
  public static @Nullable KmpLog of(int code) {
    return Arrays.stream(values()).filter(log -> log.code == code).findFirst().orElse(null);
  }

  /**
   * The log with this name.
   *
   * @param word {@code day} for example.
   * @throws IllegalArgumentException with all names, if it is none of them.
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
