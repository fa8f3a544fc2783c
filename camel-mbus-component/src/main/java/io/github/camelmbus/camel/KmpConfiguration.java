package io.github.camelmbus.camel;

import io.github.camelmbus.camel.head.HeadReader;
import io.github.camelmbus.camel.head.LogRange;
import io.github.camelmbus.kmp.head.KmpSettings;
import io.github.camelmbus.kmp.head.KmpSettings.Way;
import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.Parity;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/** The options of an endpoint; those set on the component are the defaults of all its endpoints. */
@UriParams
public class KmpConfiguration extends LineConfiguration {
  private static final String AUTO = "auto";
  private static final int HEX = 16;
  private static final int LOG_PATIENCE = 10;
  private static final Duration PATIENCE_OF_POLL = Duration.ofMinutes(10);

  /**
   * The registers to read, such as <code>60,volume,1004</code>, by number or name, separated by
   * commas; or <code>auto</code>: the current counters and values of heat, cooling, water and
   * electricity meters that the meter has. Registers that the meter does not have are detected at
   * the first reading, and not requested again.
   */
  @UriParam(defaultValue = AUTO)
  private String registers = AUTO;

  /**
   * The operation of a producer: <code>read</code> the meter; <code>identify</code> it (type,
   * software, customer number, M-Bus addresses); read named registers (<code>getRegister</code>);
   * read a log of the meter (<code>getLog</code>), each entry as a reading with its own time; or
   * send one request and report what is received (<code>probe</code>), to find the place for the
   * head. The header CamelKmpOperation takes precedence. No operation changes the meter.
   */
  @UriParam(
      label = "producer",
      defaultValue = "read",
      enums = "read,identify,getRegister,getLog,probe")
  private String operation = "read";

  /**
   * The log that getLog reads: events that the meter has detected (<code>info</code>); entries of
   * each <code>hour</code>, <code>day</code>, <code>month</code> or <code>year</code>; or <code>
   * module-1</code> for the first log of the module that destination selects. The header
   * CamelKmpLog takes precedence.
   */
  @UriParam(label = "producer")
  private @Nullable String log;

  /**
   * The oldest entry that getLog reads, by the clock of the meter: a day or a time, <code>
   * 2026-11-01
   * </code> or <code>2026-11-01T06:00</code>. Default: the oldest entry that the meter has. The
   * header CamelKmpFrom takes precedence.
   */
  @UriParam(label = "producer")
  private @Nullable String from;

  /**
   * The newest entry that getLog reads, a day or a time as for from. Default: the newest entry that
   * the meter has. The header CamelKmpTo takes precedence.
   */
  @UriParam(label = "producer")
  private @Nullable String to;

  /**
   * How long an operation of a producer may take, including the wait for the line. Reading a log
   * may take ten times as long.
   */
  @UriParam(label = "producer", defaultValue = "1m", javaType = "java.time.Duration")
  private Duration commandTimeout = Duration.ofMinutes(1);

  /**
   * What to do if a poll could not read the meter: <code>fail</code> the poll, which the exception
   * handler and the health check report; or also send an <code>exchange</code> whose body is an
   * error object.
   */
  @UriParam(label = "consumer", defaultValue = "fail", enums = "fail,exchange")
  private String onMeterError = "fail";

  /**
   * The part of the meter to ask, two hexadecimal digits: 3F for the meter itself, 7F for its top
   * module (and the logger of a MULTICAL 801), BF for its base module.
   */
  @UriParam(defaultValue = "3F", enums = "3F,7F,BF")
  private String destination = "3F";

  /**
   * How long to wait for the first octet of an answer. Meters take 1.6 s at most. The measured
   * delay of a gateway is added.
   */
  @UriParam(label = "line", defaultValue = "2s", javaType = "java.time.Duration")
  private Duration timeout = KmpSettings.DEFAULT.timeout();

  /** Baud rate of the line in bit/s. */
  @UriParam(label = "line", defaultValue = "1200", javaType = "int")
  private int baudRate = KmpSettings.LINE.baudRate();

  /**
   * Parity of the line. Meters use none. Not used for gateways that have settings of their own
   * (tcp, udp, tls).
   */
  @UriParam(label = "line", defaultValue = "none", enums = "none,odd,even")
  private String parity = "none";

