package io.github.camelmbus.transport.rfc2217;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.LineUnavailableException;
import io.github.camelmbus.transport.LineUnavailableException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers that do not do what RFC 2217 asks for, and what users read then. */
@Timeout(60)
class Rfc2217RefusalTest {
  private static final LineSettings SHORT =
      LineSettings.DEFAULT.withOption("connectTimeout", "300ms");

  /** Octets go to a bus, and nothing comes back. */
  @Test
  void rawServerThatAnswersNothing() {
    assertRefused(
        new Rfc2217Server() {
          @Override
          void converse(InputStream in) throws IOException {
            in.readAllBytes();
          }
        },
        Reason.OTHER,
        "does not speak RFC 2217: it answered nothing to the telnet negotiation within 300 ms, so"
            + " it speaks raw TCP; use tcp://127.0.0.1:");
  }

  @Test
  void rawServerWithNoiseOnTheBus() {
    assertRefused(
        new Rfc2217Server() {
          @Override
          void converse(InputStream in) throws IOException {
            sendRaw(octets(0x68, 0x00, 0xE5));
            in.readAllBytes();
          }
        },
        Reason.OTHER,
        "does not speak RFC 2217: it sent 68 00 E5 and no telnet command, so it speaks raw TCP; use"
            + " tcp://127.0.0.1:");
  }

  /** A bus on which something never stops sending. */
  @Test
  void rawServerThatNeverStopsSending() {
    assertRefused(
        new Rfc2217Server() {
          @Override
          void converse(InputStream in) {
            while (client().isConnected()) {
              sendRaw(octets(0x55)); // throws once the client has given up
            }
          }
        },
        Reason.OTHER,
        "and no telnet command, so it speaks raw TCP");
  }

  /** The level converter hands back each octet. */
  @Test
  void rawServerWithEcho() {
    assertRefused(
        new Rfc2217Server() {
          @Override
          void converse(InputStream in) throws IOException {
            int octet = in.read();
            while (octet >= 0) {
              sendRaw(octets(octet));
              octet = in.read();
            }
          }
        },
        Reason.OTHER,
        "what was sent came back unchanged, so it passes octets to a converter with echo; use"
            + " tcp://127.0.0.1:");
  }

  @Test
  void telnetWithoutComPortOption() {
    assertRefused(
        new Rfc2217Server() {
          @Override
          byte[] negotiated(int verb, int option) {
            return option == 44 ? octets(255, 254, 44) : super.negotiated(verb, option);
          }
        },
        Reason.OTHER,
        "it speaks telnet, but refuses the COM-PORT-OPTION (IAC DONT 44); switch RFC 2217 on at the"
            + " gateway, or use its raw TCP port and tcp://host:port");
  }

  @Test
  void telnetThatLeavesComPortOptionUnanswered() {
    assertRefused(
        new Rfc2217Server() {
          @Override
          byte[] negotiated(int verb, int option) {
            return option == 44 ? new byte[0] : super.negotiated(verb, option);
          }
        },
        Reason.OTHER,
        "it speaks telnet, but did not answer the COM-PORT-OPTION (IAC WILL 44) within 300 ms");
  }

  @Test
  void settingThatIsNotConfirmed() {
    assertRefused(
        new Rfc2217Server() {
          @Override
          byte @Nullable [] set(int command, byte[] value) {
            return command == 4 ? null : value;
          }
        },
        Reason.SETTING,
        "did not confirm SET-STOPSIZE within 300 ms");
  }

  @Test
  void parityThatIsNotTaken() {
    assertRefused(
        new Rfc2217Server() {
          @Override
          byte @Nullable [] set(int command, byte[] value) {
            return command == 3 ? octets(1) : value;
          }
        },
        Reason.SETTING,
        "does not take parity=even, it stays at none");
  }

  /** FFh eight times instead of one octet is 2^64 - 1. */
  @Test
  void parityThatIsConfirmedWithTooManyOctets() {
    assertRefused(
        new Rfc2217Server() {
          @Override
          byte @Nullable [] set(int command, byte[] value) {
            return command == 3 ? octets(255, 255, 255, 255, 255, 255, 255, 255) : value;
          }
        },
        Reason.SETTING,
        "does not take parity=even, it stays at 18446744073709551615");
  }

  @Test
  void flowControlThatStays() {
    assertRefused(
        new Rfc2217Server() {
          @Override
          byte @Nullable [] set(int command, byte[] value) {
            return command == 5 ? octets(2) : value;
          }
        },
        Reason.SETTING,
        "does not take flow control=none, it stays at XON/XOFF");
  }

  @Test
  void binaryThatIsRefused() {
    assertRefused(
        new Rfc2217Server() {
          @Override
          byte[] negotiated(int verb, int option) {
            return option == 0
                ? octets(255, verb == 251 ? 254 : 252, 0)
                : super.negotiated(verb, option);
          }
        },
        Reason.SETTING,
        "refuses binary transmission (telnet option 0)");
  }

  /** As ser2net does while another client is connected. */
  @Test
  void serverThatIsTaken() {
    assertRefused(
        new Rfc2217Server() {
          @Override
          void converse(InputStream in) {
            sendRaw("Port already in use\r\n".getBytes(StandardCharsets.US_ASCII));
          }
        },
        Reason.REFUSED,
        "closed the connection before the port was set",
        "is another program connected to it?");
  }

  @Test
  void connectionThatFailedIsClosed() throws Exception {
    try (Rfc2217Server server =
        new Rfc2217Server() {
          @Override
          byte @Nullable [] set(int command, byte[] value) {
            return null;
          }
        }) {
      assertThatExceptionOfType(LineUnavailableException.class)
          .isThrownBy(() -> new Rfc2217TransportProvider().open(server.line(), SHORT));

      // The server is free for the next client.
      String[] hostAndPort = server.line().rest().split(":");
      try (Socket next = new Socket(hostAndPort[0], Integer.parseInt(hostAndPort[1]))) {
        next.getOutputStream().write(new byte[] {0x10});
        assertThat(server.receive(1)).isEqualTo(new byte[] {0x10});
      }
    }
  }

  private static void assertRefused(Rfc2217Server server, Reason reason, String... words) {
    try (server) {
      assertThatExceptionOfType(LineUnavailableException.class)
          .isThrownBy(() -> new Rfc2217TransportProvider().open(server.line(), SHORT))
          .withMessageStartingWith(server.line() + ": the server at 127.0.0.1:")
          .withMessageContainingAll(words)
          .extracting(LineUnavailableException::reason)
          .isEqualTo(reason);
    }
  }
}
