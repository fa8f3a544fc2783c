package io.github.camelmbus.master;

import io.github.camelmbus.application.Telegram;
import java.time.Duration;
import java.util.List;

/**
 * All telegrams of one reading of a meter.
 *
 * @param address as it was asked for.
 * @param telegrams telegrams as they came, in order; at least one.
 * @param complete false if the meter has more telegrams that could not be read.
 * @param warnings deviations, for the user.
 * @param responseTime from the last bit of the request to the first octet of the first telegram.
 * @param attempts requests that were sent for it, selections included.
 */
public record Readout(
    MeterAddress address,
    List<Telegram> telegrams,
    boolean complete,
    List<String> warnings,
    Duration responseTime,
    int attempts) {

  public Readout {
    telegrams = List.copyOf(telegrams);
    warnings = List.copyOf(warnings);
  }
}
