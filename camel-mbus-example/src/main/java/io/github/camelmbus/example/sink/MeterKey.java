package io.github.camelmbus.example.sink;

import io.github.camelmbus.reading.MeterReading;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import org.apache.camel.Handler;

/**
 * Identifies a meter, and a reading of it. The number printed on a meter is not enough: two
 * manufacturers may use the same one.
 */
@Singleton
@Named("meterKey")
@RegisterForReflection
public class MeterKey {
  private static final String UNKNOWN = "unknown";

  /**
   * The key of a meter: its secondary address; or, for a meter under an optical head, its
   * manufacturer and number, without the line because the head may be put on another meter. If
   * these are not known, or the meter did not answer, the address of the request, which is a
   * primary address or a number, and the line.
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

  /** The meter for the log: its name, if it has one, and its number. */
  public String title(MeterReading reading) {
    MeterReading.Meter meter = reading.meter();
    String number = meter == null || meter.id() == null ? of(reading) : meter.id();
    return meter == null || meter.name() == null ? number : meter.name() + " " + number;
  }

  /** The key as a level of an MQTT topic, in which {@code / + #} and others have a meaning. */
  public String topic(MeterReading reading) {
    return level(of(reading));
  }

  static String level(String text) {
    return text.replaceAll("[^A-Za-z0-9_-]", "_");
  }

  /**
   * The key of a reading: that of the meter, the time, and the place of an entry of a log. It is
   * unique, and the same if a reading is sent again.
   */
  public String ofReading(MeterReading reading) {
    MeterReading.LogPlace log = reading.log();
    String place = log == null ? "" : "/" + log.log() + "/" + log.entry();
    return of(reading) + "@" + reading.readAt() + place;
  }
}
