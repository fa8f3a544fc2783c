package io.github.camelmbus.camel;

import io.github.camelmbus.application.Keys;
import io.github.camelmbus.application.Mask;
import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.inventory.Inventory;
import io.github.camelmbus.link.Echo;
import io.github.camelmbus.link.WakeUp;
import io.github.camelmbus.master.BusSettings;
import io.github.camelmbus.master.MeterAddress;
import io.github.camelmbus.search.SearchMethod;
import io.github.camelmbus.search.SearchOptions;
import io.github.camelmbus.search.SearchPlan;
import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.Parity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.util.TimeUtils;
import org.jspecify.annotations.Nullable;

/** The options of an endpoint; those set on the component are the defaults of all its endpoints. */
@UriParams
public class MBusConfiguration extends LineConfiguration {
  private static final String AUTO = "auto";
  private static final String NONE = "none";
  private static final String DEFAULT_OPERATIONS =
      "read,readAlarm,ping,scanPrimary,scanSecondary,lines";

  /**
   * Meters by primary address: numbers from 0 to 250, lists and ranges of them, such as <code>
   * 1,2,5-9</code>. 254 asks the only meter of a line, whatever its address is.
   */
  @UriParam private @Nullable String primary;

  /**
   * Meters by secondary address: the identification number printed on the meter (8 digits), or all
   * 16 digits with manufacturer, version and device type, such as <code>1234567824232804</code>;
   * several are separated by commas. The digit F is a wildcard, but exactly one meter must match.
   * May be combined with primary.
   */
  @UriParam private @Nullable String secondary;

  /**
   * A JSON file with the meters of the line, which searches write and people edit. It has the names
   * of meters for readings, and their baud rates, response timeouts and keys. If neither primary
   * nor secondary is set, its meters are read.
   */
  @UriParam private @Nullable String inventory;

  /**
   * Whether to search the line for meters, by <code>secondary</code> or by <code>primary</code>
   * addresses, and to poll the meters found. The search begins with the first poll, and runs in
   * parallel with polls of meters that are already known. Its results are written to inventory, if
   * that is set.
   */
  @UriParam(label = "consumer", defaultValue = "none", enums = "none,secondary,primary")
  private String discover = "none";

  /**
   * Time from the end of a search by discover to the start of the next. Without it the search is
   * not repeated.
   */
  @UriParam(label = "consumer", javaType = "java.time.Duration")
  private @Nullable Duration rediscover;

  /**
   * The operation of a producer: <code>read</code> the meters; <code>ping</code> them, to check
   * which answer; search the line for meters by all primary addresses (<code>scanPrimary</code>) or
   * by secondary addresses (<code>scanSecondary</code>); ask for alarms (<code>readAlarm</code>);
   * change one meter (<code>writeRecords</code>, <code>setPrimaryAddress</code>, <code>
   * setIdentification</code>, <code>setClock</code>, <code>setBaudRate</code>, <code>
   * applicationReset</code>, <code>selectRecords</code>, <code>synchronise</code>); send <code>raw
   * </code> octets and return the answer; or with <code>lines</code> list the serial ports of this
   * machine. The header CamelMBusOperation takes precedence.
   */
  @UriParam(
      label = "producer",
      defaultValue = "read",
      enums =
          "read,ping,scanPrimary,scanSecondary,readAlarm,writeRecords,setPrimaryAddress,"
              + "setIdentification,setClock,setBaudRate,applicationReset,selectRecords,synchronise,"
              + "raw,lines")
  private String operation = "read";

  /**
   * The operations that the option operation or the header CamelMBusOperation may select, separated
   * by commas. Others are refused, so that a message from outside cannot do more than the route was
   * made for.
   */
  @UriParam(label = "producer", defaultValue = DEFAULT_OPERATIONS)
  private String allowOperations = DEFAULT_OPERATIONS;

  /**
   * The value that an operation writes: an address, a time, a baud rate, records. The header
   * CamelMBusValue takes precedence; without both, the message body is the value.
   */
  @UriParam(label = "producer")
  private @Nullable String value;

  /**
   * Whether operations that write only return the telegram that they would send. The header
   * CamelMBusDryRun can also request that.
   */
  @UriParam(label = "producer", defaultValue = "false")
  private boolean dryRun;

  /**
   * Whether an operation writes to all meters of the line at once (address 255); no meter may be
   * named then. Meters do not answer that, so nothing is checked or verified. Addresses and baud
   * rates are never written to all meters.
   */
  @UriParam(label = "producer", defaultValue = "false")
  private boolean broadcast;

