package io.github.camelmbus.example.sink;

import io.github.camelmbus.camel.MeterReading;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import org.apache.camel.Handler;

/**
 * What tells one meter from all others, and one reading of it from the next. The number printed on
 * a meter does not: two manufacturers may use the same one.
 */
@Singleton
@Named("meterKey")
@RegisterForReflection
public class MeterKey {

  /** The secondary address; of a meter that tells none, its primary address and its line. */
  @Handler
  public String of(MeterReading reading) {
    MeterReading.Meter meter = reading.meter();
    if (meter == null) {
      return "unknown@" + reading.line();
    }
    return meter.secondaryAddress() != null
        ? meter.secondaryAddress()
        : meter.primaryAddress() + "@" + reading.line();
  }

  /** The same as a level of an MQTT topic, where {@code / + #} and others have a meaning. */
  public String topic(MeterReading reading) {
    return of(reading).replaceAll("[^A-Za-z0-9_-]", "_");
  }

  /** The same with the time: no two readings share it, however often one is sent. */
  public String ofReading(MeterReading reading) {
    return of(reading) + "@" + reading.readAt();
  }
}