  /** Stop bits of the line, 1 or 2. Not used for gateways that have settings of their own. */
  @UriParam(label = "line", defaultValue = "2")
  private int stopBits = KmpSettings.LINE.stopBits();

  public String getRegisters() {
    return registers;
  }

  public void setRegisters(String registers) {
    this.registers = registers;
  }

  public String getOperation() {
    return operation;
  }

  public void setOperation(String operation) {
    this.operation = operation;
  }

  public @Nullable String getLog() {
    return log;
  }

  public void setLog(@Nullable String log) {
    this.log = log;
  }

  public @Nullable String getFrom() {
    return from;
  }

  public void setFrom(@Nullable String from) {
    this.from = from;
  }

  public @Nullable String getTo() {
    return to;
  }

  public void setTo(@Nullable String to) {
    this.to = to;
  }

  public Duration getCommandTimeout() {
    return commandTimeout;
  }

  public void setCommandTimeout(Duration commandTimeout) {
    this.commandTimeout = commandTimeout;
  }

  public String getOnMeterError() {
    return onMeterError;
  }

  public void setOnMeterError(String onMeterError) {
    this.onMeterError = onMeterError;
  }

  public String getDestination() {
    return destination;
  }

  public void setDestination(String destination) {
    this.destination = destination;
  }

  public Duration getTimeout() {
    return timeout;
  }

  public void setTimeout(Duration timeout) {
    this.timeout = timeout;
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

  /** What a poll does if the meter could not be read. */
  enum OnMeterError {
    FAIL,
    EXCHANGE
  }

  /**
   * Checks all options.
   *
   * @throws IllegalArgumentException naming the wrong option and its accepted values.
   */
  void validate() {
    try {
      HeadReader.registers(registers);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("registers: " + e.getMessage(), e);
    }
    operation();
    if (log != null) {
      LogRange.of(log, from, to, namedRegisters());
    }
    onMeterError();
    shownKeys();
    requirePositive("commandTimeout", commandTimeout);
    settings();
  }

  /** The registers that the option names; null for auto. */
  @Nullable String namedRegisters() {
    return registers.strip().equalsIgnoreCase(AUTO) ? null : registers;
  }

  /**
   * How long the reading of a poll may take: the wait for the line, and all requests and their
   * retries.
   */
  Duration patience() {
    return PATIENCE_OF_POLL;
  }

  /** How long an operation may take. */
  Duration patience(KmpOperation asked) {
    return asked == KmpOperation.GET_LOG
        ? commandTimeout.multipliedBy(LOG_PATIENCE)
        : commandTimeout;
  }

  KmpOperation operation() {
    return KmpOperation.of("operation", operation);
  }

  OnMeterError onMeterError() {
    return EnumOption.of("onMeterError", OnMeterError.class, onMeterError);
  }

  @Override
  LineSettings lineSettings() {
    return new LineSettings(
        baudRate, EnumOption.of("parity", Parity.class, parity), stopBits, transportOptions());
  }

  @Override
  KmpSettings settings() {
    return new KmpSettings(
        lineSettings(),
        destinationCode(),
        isSerial() ? Way.SERIAL : Way.NETWORK,
        timeout,
        gap(),
        getRetries(),
        getIdleTimeout());
  }

  /** A gateway may delay each octet of an answer as long as the first one. */
  private Duration gap() {
    Duration usual = KmpSettings.DEFAULT.gap();
    Duration half = timeout.dividedBy(2);
    return !isSerial() && half.compareTo(usual) > 0 ? half : usual;
  }

  private int destinationCode() {
    String digits = destination.strip().toUpperCase(Locale.ROOT).replaceFirst("^0X", "");
    if (!Arrays.asList("3F", "7F", "BF").contains(digits)) {
      throw new IllegalArgumentException(
          "destination is 3F (meter), 7F (top module) or BF (base module), not '%s'"
              .formatted(destination));
    }
    return Integer.parseInt(digits, HEX);
  }

  @Override
  Map<String, Object> lineOptions() {
    Map<String, Object> options = super.lineOptions();
    options.put("destination", destination);
    options.put("timeout", text(timeout));
    return options;
  }

  KmpConfiguration copy() {
    try {
      return (KmpConfiguration) clone();
    } catch (CloneNotSupportedException e) {
      throw new RuntimeCamelException(e);
    }
  }
}
