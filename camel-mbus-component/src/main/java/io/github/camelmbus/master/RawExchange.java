package io.github.camelmbus.master;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.link.Reply;
import io.github.camelmbus.master.BusException.Facts;
import java.util.function.Consumer;

/** Sends octets as they are, once, and returns what came. */
final class RawExchange implements Transaction<byte[]> {
  private final byte[] octets;
  private final Consumer<byte[]> sent;

  RawExchange(byte[] octets, Consumer<byte[]> sent) {
    if (octets.length == 0) {
      throw new IllegalArgumentException("there must be octets to send, none were given");
    }
    this.octets = octets.clone();
    this.sent = sent;
  }

  @Override
  public boolean repeatable() {
    return false;
  }

  @Override
  public byte[] run(BusSession session) {
    session.requireTime();
    session.allowAll();
    sent.accept(octets.clone());
    Reply reply = session.raw(octets);
    if (reply instanceof Reply.Silence silence) {
      throw new NoReplyException(
          new Facts(session.line(), "", OctetString.EMPTY, 1),
          "nothing answered %s within %d ms"
              .formatted(BusException.hex(octets), silence.waited().toMillis()));
    }
    return reply.received();
  }
}
