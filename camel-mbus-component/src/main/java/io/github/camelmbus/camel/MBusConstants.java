package io.github.camelmbus.camel;

import io.github.camelmbus.camel.operation.Request;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Metadata;

/** The headers of the component. */
public final class MBusConstants {

  /** The scheme of the component in endpoint URIs. */
  public static final String SCHEME = "mbus";

  @Metadata(
      label = "producer",
      description =
          "The operation to run, one of those of the option operation. Takes precedence over that"
              + " option; must be one of allowOperations.",
      javaType = "String")
  public static final String OPERATION = "CamelMBusOperation";

  @Metadata(
      label = "producer",
      description =
          "The value that an operation writes. Takes precedence over the option value and the"
              + " body.",
      javaType = "Object")
  public static final String VALUE = Request.VALUE;

  @Metadata(
      label = "producer",
      description =
          "Whether an operation that writes only returns the telegram that it would send; the"
              + " option dryRun can also request that.",
      javaType = "Boolean")
  public static final String DRY_RUN = "CamelMBusDryRun";

  @Metadata(
      label = "producer",
      description = "Who requests a write, for the audit log.",
      javaType = "String")
  public static final String USER = "CamelMBusUser";

  @Metadata(
      description =
          "Consumer: the address the meter was read by. Producer: the meters to ask, as text"
              + " (1,2,5-9 or 12345678), a number, or a collection of them; used if the endpoint"
              + " names no meter with primary or secondary.",
      javaType = "String")
  public static final String ADDRESS = Request.ADDRESS;

  @Metadata(
      description =
          "Kind of event. At the endpoint of progressUri: found, finding, progress, summary, new,"
              + " missing or back. Of a consumer: alarm for the alarm of a meter.",
      javaType = "String")
  public static final String EVENT = "CamelMBusEvent";

  @Metadata(
      description = "The line, in its canonical form, such as tcp://10.0.0.5:10001.",
      javaType = "String")
  public static final String LINE = "CamelMBusLine";

  @Metadata(
      description =
          "Identification number of the meter: eight digits, as printed on it. Not set when the"
              + " telegram has no long header.",
      javaType = "String",
      important = true)
  public static final String METER_ID = "CamelMBusMeterId";

  @Metadata(
      description = "Name of the meter in the inventory; not set if it has none.",
      javaType = "String")
  public static final String METER_NAME = "CamelMBusMeterName";

  @Metadata(
      description = "Manufacturer of the meter in three letters, such as HYD.",
      javaType = "String")
  public static final String MANUFACTURER = "CamelMBusManufacturer";

  @Metadata(description = "Device type of the meter, such as heat or water.", javaType = "String")
  public static final String DEVICE_TYPE = "CamelMBusDeviceType";

  @Metadata(
      description =
          "Status octet of the reading, 0 if no flag is set; the body has the flags in its status.",
      javaType = "Integer")
  public static final String STATUS = "CamelMBusStatus";

  @Metadata(
      description = "Access number of the reading, 0 to 255, counted up by the meter.",
      javaType = "Integer")
  public static final String ACCESS_NUMBER = "CamelMBusAccessNumber";

  @Metadata(
      description = "When the meter was read, in milliseconds since 1970 (UTC).",
      javaType = "Long")
  public static final String MESSAGE_TIMESTAMP = Exchange.MESSAGE_TIMESTAMP;

  private MBusConstants() {}
}
