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
   * What is read: registers by number or by name, separated by commas, such as <code>
   * 60,volume,1004</code>; or <code>auto</code>, the counters and values of now that the meter has
   * of those that heat, cooling, water and electricity meters have. What a meter does not have is
   * noticed at the first reading, and not asked for again.
   */
  @UriParam(defaultValue = AUTO)
  private String registers = AUTO;

  /**
   * What a producer does: <code>read</code> the meter; <code>identify</code> it: type, software,
   * customer number and the addresses that it has on an M-Bus; or read the registers that are named
   * (<code>getRegister</code>); read a log that the meter keeps (<code>getLog</code>), each entry a
   * reading with its own time; or ask it once and tell whatever comes (<code>probe</code>), to find
   * the place of the head. The header CamelKmpOperation wins. Nothing of it changes the meter.
   */
  @UriParam(
      label = "producer",
      defaultValue = "read",
      enums = "read,identify,getRegister,getLog,probe")
  private String operation = "read";

  /**
   * The log that getLog reads: <code>hour</code>, <code>day</code>, <code>month</code>, <code>year
   * </code>, <code>info</code> (what the meter has noticed about itself); or <code>module-1</code>
   * for the first log of a module, which destination names. The header CamelKmpLog wins.
   */
  @UriParam(label = "producer")
  private @Nullable String log;

  /**
   * The oldest entry that getLog reads, by the clock of the meter: a day or a time, <code>
   * 2026-11-01
   * </code> or <code>2026-11-01T06:00</code>. Without it all that the meter has kept. The header
   * CamelKmpFrom wins.
   */
  @UriParam(label = "producer")
  private @Nullable String from;

  /** The newest entry that getLog reads, as from. The header CamelKmpTo wins. */
  @UriParam(label = "producer")
  private @Nullable String to;

  /**
   * How long an operation of a producer may take, its wait for others that use the line included. A
   * log may take ten times as long.
   */
  @UriParam(label = "producer", defaultValue = "1m", javaType = "java.time.Duration")
  private Duration commandTimeout = Duration.ofMinutes(1);

  /**
   * What a poll does that could not read the meter: it fails, which the exception handler and
   * health are told; with <code>exchange</code> it also sends an exchange whose body says what
   * failed.
   */
  @UriParam(label = "consumer", defaultValue = "fail", enums = "fail,exchange")
  private String onMeterError = "fail";

  /**
   * Which part of the meter is asked, two hexadecimal digits: 3F the meter itself, 7F the module at
   * its top (and the logger of a MULTICAL 801), BF that in its base.
   */
  @UriParam(defaultValue = "3F", enums = "3F,7F,BF")
  private String destination = "3F";

  /**
   * How long to wait for the first octet of an answer. Meters take 1.6 s at most. The delay of a
   * gateway is measured, and added to it.
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

  /** What a poll does about a meter that could not be read. */
  enum OnMeterError {
    FAIL,
    EXCHANGE
  }

  /**
   * Checks all options.
   *
   * @throws IllegalArgumentException naming the option that is wrong, and what it takes.
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

  /** Registers that the options name; null for auto. */
  @Nullable String namedRegisters() {
    return registers.strip().equalsIgnoreCase(AUTO) ? null : registers;
  }

  /**
   * How long the reading of a poll may take: the wait for others of the line, and all requests and
   * their retries.
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

  /** A gateway can hold octets back for about as long as it can hold back the first one. */
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
