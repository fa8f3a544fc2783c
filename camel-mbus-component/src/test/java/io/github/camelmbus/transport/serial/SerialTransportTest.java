package io.github.camelmbus.transport.serial;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.Parity;
import io.github.camelmbus.transport.Transport;
import io.github.camelmbus.transport.TransportContractTest;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs({OS.LINUX, OS.MAC})
class SerialTransportTest extends TransportContractTest {
  private static final LineSettings NO_PARITY =
      new LineSettings(2400, Parity.NONE, 1, Duration.ofSeconds(1), -1);

  @Override
  protected Peer newPeer() {
    return new MasterSide(PseudoTerminal.open());
  }

  @Override
  protected Transport connect(Peer peer) {
    LineAddress line = LineAddress.parse(((MasterSide) peer).terminal().path().toString());
    return new SerialTransportProvider().open(line, NO_PARITY);
  }

  @Test
  void latencyOfAUsbAdapterIsAssumed() {
    try (Peer peer = newPeer();
        Transport transport = connect(peer)) {
      assertThat(transport.initialLatency()).isEqualTo(Duration.ofMillis(40));
    }
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
