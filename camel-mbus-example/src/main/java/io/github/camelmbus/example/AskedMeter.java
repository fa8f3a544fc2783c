package io.github.camelmbus.example;

import io.github.camelmbus.camel.MeterReading;
import io.github.camelmbus.master.MeterAddress;
import io.github.camelmbus.search.InventoryMeter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A meter to read.
 *
 * @param name what the user calls it.
 * @param baudRate in bit/s, instead of that of the line.
 * @param responseTimeout instead of that of the line.
 */
record AskedMeter(
    MeterAddress address,
    @Nullable String name,
    @Nullable Integer baudRate,
    @Nullable Duration responseTimeout) {

  static AskedMeter at(MeterAddress address) {
    return new AskedMeter(address, null, null, null);
  }

  /** As an inventory describes it; one without a secondary address has a primary one. */
  static AskedMeter of(InventoryMeter meter) {
    Integer primary = meter.primaryAddress();
    MeterAddress address =
        meter.address() == null && primary != null
            ? MeterAddress.primary(primary)
            : MeterAddress.secondary(String.valueOf(meter.address()));
    return new AskedMeter(address, meter.name(), meter.baudRate(), meter.responseTimeout());
  }

  /** Its reading, under its name. */
  MeterReading named(MeterReading reading) {
    MeterReading.Meter told = reading.meter();
    MeterReading.Meter meter = told == null ? asked() : told;
    return new MeterReading(
        new MeterReading.Meter(
            meter.id(),
            name,
            meter.manufacturer(),
            meter.version(),
            meter.deviceType(),
            meter.deviceTypeCode(),
            meter.secondaryAddress(),
            meter.primaryAddress()),
        reading.line(),
        reading.readAt(),
        reading.accessNumber(),
        reading.status(),
        reading.records(),
        reading.manufacturerData(),
        reading.moreRecordsFollow(),
        reading.complete(),
        reading.warnings(),
        reading.security(),
        reading.error(),
        reading.telegrams());
  }

  /** What is known of it without its own word. */
  private MeterReading.Meter asked() {
    if (address instanceof MeterAddress.Primary primary) {
      int number = primary.address().value();
      return new MeterReading.Meter(null, name, null, null, null, null, null, number);
    } else if (address instanceof MeterAddress.Secondary secondary) {
      String id = secondary.address().idIsExact() ? secondary.address().id() : null;
      String exact = secondary.address().isExact() ? secondary.address().toString() : null;
      return new MeterReading.Meter(id, name, null, null, null, null, exact, null);
    }
    throw new AssertionError(address);
  }
}
