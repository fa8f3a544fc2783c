package io.github.camelmbus.application;

import java.util.HashMap;
import java.util.Map;

/** Device types, called media in older editions (EN 13757-3, 5.7). */
public final class DeviceType {
  private static final Map<Integer, String> NAMES = names();

  private DeviceType() {}

  /**
   * The name of a device type, {@code heat} for 4.
   *
   * @param code 0..255.
   * @return words joined by hyphens; {@code reserved-2A} for a code that has no name.
   */
  public static String name(int code) {
    Octets.require("device type", code);
    String name = NAMES.get(code);
    return name != null ? name : "reserved-%02X".formatted(code);
  }

  private static Map<Integer, String> names() {
    Map<Integer, String> names = new HashMap<>();
    names.put(0x00, "other");
    names.put(0x01, "oil");
    names.put(0x02, "electricity");
    names.put(0x03, "gas");
    names.put(0x04, "heat");
    names.put(0x05, "steam");
    names.put(0x06, "warm-water");
    names.put(0x07, "water");
    names.put(0x08, "heat-cost-allocator");
    names.put(0x09, "compressed-air");
    names.put(0x0A, "cooling");
    names.put(0x0B, "cooling-inlet");
    names.put(0x0C, "heat-inlet");
    names.put(0x0D, "heat-cooling");
    names.put(0x0E, "bus-system-component");
    names.put(0x0F, "unknown");
    names.put(0x10, "irrigation-water");
    names.put(0x11, "water-data-logger");
    names.put(0x12, "gas-data-logger");
    names.put(0x13, "gas-converter");
    names.put(0x14, "calorific-value");
    names.put(0x15, "hot-water");
    names.put(0x16, "cold-water");
    names.put(0x17, "hot-cold-water");
    names.put(0x18, "pressure");
    names.put(0x19, "ad-converter");
    names.put(0x1A, "smoke-detector");
    names.put(0x1B, "room-sensor");
    names.put(0x1C, "gas-detector");
    names.put(0x20, "breaker");
    names.put(0x21, "valve");
    names.put(0x25, "customer-unit");
    names.put(0x28, "waste-water");
    names.put(0x29, "garbage");
    names.put(0x30, "service-tool");
    names.put(0x31, "communication-controller");
    names.put(0x32, "unidirectional-repeater");
    names.put(0x33, "bidirectional-repeater");
    names.put(0x36, "radio-converter-system-side");
    names.put(0x37, "radio-converter-meter-side");
    names.put(0xFF, "wildcard");
    return Map.copyOf(names);
  }
}
