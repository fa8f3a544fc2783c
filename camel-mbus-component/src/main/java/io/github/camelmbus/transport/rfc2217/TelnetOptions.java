package io.github.camelmbus.transport.rfc2217;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The options that both ends of a telnet connection have agreed on. An acknowledgement is never
 * answered, so two ends cannot answer each other without end (RFC 854, RFC 1143).
 */
final class TelnetOptions {
  private static final Set<Integer> SUPPORTED =
      Set.of(Telnet.BINARY, Telnet.SUPPRESS_GO_AHEAD, Telnet.COM_PORT_OPTION);

  /** State of an option, in one direction. */
  enum State {
    OFF,
    ASKED,
    ON,
    REFUSED
  }

  private final Map<Integer, State> ours = new HashMap<>();
  private final Map<Integer, State> theirs = new HashMap<>();

  /**
   * The first negotiations to send: binary both ways, no go ahead, and the COM-PORT-OPTION of a
   * client.
   */
  byte[] requests() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int option : new int[] {Telnet.BINARY, Telnet.SUPPRESS_GO_AHEAD}) {
      ours.put(option, State.ASKED);
      theirs.put(option, State.ASKED);
      out.writeBytes(Telnet.negotiation(Telnet.WILL, option));
      out.writeBytes(Telnet.negotiation(Telnet.DO, option));
    }
    ours.put(Telnet.COM_PORT_OPTION, State.ASKED);
    out.writeBytes(Telnet.negotiation(Telnet.WILL, Telnet.COM_PORT_OPTION));
    return out.toByteArray();
  }

  /** An option that this end performs: it sent WILL, the other one answers DO or DONT. */
  State ours(int option) {
    return ours.getOrDefault(option, State.OFF);
  }

  /** An option that the other end performs: this one sent DO, it answers WILL or WONT. */
  State theirs(int option) {
    return theirs.getOrDefault(option, State.OFF);
  }

  /**
   * Handles a negotiation of the other end.
   *
   * @return the answer; empty for none.
   */
  byte[] received(int verb, int option) {
    return switch (verb) {
      case Telnet.DO -> wanted(ours, option, Telnet.WILL, Telnet.WONT);
      case Telnet.WILL -> wanted(theirs, option, Telnet.DO, Telnet.DONT);
      case Telnet.DONT -> refused(ours, option, Telnet.WONT);
      default -> refused(theirs, option, Telnet.DONT);
    };
  }

  private static byte[] wanted(Map<Integer, State> side, int option, int yes, int no) {
    if (!SUPPORTED.contains(option)) {
      return Telnet.negotiation(no, option);
    }
    State before = side.put(option, State.ON);
    return before == State.ASKED || before == State.ON
        ? new byte[0]
        : Telnet.negotiation(yes, option);
  }

  private static byte[] refused(Map<Integer, State> side, int option, int acknowledge) {
    State before = side.put(option, State.REFUSED);
    return before == State.ON ? Telnet.negotiation(acknowledge, option) : new byte[0];
  }
}
