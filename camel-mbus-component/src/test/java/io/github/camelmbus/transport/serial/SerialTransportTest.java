package io.github.camelmbus.transport.serial;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.LineUnavailableException;
import io.github.camelmbus.transport.LineUnavailableException.Reason;
import io.github.camelmbus.transport.Parity;
import io.github.camelmbus.transport.Transport;
import io.github.camelmbus.transport.TransportContractTest;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs({OS.LINUX, OS.MAC})
class SerialTransportTest extends TransportContractTest {
  private static final LineSettings NO_PARITY = new LineSettings(2400, Parity.NONE, 1);

  @Override
  protected Peer newPeer() {
    return new MasterSide(PseudoTerminal.open());
  }

  @Override
  protected Transport connect(Peer peer) {
    LineAddress line = LineAddress.parse(((MasterSide) peer).terminal().path().toString());
    return new SerialTransportProvider().open(line, NO_PARITY);
  }

  /** Some adapters hang and take no octets; a pseudo terminal that nobody reads is like that. */
  @Test
  void writeThatIsStuckDoesNotHoldUpClose() throws Exception {
    MasterSide deaf = new MasterSide(PseudoTerminal.open());
    Transport transport = connect(deaf);
    CompletableFuture<Void> write =
        CompletableFuture.runAsync(
            () -> transport.write(new byte[1_000_000]), task -> new Thread(task, "bus").start());

    deaf.receive(1); // the write is under way, and the system does not take a million octets

    transport.close();
    deaf.vanish();

    assertThat(write)
        .failsWithin(Duration.ofSeconds(20))
        .withThrowableThat()
        .havingCause()
        .isInstanceOfSatisfying(
            LineUnavailableException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CLOSED));
  }

  private record MasterSide(PseudoTerminal terminal) implements Peer {
    @Override
    public void send(byte[] octets) {
      terminal.write(octets);
    }

    @Override
    public byte[] receive(int count) {
      byte[] octets = new byte[0];
      byte[] chunk = new byte[count];
      int got = 1;
      while (octets.length < count && got > 0) {
        got = terminal.read(chunk, Duration.ofSeconds(20));
        int before = octets.length;
        octets = Arrays.copyOf(octets, before + Math.max(got, 0));
        System.arraycopy(chunk, 0, octets, before, octets.length - before);
      }
      return octets;
    }

    @Override
    public void vanish() {
      terminal.close();
    }

    @Override
    public void close() {
      terminal.close();
    }
  }
}
