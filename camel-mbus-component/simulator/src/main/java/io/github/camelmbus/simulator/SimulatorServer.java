package io.github.camelmbus.simulator;

import io.github.camelmbus.transport.LineClock;
import io.github.camelmbus.transport.LineUnavailableException;
import io.github.camelmbus.transport.LineUnavailableException.Reason;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A simulated house behind a TCP gateway: serves M-Bus masters at a port of this machine. Several
 * can be connected at the same time, as several masters at one bus: each gets all that arrives from
 * the bus. The gateway behaves as the house says ({@link SimulatedLine#gateway}), which can also
 * limit it to one client. Octets are sent when the gateway would send them. It has one daemon
 * thread.
 */
public final class SimulatorServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SimulatorServer.class);
  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);
  private static final int BACKLOG = 8;
  private static final long WITHOUT_END = 0;

  private final ServerSocketChannel listener;
  private final Selector selector;
  private final int port;
  private final SimulatedBus bus;
  private final Gateway gateway;
  private final LineTime time;
  private final LineClock clock = LineClock.SYSTEM;
  private final long origin = clock.nanos();
  private final List<SimulatorClient> clients = new ArrayList<>();
  private final Thread thread;
  private volatile SimulatorStatistics statistics;
  private volatile boolean closed;

  private SimulatorServer(House house, ServerSocketChannel listener, double speed, Clock wallClock)
      throws IOException {
    this.listener = listener;
    time = new LineTime(speed);
    port = listener.socket().getLocalPort();
    bus = house.bus(LocalDateTime.now(wallClock));
    gateway = new Gateway(bus, house.line().gateway());
    statistics = bus.statistics();
    listener.configureBlocking(false);
    // Opened last, because a later failure would leave it open.
    selector = Selector.open();
    listener.register(selector, SelectionKey.OP_ACCEPT);
    thread = new Thread(this::serve, "mbus-simulator-" + port);
    thread.setDaemon(true);
  }

  /**
   * Serves a house.
   *
   * @param port of the loopback interface; 0 for any that is free.
   * @param speed how much faster than a real line the simulated one is while it is busy; 1 for real
   *     time. What the gateway adds to the time of octets is shortened as well.
   * @throws LineUnavailableException if the port is taken.
   */
  public static SimulatorServer start(House house, int port, double speed) {
    return start(house, port, speed, Clock.systemDefaultZone());
  }

  /**
   * As {@link #start(House, int, double)}, with another start time for the clocks of the meters.
   *
   * @param wallClock read when the server starts.
   */
  public static SimulatorServer start(House house, int port, double speed, Clock wallClock) {
    try {
      ServerSocketChannel listener = ServerSocketChannel.open();
      try {
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        SimulatorServer server = new SimulatorServer(house, listener, speed, wallClock);
        server.thread.start();
        return server;
      } catch (IOException | RuntimeException e) {
        listener.close();
        throw e;
      }
    } catch (IOException e) {
      throw new LineUnavailableException(
          "tcp://localhost:" + port, Reason.BUSY, "cannot listen: " + e.getMessage(), e);
    }
  }

  /** The port it serves. */
  public int port() {
    return port;
  }

  /** What has happened on the line up to the last request. */
  public SimulatorStatistics statistics() {
    return statistics;
  }

  private void serve() {
    try {
      while (!closed) {
        await();
        clients.forEach(this::receive);
        accept();
        advance();
        clients.forEach(this::deliver);
        clients.removeIf(client -> !client.isOpen());
      }
    } catch (IOException e) {
      LOG.warn("simulator on port {} has ended: {}", port, e.getMessage());
    } finally {
      clients.forEach(client -> closeQuietly(client::close));
      closeQuietly(selector);
      closeQuietly(listener);
    }
  }

  /** Waits for a master, but no longer than until the next event of the line. */
  private void await() throws IOException {
    long next = gateway.nextNanos();
    for (SimulatorClient client : clients) {
      next = Math.min(next, client.connection().nextArrival());
    }
    long wait = next == Packer.NEVER ? 1 : time.realWait(real(), next);
    if (wait == 0) {
      selector.selectNow();
    } else {
      long millis = TimeUnit.NANOSECONDS.toMillis(wait + TimeUnit.MILLISECONDS.toNanos(1) - 1);
      selector.select(next == Packer.NEVER ? WITHOUT_END : millis);
    }
    selector.selectedKeys().clear();
  }

  private void accept() throws IOException {
    for (SocketChannel next = listener.accept(); next != null; next = listener.accept()) {
      add(next);
    }
  }

  private void add(SocketChannel channel) {
    try {
      register(channel);
    } catch (IOException e) {
      LOG.debug("simulator on port {}: {}", port, e.getMessage());
      closeQuietly(channel);
    }
  }

  private void register(SocketChannel channel) throws IOException {
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.register(selector, SelectionKey.OP_READ);
    clients.add(new SimulatorClient(channel, gateway.connect(time.at(real()))));
  }

  private void receive(SimulatorClient client) {
    try {
      byte[] octets = client.receive();
      if (octets.length > 0) {
        gateway.send(client.connection(), octets, time.at(real()));
        busy();
      }
    } catch (IOException e) {
      end(client, e);
    }
  }

  private void advance() {
    gateway.advance(time.at(real()));
    busy();
    statistics = bus.statistics();
  }

  private void busy() {
    time.busyUntil(real(), gateway.busyUntil());
  }

  private void deliver(SimulatorClient client) {
    try {
      client.deliver(time.at(real()));
    } catch (IOException e) {
      end(client, e);
    }
  }

  private void end(SimulatorClient client, IOException cause) {
    LOG.debug("simulator on port {}: {}", port, cause.getMessage());
    closeQuietly(client::close);
  }

  private long real() {
    return clock.nanos() - origin;
  }

  /** Ends the connections of all clients and frees the port; idempotent. */
  @Override
  public void close() {
    closed = true;
    selector.wakeup();
    try {
      thread.join(LONGEST_CLOSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void closeQuietly(Closeable closeable) {
    try {
      closeable.close();
    } catch (IOException e) {
      LOG.debug("simulator on port {} while closing: {}", port, e.getMessage());
    }
  }
}
