package io.github.camelmbus.application;

import java.util.Arrays;

/** Device types, called media in older editions (EN 13757-3, 5.7). */
public final class DeviceType {
  private static final String[] NAMES = names();

  private DeviceType() {}

  /**
   * The name of a device type, {@code heat} for 4.
   *
   * @param code 0..255.
   * @return words joined by hyphens; {@code reserved-2A} for a code that has no name.
   */
  public static String name(int code) {
    Octets.require("device type", code);
    return NAMES[code];
  }

  private static String[] names() {
    String[] names = new String[0x100];
    Arrays.setAll(names, "reserved-%02X"::formatted);
    names[0x00] = "other";
    names[0x01] = "oil";
    names[0x02] = "electricity";
    names[0x03] = "gas";
    names[0x04] = "heat";
    names[0x05] = "steam";
    names[0x06] = "warm-water";
    names[0x07] = "water";
    names[0x08] = "heat-cost-allocator";
    names[0x09] = "compressed-air";
    names[0x0A] = "cooling";
    names[0x0B] = "cooling-inlet";
    names[0x0C] = "heat-inlet";
    names[0x0D] = "heat-cooling";
    names[0x0E] = "bus-system-component";
    names[0x0F] = "unknown";
    names[0x10] = "irrigation-water";
    names[0x11] = "water-data-logger";
    names[0x12] = "gas-data-logger";
    names[0x13] = "gas-converter";
    names[0x14] = "calorific-value";
    names[0x15] = "hot-water";
    names[0x16] = "cold-water";
    names[0x17] = "hot-cold-water";
    names[0x18] = "pressure";
    names[0x19] = "ad-converter";
    names[0x1A] = "smoke-detector";
    names[0x1B] = "room-sensor";
    names[0x1C] = "gas-detector";
    names[0x20] = "breaker";
    names[0x21] = "valve";
    names[0x25] = "customer-unit";
    names[0x28] = "waste-water";
    names[0x29] = "garbage";
    names[0x30] = "service-tool";
    names[0x31] = "communication-controller";
    names[0x32] = "unidirectional-repeater";
    names[0x33] = "bidirectional-repeater";
    names[0x36] = "radio-converter-system-side";
    names[0x37] = "radio-converter-meter-side";
    names[0xFF] = "wildcard";
    return names;
  }
}
