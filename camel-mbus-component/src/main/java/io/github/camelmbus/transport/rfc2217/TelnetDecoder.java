package io.github.camelmbus.transport.rfc2217;

import java.io.ByteArrayOutputStream;

/**
 * Separates the octets of a telnet connection, in chunks of any size, into data and commands.
 *
 * <pre>
 *   IAC IAC                           the octet FFh
 *   IAC WILL|WONT|DO|DONT option      negotiation
 *   IAC SB option contents IAC SE     subnegotiation; FFh in the contents is doubled
 *   IAC other                         a command without meaning here
 * </pre>
 */
final class TelnetDecoder {
  /** Longer than any subnegotiation of RFC 2217 except the signature, which may be truncated. */
  private static final int LONGEST_SUBNEGOTIATION = 256;

  /** Receives data and commands in the order of the octets. */
  interface Listener {
    void data(int octet);

    void negotiation(int verb, int option);

    /**
     * @param contents what follows the option, up to 256 octets.
     */
    void subnegotiation(int option, byte[] contents);
  }

  private enum State {
    DATA,
    COMMAND,
    NEGOTIATION,
    OPTION,
    CONTENTS,
    CONTENTS_COMMAND
  }

  private final Listener listener;
  private final ByteArrayOutputStream contents = new ByteArrayOutputStream();
  private State state = State.DATA;
  private int verb;
  private int option;

  TelnetDecoder(Listener listener) {
    this.listener = listener;
  }

  void decode(byte[] octets, int count) {
    for (int i = 0; i < count; i++) {
      state = next(octets[i] & 0xFF);
    }
  }

  private State next(int octet) {
    return switch (state) {
      case DATA -> data(octet);
      case COMMAND -> command(octet);
      case NEGOTIATION -> negotiation(octet);
      case OPTION -> option(octet);
      case CONTENTS -> contents(octet);
      case CONTENTS_COMMAND -> contentsCommand(octet);
    };
  }

  private State data(int octet) {
    if (octet == Telnet.IAC) {
      return State.COMMAND;
    }
    listener.data(octet);
    return State.DATA;
  }

  private State command(int octet) {
    switch (octet) {
      case Telnet.IAC -> listener.data(octet);
      case Telnet.WILL, Telnet.WONT, Telnet.DO, Telnet.DONT -> {
        verb = octet;
        return State.NEGOTIATION;
      }
      case Telnet.SB -> {
        return State.OPTION;
      }
      default -> {
        // NOP, DATA MARK, GO AHEAD and others: ignored.
      }
    }
    return State.DATA;
  }

  private State negotiation(int octet) {
    listener.negotiation(verb, octet);
    return State.DATA;
  }

  private State option(int octet) {
    option = octet;
    contents.reset();
    return State.CONTENTS;
  }

  private State contents(int octet) {
    if (octet == Telnet.IAC) {
      return State.CONTENTS_COMMAND;
    }
    keep(octet);
    return State.CONTENTS;
  }

  private State contentsCommand(int octet) {
    if (octet == Telnet.IAC) {
      keep(octet);
      return State.CONTENTS;
    }
    if (octet == Telnet.SE) {
      listener.subnegotiation(option, contents.toByteArray());
      return State.DATA;
    }
    return command(octet); // no IAC SE: the new command ends the subnegotiation
  }

  private void keep(int octet) {
    if (contents.size() < LONGEST_SUBNEGOTIATION) {
      contents.write(octet);
    }
  }
}
