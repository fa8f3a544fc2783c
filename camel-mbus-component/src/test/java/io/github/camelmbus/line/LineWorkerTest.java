package io.github.camelmbus.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineClock;
import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.LineUnavailableException;
import io.github.camelmbus.transport.Parity;
import io.github.camelmbus.transport.Transport;
import io.github.camelmbus.transport.TransportProvider;
import io.github.camelmbus.transport.rfc2217.Rfc2217TransportProvider;
import io.github.camelmbus.transport.tcp.SilentGateway;
import io.github.camelmbus.transport.tcp.TcpTransportProvider;
import io.github.camelmbus.transport.tcp.TlsTransportProvider;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** One thread for a line, whatever is spoken on it. */
@Timeout(60)
class LineWorkerTest {
  private static final LineSettings MBUS = LineSettings.DEFAULT;
  private static final LineSettings KMP = new LineSettings(1200, Parity.NONE, 2);

  /** Less than the 10 s that a connect waits, and more than a machine may stand still. */
  private static final Duration AT_ONCE = Duration.ofSeconds(8);

  private final TestLines lines = new TestLines();
  private final List<Thread> threads = new ArrayList<>();

  private LineWorker worker() {
    return worker(TestLines.line("one"), lines);
  }

  private LineWorker worker(LineAddress line, TransportProvider provider) {
    ThreadFactory factory =
        work -> {
          Thread thread = new Thread(work);
          threads.add(thread);
          return thread;
        };
    return new LineWorker(line, provider, factory, LineClock.SYSTEM);
  }

  private static LineClient<Transport> client(LineWorker worker, LineSettings settings) {
    return worker.attach(new TestProtocol(settings));
  }

