package io.github.camelmbus.example.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class SimulateIT {
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  @TempDir Path directory;

  @Test
  void aHouseIsServedAtTheLineItNames() throws Exception {
    try (App house = start().start("simulate", "house", "--tcp", "0", "--speed", "50")) {
      App read = start().run("read", line(house), "--primary", "12");

      assertThat(read.json()).hasSize(1);
      assertThat(read.exitCode()).isZero();
      assertThat(house.err()).isEmpty();
    }
  }

  /** GetSerialNo, as of the description of the protocol; the head returns it. */
  @Test
  void aMeterUnderAnOpticalHeadIsServed() throws Exception {
    byte[] request = HexFormat.of().parseHex("803f0235e90d");
    try (App house = start().start("simulate", "kmp", "--tcp", "0");
        Socket master = new Socket(InetAddress.getLoopbackAddress(), port(line(house)))) {
      master.setSoTimeout((int) PATIENCE.toMillis());
      master.getOutputStream().write(request);

      String came = HexFormat.of().formatHex(master.getInputStream().readNBytes(12));
      // Serial number 67218804 is 0401ad74h.
      assertThat(came).isEqualTo("803f0235e90d" + "403f020401ad");
    }
  }

  @Test
  void theEchoOfAHouseIsLeftOutWhereThatIsWanted() throws Exception {
    byte[] request = HexFormat.of().parseHex("803f0235e90d");
    try (App house = start().start("simulate", "kmp", "--tcp", "0", "--no-echo");
        Socket master = new Socket(InetAddress.getLoopbackAddress(), port(line(house)))) {
      master.setSoTimeout((int) PATIENCE.toMillis());
      master.getOutputStream().write(request);

      String came = HexFormat.of().formatHex(master.getInputStream().readNBytes(6));
      assertThat(came).isEqualTo("403f020401ad");
    }
  }

  private static int port(String line) {
    return Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
  }

  @Test
  void aHouseIsServedAtAPseudoTerminal() throws Exception {
    assumeTrue(isThere("socat"), "socat is not installed");
    String link = directory.resolve("tty").toString();
    try (App house = start().start("simulate", "house", "--pty", link, "--speed", "50")) {
      assertThat(line(house)).isEqualTo(link);

      App read = start().run("read", link, "--parity", "none", "--secondary", "50418823");

      assertThat(read.json()).hasSize(1);
      assertThat(read.exitCode()).isZero();
    }
    await().atMost(PATIENCE).until(() -> !Files.exists(Path.of(link)));
  }

  @Test
  void aRelativePseudoTerminalIsNamedByItsWholePath() throws Exception {
    assumeTrue(isThere("socat"), "socat is not installed");
    try (App house = start().start("simulate", "house", "--pty", "./tty", "--speed", "50")) {
      assertThat(Path.of(line(house))).isAbsolute().isSymbolicLink().hasFileName("tty");

      App read = start().run("read", line(house), "--parity", "none", "--secondary", "50418823");

      assertThat(read.json()).hasSize(1);
    }
  }

  @Test
  void aHouseIsServedBehindAGateway() throws Exception {
    try (App house =
        start().start("simulate", "house", "--tcp", "0", "--gateway", "whole,delay=10ms")) {
      App read = start().run("read", line(house), "--primary", "12");

      assertThat(read.json()).hasSize(1);
      assertThat(read.exitCode()).isZero();
    }
  }

  @Test
  void aPseudoTerminalThatIsGoneEndsIt() throws Exception {
    assumeTrue(isThere("socat"), "socat is not installed");
    String link = directory.resolve("tty").toString();
    try (App house = start().start("simulate", "house", "--pty", link)) {
      line(house);

      house.children().forEach(ProcessHandle::destroy);

      await().atMost(PATIENCE).until(() -> !house.isRunning());
      assertThat(house.exitCode()).isEqualTo(2);
    }
  }

  @Test
  void whereSocatIsMissingItSaysHowToInstallIt() throws Exception {
    App house = start().withPath(directory.toString()).run("simulate", "house", "--pty", "tty");

    assertThat(house.err()).contains("apt-get install socat", "brew install socat");
    assertThat(house.exitCode()).isEqualTo(2);
  }

  private App.Start start() {
    return App.Start.in(directory);
  }

  private static String line(App house) {
    await().atMost(PATIENCE).until(() -> house.out().endsWith("\n"));
    return house.json().get(0).get("line").asText();
  }

  private static boolean isThere(String program) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
