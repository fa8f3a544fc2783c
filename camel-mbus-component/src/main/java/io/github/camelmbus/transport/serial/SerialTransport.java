package io.github.camelmbus.transport.serial;

import com.fazecast.jSerialComm.SerialPort;
import io.github.camelmbus.transport.LineClock;
import io.github.camelmbus.transport.LineUnavailableException;
import io.github.camelmbus.transport.LineUnavailableException.Reason;
import io.github.camelmbus.transport.Transport;
import java.time.Duration;

/**
 * An open serial port.
 *
 * <p>A thread of its own reads the port and hands the octets over on a queue, because the read
 * timeouts of a serial port come in steps of 100 ms, too coarse for the deadlines of a bus.
 * Confined to the bus thread, but for {@link #close()}.
 */
final class SerialTransport implements Transport {
  /** How long a read of the reader thread lasts in silence, and so how long closing may take. */
  static final int READ_TIMEOUT_MILLIS = 100;

  private static final Duration INITIAL_LATENCY = Duration.ofMillis(40);
  private static final int CHUNK = 512;

  /** Some 30 of the longest telegrams. */
  private static final int QUEUE = 8192;

  private final String line;
  private final SerialPort port;
  private final boolean showsBadOctets;
  private final OctetQueue received = new OctetQueue(QUEUE);
  private final Object portInUse = new Object();
  private final Thread reader;
  private volatile boolean closed;

  /**
   * Takes over an open port, whose reads return with the first octet or after {@link
   * #READ_TIMEOUT_MILLIS}.
   */
  SerialTransport(String line, SerialPort port, boolean showsBadOctets) {
    this.line = line;
    this.port = port;
    this.showsBadOctets = showsBadOctets;
    reader = new Thread(this::receive, "mbus-reader " + line);
    reader.setDaemon(true);
    reader.start();
  }

  private void receive() {
    byte[] chunk = new byte[CHUNK];
    int count = 0;
    try {
      while (!closed && count >= 0) {
        if (count > 0) {
          received.put(chunk, count);
        }
        count = port.readBytes(chunk, chunk.length);
      }
    } finally {
      received.end();
    }
  }

  @Override
  public LineClock clock() {
    return LineClock.SYSTEM;
  }

  @Override
  public void write(byte[] octets) {
    // The native part of jSerialComm does not survive a port that is closed while it writes.
    synchronized (portInUse) {
      if (closed || port.writeBytes(octets, octets.length) != octets.length) {
        throw gone();
      }
    }
  }

  @Override
  public int read(byte[] buffer, long deadline) {
    try {
      int count = closed ? OctetQueue.ENDED : received.take(buffer, deadline);
      if (count == OctetQueue.ENDED) {
        throw gone();
      }
      return count;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LineUnavailableException(
          line, Reason.OTHER, "interrupted while waiting for octets", e);
    }
  }

  private LineUnavailableException gone() {
    return closed
        ? new LineUnavailableException(line, Reason.CLOSED, "the port was closed on this side")
        : new LineUnavailableException(
            line,
            Reason.LOST,
            "the port is gone: was the adapter unplugged, or did the program behind a pseudo"
                + " terminal end?");
  }

  @Override
  public boolean showsBadOctets() {
    return showsBadOctets;
  }

  @Override
  public Duration initialLatency() {
    return INITIAL_LATENCY;
  }

  @Override
  public void close() {
    closed = true;
    received.end();
    synchronized (portInUse) {
      awaitReader();
      port.closePort();
    }
  }

  /** Waits out the read that is under way, for it must not see its port go. */
  private void awaitReader() {
    boolean interrupted = false;
    while (reader.isAlive()) {
      try {
        reader.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
