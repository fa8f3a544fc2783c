package io.github.camelmbus.example.sink;

import java.util.regex.Pattern;
import org.apache.camel.util.TimeUtils;

/** Times in settings. Camel takes text that it cannot read, such as {@code 15M}, for 0. */
public final class TimeSetting {
  private static final Pattern TIME = Pattern.compile("\\d+|(\\d+(ms|s|sec|m|min|h|d))+");

  private TimeSetting() {}

  /**
   * Milliseconds of a time.
   *
   * @throws IllegalArgumentException if it is none; the message names the setting.
   */
  public static long millis(String setting, String text) {
    if (!TIME.matcher(text.trim()).matches()) {
      throw new IllegalArgumentException(
          "%s is a time such as 10s, 15m or 1h30m, or a number of milliseconds, not '%s'"
              .formatted(setting, text));
    }
    return TimeUtils.toMilliSeconds(text.trim());
  }
}
