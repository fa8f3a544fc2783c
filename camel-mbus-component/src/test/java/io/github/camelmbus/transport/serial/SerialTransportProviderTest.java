package io.github.camelmbus.transport.serial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.camelmbus.transport.DamagedOctets;
import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.LineUnavailableException;
import io.github.camelmbus.transport.LineUnavailableException.Reason;
import io.github.camelmbus.transport.Parity;
import io.github.camelmbus.transport.Transport;
import io.github.camelmbus.transport.TransportProvider;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs({OS.LINUX, OS.MAC})
@Timeout(60)
class SerialTransportProviderTest {
  private static final LineSettings NO_PARITY = new LineSettings(2400, Parity.NONE, 1);

  private final PseudoTerminal terminal = PseudoTerminal.open();
  private final String path = terminal.path().toString();

  /** The pty again, dressed as one of two USB adapters. */
  private final List<SerialPortInfo> ports =
      List.of(
          new SerialPortInfo(0, "/dev/ttyACM0", "Quad", 0x1A86, 0x55D5, "QUAD000001", "1-3"),
          new SerialPortInfo(1, path, "Quad", 0x1A86, 0x55D5, "QUAD000001", "1-3"));

  private final PortOpener opener =
      new PortOpener(() -> ports, "stty", System.getProperty("os.name"));

  @AfterEach
  void hangUp() {
    terminal.close();
  }

  @Test
  void openedPortIsTunedAndStaysSo() throws IOException {
    try (Transport transport = open(path, NO_PARITY)) {
      // The port is tuned, but the program behind a pseudo terminal may drop bad octets.
      assertThat(transport.damagedOctets()).isEqualTo(DamagedOctets.UNKNOWN);
      transport.write(new byte[] {0x10});
      terminal.write(new byte[] {(byte) 0xE5});
      assertThat(transport.read(new byte[8], in(transport, 20))).isOne();

      assertThat(lineState().on(List.of("brkint", "ignpar", "inpck", "istrip", "ixon"))).isEmpty();
      assertThat(lineState().baudRate()).isEqualTo(2400);
    }
  }

  @Test
  void openPortTakesAnotherBaudRateAndStaysTuned() throws IOException {
    try (Transport transport = open(path, NO_PARITY)) {
      assertThat(transport.configure(NO_PARITY.withBaudRate(300))).isTrue();

      assertThat(lineState().baudRate()).isEqualTo(300);
      // jSerialComm has set these again.
      assertThat(lineState().on(List.of("brkint", "ignpar", "inpck", "istrip", "ixon"))).isEmpty();
      transport.write(new byte[] {0x10});
      assertThat(terminal.read(new byte[8], Duration.ofSeconds(20))).isOne();
      terminal.write(new byte[] {(byte) 0xE5});
      assertThat(transport.read(new byte[8], in(transport, 20))).isOne();
    }
  }

  @Test
  void baudRateCannotBeSetOnceThePortIsClosed() {
    Transport transport = open(path, NO_PARITY);
    transport.close();

    assertThatExceptionOfType(LineUnavailableException.class)
        .isThrownBy(() -> transport.configure(NO_PARITY.withBaudRate(300)))
        .extracting(LineUnavailableException::reason)
        .isEqualTo(Reason.CLOSED);
  }

  @Test
  void parityAskedOfAPseudoTerminalDoesNotStopTheLine() {
    try (Transport transport = open(path, LineSettings.DEFAULT)) {
      terminal.write(new byte[] {(byte) 0xE5});

      assertThat(transport.read(new byte[8], in(transport, 20))).isOne();
    }
  }

  /** As after a process that was killed before it could tune the port. */
  @Test
  void parityAskedOfAPseudoTerminalThatWasLeftUntunedDoesNotStopTheLine() {
    LineAddress line = LineAddress.parse(path);
    TransportProvider blind =
        new SerialTransportProvider(
            new PortOpener(() -> ports, "no-such-stty", System.getProperty("os.name")));
    blind.open(line, LineSettings.DEFAULT).close();

    try (Transport transport = blind.open(line, LineSettings.DEFAULT)) {
      assertThat(transport.configure(LineSettings.DEFAULT.withBaudRate(300))).isTrue();
      terminal.write(new byte[] {(byte) 0xE5});

      assertThat(transport.read(new byte[8], in(transport, 20))).isOne();
    }
  }

  @Test
  void withoutSttyThePortOpensButDoesNotClaimToShowBadOctets() {
    SerialTransportProvider blind =
        new SerialTransportProvider(
            new PortOpener(() -> ports, "no-such-stty", System.getProperty("os.name")));

    try (Transport transport = blind.open(LineAddress.parse(path), NO_PARITY)) {
      assertThat(transport.damagedOctets()).isEqualTo(DamagedOctets.UNKNOWN);
    }
  }

