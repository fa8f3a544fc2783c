package io.github.camelmbus.camel;

import io.github.camelmbus.master.MeterAddress;
import io.github.camelmbus.reading.MeterReading;
import io.github.camelmbus.transport.LineAddress;
import java.time.Instant;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** Sets the body and the headers of messages from readings. */
public final class MBusBinding {
  private MBusBinding() {}

  /**
   * Sets body and headers from a stored reading, as a poll does.
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
   * A result of any kind. {@link MBusConstants#ADDRESS} is unchanged, as it selects the meter for
   * the next endpoint.
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
    set(message, MBusConstants.METER_ID, meter == null ? null : meter.id());
    set(message, MBusConstants.METER_NAME, meter == null ? null : meter.name());
    set(message, MBusConstants.MANUFACTURER, meter == null ? null : meter.manufacturer());
    set(message, MBusConstants.DEVICE_TYPE, meter == null ? null : meter.deviceType());
    MeterReading.Status status = reading.status();
    set(message, MBusConstants.STATUS, status == null ? null : status.code());
    set(message, MBusConstants.ACCESS_NUMBER, reading.accessNumber());
    Instant readAt = reading.readAt();
    set(message, MBusConstants.MESSAGE_TIMESTAMP, readAt == null ? null : readAt.toEpochMilli());
  }

  /** Without a value there is no header, not even that of an earlier reading. */
  private static void set(Message message, String header, @Nullable Object value) {
    if (value == null) {
      message.removeHeader(header);
    } else {
      message.setHeader(header, value);
    }
  }
}
