package io.github.camelmbus.master;

import io.github.camelmbus.application.ApplicationError;
import io.github.camelmbus.frame.SingleCharacter;
import io.github.camelmbus.master.BusException.Facts;
import java.util.stream.Collectors;

/**
 * The replies to the requests of one transaction that were not what was hoped for, and what they
 * add up to. Confined to the bus thread.
 */
final class Evidence {
  private final BusSession session;
  private final MeterAddress meter;
  private boolean acknowledged;
  private Reply.Garbled garbled = new Reply.Garbled(new byte[0], false, "");
  private Reply.Mismatch mismatch = new Reply.Mismatch(new byte[0], "");
  private boolean refused;

  Evidence(BusSession session, MeterAddress meter) {
    this.session = session;
    this.meter = meter;
  }

  /** The reply to SND_NKE or a selection. */
  void add(Reply reply) {
    if (reply instanceof Reply.Answer answer && answer.frame() == SingleCharacter.ACK) {
      acknowledged = true;
    } else {
      addAfterRequest(reply);
    }
  }

  /** The reply to a REQ_UD2. */
  void addAfterRequest(Reply reply) {
    if (reply instanceof Reply.Garbled newer) {
      if (!garbled.superposed()) {
        garbled = newer;
      }
    } else if (reply instanceof Reply.Mismatch newer) {
      mismatch = newer;
    } else if (reply instanceof Reply.Answer answer) {
      acknowledged |= answer.frame() == SingleCharacter.ACK;
      refused |= answer.frame() == SingleCharacter.NACK;
    }
  }

  /** Whether the meter said that it does not want to (NACK). */
  boolean refused() {
    return refused;
  }

  /** Whether nothing came but, perhaps, acknowledges. */
  boolean onlySilence() {
    return garbled.octets().length == 0 && mismatch.octets().length == 0 && !refused;
  }

  /** What it adds up to. */
  BusException verdict() {
    if (refused) {
      return new MeterRefusedException(
          "refused", facts(new byte[0]), false, name() + " refused the request (NACK A2h)");
    }
    if (garbled.octets().length > 0) {
      return garbledVerdict();
    }
    if (mismatch.octets().length > 0) {
      return new MismatchException(
          facts(mismatch.octets()),
          "%s was asked, and %s answered: %s"
              .formatted(name(), mismatch.sender(), BusException.hex(mismatch.octets())));
    }
    return new NoReplyException(facts(new byte[0]), acknowledged ? mute() : silent());
  }

  /** The meter answered with an application error. */
  BusException refusedBy(ApplicationError error, byte[] octets) {
    return new MeterRefusedException(
        "application-error",
        facts(octets),
        error.retryLater(),
        "%s refused the request: %s".formatted(name(), error.text()));
  }

  private BusException garbledVerdict() {
    byte[] octets = garbled.octets();
    if (garbled.superposed() && severalMayMatch()) {
      return new CollisionException(
          facts(octets),
          "%s: several meters answer at once (%s came); %s"
              .formatted(name(), BusException.hex(octets), collisionHint()));
    }
    return new GarbledReplyException(
        facts(octets),
        "%s answered, but none of its answers was good: %s (%s came)"
            .formatted(name(), garbled.fault(), BusException.hex(octets)));
  }

  private boolean severalMayMatch() {
    return !(meter instanceof MeterAddress.Secondary secondary) || !secondary.address().isExact();
  }

  private String collisionHint() {
    return meter instanceof MeterAddress.Primary
        ? "ask each by its secondary address, with 'secondary' in place of 'primary'"
        : "give more digits of the secondary address, all 16 of them to be sure";
  }

  private String silent() {
    String asked =
        meter instanceof MeterAddress.Primary ? "nobody answers at " : "nobody is selected by ";
    return asked + name() + ": " + asked() + hint();
  }

  private String mute() {
    return name()
        + " acknowledges but sends no data: "
        + asked()
        + "; a longer response timeout may help";
  }

  private String asked() {
    int requests = session.requestsSent();
    return "%d %s, silence for %d ms after each"
        .formatted(requests, requests == 1 ? "request" : "requests", session.window().toMillis());
  }

  /** The address may have been copied from a telegram, or from a label in hexadecimal. */
  private String hint() {
    if (!(meter instanceof MeterAddress.Secondary secondary)) {
      return "";
    }
    String others =
        secondary.address().alternatives().stream()
            .map(other -> new MeterAddress.Secondary(other).toString())
            .collect(Collectors.joining(" or "));
    return others.isEmpty()
        ? ""
        : "; the digits are those printed on the meter, if they were taken from elsewhere try "
            + others;
  }

  private String name() {
    return name(meter);
  }

  /** A meter in messages. */
  static String name(MeterAddress meter) {
    return (meter instanceof MeterAddress.Primary ? "primary address " : "secondary address ")
        + meter;
  }

  private Facts facts(byte[] octets) {
    return new Facts(session.line(), meter.toString(), octets, session.requestsSent());
  }
}