  /**
   * How long an operation of a producer may take, including the wait for the line. An operation
   * that could not start by then is not run, so that nothing is written unexpectedly late. One that
   * has started stops before its next request, but never between a write and its verification. An
   * operation with several meters has this time for each of them. A search has no such limit.
   */
  @UriParam(label = "producer", defaultValue = "1m", javaType = "java.time.Duration")
  private Duration commandTimeout = Duration.ofMinutes(1);

  /**
   * The meters that a secondary search looks for: 8 digits of an identification number, or 16 of a
   * secondary address, with F for any digit, such as <code>1234FFFF</code>. Without it a search
   * looks for all meters.
   */
  @UriParam private @Nullable String mask;

  /**
   * An endpoint that receives an exchange for each event of a search: a meter found, a finding,
   * progress, a summary at the end, and meters that are new, missing or back. The header
   * CamelMBusEvent has the kind of event. The search does not wait for the endpoint.
   */
  @UriParam private @Nullable String progressUri;

  /**
   * Whether each meter gives an exchange of its own (a batch: CamelBatchIndex, CamelBatchSize and
   * CamelBatchComplete are set), or all of them one exchange whose body is a list of readings.
   */
  @UriParam(label = "consumer", defaultValue = "true")
  private boolean split = true;

  /**
   * Whether each reading of a poll is processed as soon as its meter was read, instead of after all
   * meters were asked, so that no reading is lost if the app ends during a poll. The number of
   * exchanges is not known then, so of the properties of a batch only CamelBatchIndex is set. Has
   * no effect without split.
   */
  @UriParam(label = "consumer")
  private boolean streaming;

  /**
   * Whether a poll asks each meter for alarms (REQ_UD1) before it reads it. Each alarm is an
   * exchange of its own, before those of the readings, with the header CamelMBusEvent set to <code>
   * alarm</code>. Meters that do not answer such requests are still read.
   */
  @UriParam(label = "consumer", defaultValue = "false")
  private boolean alarms;

  /**
   * What to do if a meter could not be read while others could: <code>skip</code> it and call the
   * exception handler; send an <code>exchange</code> whose body is an error object; or let the poll
   * <code>fail</code>. A poll in which no meter could be read fails in any case.
   */
  @UriParam(label = "consumer", defaultValue = "skip", enums = "skip,exchange,fail")
  private String onMeterError = "skip";

  /**
   * Keys of meters that encrypt (security modes 5 and 7), 32 hexadecimal digits each: one for all
   * meters; or <code>12345678=KEY,87654321=KEY</code> by identification number or secondary
   * address; or <code>file:keys.properties</code> with such lines. If the key is missing or wrong,
   * a reading has its header and no records, and its security state shows that.
   */
  @UriParam(label = "security", secret = true)
  private @Nullable String secretKey;

  /**
   * Baud rate of the line in bit/s, 300 to 38400 on an M-Bus. For a gateway that has a baud rate of
   * its own, it must be equal to that, as waiting times are computed from it.
   */
  @UriParam(label = "line", defaultValue = "2400", javaType = "int")
  private int baudRate = LineSettings.DEFAULT.baudRate();

  /**
   * Parity of the line. Meters use even; pseudo terminals need none, as they refuse any other. Not
   * used for gateways that have settings of their own (tcp, udp, tls).
   */
  @UriParam(label = "line", defaultValue = "even", enums = "none,odd,even")
  private String parity = "even";

  /** Stop bits of the line, 1 or 2. Not used for gateways that have settings of their own. */
  @UriParam(label = "line", defaultValue = "1")
  private int stopBits = LineSettings.DEFAULT.stopBits();

  /**
   * The delay of the way to the meters and back, both ways together: a duration such as 200ms,
   * which is then not measured, or auto. Auto measures the delay, from 0 to 5 s each way, and its
   * variation. Before the first measurements the longest delay is assumed; a late answer makes
   * windows longer at once. The window for the first octet of an answer is 330 bit times plus 50 ms
   * plus this delay.
   */
  @UriParam(label = "line", defaultValue = "auto", javaType = "java.lang.String")
  private String latency = AUTO;

  /**
   * How long to wait for the first octet of an answer, instead of 330 bit times plus 50 ms plus
   * latency. For meters that answer later than the standard allows. On a line that collects
   * answers, as some gateways do, the duration of the longest answer is added.
   */
  @UriParam(label = "line", javaType = "java.time.Duration")
  private @Nullable Duration responseTimeout;

