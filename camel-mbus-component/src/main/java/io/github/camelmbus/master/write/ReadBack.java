package io.github.camelmbus.master.write;

import io.github.camelmbus.master.BusException;

/** How a {@link Write} looks at its effect. Confined to the bus thread. */
interface ReadBack {

  /**
   * Reads the meter at the address it has after the write.
   *
   * @throws BusException if it cannot be read.
   */
  MeterState read();

  /** Sets the baud rate of the line. */
  void setBaudRate(int bitsPerSecond);

  /** Sends another SND_UD without data; a missing acknowledge is ignored. */
  void sendBlindly(int ci);
}
