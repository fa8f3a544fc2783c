package io.github.camelmbus.master;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a meter in place of those of its line, for one transaction.
 *
 * @param baudRate bit/s; null for that of the line.
 * @param responseTimeout replaces the whole answer window; null for that of the line.
 */
public record MeterSettings(@Nullable Integer baudRate, @Nullable Duration responseTimeout) {
  /** Those of the line. */
  public static final MeterSettings OF_LINE = new MeterSettings(null, null);

  public MeterSettings {
    if (baudRate != null && baudRate <= 0) {
      throw new IllegalArgumentException("baudRate is a number of bit/s, not " + baudRate);
    }
    BusSettings.requirePositive("responseTimeout", responseTimeout);
  }
}
