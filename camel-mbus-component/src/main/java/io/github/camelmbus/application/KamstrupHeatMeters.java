package io.github.camelmbus.application;

import java.util.Map;

/**
 * The heat and cooling meters of Kamstrup (MULTICAL).
 *
 * <p>FF07h and FF08h are the registers that the meter shows as E8 and E9: volume times flow
 * temperature, and volume times return temperature, which give mean temperatures when divided by
 * the volume. The telegram has no unit for either product; the numbers are as sent.
 *
 * <p>A MULTICAL 303 sends a block after DIF 0Fh. Its layout is not known well enough to name a
 * field, so it stays octets.
 */
public final class KamstrupHeatMeters implements MeterKnowledge {
  private static final Manufacturer KAMSTRUP = Manufacturer.of("KAM");

  private static final Map<String, String> RECORDS =
      Map.of("FF07", "energy-e8", "FF08", "energy-e9");

  @Override
  public boolean covers(SecondaryAddress meter) {
    return new Manufacturer(meter.manufacturer()).isSameAs(KAMSTRUP)
        && isForHeat(meter.deviceType());
  }

  /** Heat and cooling, each at inlet and outlet, and both in one. */
  private static boolean isForHeat(int deviceType) {
    return switch (deviceType) {
      case 0x04, 0x0A, 0x0B, 0x0C, 0x0D -> true;
      default -> false;
    };
  }

  @Override
  public Map<String, String> records() {
    return RECORDS;
  }
}
