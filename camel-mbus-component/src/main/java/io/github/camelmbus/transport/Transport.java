package io.github.camelmbus.transport;

import java.time.Duration;

/**
 * An open line: sends octets, and hands out those that arrive.
 *
 * <p>Confined to the thread of the bus that owns it; only {@link #close()} may come from another
 * thread and then ends a pending {@link #read}.
 */
public interface Transport extends AutoCloseable {

  /** The clock of {@link #read}'s deadlines. */
  LineClock clock();

  /**
   * Starts to send octets; may return before the last one has left the line.
   *
   * @throws LineUnavailableException if the line has vanished ({@code LOST}) or was closed ({@code
   *     CLOSED}).
   */
  void write(byte[] octets);

  /**
   * Waits for octets, at most until the deadline, and returns as soon as there is one.
   *
   * @param buffer takes the octets, from index 0.
   * @param deadline in nanoseconds of {@link #clock()}; a past one polls.
   * @return number of octets put into the buffer; 0 when the deadline passed in silence.
   * @throws LineUnavailableException if the line has vanished ({@code LOST}, after the octets that
   *     the system still has) or was closed ({@code CLOSED}).
   */
  int read(byte[] buffer, long deadline);

  /**
   * Changes bit rate, parity and stop bits of the open line. What is being sent and what has
   * arrived may be lost, so the line should be idle.
   *
   * @param settings those of the line from now on; their options are not looked at.
   * @return false if this end cannot change the line, as behind a gateway; all stays as it is.
   * @throws LineUnavailableException if the line does not take a setting ({@code SETTING}; it must
   *     be opened again then) or has vanished.
   */
  default boolean configure(LineSettings settings) {
    return false;
  }

  /** What becomes of octets that arrive with a parity or framing error. */
  DamagedOctets damagedOctets();

  /**
   * How long the way to the line and back takes at most, as far as the kind of the line says. A
   * gateway, or a port that is one in disguise, may take 5 s each way.
   */
  default Duration longestDelay() {
    return Duration.ofSeconds(10);
  }

  /** Releases the line; idempotent, never throws. */
  @Override
  void close();
}