  /**
   * Whether the level converter returns the octets sent to it: on, off, or auto, which detects it.
   */
  @UriParam(label = "line", defaultValue = "auto", enums = "auto,on,off")
  private String echo = AUTO;

  /**
   * How to wake the meters before a request: none for those on a bus, which always listen, or
   * optical for a meter under an optical head. Optical sends octets 55h for 2.2 s without parity
   * before the first request, and again after 5 s without an octet of the meter or if it does not
   * answer, at most twice in a row. Each wake-up uses the battery of the meter.
   */
  @UriParam(label = "line", defaultValue = "none", enums = "none,optical")
  private String wakeUp = NONE;

  public @Nullable String getPrimary() {
    return primary;
  }

  public void setPrimary(@Nullable String primary) {
    this.primary = primary;
  }

  public @Nullable String getSecondary() {
    return secondary;
  }

  public void setSecondary(@Nullable String secondary) {
    this.secondary = secondary;
  }

  public @Nullable String getInventory() {
    return inventory;
  }

  public void setInventory(@Nullable String inventory) {
    this.inventory = inventory;
  }

  public String getDiscover() {
    return discover;
  }

  public void setDiscover(String discover) {
    this.discover = discover;
  }

  public @Nullable Duration getRediscover() {
    return rediscover;
  }

  public void setRediscover(@Nullable Duration rediscover) {
    this.rediscover = rediscover;
  }

  public String getOperation() {
    return operation;
  }

  public void setOperation(String operation) {
    this.operation = operation;
  }

  public String getAllowOperations() {
    return allowOperations;
  }

  public void setAllowOperations(String allowOperations) {
    this.allowOperations = allowOperations;
  }

  public @Nullable String getValue() {
    return value;
  }

  public void setValue(@Nullable String value) {
    this.value = value;
  }

  public boolean isDryRun() {
    return dryRun;
  }

  public void setDryRun(boolean dryRun) {
    this.dryRun = dryRun;
  }

  public boolean isBroadcast() {
    return broadcast;
  }

  public void setBroadcast(boolean broadcast) {
    this.broadcast = broadcast;
  }

  public boolean isAlarms() {
    return alarms;
  }

  public void setAlarms(boolean alarms) {
    this.alarms = alarms;
  }

  public Duration getCommandTimeout() {
    return commandTimeout;
  }

  public void setCommandTimeout(Duration commandTimeout) {
    this.commandTimeout = commandTimeout;
  }

  public @Nullable String getMask() {
    return mask;
  }

  public void setMask(@Nullable String mask) {
    this.mask = mask;
  }

  public @Nullable String getProgressUri() {
    return progressUri;
  }

  public void setProgressUri(@Nullable String progressUri) {
    this.progressUri = progressUri;
  }

  public boolean isSplit() {
    return split;
  }

  public void setSplit(boolean split) {
    this.split = split;
  }

  public boolean isStreaming() {
    return streaming;
  }

  public void setStreaming(boolean streaming) {
    this.streaming = streaming;
  }

  public String getOnMeterError() {
    return onMeterError;
  }

  public void setOnMeterError(String onMeterError) {
    this.onMeterError = onMeterError;
  }

  public @Nullable String getSecretKey() {
    return secretKey;
  }

  public void setSecretKey(@Nullable String secretKey) {
    this.secretKey = secretKey;
  }

  public int getBaudRate() {
    return baudRate;
  }

  public void setBaudRate(int baudRate) {
    this.baudRate = baudRate;
  }

  public String getParity() {
    return parity;
  }

  public void setParity(String parity) {
    this.parity = parity;
  }

  public int getStopBits() {
    return stopBits;
  }

  public void setStopBits(int stopBits) {
    this.stopBits = stopBits;
  }

  public String getLatency() {
    return latency;
  }

  public void setLatency(String latency) {
    this.latency = latency;
  }

  public @Nullable Duration getResponseTimeout() {
    return responseTimeout;
  }

  public void setResponseTimeout(@Nullable Duration responseTimeout) {
    this.responseTimeout = responseTimeout;
  }

  public String getEcho() {
    return echo;
  }

  public void setEcho(String echo) {
    this.echo = echo;
  }

  public String getWakeUp() {
    return wakeUp;
  }

  public void setWakeUp(String wakeUp) {
    this.wakeUp = wakeUp;
  }

