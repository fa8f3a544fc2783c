package io.github.camelmbus.master.write;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.frame.PrimaryAddress;
import io.github.camelmbus.link.Reply;
import io.github.camelmbus.master.BusException;
import io.github.camelmbus.master.BusException.Facts;
import io.github.camelmbus.master.BusSession;
import io.github.camelmbus.master.MeterAddress;
import java.time.Duration;
import java.util.function.Supplier;

/** Checks on the bus before anything of a write is sent. Confined to the bus thread. */
final class Precondition {
  private final BusSession session;
  private final MeterAddress meter;

  Precondition(BusSession session, MeterAddress meter) {
    this.session = session;
    this.meter = meter;
  }

  /** The exception that says why nothing is sent. */
  UnsafeWriteException unsafe(String why) {
    return unsafe(new byte[0], why);
  }

  private UnsafeWriteException unsafe(byte[] octets, String why) {
    Facts facts =
        new Facts(session.line(), meter.toString(), OctetString.of(octets), session.requestsSent());
    return new UnsafeWriteException(facts, why + "; nothing was written");
  }

  /**
   * Makes sure that no other device acknowledges the selection: it would carry out the write, too.
   * Such a device also acknowledges a control selection (same id, other manufacturer).
   */
  void requireNoOtherSelected() {
    if (!(meter instanceof MeterAddress.Secondary secondary)) {
      return;
    }
    SecondaryAddress control = new SecondaryAddress(secondary.address().id(), 0, 0, 0);
    Reply reply = new Reply.Silence(Duration.ZERO);
    for (int attempt = 0; attempt <= session.retries(); attempt++) {
      reply = session.select(control, true, true);
      if (reply instanceof Reply.Silence) {
        return;
      }
    }
    throw unsafe(
        reply.received(),
        "a device acknowledges selections that are not its own ("
            + control
            + " belongs to no meter), and would carry out the write, too; name the meter by its"
            + " primary address");
  }

  /**
   * Makes sure that no meter has a primary address. Octets of any kind are an answer.
   *
   * @param address 0..250.
   */
  void requireFree(PrimaryAddress address) {
    String what = "primary address " + address;
    requireSilence(what, () -> session.sndNke(address, true));
    // Some meters do not acknowledge SND_NKE.
    requireSilence(what, () -> session.reqUd2(address, null));
  }

  /** Makes sure that no meter has a secondary address. */
  void requireFree(SecondaryAddress address) {
    requireSilence("secondary address " + address, () -> session.select(address, true, true));
  }

  private void requireSilence(String what, Supplier<Reply> request) {
    for (int attempt = 0; attempt <= session.retries(); attempt++) {
      Reply reply = request.get();
      if (!(reply instanceof Reply.Silence)) {
        byte[] octets = reply.received();
        throw unsafe(
            octets, what + " is in use, something answers there: " + BusException.hex(octets));
      }
    }
  }

  /**
   * Makes sure that the line can be set to a baud rate, and sets it back.
   *
   * @throws io.github.camelmbus.transport.LineUnavailableException if its port refuses it.
   */
  void requireBaudRate(int bitsPerSecond) {
    int before = session.baudRate();
    if (!session.setBaudRate(bitsPerSecond)) {
      throw unsafe(
          "the baud rate of the line is fixed and cannot follow the meter to "
              + bitsPerSecond
              + " bit/s: set it at the gateway, and the meter at a serial port");
    }
    session.setBaudRate(before);
  }
}
