package io.github.camelmbus.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineClock;
import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.Transport;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lines, each with one worker, for users of several protocols. */
@Timeout(60)
class LineRegistryTest {
  private final TestLines lines = new TestLines();
  private final LineRegistry registry = new LineRegistry(LineClock.SYSTEM);

  private static class Shared implements SharedLine {
    private final LineClient<Transport> client;
    private final LineWorker worker;

    private Shared(LineWorker worker) {
      this.worker = worker;
      this.client = worker.attach(new TestProtocol(LineSettings.DEFAULT));
    }

    private void use() {
      client.submit(session -> true, Priority.POLL).join();
    }

    @Override
    public void close() {
      client.close();
    }
  }

  private static final class OtherProtocol extends Shared {
    private OtherProtocol(LineWorker worker) {
      super(worker);
    }
  }

  private LineLease<Shared> acquire(String name) {
    return registry.acquire(TestLines.line(name), Shared.class, drive(), Shared::new);
  }

  private LineRegistry.Drive drive() {
    return new LineRegistry.Drive(lines, Thread::new);
  }

  @Test
  void usersOfOneProtocolShareWhatTheFirstOneMade() {
    LineLease<Shared> first = acquire("one");
    LineLease<Shared> second = acquire("one");
    assertThat(second.shared()).isSameAs(first.shared());
    first.shared().use();

    first.close();
    first.close();
    second.shared().use();
    second.close();

    assertThat(lines.events).containsExactly("open one", "close one");
    assertThat(registry.shared(Shared.class)).isEmpty();
  }

  @Test
  void usersOfTwoProtocolsShareTheWorker() {
    LineAddress line = TestLines.line("one");
    LineLease<Shared> one = acquire("one");
    LineLease<OtherProtocol> other =
        registry.acquire(line, OtherProtocol.class, drive(), OtherProtocol::new);
    assertThat(((Shared) other.shared()).worker).isSameAs(one.shared().worker);

    one.close();
    assertThat(registry.shared(line, Shared.class)).isEmpty();
    ((Shared) other.shared()).use();
    other.close();

    assertThat(lines.events).containsExactly("open one", "close one");
  }

  @Test
  void nothingWaitsForALineThatCloses() {
    lines.closing = new CountDownLatch(1);
    LineLease<Shared> stuck = acquire("stuck");
    LineLease<Shared> sound = acquire("sound");
    stuck.shared().use();

    CompletableFuture<Void> closed = CompletableFuture.runAsync(stuck::close);
    await().until(() -> registry.shared(TestLines.line("stuck"), Shared.class).isEmpty());

    assertThat(registry.shared(Shared.class)).containsExactly(sound.shared());
    acquire("sound").shared().use();
    assertThat(closed).isNotDone();
    lines.closing.countDown();
    closed.join();
  }

  /** A serial port, or a gateway with one connection, is busy until it is released. */
  @Test
  void aLineThatIsLeasedAgainIsOpenedWhenItIsReleased() {
    lines.closing = new CountDownLatch(1);
    LineLease<Shared> first = acquire("one");
    first.shared().use();
    CompletableFuture<Void> closed = CompletableFuture.runAsync(first::close);
    await().until(() -> registry.shared(TestLines.line("one"), Shared.class).isEmpty());

    LineLease<Shared> again = acquire("one");
    CompletableFuture<Boolean> task = again.shared().client.submit(session -> true, Priority.POLL);
    assertThat(lines.events).containsExactly("open one");
    lines.closing.countDown();

    assertThat(task.join()).isTrue();
    closed.join();
    assertThat(lines.events).containsExactly("open one", "close one", "open one");
    again.close();
  }
}
