package io.github.camelmbus.application;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Device types, called media in older editions (EN 13757-3, 5.7). */
public enum DeviceType {
  OTHER(0x00),
  OIL(0x01),
  ELECTRICITY(0x02),
  GAS(0x03),
  HEAT(0x04),
  STEAM(0x05),
  WARM_WATER(0x06),
  WATER(0x07),
  HEAT_COST_ALLOCATOR(0x08),
  COMPRESSED_AIR(0x09),
  COOLING(0x0A),
  COOLING_INLET(0x0B),
  HEAT_INLET(0x0C),
  HEAT_COOLING(0x0D),
  BUS_SYSTEM_COMPONENT(0x0E),
  UNKNOWN(0x0F),
  IRRIGATION_WATER(0x10),
  WATER_DATA_LOGGER(0x11),
  GAS_DATA_LOGGER(0x12),
  GAS_CONVERTER(0x13),
  CALORIFIC_VALUE(0x14),
  HOT_WATER(0x15),
  COLD_WATER(0x16),
  HOT_COLD_WATER(0x17),
  PRESSURE(0x18),
  AD_CONVERTER(0x19),
  SMOKE_DETECTOR(0x1A),
  ROOM_SENSOR(0x1B),
  GAS_DETECTOR(0x1C),
  BREAKER(0x20),
  VALVE(0x21),
  CUSTOMER_UNIT(0x25),
  WASTE_WATER(0x28),
  GARBAGE(0x29),
  SERVICE_TOOL(0x30),
  COMMUNICATION_CONTROLLER(0x31),
  UNIDIRECTIONAL_REPEATER(0x32),
  BIDIRECTIONAL_REPEATER(0x33),
  RADIO_CONVERTER_SYSTEM_SIDE(0x36),
  RADIO_CONVERTER_METER_SIDE(0x37),
  WILDCARD(0xFF);

  private static final @Nullable DeviceType[] BY_CODE = byCode();

  private final int code;
  private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

  DeviceType(int code) {
    this.code = code;
  }

  /**
   * The device type of a code.
   *
   * @param code 0..255.
   * @return null for a code that is reserved.
   */
  public static @Nullable DeviceType of(int code) {
    Octets.require("device type", code);
    return BY_CODE[code];
  }

  /**
   * The name of a device type, {@code heat} for 4.
   *
   * @param code 0..255.
   * @return words joined by hyphens; {@code reserved-2A} for a code that has no name.
   */
  public static String name(int code) {
    DeviceType type = of(code);
    return type == null ? "reserved-%02X".formatted(code) : type.text;
  }

  /** The octet in a header, 0..255. */
  public int code() {
    return code;
  }

  /** Words joined by hyphens, {@code heat} for example. */
  public String text() {
    return text;
  }

  @Override
  public String toString() {
    return text;
  }

  private static @Nullable DeviceType[] byCode() {
    @Nullable DeviceType[] types = new DeviceType[0x100];
    for (DeviceType type : values()) {
      types[type.code] = type;
    }
    return types;
  }
}
