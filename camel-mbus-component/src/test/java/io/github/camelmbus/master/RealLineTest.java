package io.github.camelmbus.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelmbus.line.LineStatus;
import io.github.camelmbus.line.Priority;
import io.github.camelmbus.link.MeterUnderHead;
import io.github.camelmbus.link.WakeUp;
import io.github.camelmbus.simulator.House;
import io.github.camelmbus.simulator.SimulatorServer;
import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.LineUnavailableException;
import io.github.camelmbus.transport.Parity;
import io.github.camelmbus.transport.Transports;
import io.github.camelmbus.transport.serial.PseudoTerminal;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * The master on real sockets and, through jSerialComm, on a real pseudo terminal; behind them the
 * simulated house, twenty times as fast as a line of 2400 bit/s.
 */
class RealLineTest {
  private static final House HOUSE = House.named("house");
  private static final double SPEED = 20;

  private static Bus bus(String line, Parity parity) {
    return bus(line, parity, WakeUp.NONE);
  }

  private static Bus bus(String line, Parity parity, WakeUp wakeUp) {
    LineAddress address = LineAddress.parse(line);
    LineSettings settings = new LineSettings(2400, parity, 1);
    BusSettings usual = BusSettings.DEFAULT;
    return new Bus(
        address,
        new BusSettings(settings, null, null, 2, usual.idleTimeout(), usual.echo(), wakeUp),
        new Transports(RealLineTest.class.getClassLoader()).provider(address),
        task -> {
          Thread thread = new Thread(task, "bus " + line);
          thread.setDaemon(true);
          return thread;
        },
        Clock.systemUTC());
  }

  private static List<String> addresses() {
    return HOUSE.meters().stream().map(meter -> meter.addresses().secondary()).toList();
  }

  private static Readout read(Bus bus, MeterAddress meter) {
    try {
      return bus.submit(Transactions.read(meter), Priority.COMMAND).join();
    } catch (CompletionException failed) {
      throw (RuntimeException) failed.getCause();
    }
  }

  private static void readAll(Bus bus) {
    for (String address : addresses()) {
      Readout readout = read(bus, MeterAddress.secondary(address));
      assertThat(readout.complete()).as(address).isTrue();
    }
  }

  @Test
  void allMetersOfAHouseAreReadThroughAGateway() {
    try (SimulatorServer server = SimulatorServer.start(HOUSE, 0, SPEED);
        Bus bus = bus("tcp://localhost:" + server.port(), Parity.EVEN)) {
      readAll(bus);
      assertThat(bus.status().meters()).hasSize(11);
    }
  }

  @Test
  void allMetersOfAHouseAreReadThroughASerialPort() throws IOException {
    try (SimulatorServer server = SimulatorServer.start(HOUSE, 0, SPEED);
        PseudoTerminal terminal = PseudoTerminal.open();
        Socket gateway = new Socket(InetAddress.getLoopbackAddress(), server.port());
        Bus bus = bus(terminal.path().toString(), Parity.NONE)) {
      gateway.setTcpNoDelay(true);
      pump(terminal, gateway);
      readAll(bus);
      assertThat(bus.status().meters()).hasSize(11);
    }
  }

  /** A pseudo terminal has no parity bit, but the port is switched as a real one is. */
  @Test
  void sleepingMeterIsReadThroughASerialPortWithAHeadThatEchoes() {
    try (PseudoTerminal terminal = PseudoTerminal.open();
        Bus bus = bus(terminal.path().toString(), Parity.EVEN, WakeUp.OPTICAL)) {
      StringBuilder heard = new StringBuilder();
      daemon(() -> answerOnceWoken(terminal, heard));
      assertThat(read(bus, MeterAddress.primary(254)).telegrams()).hasSize(1);
      assertThat(heard.toString())
          .startsWith("55".repeat(528) + "1040FE3E16")
          .contains("107BFE7916");
      assertThat(bus.status().echo()).isTrue();
    }
  }

  private static void answerOnceWoken(PseudoTerminal terminal, StringBuilder heard) {
    byte[] chunk = new byte[512];
    for (int count = 0; count >= 0; count = terminal.read(chunk, Duration.ofMillis(100))) {
      terminal.write(Arrays.copyOf(chunk, count));
      heard.append(HexFormat.of().withUpperCase().formatHex(chunk, 0, count));
      if (heard.length() < 2 * 528 || count == 0) {
        continue;
      } else if (heard.toString().endsWith("1040FE3E16")) {
        terminal.write(new byte[] {(byte) 0xE5});
      } else if (heard.toString().endsWith("107BFE7916")) {
        terminal.write(HexFormat.of().parseHex(MeterUnderHead.TELEGRAM.replace(" ", "")));
      }
    }
  }

  @Test
  void gatewayThatRestartsIsFoundAgain() {
    SimulatorServer first = SimulatorServer.start(HOUSE, 0, SPEED);
    int port = first.port();
    MeterAddress meter = MeterAddress.secondary(addresses().get(0));
    try (Bus bus = bus("tcp://localhost:" + port, Parity.EVEN)) {
      read(bus, meter);
      first.close();
      assertThatThrownBy(() -> read(bus, meter))
          .isInstanceOf(LineUnavailableException.class)
          .hasMessageContaining("refused the connection");
      assertThat(bus.status().state()).isEqualTo(LineStatus.State.UNAVAILABLE);
      try (SimulatorServer second = SimulatorServer.start(HOUSE, port, SPEED)) {
        Awaitility.await()
            .atMost(Duration.ofSeconds(30))
            .ignoreExceptions()
            .until(() -> read(bus, meter).complete());
        assertThat(second.statistics().requests()).isPositive();
      }
    } finally {
      first.close();
    }
  }

  /** Carries octets both ways until either end closes. */
  private static void pump(PseudoTerminal terminal, Socket gateway) {
    daemon(() -> toGateway(terminal, gateway));
    daemon(() -> toTerminal(gateway, terminal));
  }

  private static void toGateway(PseudoTerminal terminal, Socket gateway) {
    byte[] chunk = new byte[512];
    try {
      int count = 0;
      while (count >= 0) {
        count = terminal.read(chunk, Duration.ofMillis(100));
        gateway.getOutputStream().write(chunk, 0, Math.max(0, count));
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private static void toTerminal(Socket gateway, PseudoTerminal terminal) {
    byte[] chunk = new byte[512];
    try (InputStream in = gateway.getInputStream()) {
      for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
        terminal.write(Arrays.copyOf(chunk, count));
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "pump");
    thread.setDaemon(true);
    thread.start();
  }
}
