package io.github.camelmbus.transport;

import java.time.Duration;

/**
 * An open line: sends and receives octets.
 *
 * <p>Confined to the thread of the bus that owns it; only {@link #close()} may be called by another
 * thread; it then ends a pending {@link #read}.
 */
public interface Transport extends AutoCloseable {

  /** The clock of {@link #read}'s deadlines. */
  LineClock clock();

  /**
   * Starts to send octets; may return before the last one has left the line.
   *
   * @throws LineUnavailableException if the line was lost ({@code LOST}) or was closed ({@code
   *     CLOSED}).
   */
  void write(byte[] octets);

  /**
   * Waits for octets, at most until the deadline, and returns as soon as there is one.
   *
   * @param buffer takes the octets, from index 0.
   * @param deadline in nanoseconds of {@link #clock()}; a past one polls.
   * @return number of octets put into the buffer; 0 if none arrived before the deadline.
   * @throws LineUnavailableException if the line was lost ({@code LOST}, after the octets that the
   *     operating system has received before) or was closed ({@code CLOSED}).
   */
  int read(byte[] buffer, long deadline);

  /**
   * Changes bit rate, parity and stop bits of the open line. Octets being sent and octets received
   * but not read may be lost, so the line should be idle.
   *
   * @param settings those of the line from now on; their options are ignored.
   * @return false if this end cannot change the settings, as those of a gateway; they are unchanged
   *     then.
   * @throws LineUnavailableException if the line does not take a setting ({@code SETTING}; it must
   *     be opened again then) or was lost.
   */
  default boolean configure(LineSettings settings) {
    return false;
  }

  /** What the line does with octets that arrive with a parity or framing error. */
  DamagedOctets damagedOctets();

  /**
   * The longest delay on the way to the bus and back that this kind of line can have. A gateway,
   * also one behind a virtual serial port, may take 5 s each way.
   */
  default Duration longestDelay() {
    return Duration.ofSeconds(10);
  }

  /** Releases the line; idempotent, never throws. */
  @Override
  void close();
}
