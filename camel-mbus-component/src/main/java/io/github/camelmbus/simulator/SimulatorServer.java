package io.github.camelmbus.simulator;

import io.github.camelmbus.transport.LineClock;
import io.github.camelmbus.transport.LineUnavailableException;
import io.github.camelmbus.transport.LineUnavailableException.Reason;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A simulated house behind a TCP gateway: serves any M-Bus master at a port of this machine, one
 * after the other. Octets go out when the line would deliver them. One daemon thread does it all.
 */
public final class SimulatorServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SimulatorServer.class);
  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);
  private static final int BACKLOG = 8;
  private static final int END_OF_STREAM = -1;

  private final ServerSocket listener;
  private final SimulatedBus bus;
  private final LineTime time;
  private final LineClock clock = LineClock.SYSTEM;
  private final long origin = clock.nanos();
  private final OctetQueue arriving = new OctetQueue();
  private final Thread thread;
  private long lastSent;
  private volatile SimulatorStatistics statistics;
  private volatile @Nullable Socket client;

  private SimulatorServer(House house, ServerSocket listener, double speed) {
    this.listener = listener;
    bus = house.bus(LocalDateTime.now());
    time = new LineTime(speed);
    statistics = bus.statistics();
    thread = new Thread(this::serveAll, "mbus-simulator-" + listener.getLocalPort());
    thread.setDaemon(true);
  }

  /**
   * Serves a house.
   *
   * @param port of the loopback interface; 0 for any that is free.
   * @param speed how much faster than a real line the simulated one is while it is busy; 1 for real
   *     time.
   * @throws LineUnavailableException if the port is taken.
   */
  public static SimulatorServer start(House house, int port, double speed) {
    ServerSocket listener;
    try {
      listener = new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new LineUnavailableException(
          "tcp://localhost:" + port, Reason.BUSY, "cannot listen: " + e.getMessage(), e);
    }
    SimulatorServer server = new SimulatorServer(house, listener, speed);
    server.thread.start();
    return server;
  }

  /** The port it serves. */
  public int port() {
    return listener.getLocalPort();
  }

  /** What has happened on the line up to the last request. */
  public SimulatorStatistics statistics() {
    return statistics;
  }

  private void serveAll() {
    while (!listener.isClosed()) {
      try (Socket socket = listener.accept()) {
        client = socket;
        if (!listener.isClosed()) {
          serve(socket);
        }
      } catch (IOException e) {
        LOG.debug("simulator on port {}: {}", port(), e.getMessage());
      } finally {
        client = null;
      }
    }
  }

  private void serve(Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
    bus.reconnect();
    arriving.clear();
    byte[] buffer = new byte[1024];
    int count = 0;
    while (count != END_OF_STREAM && !(bus.isLost() && arriving.isEmpty())) {
      count = receive(socket, buffer);
      if (count > 0) {
        transmit(Arrays.copyOf(buffer, count));
      }
      deliver(socket);
    }
  }

  /** Waits for the client, but no longer than until the next octet is to be delivered. */
  private int receive(Socket socket, byte[] buffer) throws IOException {
    long wait = arriving.isEmpty() ? 0 : time.realWait(real(), arriving.nextNanos());
    long millis = TimeUnit.NANOSECONDS.toMillis(wait + TimeUnit.MILLISECONDS.toNanos(1) - 1);
    // A timeout of 0 would wait for good.
    boolean due = !arriving.isEmpty() && millis == 0;
    socket.setSoTimeout(due ? 1 : (int) Math.min(millis, Integer.MAX_VALUE));
    if (due && socket.getInputStream().available() == 0) {
      return 0;
    }
    try {
      return socket.getInputStream().read(buffer);
    } catch (SocketTimeoutException e) {
      return 0;
    }
  }

  private void transmit(byte[] octets) {
    long real = real();
    long start = Math.max(time.at(real), lastSent);
    arriving.replaceAfter(start, bus.transmit(octets, start));
    lastSent = start + new BaudRate(bus.baudRate()).octets(octets.length);
    time.busyUntil(real, Math.max(lastSent, arriving.lastNanos()));
    statistics = bus.statistics();
  }

  private void deliver(Socket socket) throws IOException {
    byte[] due = arriving.takeUntil(time.at(real()), Integer.MAX_VALUE);
    if (due.length > 0) {
      socket.getOutputStream().write(due);
    }
  }

  private long real() {
    return clock.nanos() - origin;
  }

  /** Ends the client's connection and frees the port; idempotent. */
  @Override
  public void close() {
    closeQuietly(listener);
    Socket current = client;
    if (current != null) {
      closeQuietly(current);
    }
    try {
      thread.join(LONGEST_CLOSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void closeQuietly(Closeable socket) {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.debug("simulator on port {} while closing: {}", port(), e.getMessage());
    }
  }
}
