package io.github.camelmbus.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelmbus.transport.LineUnavailableException.Reason;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HostLookUpTest {
  private static final LineAddress LINE = LineAddress.parse("tcp://gateway:10001");
  private static final HostAndPort GATEWAY = new HostAndPort("gateway", 10001);

  /** A name server that does not answer. Its look-up does not react to an interrupt. */
  @Test
  void interruptEndsTheWaitForANameServer() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answered = new CountDownLatch(1);
    CompletableFuture<LineUnavailableException> failure = new CompletableFuture<>();
    Thread bus =
        new Thread(
            () -> {
              try {
                GATEWAY.resolve(
                    LINE,
                    () -> {
                      asked.countDown();
                      answered.await();
                      return InetSocketAddress.createUnresolved("gateway", 10001);
                    });
              } catch (LineUnavailableException e) {
                failure.complete(e);
              }
            });
    bus.start();
    asked.await();

    bus.interrupt();

    assertThat(failure.get(20, TimeUnit.SECONDS).reason()).isEqualTo(Reason.CLOSED);
    assertThat(failure.join())
        .hasMessage("tcp://gateway:10001: interrupted while the name 'gateway' was looked up");
    answered.countDown();
  }

  @Test
  void unknownNameIsSaidToBeUnknown() {
    assertThatThrownBy(
            () -> GATEWAY.resolve(LINE, () -> InetSocketAddress.createUnresolved("gateway", 10001)))
        .hasMessageContaining("the host 'gateway' is not known");
  }
}