  @Test
  void portBehindASymbolicLinkOpens(@TempDir Path folder) throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("pci-0000:00:14.0-usb"), terminal.path());

    try (Transport transport = open(link.toString(), NO_PARITY)) {
      transport.write(new byte[] {0x10});

      assertThat(terminal.read(new byte[8], Duration.ofSeconds(20))).isOne();
    }
  }

  @Test
  void portOfAUsbAdapterOpensByItsIndex() {
    try (Transport transport =
        open("usb:1A86:55D5:QUAD000001", NO_PARITY.withOption("usbIndex", "1"))) {
      transport.write(new byte[] {0x10});

      assertThat(terminal.read(new byte[8], Duration.ofSeconds(20))).isOne();
    }
  }

  @Test
  void severalUsbAdaptersAreAmbiguous() {
    assertUnavailable("usb:1A86:55D5", Reason.AMBIGUOUS, "usbIndex=0", "usbIndex=1 is " + path);
  }

  @Test
  void missingPortIsAnsweredWithWhatIsThere() {
    assertUnavailable(
        "/dev/no-such-port",
        Reason.NOT_FOUND,
        "there is no serial port at /dev/no-such-port",
        path + " (Quad, usb:1A86:55D5:QUAD000001 usbIndex=1, location 1-3)");
  }

  @Test
  void linkToAnUnpluggedAdapterIsNotFound(@TempDir Path folder) throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("by-path"), Path.of("/dev/no-such-port"));

    assertUnavailable(link.toString(), Reason.NOT_FOUND, "there is no serial port at " + link);
  }

  @Test
  void fileThatIsNoPortIsRefused(@TempDir Path folder) throws IOException {
    Path file = Files.createFile(folder.resolve("readings.csv"));

    assertUnavailable(file.toString(), Reason.OTHER, "cannot be opened as a serial port");
  }

  @Test
  void portThatThisProgramHasOpenIsBusy() {
    try (Transport transport = open(path, NO_PARITY)) {
      assertUnavailable(path, Reason.BUSY, path + " is open already in this program");

      terminal.write(new byte[] {(byte) 0xE5});
      assertThat(transport.read(new byte[8], in(transport, 20))).isOne();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void portOfAnotherProgramIsBusyAndTheProgramIsNamed() throws Exception {
    assumeThat(Path.of("/usr/bin/flock")).as("flock of util-linux").isExecutable();
    Process other =
        new ProcessBuilder("/usr/bin/flock", "--no-fork", path, "sh", "-c", "echo locked; read x")
            .start();
    try (BufferedReader output = other.inputReader()) {
      assertThat(output.readLine()).isEqualTo("locked");

      assertUnavailable(path, Reason.BUSY, path + " is in use by sh (process " + other.pid() + ")");
    } finally {
      other.destroyForcibly().waitFor();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void neitherGoodNorBadOpeningsLeaveThePortOpen() {
    long before = descriptorsOfThePort();

    open(path, NO_PARITY).close();
    Transport open = open(path, NO_PARITY);
    try {
      assertUnavailable(path, Reason.BUSY, "already");
      assertThat(descriptorsOfThePort()).isEqualTo(before + 1);
    } finally {
      open.close();
    }

    assertThat(descriptorsOfThePort()).isEqualTo(before);
  }

  @Test
  void portsOfThisMachineCanBeListed() {
    assertThat(SerialPorts.list()).allSatisfy(port -> assertThat(port.path()).isNotBlank());
  }

  private long descriptorsOfThePort() {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      return descriptors.filter(descriptor -> isThePort(descriptor)).count();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private boolean isThePort(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).equals(terminal.path());
    } catch (IOException closedMeanwhile) {
      return false;
    }
  }

  private LineState lineState() throws IOException {
    String option = OS.LINUX.isCurrentOs() ? "-F" : "-f";
    Process stty = new ProcessBuilder("stty", option, path, "-a").start();
    return LineState.parse(
        new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
  }

  private Transport open(String line, LineSettings settings) {
    TransportProvider provider =
        line.startsWith("usb:")
            ? new UsbTransportProvider(() -> ports, opener)
            : new SerialTransportProvider(opener);
    return provider.open(LineAddress.parse(line), settings);
  }

  private void assertUnavailable(String line, Reason reason, String... words) {
    assertThatExceptionOfType(LineUnavailableException.class)
        .isThrownBy(() -> open(line, NO_PARITY))
        .withMessageStartingWith(line + ": ")
        .withMessageContainingAll(words)
        .extracting(LineUnavailableException::reason)
        .isEqualTo(reason);
  }

  private static long in(Transport transport, int seconds) {
    return transport.clock().nanos() + Duration.ofSeconds(seconds).toNanos();
  }
}
