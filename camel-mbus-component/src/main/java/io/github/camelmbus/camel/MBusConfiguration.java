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
import java.util.regex.Pattern;
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

  /** What Camel takes for a duration; anything else it takes for no time at all. */
  private static final Pattern DURATION = Pattern.compile("(?i)\\d+|(\\d+\\s*(ms|s|m|h|d)\\s*)+");

  /**
   * Meters by primary address: numbers from 0 to 250, lists and ranges of them, such as <code>
   * 1,2,5-9</code>. 254 asks the only meter of a line whatever its address is.
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
   * A file with the meters of the line, in JSON, as a search writes it and people edit it. Gives
   * readings the names that it has for their meters, and reads each with its baud rate, response
   * timeout and key; its meters are read where neither primary nor secondary names any.
   */
  @UriParam private @Nullable String inventory;

  /**
   * Whether to search the line for meters, by <code>secondary</code> or by <code>primary</code>
   * addresses, and to poll what is found. The search begins with the first poll, and goes on beside
   * the polls of meters that are known already. What it finds is written to inventory, if there is
   * one.
   */
  @UriParam(label = "consumer", defaultValue = "none", enums = "none,secondary,primary")
  private String discover = "none";

  /** How long after the end of a search discover begins the next one. Without it there is none. */
  @UriParam(label = "consumer", javaType = "java.time.Duration")
  private @Nullable Duration rediscover;

  /**
   * What a producer does: <code>read</code> the meters; <code>ping</code> them, which tells who
   * answers; search the line for meters by all primary addresses (<code>scanPrimary</code>) or by
   * secondary addresses (<code>scanSecondary</code>); ask for alarms (<code>readAlarm</code>);
   * change one meter (<code>writeRecords</code>, <code>setPrimaryAddress</code>, <code>
   * setIdentification</code>, <code>setClock</code>, <code>setBaudRate</code>, <code>
   * applicationReset</code>, <code>selectRecords</code>, <code>synchronise</code>); send <code>raw
   * </code> octets and give back what is answered; or with <code>lines</code> list the serial ports
   * of this machine. The header CamelMBusOperation wins.
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
   * What the endpoint may be asked to do, by the option operation or the header CamelMBusOperation:
   * a list of operations separated by commas. What is not named here is refused, so that a message
   * from outside cannot do more than the route was made for.
   */
  @UriParam(label = "producer", defaultValue = DEFAULT_OPERATIONS)
  private String allowOperations = DEFAULT_OPERATIONS;

  /**
   * What an operation that writes is to write, where the header CamelMBusValue does not say it; the
   * body of the message, where neither does: an address, a time, a baud rate, records.
   */
  @UriParam(label = "producer")
  private @Nullable String value;

  /**
   * Whether operations that write only give back the telegram that they would send. The header
   * CamelMBusDryRun asks for it, too.
   */
  @UriParam(label = "producer", defaultValue = "false")
  private boolean dryRun;

  /**
   * Whether an operation that writes writes to all meters of the line at once (255), and no meter
   * is named. Nobody answers to that, so nothing is checked or verified. Addresses and baud rates
   * are never written so.
   */
  @UriParam(label = "producer", defaultValue = "false")
  private boolean broadcast;

  /**
   * How long an operation of a producer may take, its wait for others that use the line included.
   * One that could not begin by then is never begun, so that nothing is written when nobody expects
   * it any more; one that has begun stops before its next request, but never between a write and
   * its verification. Where an operation asks several meters, it is so long for each of them. A
   * search has no such limit.
   */
  @UriParam(label = "producer", defaultValue = "1m", javaType = "java.time.Duration")
  private Duration commandTimeout = Duration.ofMinutes(1);

  /**
   * The meters that a secondary search looks for: 8 digits of an identification number, or 16 of a
   * secondary address, with the digit F where any will do, such as <code>1234FFFF</code>. Without
   * it a search looks for all.
   */
  @UriParam private @Nullable String mask;

  /**
   * An endpoint that gets an exchange for each thing that a search tells as it goes: a meter that
   * is found, a finding, its progress, and a summary at the end; the header CamelMBusEvent says
   * which. The search does not wait for it.
   */
  @UriParam private @Nullable String progressUri;

  /**
   * Whether each meter gives an exchange of its own (a batch: CamelBatchIndex, CamelBatchSize and
   * CamelBatchComplete are set), or all of them one exchange whose body is a list of readings.
   */
  @UriParam(label = "consumer", defaultValue = "true")
  private boolean split = true;

  /**
   * Whether each reading of a poll goes on as soon as its meter was read, instead of when all
   * meters were asked: what ends the app in the middle of a poll then costs no reading. How many
   * exchanges there will be is not known by then, so of the properties of a batch only
   * CamelBatchIndex is set. Has no effect without split.
   */
  @UriParam(label = "consumer")
  private boolean streaming;

  /**
   * Whether a poll asks each meter for alarms (REQ_UD1) before it reads it. Each alarm is an
   * exchange of its own, before those of the readings, with the header CamelMBusEvent set to <code>
   * alarm</code>. Meters that do not answer such questions are read all the same.
   */
  @UriParam(label = "consumer", defaultValue = "false")
  private boolean alarms;

  /**
   * What to do about a meter that could not be read while others could: <code>skip</code> it and
   * tell the exception handler; send an <code>exchange</code> whose body says what failed; or let
   * the poll <code>fail</code>. A poll in which no meter could be read fails in any case.
   */
  @UriParam(label = "consumer", defaultValue = "skip", enums = "skip,exchange,fail")
  private String onMeterError = "skip";

  /**
   * Keys of meters that encrypt (security modes 5 and 7), 32 hexadecimal digits each: one for all
   * meters; or <code>12345678=KEY,87654321=KEY</code> by identification number or secondary
   * address; or <code>file:keys.properties</code> with such lines. A reading whose key is missing
   * or wrong has its header, no records, and says so in its security state.
   */
  @UriParam(label = "security", secret = true)
  private @Nullable String secretKey;

  /**
   * Baud rate of the line in bit/s, 300 to 38400 on an M-Bus. For a gateway whose baud rate cannot
   * be set from here it says how long octets take on the line.
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
   * What the way to the meters and back adds to an answer, both ways together: a duration such as
   * 200ms, which is then believed, or auto. Auto measures it, from 0 to 5 s each way, and how
   * evenly answers come: a line of which nothing is known is waited for as long as that takes, and
   * windows get shorter by what was measured. An answer that comes late makes them longer at once.
   * The window for the first octet of an answer is 330 bit times and 50 ms, and this.
   */
  @UriParam(label = "line", defaultValue = "auto", javaType = "java.lang.String")
  private String latency = AUTO;

  /**
   * How long to wait for the first octet of an answer, in place of 330 bit times and 50 ms and the
   * latency together. For meters that answer later than the standard allows. On a line that
   * collects answers, as some gateways do, the time of the longest answer is added.
   */
  @UriParam(label = "line", javaType = "java.time.Duration")
  private @Nullable Duration responseTimeout;

  /**
   * Whether the level converter hands back the octets sent to it: on, off, or auto, which notices
   * by itself.
   */
  @UriParam(label = "line", defaultValue = "auto", enums = "auto,on,off")
  private String echo = AUTO;

  /**
   * What wakes the meters before they are asked: none for those on a bus, which always listen, or
   * optical for a meter under an optical head. Then 2.2 s of octets 55h are sent without parity
   * before the first request, and again after 5 s without an octet of the meter or if it does not
   * answer, at most twice in a row. Each wake-up takes from the battery of the meter.
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
   * @throws IllegalArgumentException naming the option that is wrong, and what it takes.
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
    busSettings();
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

  /** How to find meters; null if none are searched for. */
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

  /** A search that asks the known meters first. */
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
   * How the bus is driven.
   *
   * @throws IllegalArgumentException naming the option that is out of range, and its range.
   */
  BusSettings busSettings() {
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
  Object settings() {
    return busSettings();
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
    if (!DURATION.matcher(latency.trim()).matches()) {
      throw new IllegalArgumentException(
          "latency is auto or a duration such as 200ms, not '" + latency + "'");
    }
    return Duration.ofMillis(TimeUtils.toMilliSeconds(latency.trim()));
  }
}
