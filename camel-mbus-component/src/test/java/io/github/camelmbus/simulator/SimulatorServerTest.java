package io.github.camelmbus.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelmbus.frame.Frame;
import io.github.camelmbus.transport.LineUnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SimulatorServerTest {
  private static final double FAST = 1_000_000;
  private static final byte[] SND_NKE = Line.hex("1040004016");
  private static final byte[] REQ_UD2 = Line.hex("107B007B16");

  private static House house(LineOptions options) {
    return new House(
        "test",
        options,
        List.of(MeterDefinition.of("1234567824232804", Line.telegram("0C1327048502"))));
  }

  private static SimulatorServer serve(LineOptions options) {
    return SimulatorServer.start(house(options), 0, FAST);
  }

  private static Socket connect(SimulatorServer server) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    // An answer that never comes fails the test rather than blocking it.
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static byte[] ask(Socket socket, byte[] request, int length) throws IOException {
    socket.getOutputStream().write(request);
    return socket.getInputStream().readNBytes(length);
  }

  @Test
  void masterReadsAMeterOverTcp() throws IOException {
    try (SimulatorServer server = serve(LineOptions.DEFAULT);
        Socket master = connect(server)) {
      assertThat(ask(master, SND_NKE, 1)).isEqualTo(Line.hex("E5"));
      assertThat(Frame.decode(ask(master, REQ_UD2, 27))).isNotNull();
      assertThat(server.statistics().requests()).isEqualTo(1);
    }
  }

  @Test
  void masterThatLeavesInAnAnswerLeavesNothingBehind() throws IOException {
    // In real time, so that most of the answer is still to come when the first master goes.
    try (SimulatorServer server = SimulatorServer.start(house(LineOptions.DEFAULT), 0, 1)) {
      try (Socket first = connect(server)) {
        assertThat(ask(first, REQ_UD2, 2)).isEqualTo(Line.hex("6815"));
      }
      try (Socket second = connect(server)) {
        assertThat(ask(second, SND_NKE, 1)).isEqualTo(Line.hex("E5"));
      }
    }
  }

  @Test
  void halfAFrameOfOneMasterDoesNotReachTheNext() throws IOException {
    try (SimulatorServer server = serve(LineOptions.DEFAULT)) {
      try (Socket first = connect(server)) {
        first.getOutputStream().write(0x68);
      }
      try (Socket second = connect(server)) {
        assertThat(ask(second, SND_NKE, 1)).isEqualTo(Line.hex("E5"));
      }
    }
  }

  @Test
  void lineThatBreaksDownDisconnectsTheMasterAndServesTheNext() throws IOException {
    try (SimulatorServer server = serve(LineOptions.DEFAULT.withLostAfterFrames(2))) {
      for (int master = 0; master < 2; master++) {
        try (Socket socket = connect(server)) {
          ask(socket, SND_NKE, 1);
          assertThat(ask(socket, REQ_UD2, 27)).hasSize(13);
        }
      }
    }
  }

  @Test
  void answersTakeTheTimeOfTheLine() throws IOException {
    try (SimulatorServer server = SimulatorServer.start(house(LineOptions.DEFAULT), 0, 1);
        Socket master = connect(server)) {
      long start = System.nanoTime();
      ask(master, SND_NKE, 1);
      // 5 octets, 20 ms, 1 octet; the upper bound of a busy machine is not this test's concern.
      assertThat(System.nanoTime() - start).isGreaterThan(6 * Line.OCTET + 20_000_000);
    }
  }

  @Test
  void closingFreesThePortAndDisconnectsTheMaster() throws IOException {
    SimulatorServer server = serve(LineOptions.DEFAULT);
    try (Socket master = connect(server)) {
      ask(master, SND_NKE, 1);
      server.close();
      server.close();
      assertThat(master.getInputStream().read()).isEqualTo(-1);
      assertThatThrownBy(() -> connect(server)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void takenPortIsTold() {
    try (SimulatorServer server = serve(LineOptions.DEFAULT)) {
      assertThatThrownBy(
              () -> SimulatorServer.start(house(LineOptions.DEFAULT), server.port(), FAST))
          .isInstanceOf(LineUnavailableException.class)
          .hasMessageContaining(String.valueOf(server.port()));
    }
  }
}
