package io.github.camelmbus.camel;

import io.github.camelmbus.application.Keys;
import io.github.camelmbus.application.Mask;
import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.inventory.Inventory;
import io.github.camelmbus.link.Echo;
import io.github.camelmbus.master.BusSettings;
import io.github.camelmbus.master.MeterAddress;
import io.github.camelmbus.search.SearchMethod;
import io.github.camelmbus.search.SearchOptions;
import io.github.camelmbus.search.SearchPlan;
import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.Parity;
import io.github.camelmbus.transport.TransportOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.util.TimeUtils;
import org.jspecify.annotations.Nullable;

/** The options of an endpoint; those set on the component are the defaults of all its endpoints. */
@UriParams
public class MBusConfiguration implements Cloneable {
  private static final String AUTO = "auto";
  private static final String NONE = "none";
  private static final String ALL = "all";
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
   * Which values of readings are gauges <code>camel.mbus.value</code> of Micrometer: <code>none
   * </code>of them, those of <code>all</code> records, or of records whose keys are named here,
   * separated by commas, such as <code>energy,volume</code>.
   */
  @UriParam(defaultValue = "none")
  private String valueMetrics = NONE;

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

  /** How often a request that got no good answer is repeated, 0 to 10. */
  @UriParam(label = "line", defaultValue = "2")
  private int retries = BusSettings.DEFAULT.retries();

  /**
   * The longest wait for the connection to a gateway, and for all that must be agreed on it before
   * the first telegram. For lines tcp, rfc2217 and tls.
   */
  @UriParam(label = "line", defaultValue = "10s", javaType = "java.time.Duration")
  private @Nullable Duration connectTimeout;

  /**
   * After this time without work the line is closed, so that other programs can have it, until the
   * next reading or command.
   */
  @UriParam(label = "line", defaultValue = "1m", javaType = "java.time.Duration")
  private Duration idleTimeout = BusSettings.DEFAULT.idleTimeout();

  /**
   * Whether the level converter hands back the octets sent to it: on, off, or auto, which notices
   * by itself.
   */
  @UriParam(label = "line", defaultValue = "auto", enums = "auto,on,off")
  private String echo = AUTO;

  /**
   * Which one to use where several USB adapters match a line <code>usb:VID:PID</code>, counted from
   * 0 in the order of their ports.
   */
  @UriParam(label = "line", javaType = "java.lang.Integer")
  private @Nullable Integer usbIndex;

  /**
   * For lines tls: a file, PEM or PKCS12, with the certificates to trust, those of gateways or of
   * authorities. Without it those that Java trusts.
   */
  @UriParam(label = "line,security")
  private @Nullable String tlsTrust;

  /**
   * For lines tls: a file, PEM or PKCS12, with the private key and the certificate of this end, for
   * gateways that want one.
   */
  @UriParam(label = "line,security")
  private @Nullable String tlsKey;

  /**
   * For lines tls: the password of PKCS12 files; or file:NAME for a file that has it in its first
   * line.
   */
  @UriParam(label = "line,security", secret = true)
  private @Nullable String tlsPassword;

  /** Those that the transport of the line declares. */
  private List<TransportOption<?>> declaredOptions = List.of();

  /** Those of the component that are for lines of other transports. */
  private Set<String> foreignOptions = Set.of();

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

  public String getValueMetrics() {
    return valueMetrics;
  }

