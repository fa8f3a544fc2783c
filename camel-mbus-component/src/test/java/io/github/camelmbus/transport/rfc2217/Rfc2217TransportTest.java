package io.github.camelmbus.transport.rfc2217;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.github.camelmbus.transport.DamagedOctets;
import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.LineUnavailableException;
import io.github.camelmbus.transport.LineUnavailableException.Reason;
import io.github.camelmbus.transport.Parity;
import io.github.camelmbus.transport.Transport;
import io.github.camelmbus.transport.TransportContractTest;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** RFC 2217 against a server that keeps to it. */
class Rfc2217TransportTest extends TransportContractTest {

  @Override
  protected Peer newPeer() {
    return new Rfc2217Server();
  }

  @Override
  protected Transport connect(Peer peer) {
    return new Rfc2217TransportProvider().open(((Rfc2217Server) peer).line(), LineSettings.DEFAULT);
  }

  @Test
  void binaryAndComPortAreNegotiatedAndThePortIsSet() {
    try (Rfc2217Server server = new Rfc2217Server();
        Transport transport = connect(server)) {
      transport.write(new byte[] {0x10});
      server.receive(1);

      assertThat(server.commands)
          .containsExactly(
              "FB 00", // WILL BINARY (RFC 856)
              "FD 00", // DO BINARY
              "FB 03", // WILL SUPPRESS-GO-AHEAD (RFC 858)
              "FD 03", // DO SUPPRESS-GO-AHEAD
              "FB 2C", // WILL COM-PORT-OPTION: 44
              "FA 2C 01 00 00 09 60 F0", // SET-BAUDRATE 2400 = 960h
              "FA 2C 02 08 F0", // SET-DATASIZE 8
              "FA 2C 03 03 F0", // SET-PARITY 3: even
              "FA 2C 04 01 F0", // SET-STOPSIZE 1
              "FA 2C 05 01 F0", // SET-CONTROL 1: no flow control
              "FA 2C 0A 00 F0", // SET-LINESTATE-MASK: no notices
              "FA 2C 0B 00 F0", // SET-MODEMSTATE-MASK: no notices
              "FA 2C 0C 01 F0"); // PURGE-DATA: receive buffer
    }
  }

  @Test
  void otherSettingsGetTheirCodes() {
    LineSettings settings = new LineSettings(1200, Parity.NONE, 2);
    try (Rfc2217Server server = new Rfc2217Server();
        Transport transport = new Rfc2217TransportProvider().open(server.line(), settings)) {
      assertThat(transport.longestDelay()).isPositive();
      assertThat(server.commands)
          .contains(
              "FA 2C 01 00 00 04 B0 F0", // 1200 = 4B0h
              "FA 2C 03 01 F0", // SET-PARITY 1: none
              "FA 2C 04 02 F0"); // SET-STOPSIZE 2
    }
  }

  @Test
  void baudRateOfTheOpenLineIsChangedAndConfirmed() {
    try (Rfc2217Server server = new Rfc2217Server();
        Transport transport = connect(server)) {
      // 65280 = FF00h: FFh is doubled in the contents, too. No baud rate, but a value.
      assertThat(transport.configure(LineSettings.DEFAULT.withBaudRate(65280))).isTrue();
      assertThat(transport.configure(LineSettings.DEFAULT.withBaudRate(300))).isTrue();

      assertThat(server.commands)
          .contains("FA 2C 01 00 00 FF 00 F0", "FA 2C 01 00 00 01 2C F0"); // 300 = 12Ch
    }
  }

  @Test
  void parityOfTheOpenLineIsChangedAndConfirmed() {
    try (Rfc2217Server server = new Rfc2217Server();
        Transport transport = connect(server)) {
      assertThat(transport.configure(LineSettings.DEFAULT.withParity(Parity.NONE))).isTrue();
      assertThat(transport.configure(LineSettings.DEFAULT)).isTrue();

      // SET-PARITY 3, 1, 3: even when it was opened, none, even
      assertThat(server.commands)
          .filteredOn(command -> command.startsWith("FA 2C 03"))
          .containsExactly("FA 2C 03 03 F0", "FA 2C 03 01 F0", "FA 2C 03 03 F0");
    }
  }

