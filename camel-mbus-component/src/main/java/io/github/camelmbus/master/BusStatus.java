package io.github.camelmbus.master;

import io.github.camelmbus.line.LineStatus;
import io.github.camelmbus.transport.LineAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of a bus.
 *
 * @param line its line.
 * @param state of the line.
 * @param error why the line is unavailable; null if it is not.
 * @param lastGoodReading when the last good readout ended; null before the first.
 * @param latency the delay of the line that the master assumes, both ways together.
 * @param echo whether the line returns the master's own octets.
 * @param meters statistics by the address that was asked.
 */
public record BusStatus(
    LineAddress line,
    LineStatus.State state,
    @Nullable String error,
    @Nullable Instant lastGoodReading,
    Duration latency,
    boolean echo,
    Map<String, MeterStatistics> meters) {

  public BusStatus {
    meters = Map.copyOf(meters);
  }
}
