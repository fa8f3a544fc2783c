package io.github.camelmbus.transport.serial;

import com.fazecast.jSerialComm.SerialPort;
import io.github.camelmbus.transport.DamagedOctets;
import io.github.camelmbus.transport.LineClock;
import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.LineUnavailableException;
import io.github.camelmbus.transport.LineUnavailableException.Reason;
import io.github.camelmbus.transport.Transport;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open serial port.
 *
 * <p>A separate thread reads the port into a queue, because the read timeouts of serial ports have
 * steps of 100 ms, too coarse for the deadlines of a bus. Confined to the bus thread, but for
 * {@link #close()}.
 */
final class SerialTransport implements Transport {
  /** How long a read of the reader thread waits for octets; closing may take as long. */
  static final int READ_TIMEOUT_MILLIS = 100;

  private static final Logger LOG = LoggerFactory.getLogger(SerialTransport.class);
  private static final int CLOSE_SECONDS = 1;
  private static final int CHUNK = 512;

  /** Some 30 of the longest telegrams. */
  private static final int QUEUE = 8192;

  private final String line;
  private final SerialPort port;
  private final Function<LineSettings, DamagedOctets> portSettings;
  private final OctetQueue received = new OctetQueue(QUEUE);
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * Counts this line until it is closed, its reader thread, and a running write. The last one
   * closes the port: the native library of jSerialComm crashes if a port is closed while it is
   * used.
   */
  private final AtomicInteger portUsers = new AtomicInteger(2);

  private final CountDownLatch portClosed = new CountDownLatch(1);
  private DamagedOctets damagedOctets;

  /**
   * Takes over an open port, whose reads return with the first octet or after {@link
   * #READ_TIMEOUT_MILLIS}.
   *
   * @param portSettings changes the settings of the port and returns what it then does with damaged
   *     octets; throws LineUnavailableException if the port does not take them.
   */
  SerialTransport(
      String line,
      SerialPort port,
      DamagedOctets damagedOctets,
      Function<LineSettings, DamagedOctets> portSettings) {
    this.line = line;
    this.port = port;
    this.portSettings = portSettings;
    this.damagedOctets = damagedOctets;
    Thread reader = new Thread(this::receive, "mbus-reader " + line);
    reader.setDaemon(true);
    reader.start();
  }

  private void receive() {
    byte[] chunk = new byte[CHUNK];
    int count = 0;
    try {
      while (!closed.get() && count >= 0) {
        if (count > 0) {
          received.put(chunk, count);
        }
        count = port.readBytes(chunk, chunk.length);
      }
    } finally {
      received.end();
      releasePort();
    }
  }

  @Override
  public LineClock clock() {
    return LineClock.SYSTEM;
  }

  @Override
  public void write(byte[] octets) {
    if (closed.get() || !acquirePort()) {
      throw gone();
    }
    try {
      if (port.writeBytes(octets, octets.length) != octets.length) {
        throw gone();
      }
    } finally {
      releasePort();
    }
  }

  @Override
  public boolean configure(LineSettings settings) {
    if (closed.get() || !acquirePort()) {
      throw gone();
    }
    try {
      damagedOctets = portSettings.apply(settings);
      return true;
    } finally {
      releasePort();
    }
  }

  @Override
  public int read(byte[] buffer, long deadline) {
    try {
      int count = closed.get() ? OctetQueue.ENDED : received.take(buffer, deadline);
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
    return closed.get()
        ? new LineUnavailableException(line, Reason.CLOSED, "the port was closed on this side")
        : new LineUnavailableException(
            line,
            Reason.LOST,
            "the port is gone: was the adapter unplugged, or did the program behind a pseudo"
                + " terminal end?");
  }

  @Override
  public DamagedOctets damagedOctets() {
    return damagedOctets;
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      received.end();
      releasePort();
    }
    awaitPortClosed();
  }

  private boolean acquirePort() {
    return portUsers.getAndUpdate(users -> users == 0 ? 0 : users + 1) > 0;
  }

  private void releasePort() {
    if (portUsers.decrementAndGet() == 0) {
      port.closePort();
      portClosed.countDown();
    }
  }

  /**
   * Waits until the port can be opened again, for a limited time, as a write to a faulty adapter
   * may never end.
   */
  private void awaitPortClosed() {
    try {
      if (!portClosed.await(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("{}: a write is stuck, the port stays open until it ends", line);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
