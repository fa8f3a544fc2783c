package io.github.camelmbus.transport.rfc2217;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.LineUnavailableException;
import io.github.camelmbus.transport.LineUnavailableException.Reason;
import io.github.camelmbus.transport.Parity;
import io.github.camelmbus.transport.Transport;
import io.github.camelmbus.transport.TransportContractTest;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** RFC 2217 against a server that others wrote. */
@EnabledOnOs(OS.LINUX)
@EnabledIf(value = "isInstalled", disabledReason = "ser2net is not installed")
class Ser2netTransportTest extends TransportContractTest {
  private static final long MOMENT = 100_000_000;

  static boolean isInstalled() {
    return Ser2net.program().isPresent();
  }

  @Override
  protected Peer newPeer() {
    return new Ser2net();
  }

  /** ser2net needs a moment to be free again after a client. */
  @Override
  protected Transport connect(Peer peer) {
    Transport transport =
        await()
            .ignoreExceptionsMatching(Ser2netTransportTest::isTaken)
            .until(() -> open((Ser2net) peer), Objects::nonNull);
    awaitOctets(peer, transport);
    return transport;
  }

  /** While ser2net sets the port it loses what comes from it, on a slow machine for long. */
  private static void awaitOctets(Peer peer, Transport transport) {
    byte[] buffer = new byte[64];
    await()
        .until(
            () -> {
              peer.send(new byte[] {0x55});
              return transport.read(buffer, transport.clock().nanos() + MOMENT) > 0;
            });
    while (transport.read(buffer, transport.clock().nanos() + MOMENT) > 0) {
      // The rest of what was sent to try it.
    }
  }

  private static boolean isTaken(Throwable failure) {
    return failure instanceof LineUnavailableException e && e.reason() == Reason.REFUSED;
  }

  private static Transport open(Ser2net server) {
    return new Rfc2217TransportProvider().open(server.line(), LineSettings.DEFAULT);
  }

  @Test
  void portIsSetAsAskedAndBaudRateIsChanged() throws IOException {
    try (Ser2net server = new Ser2net();
        Transport transport = connect(server)) {
      // The configuration of ser2net has 9600 bit/s.
      assertThat(server.lineState()).contains("speed 2400 baud", " cs8", "-ixon");

      assertThat(transport.configure(LineSettings.DEFAULT.withBaudRate(300))).isTrue();
      assertThat(server.lineState()).contains("speed 300 baud");
    }
  }

  /** Seen with 4.3.11: it confirms what it was asked for, though the port takes no parity. */
  @Test
  void parityIsConfirmedBeforeAPseudoTerminalToo() throws IOException {
    assertThat(LineSettings.DEFAULT.parity()).isEqualTo(Parity.EVEN);
    try (Ser2net server = new Ser2net();
        Transport transport = connect(server)) {
      assertThat(transport.configure(LineSettings.DEFAULT)).isTrue();
      assertThat(server.lineState()).contains("-parenb");
    }
  }

  @Test
  void secondClientIsRefused() {
    try (Ser2net server = new Ser2net();
        Transport first = connect(server)) {
      assertThat(first.configure(LineSettings.DEFAULT.withBaudRate(1200))).isTrue();

      assertThatExceptionOfType(LineUnavailableException.class)
          .isThrownBy(() -> open(server))
          .withMessageContainingAll("closed the connection", "is another program connected to it?")
          .extracting(LineUnavailableException::reason)
          .isEqualTo(Reason.REFUSED);
    }
  }
}
