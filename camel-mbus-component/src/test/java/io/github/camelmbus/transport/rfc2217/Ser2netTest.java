package io.github.camelmbus.transport.rfc2217;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.LineUnavailableException;
import io.github.camelmbus.transport.LineUnavailableException.Reason;
import io.github.camelmbus.transport.Transport;
import io.github.camelmbus.transport.serial.PseudoTerminal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Against ser2net 4, where it is installed: skipped where it is not. */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class Ser2netTest {
  @TempDir Path folder;
  private PseudoTerminal terminal;
  private Process ser2net;
  private LineAddress line;

  @BeforeEach
  void start() throws IOException {
    Optional<Path> program =
        List.of("/usr/sbin/ser2net", "/usr/bin/ser2net", "/usr/local/sbin/ser2net").stream()
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst();
    assumeThat(program).as("ser2net is installed").isPresent();
    terminal = PseudoTerminal.open();
    int port = freePort();
    line = LineAddress.parse("rfc2217://127.0.0.1:" + port);
    Path configuration = folder.resolve("ser2net.yaml");
    Files.writeString(
        configuration,
        """
        connection: &mbus
          accepter: telnet(rfc2217),tcp,127.0.0.1,%d
          connector: serialdev,%s,9600n81,local
        """
            .formatted(port, terminal.path()));
    ser2net =
        new ProcessBuilder(
                program.get().toString(),
                "-n",
                "-d",
                "-c",
                configuration.toString(),
                "-P",
                folder.resolve("pid").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    await().until(() -> listens(port));
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (ser2net != null) {
      ser2net.destroy();
      ser2net.waitFor(10, TimeUnit.SECONDS);
    }
    if (terminal != null) {
      terminal.close();
    }
  }

  @Test
  void portIsSetAndOctetsPassBothWays() throws IOException {
    try (Transport transport = open()) {
      assertThat(lineState()).contains("speed 2400 baud").contains("cs8").contains("-ixon");

      transport.write(everyOctet());
      assertThat(readTerminal(256)).isEqualTo(everyOctet());

      terminal.write(everyOctet());
      byte[] received = new byte[256];
      int count = 0;
      long deadline = transport.clock().nanos() + Duration.ofSeconds(20).toNanos();
      while (count < 256 && transport.clock().nanos() < deadline) {
        byte[] chunk = new byte[256 - count];
        int read = transport.read(chunk, deadline);
        System.arraycopy(chunk, 0, received, count, read);
        count += read;
      }
      assertThat(received).isEqualTo(everyOctet());
    }
  }

  @Test
  void baudRateOfTheOpenLineIsChanged() throws IOException {
    try (Transport transport = open()) {
      assertThat(transport.setBaudRate(300)).isTrue();

      assertThat(lineState()).contains("speed 300 baud");
    }
  }

  @Test
  void secondClientIsRefusedWithTheWordsOfTheServer() {
    try (Transport first = open()) {
      assertThat(first.setBaudRate(1200)).isTrue();

      assertThatExceptionOfType(LineUnavailableException.class)
          .isThrownBy(this::open)
          .withMessageContainingAll("closed the connection", "is another program connected to it?")
          .extracting(LineUnavailableException::reason)
          .isEqualTo(Reason.REFUSED);
    }
  }

  private Transport open() {
    // ser2net confirms the parity that it was asked for; a pseudo terminal has none.
    return new Rfc2217TransportProvider().open(line, LineSettings.DEFAULT);
  }

  private byte[] readTerminal(int count) throws IOException {
    byte[] all = new byte[count];
    int have = 0;
    while (have < count) {
      byte[] chunk = new byte[count - have];
      int read = terminal.read(chunk, Duration.ofSeconds(20));
      if (read <= 0) {
        break;
      }
      System.arraycopy(chunk, 0, all, have, read);
      have += read;
    }
    return all;
  }

  private String lineState() throws IOException {
    Process stty = new ProcessBuilder("stty", "-F", terminal.path().toString(), "-a").start();
    return new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
  }

  /** Without connecting, as ser2net takes one client only: state 0A of the kernel is LISTEN. */
  private static boolean listens(int port) throws IOException {
    String listening = ":%04X 00000000:0000 0A ".formatted(port);
    return Files.readString(Path.of("/proc/net/tcp")).contains(listening);
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private static byte[] everyOctet() {
    byte[] octets = new byte[256];
    for (int i = 0; i < octets.length; i++) {
      octets[i] = (byte) i;
    }
    return octets;
  }
}
