package io.github.camelmbus.master.write;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.frame.PrimaryAddress;
import io.github.camelmbus.master.BusSession;
import io.github.camelmbus.master.Transaction;
import io.github.camelmbus.transport.LineUnavailableException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A {@link Write} to all meters of a line at once, which do not answer. */
final class WriteToAll implements Transaction<WriteReport> {
  private static final String UNVERIFIED =
      "sent to all meters of the line; no meter acknowledges that, so nothing was verified";

  private final Write write;
  private final Consumer<byte[]> sent;
  private boolean begun;

  WriteToAll(Write write, Consumer<byte[]> sent) {
    fieldFor(write);
    this.write = write;
    this.sent = sent;
  }

  /**
   * The A field for all.
   *
   * @throws IllegalArgumentException if this write may not go to all.
   */
  static PrimaryAddress fieldFor(Write write) {
    if (!write.mayGoToAll()) {
      throw new IllegalArgumentException(
          "this write is not possible for all meters of a line; name one meter");
    } else if (write.needsReadout()) {
      throw new IllegalArgumentException(
          "this write needs a readout of the meter; for all meters of a line, give the"
              + " octets in hexadecimal");
    }
    return PrimaryAddress.BROADCAST;
  }

  @Override
  public boolean repeatable() {
    return !begun;
  }

  @Override
  public WriteReport run(BusSession session) {
    byte[] telegram = write.telegram(PrimaryAddress.BROADCAST, write.data(null)).encode();
    session.allowAll();
    session.wakeUp();
    try {
      begun = true;
      sent.accept(telegram.clone());
      session.broadcast(telegram);
    } catch (LineUnavailableException lost) {
      throw GuardedWrite.underWay(session.line(), lost, "the meters may have carried it out");
    }
    return new WriteReport(
        null,
        null,
        Map.of(),
        Map.of(),
        List.of(OctetString.of(telegram)),
        List.of(),
        List.of(UNVERIFIED),
        session.requestsSent());
  }
}
