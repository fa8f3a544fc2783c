package io.github.camelmbus.master.write;

import io.github.camelmbus.master.BusException;

/** What a {@link Write} can do on the bus to see its effect. Confined to the bus thread. */
interface ReadBack {

  /**
   * Reads the meter where it must be by now.
   *
   * @throws BusException if it cannot be read.
   */
  MeterState read();

  /** Drives the line at another baud rate. */
  void setBaudRate(int bitsPerSecond);

  /** Sends another SND_UD without data; what answers it may not be heard. */
  void sendBlindly(int ci);
}
