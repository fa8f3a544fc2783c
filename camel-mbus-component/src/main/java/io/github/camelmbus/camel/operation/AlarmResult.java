package io.github.camelmbus.camel.operation;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.camelmbus.master.BusException;
import io.github.camelmbus.reading.JsonBody;
import io.github.camelmbus.reading.MeterReading;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a meter has an alarm.
 *
 * @param address the meter as it was asked for.
 * @param answered whether it answered the request; many meters do not.
 * @param alarms the alarms, each a reading with the alarm bits as a record; empty without an alarm.
 * @param error why there is no good answer; null for a good one.
 */
public record AlarmResult(
    String address, boolean answered, List<MeterReading> alarms, @Nullable String error)
    implements JsonBody {

  public AlarmResult {
    alarms = List.copyOf(alarms);
  }

  /** The result of a meter that gave no good answer. */
  public static AlarmResult failed(String address, BusException failure) {
    return new AlarmResult(
        address, ReadFailures.hasAnswered(failure), List.of(), failure.getMessage());
  }

  /** Whether there is an alarm. */
  public boolean alarm() {
    return !alarms.isEmpty();
  }

  @Override
  public void writeTo(JsonGenerator json) throws IOException {
    WriteJson.write(this, json);
  }
}
