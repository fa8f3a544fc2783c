package io.github.camelmbus.transport;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * How a line is opened.
 *
 * @param baudRate bit/s, 300 to 38400 on an M-Bus; of a line that {@link
 *     TransportProvider#hasItsOwnBaudRate()}, only to compute how long octets take.
 * @param parity even on an M-Bus; none on pseudo terminals, which refuse any other.
 * @param stopBits 1 or 2.
 * @param options those of the transport, by name, as users write them; see {@link
 *     TransportProvider#options()}.
 */
public record LineSettings(int baudRate, Parity parity, int stopBits, Map<String, String> options) {

  /** 2400 bit/s, 8E1, and the defaults of the transport. */
  public static final LineSettings DEFAULT = new LineSettings(2400, Parity.EVEN, 1);

  /**
   * @throws IllegalArgumentException naming the setting that is out of range, and its range.
   */
  public LineSettings {
    if (baudRate <= 0) {
      throw new IllegalArgumentException("baudRate is a number of bit/s, not " + baudRate);
    }
    if (stopBits != 1 && stopBits != 2) {
      throw new IllegalArgumentException("stopBits is 1 or 2, not " + stopBits);
    }
    options = Map.copyOf(options);
  }

  /** With the defaults of the transport. */
  public LineSettings(int baudRate, Parity parity, int stopBits) {
    this(baudRate, parity, stopBits, Map.of());
  }

  /** The same at another bit rate, in bit/s. */
  public LineSettings withBaudRate(int bitsPerSecond) {
    return new LineSettings(bitsPerSecond, parity, stopBits, options);
  }

  /** The same with another parity. */
  public LineSettings withParity(Parity other) {
    return new LineSettings(baudRate, other, stopBits, options);
  }

  /** The same with an option of the transport. */
  public LineSettings withOption(String name, String value) {
    Map<String, String> more = new HashMap<>(options);
    more.put(name, value);
    return new LineSettings(baudRate, parity, stopBits, more);
  }

  /** Without the values of the options, among which may be passwords. */
  @Override
  public String toString() {
    return "LineSettings[baudRate=%d, parity=%s, stopBits=%d, options=%s]"
        .formatted(baudRate, parity, stopBits, new TreeSet<>(options.keySet()));
  }
}
