package io.github.camelmbus.transport.rfc2217;

import static org.awaitility.Awaitility.await;

import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.TransportContractTest.Peer;
import io.github.camelmbus.transport.serial.PseudoTerminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The program ser2net, version 4, with RFC 2217 before a pseudo terminal. Linux only. */
final class Ser2net implements Peer {
  private static final List<String> PLACES =
      List.of("/usr/sbin/ser2net", "/usr/bin/ser2net", "/usr/local/sbin/ser2net");

  private final PseudoTerminal terminal = PseudoTerminal.open();
  private final int port = freePort();
  private final Path folder;
  private final Process process;

  Ser2net() {
    try {
      folder = Files.createTempDirectory("ser2net");
      Path configuration =
          Files.writeString(
              folder.resolve("ser2net.yaml"),
              """
              connection: &mbus
                accepter: telnet(rfc2217),tcp,127.0.0.1,%d
                connector: serialdev,%s,9600n81,local
              """
                  .formatted(port, terminal.path()));
      process =
          new ProcessBuilder(
                  program().orElseThrow().toString(),
                  "-n",
                  "-d",
                  "-c",
                  configuration.toString(),
                  "-P",
                  folder.resolve("pid").toString())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("log").toFile())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    await().pollInterval(Duration.ofMillis(20)).until(this::listens);
  }

  static Optional<Path> program() {
    return PLACES.stream().map(Path::of).filter(Files::isExecutable).findFirst();
  }

  LineAddress line() {
    return LineAddress.parse("rfc2217://127.0.0.1:" + port);
  }

  /** The settings of the port, as {@code stty -a} has them. */
  String lineState() throws IOException {
    Process stty = new ProcessBuilder("stty", "-F", terminal.path().toString(), "-a").start();
    return new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
  }

  @Override
  public void send(byte[] octets) {
    terminal.write(octets);
  }

  /**
   * What comes out of the serial port within a time.
   *
   * @return how many octets; less than 0 if the port is closed.
   */
  int receive(byte[] buffer, Duration longest) {
    return terminal.read(buffer, longest);
  }

  @Override
  public byte[] receive(int count) {
    byte[] octets = new byte[count];
    int have = 0;
    while (have < count) {
      byte[] chunk = new byte[count - have];
      int read = terminal.read(chunk, Duration.ofSeconds(20));
      if (read <= 0) {
        return Arrays.copyOf(octets, have);
      }
      System.arraycopy(chunk, 0, octets, have, read);
      have += read;
    }
    return octets;
  }

  @Override
  public void vanish() {
    process.destroyForcibly();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
      terminal.close();
      for (String name : List.of("ser2net.yaml", "pid", "log")) {
        Files.deleteIfExists(folder.resolve(name));
      }
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Without connecting, as ser2net takes one client only: state 0A of the kernel is LISTEN. */
  private boolean listens() throws IOException {
    String listening = ":%04X 00000000:0000 0A ".formatted(port);
    return Files.readString(Path.of("/proc/net/tcp")).contains(listening);
  }

  private static int freePort() {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
