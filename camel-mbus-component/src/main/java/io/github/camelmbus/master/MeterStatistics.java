package io.github.camelmbus.master;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Statistics of one meter on a bus.
 *
 * @param reads good readouts.
 * @param retries requests that had to be repeated.
 * @param errors transactions that failed.
 * @param lastResponseTime of the last good readout; null before the first.
 * @param meanResponseTime over all good readouts; null before the first.
 * @param lastGood when the last good readout ended; null before the first.
 * @param lastError message of the last failure; null if there was none.
 */
public record MeterStatistics(
    long reads,
    long retries,
    long errors,
    @Nullable Duration lastResponseTime,
    @Nullable Duration meanResponseTime,
    @Nullable Instant lastGood,
    @Nullable String lastError) {

  static final MeterStatistics NONE = new MeterStatistics(0, 0, 0, null, null, null, null);

  MeterStatistics good(Duration responseTime, int retriesSent, Instant now) {
    Duration mean =
        meanResponseTime == null
            ? responseTime
            : meanResponseTime.plus(responseTime.minus(meanResponseTime).dividedBy(reads + 1));
    return new MeterStatistics(
        reads + 1, retries + retriesSent, errors, responseTime, mean, now, lastError);
  }

  MeterStatistics failed(String error, int retriesSent) {
    return new MeterStatistics(
        reads,
        retries + retriesSent,
        errors + 1,
        lastResponseTime,
        meanResponseTime,
        lastGood,
        error);
  }
}
