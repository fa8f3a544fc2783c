package io.github.camelmbus.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.github.camelmbus.transport.HostAndPort;
import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.LineUnavailableException;
import io.github.camelmbus.transport.LineUnavailableException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TcpTransportProviderTest {
  private final TcpTransportProvider provider = new TcpTransportProvider();

  @ParameterizedTest
  @CsvSource({
    "tcp://10.0.0.5:10001,    10.0.0.5,     10001",
    "tcp:gateway.example:1,   gateway.example, 1",
    "tcp:gateway_2:65535,     gateway_2,    65535",
    "tcp://[fd00::5]:10001,   fd00::5,      10001",
    "tcp:[::1]:502,           ::1,          502"
  })
  void hostAndPortAreTakenFromAllSpellings(String line, String host, int port) {
    assertThat(HostAndPort.parse(LineAddress.parse(line))).isEqualTo(new HostAndPort(host, port));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp://gateway", "tcp:gateway", "tcp://gateway:"})
  void missingPortIsNamedWithAnExample(String line) {
    assertRejected(line, "names no port", "tcp://gateway:10001");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"tcp://gw:0", "tcp://gw:65536", "tcp://gw:-1", "tcp://gw:1e3", "tcp://gw:1/"})
  void portOutOfRangeIsNamedWithTheRange(String line) {
    assertRejected(line, "1 to 65535", line);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp://::1:10001", "tcp://:10001", "tcp://gw/path:1", "tcp://me@gw:1"})
  void otherFormsAreAnsweredWithTheRightOne(String line) {
    assertRejected(line, "tcp://host:port", line);
  }

  @Test
  void goodLineIsValidWithoutConnecting() {
    assertThatNoException()
        .isThrownBy(() -> provider.validate(LineAddress.parse("tcp://gateway.invalid:10001")));
  }

  @Test
  void gatewayThatDoesNotListenRefuses() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }

    assertUnavailable(
        "tcp://127.0.0.1:" + port,
        Duration.ofSeconds(10),
        Reason.REFUSED,
        "127.0.0.1 port " + port + " refused the connection",
        "the port of the gateway's serial server",
        "no other program connected");
  }

  @Test
  void unknownHostIsNotFound() {
    // A label of more than 63 characters is no name (RFC 1035, 2.3.4), so no name server is asked.
    String host = "g".repeat(64) + ".invalid";

    assertUnavailable(
        "tcp://" + host + ":10001",
        Duration.ofSeconds(10),
        Reason.NOT_FOUND,
        "the host '" + host + "' is not known",
        "IP address");
  }

  @Test
  @EnabledOnOs(OS.LINUX) // drops connections that its backlog has no room for
  void gatewayThatDoesNotAnswerIsUnreachable() throws IOException {
    try (SilentGateway silent = new SilentGateway()) {
      assertUnavailable(
          silent.line().text(),
          Duration.ofMillis(50),
          Reason.UNREACHABLE,
          "did not answer within 50 ms",
          "is the gateway on");
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void interruptEndsConnecting() throws IOException {
    try (SilentGateway silent = new SilentGateway()) {
      CompletableFuture<LineUnavailableException> failure = new CompletableFuture<>();
      Thread bus =
          new Thread(
              () -> {
                try {
                  provider.open(silent.line(), LineSettings.DEFAULT);
                } catch (LineUnavailableException e) {
                  failure.complete(e);
                }
              });
      bus.start();
      bus.interrupt();

      await().atMost(Duration.ofSeconds(20)).until(failure::isDone);
      assertThat(failure.join().reason()).isEqualTo(Reason.CLOSED);
      assertThat(failure.join()).hasMessageContaining("interrupted while connecting to 127.0.0.1");
    }
  }

  @Test
  void socketKeepsAliveAndSendsAtOnce() throws IOException {
    try (Socket socket = new Socket()) {
      TcpConnector.tune(socket);

      assertThat(socket.getKeepAlive()).isTrue();
      assertThat(socket.getTcpNoDelay()).isTrue();
      // A dead gateway is noticed after 10 s of silence and three probes, 5 s apart.
      assumeThat(socket.supportedOptions()).extracting(SocketOption::name).contains("TCP_KEEPIDLE");
      assertThat(numbers(socket))
          .containsEntry("TCP_KEEPIDLE", 10)
          .containsEntry("TCP_KEEPINTERVAL", 5)
          .containsEntry("TCP_KEEPCOUNT", 3);
    }
  }

  private static Map<String, Integer> numbers(Socket socket) throws IOException {
    Map<String, Integer> numbers = new HashMap<>();
    for (SocketOption<?> option : socket.supportedOptions()) {
      if (socket.getOption(option) instanceof Integer number) {
        numbers.put(option.name(), number);
      }
    }
    return numbers;
  }

  private void assertRejected(String line, String... words) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> provider.validate(LineAddress.parse(line)))
        .withMessageContainingAll(words);
  }

  private void assertUnavailable(String line, Duration timeout, Reason reason, String... words) {
    LineSettings settings =
        LineSettings.DEFAULT.withOption("connectTimeout", timeout.toMillis() + "ms");
    assertThatExceptionOfType(LineUnavailableException.class)
        .isThrownBy(() -> provider.open(LineAddress.parse(line), settings))
        .withMessageStartingWith(line + ": ")
        .withMessageContainingAll(words)
        .extracting(LineUnavailableException::reason)
        .isEqualTo(reason);
  }
}