  /**
   * Checks all options.
   *
   * @throws IllegalArgumentException naming the wrong option and its accepted values.
   */
  void validate() {
    meters();
    operation();
    allowedOperations();
    scope();
    validateDiscovery();
    meterErrorPolicy();
    requirePositive("commandTimeout", commandTimeout);
    keys();
    shownKeys();
    settings();
  }

  private void validateDiscovery() {
    SearchMethod method = discovery();
    if (method == null && rediscover != null) {
      throw new IllegalArgumentException(
          "rediscover repeats what discover does, which is none; add discover=secondary");
    } else if (method != null && !meters().isEmpty()) {
      throw new IllegalArgumentException(
          "discover polls what it finds, so leave out primary and secondary");
    } else if (method == SearchMethod.PRIMARY && mask != null) {
      throw new IllegalArgumentException("mask is for discover=secondary, not for primary");
    }
    requirePositive("rediscover", rediscover);
  }

  /** The meters of primary and secondary, in this order, each once. */
  List<MeterAddress> meters() {
    Set<MeterAddress> meters = new LinkedHashSet<>(MeterAddresses.primary(primary));
    meters.addAll(MeterAddresses.secondary(secondary));
    return List.copyOf(meters);
  }

  /** The keys of {@link #getSecretKey()}; a file is read each time. */
  Keys keys() {
    return secretKey == null ? Keys.NONE : Keys.parse(secretKey);
  }

  MBusOperation operation() {
    return MBusOperation.of("operation", operation);
  }

  Set<MBusOperation> allowedOperations() {
    return operations(allowOperations);
  }

  /** How discover searches; null if it does not. */
  @Nullable SearchMethod discovery() {
    return EnumOption.of("discover", Discover.class, discover).method();
  }

  /** The meters that a secondary search looks for. */
  Mask scope() {
    if (mask == null) {
      return Mask.ANY;
    }
    try {
      return Mask.parse(mask);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("mask: " + e.getMessage(), e);
    }
  }

  /** The plan of a search that asks the known meters first. */
  SearchPlan searchPlan(SearchMethod method, Inventory known) {
    Mask scope = scope();
    List<SecondaryAddress> first = known.at(List.of(baudRate)).known(scope);
    SearchOptions options = SearchOptions.DEFAULT.withScope(scope).withKnown(first);
    return SearchPlan.of(baudRate, method, options, known);
  }

  MeterErrorPolicy meterErrorPolicy() {
    return EnumOption.of("onMeterError", MeterErrorPolicy.class, onMeterError);
  }

  /**
   * The settings of the bus.
   *
   * @throws IllegalArgumentException naming the option that is out of range, and its range.
   */
  @Override
  BusSettings settings() {
    return new BusSettings(
        lineSettings(),
        duration(latency),
        responseTimeout,
        getRetries(),
        getIdleTimeout(),
        EnumOption.of("echo", Echo.class, echo),
        EnumOption.of("wakeUp", WakeUp.class, wakeUp));
  }

  @Override
  LineSettings lineSettings() {
    return new LineSettings(
        baudRate, EnumOption.of("parity", Parity.class, parity), stopBits, transportOptions());
  }

  @Override
  Map<String, Object> lineOptions() {
    Map<String, Object> options = super.lineOptions();
    options.put("latency", latency);
    options.put("responseTimeout", text(responseTimeout));
    options.put("echo", echo);
    options.put("wakeUp", wakeUp);
    return options;
  }

  MBusConfiguration copy() {
    try {
      return (MBusConfiguration) clone();
    } catch (CloneNotSupportedException e) {
      throw new RuntimeCamelException(e);
    }
  }

  private static Set<MBusOperation> operations(String names) {
    List<MBusOperation> operations = new ArrayList<>();
    Arrays.stream(names.split(","))
        .filter(name -> !name.isBlank())
        .forEach(name -> operations.add(MBusOperation.of("allowOperations", name)));
    return operations.isEmpty() ? EnumSet.noneOf(MBusOperation.class) : EnumSet.copyOf(operations);
  }

  private static @Nullable Duration duration(String latency) {
    if (latency.trim().equalsIgnoreCase(AUTO)) {
      return null;
    }
    if (!TimeOption.isTime(latency.trim())) {
      throw new IllegalArgumentException(
          "latency is auto or a duration such as 200ms, not '" + latency + "'");
    }
    return Duration.ofMillis(TimeUtils.toMilliSeconds(latency.trim()));
  }
}
