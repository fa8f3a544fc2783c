package io.github.camelmbus.transport;

import java.time.Duration;

/**
 * How a line is opened.
 *
 * @param baudRate bit/s, 300 to 38400 on an M-Bus; a TCP gateway has its own, and this one then
 *     only tells how long octets take.
 * @param parity even on an M-Bus; none on pseudo terminals, which refuse any other.
 * @param stopBits 1 or 2.
 * @param connectTimeout the longest wait for a TCP connection.
 * @param usbIndex which of several matching USB adapters, from 0 in port order; -1 if not said.
 */
public record LineSettings(
    int baudRate, Parity parity, int stopBits, Duration connectTimeout, int usbIndex) {

  /** 2400 bit/s, 8E1, 10 s to connect. */
  public static final LineSettings DEFAULT =
      new LineSettings(2400, Parity.EVEN, 1, Duration.ofSeconds(10), -1);

  public LineSettings {
    if (baudRate <= 0) {
      throw new IllegalArgumentException("baudRate is a number of bit/s, not " + baudRate);
    }
    if (stopBits != 1 && stopBits != 2) {
      throw new IllegalArgumentException("stopBits is 1 or 2, not " + stopBits);
    }
    if (connectTimeout.isNegative() || connectTimeout.isZero()) {
      throw new IllegalArgumentException("connectTimeout must be positive, not " + connectTimeout);
    }
    if (usbIndex < -1) {
      throw new IllegalArgumentException("usbIndex counts from 0, not " + usbIndex);
    }
  }

  /** The same at another bit rate, in bit/s. */
  public LineSettings withBaudRate(int bitsPerSecond) {
    return new LineSettings(bitsPerSecond, parity, stopBits, connectTimeout, usbIndex);
  }
}
