package io.github.camelmbus.kmp.head;

import io.github.camelmbus.line.LineStatus;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a head is doing.
 *
 * @param line its line.
 * @param meter serial number of the meter that has answered last; null before the first answer.
 * @param reads transactions with a good answer.
 * @param retries requests that had to be repeated.
 * @param errors transactions without a good answer.
 * @param lastResponseTime of the last good answer; null before the first.
 * @param lastGood when it came.
 * @param lastError message of the last failure; null if there was none.
 */
public record HeadStatus(
    LineStatus line,
    @Nullable Long meter,
    long reads,
    long retries,
    long errors,
    @Nullable Duration lastResponseTime,
    @Nullable Instant lastGood,
    @Nullable String lastError) {

  HeadStatus at(LineStatus now) {
    return new HeadStatus(
        now, meter, reads, retries, errors, lastResponseTime, lastGood, lastError);
  }

  HeadStatus good(@Nullable Long answering, Duration responseTime, int repeated, Instant now) {
    return new HeadStatus(
        line,
        answering == null ? meter : answering,
        reads + 1,
        retries + repeated,
        errors,
        responseTime,
        now,
        lastError);
  }

  HeadStatus failed(String error, int repeated) {
    return new HeadStatus(
        line, meter, reads, retries + repeated, errors + 1, lastResponseTime, lastGood, error);
  }
}
