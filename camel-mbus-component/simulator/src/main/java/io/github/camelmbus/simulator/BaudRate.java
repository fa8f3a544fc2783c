package io.github.camelmbus.simulator;

/**
 * How long bits and octets take at a baud rate. An octet is 11 bit: start bit, 8 data bits from the
 * least significant on, even parity, stop bit.
 *
 * @param bitsPerSecond 300 to 38400 on an M-Bus.
 */
record BaudRate(int bitsPerSecond) {
  static final int BITS_PER_OCTET = 11;

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  BaudRate {
    if (bitsPerSecond <= 0) {
      throw new IllegalArgumentException("baudRate is a number of bit/s, not " + bitsPerSecond);
    }
  }

  /** Nanoseconds of a number of half bits. */
  long halfBits(long halves) {
    return halves * NANOS_PER_SECOND / (2L * bitsPerSecond);
  }

  /** Nanoseconds of a number of bits. */
  long bits(long bits) {
    return halfBits(2 * bits);
  }

  /** Nanoseconds of a number of octets without a pause between them. */
  long octets(long octets) {
    return octets * bits(BITS_PER_OCTET);
  }
}
