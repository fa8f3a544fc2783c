package io.github.camelmbus.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelmbus.frame.Frame;
import io.github.camelmbus.transport.LineUnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SimulatorServerTest {
  private static final double FAST = 1_000_000;
  private static final byte[] SND_NKE = Line.hex("1040004016");
  private static final byte[] REQ_UD2 = Line.hex("107B007B16");

  private static House house(SimulatedLine options) {
    return new House(
        "test",
        options,
        List.of(MeterDefinition.of("1234567824232804", Line.telegram("0C1327048502"))));
  }

  private static SimulatorServer serve(SimulatedLine options) {
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
    try (SimulatorServer server = serve(SimulatedLine.DEFAULT);
        Socket master = connect(server)) {
      assertThat(ask(master, SND_NKE, 1)).isEqualTo(Line.hex("E5"));
      assertThat(Frame.decode(ask(master, REQ_UD2, 27))).isNotNull();
      assertThat(server.statistics().requests()).isEqualTo(1);
    }
  }

  @Test
  void restOfAnAnswerGoesToNoLaterMasterButTheBusIsBusyWithIt() throws IOException {
    // In real time, 27 octets in 990 ms: most of them are still to come when the first master goes.
    SimulatedLine slow = SimulatedLine.DEFAULT.withBaudRate(300);
    try (SimulatorServer server = SimulatorServer.start(house(slow), 0, 1)) {
      try (Socket first = connect(server)) {
        assertThat(ask(first, REQ_UD2, 2)).isEqualTo(Line.hex("6815"));
      }
      try (Socket second = connect(server)) {
        // The first one or more are sent into the rest of the answer, and lost.
        second.setSoTimeout(300);
        assertThat(askUntilAnswered(second)).isEqualTo(0xE5);
        assertThat(server.statistics().talkOvers()).isPositive();
      }
    }
  }

  private static int askUntilAnswered(Socket socket) throws IOException {
    while (true) {
      try {
        socket.getOutputStream().write(SND_NKE);
        return socket.getInputStream().read();
      } catch (SocketTimeoutException e) {
        // Asked again.
      }
    }
  }

  @Test
  void halfAFrameOfOneMasterDoesNotReachTheNext() throws IOException {
    try (SimulatorServer server = serve(SimulatedLine.DEFAULT)) {
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
    try (SimulatorServer server = serve(SimulatedLine.DEFAULT.withLostAfterFrames(2))) {
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
    try (SimulatorServer server = SimulatorServer.start(house(SimulatedLine.DEFAULT), 0, 1);
        Socket master = connect(server)) {
      long start = System.nanoTime();
      ask(master, SND_NKE, 1);
      // 5 octets, 20 ms, 1 octet; the upper bound of a busy machine is not this test's concern.
      assertThat(System.nanoTime() - start).isGreaterThan(6 * Line.OCTET + 20_000_000);
    }
  }

  @Test
  void wholeAnswersArriveInOnePieceAfterTheDelay() throws IOException {
    try (SimulatorServer server = serve("whole,delay=100ms", 1);
        Socket master = connect(server)) {
      long start = System.nanoTime();
      master.getOutputStream().write(REQ_UD2);
      byte[] buffer = new byte[300];
      assertThat(master.getInputStream().read(buffer)).isEqualTo(27);
      // Both ways, 5 octets, 20 ms, 27 octets.
      assertThat(System.nanoTime() - start).isGreaterThan(220_000_000 + 32 * Line.OCTET);
    }
  }

  private static SimulatorServer serve(String gateway, double speed) {
    SimulatedLine options = SimulatedLine.DEFAULT.withGateway(GatewayOptions.parse(gateway));
    return SimulatorServer.start(house(options), 0, speed);
  }

  @Test
  void severalMastersSeeTheSameBus() throws IOException {
    try (SimulatorServer server = serve("", FAST);
        Socket first = connect(server);
        Socket second = connect(server)) {
      // Masters are accepted in the order in which they connect: the first one is there as well.
      assertThat(ask(second, SND_NKE, 1)).isEqualTo(Line.hex("E5"));
      assertThat(first.getInputStream().read()).isEqualTo(0xE5);
      assertThat(ask(first, SND_NKE, 1)).isEqualTo(Line.hex("E5"));
      assertThat(second.getInputStream().read()).isEqualTo(0xE5);
    }
  }

  @Test
  void secondMasterIsDisconnectedWhereThereMayBeOnlyOne() throws IOException {
    try (SimulatorServer server = serve("one=refuse", FAST);
        Socket first = connect(server)) {
      assertThat(ask(first, SND_NKE, 1)).isEqualTo(Line.hex("E5"));
      try (Socket second = connect(server)) {
        assertThatThrownBy(() -> second.getInputStream().read())
            .isInstanceOf(SocketException.class)
            .hasMessageContaining("reset");
      }
      assertThat(ask(first, SND_NKE, 1)).isEqualTo(Line.hex("E5"));
    }
  }

  @Test
  void firstMasterIsDisconnectedWhereTheLastOneWins() throws IOException {
    try (SimulatorServer server = serve("one=kick", FAST);
        Socket first = connect(server)) {
      assertThat(ask(first, SND_NKE, 1)).isEqualTo(Line.hex("E5"));
      try (Socket second = connect(server)) {
        assertThat(ask(second, SND_NKE, 1)).isEqualTo(Line.hex("E5"));
        assertDisconnected(first);
      }
    }
  }

  /** By a reset or in an orderly way. */
  private static void assertDisconnected(Socket socket) {
    int octet;
    try {
      octet = socket.getInputStream().read();
    } catch (SocketTimeoutException e) {
      throw new AssertionError("still connected", e);
    } catch (IOException e) {
      octet = -1;
    }
    assertThat(octet).isEqualTo(-1);
  }

  @Test
  void droppedMasterConnectsAgain() throws IOException {
    try (SimulatorServer server = serve("drop=2", FAST)) {
      for (int connection = 0; connection < 2; connection++) {
        try (Socket master = connect(server)) {
          assertThat(ask(master, SND_NKE, 1)).isEqualTo(Line.hex("E5"));
          assertThat(ask(master, REQ_UD2, 1)).isEmpty();
        }
      }
      assertThat(server.statistics().requests()).isEqualTo(2);
    }
  }

  @Test
  void halfOpenConnectionIsSilentAndANewOneWorks() throws IOException {
    try (SimulatorServer server = serve("halfopen=1", FAST);
        Socket master = connect(server)) {
      assertThat(ask(master, SND_NKE, 1)).isEqualTo(Line.hex("E5"));
      master.getOutputStream().write(SND_NKE);
      try (Socket next = connect(server)) {
        assertThat(ask(next, SND_NKE, 1)).isEqualTo(Line.hex("E5"));
      }
      // Neither closed nor answered.
      master.setSoTimeout(50);
      assertThatThrownBy(() -> master.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      assertThat(server.statistics().frames()).isEqualTo(2);
    }
  }

  @Test
  void closingFreesThePortAndDisconnectsTheMaster() throws IOException {
    SimulatorServer server = serve(SimulatedLine.DEFAULT);
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
    try (SimulatorServer server = serve(SimulatedLine.DEFAULT)) {
      assertThatThrownBy(
              () -> SimulatorServer.start(house(SimulatedLine.DEFAULT), server.port(), FAST))
          .isInstanceOf(LineUnavailableException.class)
          .hasMessageContaining(String.valueOf(server.port()));
    }
  }
}