  public void setValueMetrics(String valueMetrics) {
    this.valueMetrics = valueMetrics;
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

  public int getRetries() {
    return retries;
  }

  public void setRetries(int retries) {
    this.retries = retries;
  }

  public @Nullable Duration getConnectTimeout() {
    return connectTimeout;
  }

  public void setConnectTimeout(@Nullable Duration connectTimeout) {
    this.connectTimeout = connectTimeout;
  }

  public Duration getIdleTimeout() {
    return idleTimeout;
  }

  public void setIdleTimeout(Duration idleTimeout) {
    this.idleTimeout = idleTimeout;
  }

  public String getEcho() {
    return echo;
  }

  public void setEcho(String echo) {
    this.echo = echo;
  }

  public @Nullable Integer getUsbIndex() {
    return usbIndex;
  }

  public void setUsbIndex(@Nullable Integer usbIndex) {
    this.usbIndex = usbIndex;
  }

  public @Nullable String getTlsTrust() {
    return tlsTrust;
  }

  public void setTlsTrust(@Nullable String tlsTrust) {
    this.tlsTrust = tlsTrust;
  }

  public @Nullable String getTlsKey() {
    return tlsKey;
  }

  public void setTlsKey(@Nullable String tlsKey) {
    this.tlsKey = tlsKey;
  }

  public @Nullable String getTlsPassword() {
    return tlsPassword;
  }

  public void setTlsPassword(@Nullable String tlsPassword) {
    this.tlsPassword = tlsPassword;
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

  private static void requirePositive(String option, @Nullable Duration value) {
    if (value != null && (value.isNegative() || value.isZero())) {
      throw new IllegalArgumentException(option + " must be positive, not " + value);
    }
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

  /** Which records are gauges, by their keys; null for none. */
  @Nullable Predicate<String> shownKeys() {
    List<String> words = Arrays.stream(valueMetrics.split(",", -1)).map(String::strip).toList();
    if (words.contains("") || words.size() > 1 && (words.contains(NONE) || words.contains(ALL))) {
      throw new IllegalArgumentException(
          "valueMetrics is none, all, or keys of records such as energy,volume, not '%s'"
              .formatted(valueMetrics));
    } else if (words.contains(NONE)) {
      return null;
    }
    return words.contains(ALL) ? key -> true : Set.copyOf(words)::contains;
  }

  MBusOperation operation() {
    return MBusOperation.of("operation", operation);
  }

  Set<MBusOperation> allowedOperations() {
    return operations(allowOperations);
  }

  /** How to find meters; null if nobody is to. */
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
  public BusSettings busSettings() {
    LineSettings line =
        new LineSettings(
            baudRate, EnumOption.of("parity", Parity.class, parity), stopBits, transportOptions());
    return new BusSettings(
        line,
        duration(latency),
        responseTimeout,
        retries,
        idleTimeout,
        EnumOption.of("echo", Echo.class, echo));
  }

  /**
   * Takes over the defaults of a transport, and leaves out what the component has for lines of
   * other transports.
   *
   * @param declared the options of the transport.
   * @param component the options that this endpoint started from.
   */
  void adapt(List<TransportOption<?>> declared, MBusConfiguration component) {
    Set<String> inherited = new HashSet<>();
    Map<String, String> ours = givenTransportOptions();
    component
        .givenTransportOptions()
        .forEach(
            (name, value) -> {
              if (value.equals(ours.get(name))) {
                inherited.add(name);
              }
            });
    declared.forEach(option -> inherited.remove(option.name()));
    declaredOptions = List.copyOf(declared);
    foreignOptions = Set.copyOf(inherited);
  }

  /** The options of the transport, by name, with the defaults that it declares. */
  private Map<String, String> transportOptions() {
    Map<String, String> options = new LinkedHashMap<>();
    declaredOptions.forEach(option -> put(options, option.name(), option.defaultValue()));
    options.putAll(givenTransportOptions());
    options.keySet().removeAll(foreignOptions);
    return options;
  }

  private Map<String, String> givenTransportOptions() {
    Map<String, String> options = new LinkedHashMap<>();
    put(
        options,
        "connectTimeout",
        connectTimeout == null ? null : TransportOption.textOf(connectTimeout));
    put(options, "usbIndex", usbIndex == null ? null : usbIndex.toString());
    put(options, "tlsTrust", tlsTrust);
    put(options, "tlsKey", tlsKey);
    put(options, "tlsPassword", tlsPassword);
    return options;
  }

  private static void put(Map<String, String> options, String name, @Nullable String value) {
    if (value != null) {
      options.put(name, value);
    }
  }

  /** The options that endpoints of one line must agree about, by name. */
  Map<String, Object> lineOptions() {
    BusSettings settings = busSettings();
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("baudRate", baudRate);
    options.put("parity", parity);
    options.put("stopBits", stopBits);
    options.put("latency", latency);
    options.put("responseTimeout", text(settings.responseTimeout()));
    options.put("retries", retries);
    options.put("idleTimeout", text(idleTimeout));
    options.put("echo", echo);
    transportOptions()
        .forEach((name, value) -> options.put(name, isPlain(name) ? value : new Masked(value)));
    return options;
  }

  /** Whether an option may be seen: a transport has declared it so. */
  private boolean isPlain(String name) {
    return declaredOptions.stream()
        .anyMatch(option -> option.name().equals(name) && !option.isSecret());
  }

  /** Can be compared, but not seen. */
  private record Masked(Object value) {
    @Override
    public String toString() {
      return "xxxxxx";
    }
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

  private static String text(@Nullable Duration duration) {
    return duration == null ? "none" : TimeUtils.printDuration(duration, true);
  }
}