  @Test
  void whatCameAtTheOldBaudRateIsThrownAway() {
    try (Rfc2217Server server = new Rfc2217Server();
        Transport transport = connect(server)) {
      server.send(new byte[] {1, 2, 3});
      transport.configure(LineSettings.DEFAULT.withBaudRate(300));
      server.send(new byte[] {4});

      byte[] buffer = new byte[8];
      assertThat(transport.read(buffer, transport.clock().nanos() + 20_000_000_000L)).isOne();
      assertThat(buffer[0]).isEqualTo((byte) 4);
    }
  }

  @Test
  void baudRateThatTheServerDoesNotTakeIsNamed() {
    Rfc2217Server server =
        new Rfc2217Server() {
          @Override
          byte @Nullable [] set(int command, byte[] value) {
            return command == 1 ? octets(0, 0, 9, 0x60) : value;
          }
        };
    try (server;
        Transport transport = connect(server)) {
      assertThatExceptionOfType(LineUnavailableException.class)
          .isThrownBy(() -> transport.configure(LineSettings.DEFAULT.withBaudRate(300)))
          .withMessageContaining("does not take baudRate=300, it stays at 2400")
          .extracting(LineUnavailableException::reason)
          .isEqualTo(Reason.SETTING);
    }
  }

  @Test
  void noticesAndCommandsBetweenDataAreNoData() {
    try (Rfc2217Server server = new Rfc2217Server();
        Transport transport = connect(server)) {
      server.send(new byte[] {0x68});
      // NOTIFY-LINESTATE 106: framing and parity error; NOTIFY-MODEMSTATE 107; NOP 241
      server.sendRaw(HexFormat.of().parseHex("FFFA2C6A0CFFF0" + "FFFA2C6BB0FFF0" + "FFF1"));
      server.send(new byte[] {(byte) 0xFF, 0x16});

      byte[] received = new byte[3];
      int count = 0;
      while (count < 3) {
        byte[] one = new byte[1];
        count += transport.read(one, transport.clock().nanos() + 20_000_000_000L);
        received[count - 1] = one[0];
      }
      assertThat(received).isEqualTo(new byte[] {0x68, (byte) 0xFF, 0x16});
    }
  }

  @Test
  void noticesAloneAreSilence() {
    try (Rfc2217Server server = new Rfc2217Server();
        Transport transport = connect(server)) {
      server.sendRaw(HexFormat.of().parseHex("FFFA2C6BB0FFF0"));

      assertThat(transport.read(new byte[8], transport.clock().nanos() + 50_000_000L)).isZero();
    }
  }

  @Test
  void laterNegotiationIsAnswered() {
    try (Rfc2217Server server = new Rfc2217Server();
        Transport transport = connect(server)) {
      server.sendRaw(HexFormat.of().parseHex("FFFB01" + "FFFD18")); // WILL ECHO, DO TERMINAL-TYPE
      await()
          .until(
              () -> {
                transport.read(new byte[8], transport.clock().nanos() - 1);
                return server.commands.containsAll(List.of("FE 01", "FC 18")); // DONT, WONT
              });
    }
  }

  @Test
  void aServerMayNegotiateFirst() {
    Rfc2217Server server =
        new Rfc2217Server() {
          @Override
          byte[] greeting() {
            // As ser2net: WILL and DO of 3, WILL ECHO, DO and WILL BINARY, DO COM-PORT-OPTION
            return HexFormat.of().parseHex("FFFB03FFFD03FFFB01FFFD00FFFB00FFFD2C");
          }

          @Override
          byte[] negotiated(int verb, int option) {
            return new byte[0]; // all that is asked for it has asked for itself
          }
        };
    try (server;
        Transport transport = connect(server)) {
      transport.write(new byte[] {0x10, (byte) 0xFF});

      assertThat(server.receive(2)).isEqualTo(new byte[] {0x10, (byte) 0xFF});
    }
  }

  @Test
  void badOctetsAreNotKnownToShow() {
    try (Rfc2217Server server = new Rfc2217Server();
        Transport transport = connect(server)) {
      assertThat(transport.damagedOctets()).isEqualTo(DamagedOctets.UNKNOWN);
    }
  }
}
