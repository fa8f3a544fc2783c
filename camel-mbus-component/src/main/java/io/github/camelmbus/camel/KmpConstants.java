package io.github.camelmbus.camel;

import org.apache.camel.spi.Metadata;

/** The headers of the component {@code kmp}. */
public final class KmpConstants {

  /** The scheme of the component in endpoint URIs. */
  public static final String SCHEME = "kmp";

  @Metadata(
      label = "producer",
      description =
          "The operation to run, one of those of the option operation. Takes precedence over that"
              + " option.",
      javaType = "String")
  public static final String OPERATION = "CamelKmpOperation";

  @Metadata(
      label = "producer",
      description =
          "The registers to read, numbers and names separated by commas, such as 60,volume. Takes"
              + " precedence over the option registers.",
      javaType = "String")
  public static final String REGISTERS = "CamelKmpRegisters";

  @Metadata(
      label = "producer",
      description = "The log that getLog reads. Takes precedence over the option log.",
      javaType = "String")
  public static final String LOG = "CamelKmpLog";

  @Metadata(
      label = "producer",
      description = "The oldest entry that getLog reads. Takes precedence over the option from.",
      javaType = "String")
  public static final String FROM = "CamelKmpFrom";

  @Metadata(
      label = "producer",
      description = "The newest entry that getLog reads. Takes precedence over the option to.",
      javaType = "String")
  public static final String TO = "CamelKmpTo";

  @Metadata(
      description = "The line, in its canonical form, such as tcp://10.0.0.5:10001.",
      javaType = "String")
  public static final String LINE = MBusConstants.LINE;

  @Metadata(
      description = "Serial number of the meter, as printed on it.",
      javaType = "String",
      important = true)
  public static final String METER_ID = MBusConstants.METER_ID;

  @Metadata(description = "Manufacturer of the meter: KAM.", javaType = "String")
  public static final String MANUFACTURER = MBusConstants.MANUFACTURER;

  @Metadata(
      description = "When the meter was read, in milliseconds since 1970 (UTC).",
      javaType = "Long")
  public static final String MESSAGE_TIMESTAMP = MBusConstants.MESSAGE_TIMESTAMP;

  private KmpConstants() {}
}
