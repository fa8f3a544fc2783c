package io.github.camelmbus.simulator;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/** The telnet side of a gateway (RFC 854): its opening, and the commands in the stream. */
final class TelnetFilter {
  /** WILL ECHO, WILL SUPPRESS-GO-AHEAD, DO and WILL TRANSMIT-BINARY. */
  static final byte[] OPENING = HexFormat.of().parseHex("FFFB01FFFB03FFFD00FFFB00");

  private static final int IAC = 0xFF;
  private static final int SUB_BEGIN = 0xFA;
  private static final int SUB_END = 0xF0;
  private static final int WILL = 0xFB;
  private static final int DONT = 0xFE;

  private enum State {
    DATA,
    COMMAND,
    OPTION,
    SUB,
    SUB_COMMAND
  }

  private State state = State.DATA;

  /** The octets of a master without telnet commands, which may be split at any octet. */
  byte[] fromMaster(byte[] octets) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    for (byte octet : octets) {
      if (isData(octet & 0xFF)) {
        data.write(octet);
      }
    }
    return data.toByteArray();
  }

  private boolean isData(int octet) {
    State before = state;
    state =
        switch (before) {
          case DATA -> octet == IAC ? State.COMMAND : State.DATA;
          case COMMAND -> afterCommand(octet);
          case OPTION -> State.DATA;
          case SUB -> octet == IAC ? State.SUB_COMMAND : State.SUB;
          case SUB_COMMAND -> octet == SUB_END ? State.DATA : State.SUB;
        };
    return octet == IAC ? before == State.COMMAND : before == State.DATA;
  }

  private static State afterCommand(int command) {
    if (command == SUB_BEGIN) {
      return State.SUB;
    }
    return command >= WILL && command <= DONT ? State.OPTION : State.DATA;
  }

  /** Octets of the bus with FF doubled. */
  static byte[] toMaster(byte[] octets) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    for (byte octet : octets) {
      data.write(octet);
      if ((octet & 0xFF) == IAC) {
        data.write(octet);
      }
    }
    return data.toByteArray();
  }
}
