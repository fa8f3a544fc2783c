package io.github.camelmbus.master;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a meter in place of those of its line, for one transaction.
 *
 * @param baudRate bit/s; null for that of the line.
 * @param responseTimeout replaces the whole answer window; null for that of the line.
 * @param seen whether a search has seen the meter by its address, so that its digits are right.
 */
public record MeterSettings(
    @Nullable Integer baudRate, @Nullable Duration responseTimeout, boolean seen) {
  /** Those of the line. */
  public static final MeterSettings OF_LINE = new MeterSettings(null, null);

  /** Those of a meter whose address may be wrong. */
  public MeterSettings(@Nullable Integer baudRate, @Nullable Duration responseTimeout) {
    this(baudRate, responseTimeout, false);
  }

  public MeterSettings {
    if (baudRate != null && baudRate <= 0) {
      throw new IllegalArgumentException("baudRate is a number of bit/s, not " + baudRate);
    }
    BusSettings.requirePositive("responseTimeout", responseTimeout);
  }
}