  private static Duration time(Runnable step) {
    long begin = System.nanoTime();
    step.run();
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private static void assertClosed(CompletableFuture<?> task) {
    assertThatThrownBy(task::join)
        .hasCauseInstanceOf(LineUnavailableException.class)
        .hasMessageContaining("the line was closed");
  }

  @Test
  @EnabledOnOs(OS.LINUX) // drops connections that its backlog has no room for
  void closeEndsAConnectWithoutAnAnswer() throws Exception {
    try (SilentGateway gateway = new SilentGateway()) {
      LineClient<Transport> client =
          client(worker(gateway.line(), new TcpTransportProvider()), MBUS);
      CompletableFuture<Boolean> task = client.submit(session -> true, Priority.POLL);
      Awaitility.await()
          .until(
              () ->
                  List.of(threads.get(0).getStackTrace()).stream()
                      .anyMatch(frame -> frame.getClassName().endsWith(".TcpConnector")));

      assertThat(time(client::close)).isLessThan(AT_ONCE);

      assertClosed(task);
      assertThat(client.status().error()).isNull();
    }
  }

  @Test
  void closeEndsATlsHandshakeWithoutAnAnswer() throws Exception {
    assertCloseEndsTheOpening("tls", new TlsTransportProvider());
  }

  @Test
  void closeEndsANegotiationOfRfc2217WithoutAnAnswer() throws Exception {
    assertCloseEndsTheOpening("rfc2217", new Rfc2217TransportProvider());
  }

  private void assertCloseEndsTheOpening(String scheme, TransportProvider provider)
      throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      LineAddress line = LineAddress.parse(scheme + "://127.0.0.1:" + server.getLocalPort());
      LineClient<Transport> client = client(worker(line, provider), MBUS);
      CompletableFuture<Boolean> task = client.submit(session -> true, Priority.POLL);
      try (Socket accepted = server.accept()) {
        accepted.getInputStream().read(); // the opening goes on after the connect

        assertThat(time(client::close)).isLessThan(AT_ONCE);
      }
      assertClosed(task);
    }
  }

  @Test
  void closeReturnsWhenTheLineIsReleased() {
    LineClient<Transport> client = client(worker(), MBUS);
    client.submit(session -> true, Priority.POLL).join();

    client.close();
    client.close();

    assertThat(lines.events).containsExactly("open one", "close one");
    assertClosed(client.submit(session -> true, Priority.POLL));
  }

  /** Not all that opens a line can be interrupted. */
  @Test
  void aLineThatOpensAfterAllIsReleased() {
    lines.opening = new CountDownLatch(1);
    lines.deafToInterrupts = true;
    LineClient<Transport> client = client(worker(), MBUS);
    CompletableFuture<Boolean> task = client.submit(session -> true, Priority.POLL);
    Awaitility.await().until(() -> !lines.events.isEmpty());

    CompletableFuture<Void> closed = CompletableFuture.runAsync(client::close);
    Awaitility.await().until(client::isClosed);
    lines.opening.countDown();
    closed.join();

    assertClosed(task);
    assertThat(lines.events).containsExactly("open one", "close one");
  }

  @Test
  void closeEndsATaskThatWaitsForOctets() {
    LineClient<Transport> client = client(worker(), MBUS);
    CompletableFuture<Integer> task =
        client.submit(
            session -> session.read(new byte[1], session.clock().nanos() + 60_000_000_000L),
            Priority.POLL);
    Awaitility.await().until(() -> client.status().state() == LineStatus.State.OPEN);

    assertThat(time(client::close)).isLessThan(AT_ONCE);

    assertThat(task).isCompletedExceptionally();
    assertThat(client.status().error()).isNull();
  }

  private static boolean await(CountDownLatch gate) {
    try {
      return gate.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void tasksOfTwoProtocolsTakeTurnsOnOneThread() {
    LineWorker worker = worker();
    LineClient<Transport> one = client(worker, MBUS);
    LineClient<Transport> other = client(worker, MBUS);
    CountDownLatch gate = new CountDownLatch(1);
    List<String> order = new ArrayList<>();

    CompletableFuture<Boolean> first = one.submit(session -> await(gate), Priority.POLL);
    CompletableFuture<Boolean> poll = one.submit(session -> order.add("poll"), Priority.POLL);
    CompletableFuture<Boolean> command =
        other.submit(session -> order.add("command"), Priority.COMMAND);
    gate.countDown();
    CompletableFuture.allOf(first, poll, command).join();

    assertThat(order).containsExactly("command", "poll");
    assertThat(threads).hasSize(1);
    one.close();
    other.close();
  }

  /** Which may want other settings, and may find the port at another baud rate. */
  @Test
  void aSerialPortIsOpenedAgainForTheOtherProtocol() {
    LineWorker worker = worker();
    LineClient<Transport> one = client(worker, MBUS);
    LineClient<Transport> other = client(worker, KMP);

    one.submit(session -> true, Priority.POLL).join();
    other.submit(session -> true, Priority.POLL).join();
    other.submit(session -> true, Priority.POLL).join();

    assertThat(lines.events).containsExactly("open one", "close one", "open one");
    one.close();
    other.close();
  }

  @Test
  void aGatewayWithABaudRateOfItsOwnStaysConnectedForBothProtocols() {
    lines.ownBaudRate = true;
    LineWorker worker = worker();
    LineClient<Transport> one = client(worker, MBUS);
    LineClient<Transport> other = client(worker, KMP);

    one.submit(session -> true, Priority.POLL).join();
    other.submit(session -> true, Priority.POLL).join();

    assertThat(lines.events).containsExactly("open one");
    one.close();
    other.close();
  }

  /** The thread opens the line for one protocol, while a task of the other one waits. */
  @Test
  void closingOneProtocolEndsItsTasksAlone() {
    lines.opening = new CountDownLatch(1);
    LineWorker worker = worker();
    LineClient<Transport> one = client(worker, MBUS);
    LineClient<Transport> other = client(worker, MBUS);
    CompletableFuture<Boolean> opening = one.submit(session -> true, Priority.POLL);
    CompletableFuture<Boolean> waiting = one.submit(session -> true, Priority.POLL);
    CompletableFuture<Boolean> goesOn =
        other.submit(session -> Thread.currentThread().isInterrupted(), Priority.POLL);
    Awaitility.await().until(() -> !lines.events.isEmpty());

    assertThat(time(one::close)).isLessThan(AT_ONCE);

    assertClosed(opening);
    assertClosed(waiting);
    lines.opening.countDown();
    assertThat(goesOn.join()).isFalse();
    assertThat(other.status().state()).isEqualTo(LineStatus.State.OPEN);
    assertThat(other.status().error()).isNull();
    other.close();
    assertThatThrownBy(() -> client(worker, MBUS)).isInstanceOf(IllegalStateException.class);
  }
}
