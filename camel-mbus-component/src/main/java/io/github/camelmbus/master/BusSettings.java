package io.github.camelmbus.master;

import io.github.camelmbus.link.Echo;
import io.github.camelmbus.link.WakeUp;
import io.github.camelmbus.transport.LineSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a bus.
 *
 * @param line how its line is opened.
 * @param latency the delay of the line, both ways together; null to measure it.
 * @param responseTimeout replaces the whole answer window; null for that of EN 13757-2.
 * @param retries how often a request that got no good answer is repeated, 0..10.
 * @param idleTimeout after this time without work the line is closed until the next one.
 * @param echo whether the line returns the master's own octets.
 * @param wakeUp what wakes the meters before they are asked.
 */
public record BusSettings(
    LineSettings line,
    @Nullable Duration latency,
    @Nullable Duration responseTimeout,
    int retries,
    Duration idleTimeout,
    Echo echo,
    WakeUp wakeUp) {

  /** EN 13757-2 at 2400 bit/s with a measured latency. */
  public static final BusSettings DEFAULT =
      new BusSettings(LineSettings.DEFAULT, null, null, 2, Duration.ofSeconds(60), Echo.AUTO);

  private static final int MAX_RETRIES = 10;

  public BusSettings {
    if (retries < 0 || retries > MAX_RETRIES) {
      throw new IllegalArgumentException(
          "retries is a number from 0 to " + MAX_RETRIES + ", not " + retries);
    }
    requirePositive("responseTimeout", responseTimeout);
    requirePositive("idleTimeout", idleTimeout);
    if (latency != null && latency.isNegative()) {
      throw new IllegalArgumentException("latency must not be negative: " + latency);
    }
  }

  /** For meters that always listen. */
  public BusSettings(
      LineSettings line,
      @Nullable Duration latency,
      @Nullable Duration responseTimeout,
      int retries,
      Duration idleTimeout,
      Echo echo) {
    this(line, latency, responseTimeout, retries, idleTimeout, echo, WakeUp.NONE);
  }

  /** The same at another baud rate, in bit/s. */
  public BusSettings withBaudRate(int baudRate) {
    return new BusSettings(
        line.withBaudRate(baudRate), latency, responseTimeout, retries, idleTimeout, echo, wakeUp);
  }

  /** The same with another way to wake the meters. */
  public BusSettings withWakeUp(WakeUp other) {
    return new BusSettings(line, latency, responseTimeout, retries, idleTimeout, echo, other);
  }

  static void requirePositive(String name, @Nullable Duration value) {
    if (value != null && (value.isNegative() || value.isZero())) {
      throw new IllegalArgumentException(name + " must be positive, not " + value);
    }
  }
}
