package io.github.camelmbus.master;

import io.github.camelmbus.application.Telegram;
import java.util.List;

/**
 * The answer of a meter to REQ_UD1.
 *
 * @param address as it was asked for.
 * @param telegrams frames with an alarm as they came, in order, each once; none without an alarm.
 * @param attempts requests that were sent for it.
 */
public record AlarmAnswer(MeterAddress address, List<Telegram> telegrams, int attempts) {

  public AlarmAnswer {
    telegrams = List.copyOf(telegrams);
  }
}
