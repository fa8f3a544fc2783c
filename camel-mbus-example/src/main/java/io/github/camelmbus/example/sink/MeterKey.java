package io.github.camelmbus.example.sink;

import io.github.camelmbus.reading.MeterReading;
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
  private static final String UNKNOWN = "unknown";

  /**
   * The secondary address. Where a meter under an optical head tells its manufacturer and its
   * number alone, these: the head may be put on another meter. Where a meter tells less, or did not
   * answer, what it was asked by and its line: its primary address, or its number.
   */
  @Handler
  public String of(MeterReading reading) {
    MeterReading.Meter meter = reading.meter();
    if (meter != null && meter.secondaryAddress() != null) {
      return meter.secondaryAddress();
    }
    if (meter != null && isKnownByNumber(meter)) {
      return meter.manufacturer() + meter.id();
    }
    return (meter == null ? UNKNOWN : asked(meter)) + "@" + reading.line();
  }

  private static boolean isKnownByNumber(MeterReading.Meter meter) {
    return meter.manufacturer() != null && meter.id() != null && meter.primaryAddress() == null;
  }

  private static String asked(MeterReading.Meter meter) {
    if (meter.primaryAddress() != null) {
      return meter.primaryAddress().toString();
    }
    return meter.id() != null ? meter.id() : UNKNOWN;
  }

  /** What people call the meter, for the log: its name, if it has one, and its number. */
  public String title(MeterReading reading) {
    MeterReading.Meter meter = reading.meter();
    String number = meter == null || meter.id() == null ? of(reading) : meter.id();
    return meter == null || meter.name() == null ? number : meter.name() + " " + number;
  }

  /** The same as a level of an MQTT topic, where {@code / + #} and others have a meaning. */
  public String topic(MeterReading reading) {
    return level(of(reading));
  }

  static String level(String text) {
    return text.replaceAll("[^A-Za-z0-9_-]", "_");
  }

  /**
   * The same with the time, and the place of an entry of a log: no two readings share it, however
   * often one is sent.
   */
  public String ofReading(MeterReading reading) {
    MeterReading.LogPlace log = reading.log();
    String place = log == null ? "" : "/" + log.log() + "/" + log.entry();
    return of(reading) + "@" + reading.readAt() + place;
  }
}
