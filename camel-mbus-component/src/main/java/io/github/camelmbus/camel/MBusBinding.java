package io.github.camelmbus.camel;

import io.github.camelmbus.master.MeterAddress;
import io.github.camelmbus.reading.MeterReading;
import io.github.camelmbus.transport.LineAddress;
import java.time.Instant;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** Puts readings into messages: the body, and the headers that routes decide by. */
public final class MBusBinding {
  private MBusBinding() {}

  /**
   * Makes a message as that of a poll of a reading that was kept: its body, and the headers that
   * the reading has a value for.
   *
   * @param asked address that the meter was asked by; null if unknown.
   */
  public static void bind(Message message, MeterReading reading, @Nullable String asked) {
    message.setBody(reading);
    set(message, MBusConstants.ADDRESS, asked);
    set(message, MBusConstants.LINE, reading.line());
    bindReading(message, reading);
  }

  /** The reading of a poll, or its failure. */
  static void bindPolled(
      Message message, LineAddress line, MeterAddress meter, MeterReading reading) {
    message.setHeader(MBusConstants.ADDRESS, meter.toString());
    bind(message, line, reading);
  }

  /**
   * A result of any kind. {@link MBusConstants#ADDRESS} stays what it was, as it asks the next
   * endpoint for that meter.
   */
  static void bind(Message message, LineAddress line, @Nullable Object body) {
    message.setBody(body);
    message.setHeader(MBusConstants.LINE, line.text());
    if (body instanceof MeterReading reading) {
      bindReading(message, reading);
    }
  }

  private static void bindReading(Message message, MeterReading reading) {
    MeterReading.Meter meter = reading.meter();
    if (meter != null) {
      set(message, MBusConstants.METER_ID, meter.id());
      set(message, MBusConstants.METER_NAME, meter.name());
      set(message, MBusConstants.MANUFACTURER, meter.manufacturer());
      set(message, MBusConstants.DEVICE_TYPE, meter.deviceType());
    }
    MeterReading.Status status = reading.status();
    if (status != null) {
      set(message, MBusConstants.STATUS, status.code());
    }
    set(message, MBusConstants.ACCESS_NUMBER, reading.accessNumber());
    Instant readAt = reading.readAt();
    if (readAt != null) {
      set(message, MBusConstants.MESSAGE_TIMESTAMP, readAt.toEpochMilli());
    }
  }

  private static void set(Message message, String header, @Nullable Object value) {
    if (value != null) {
      message.setHeader(header, value);
    }
  }
}
