package io.github.camelmbus.search;

import io.github.camelmbus.application.Mask;
import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.frame.PrimaryAddress;
import io.github.camelmbus.link.Damage;
import io.github.camelmbus.link.Reply;
import io.github.camelmbus.master.BusSession;
import io.github.camelmbus.search.Outcome.Several.Talkers;

/** A selection, and the reading of what it selects. */
final class MaskProbe extends ProbeTransaction {
  private final Mask mask;

  MaskProbe(BusProbe probe, BusSession session, Mask mask, Effort effort) {
    super(probe, session, effort);
    this.mask = mask;
  }

  Outcome run() {
    Outcome outcome = once(false);
    return outcome instanceof Outcome.Silence && effort == Effort.THOROUGH ? once(true) : outcome;
  }

  private Outcome once(boolean fcb) {
    Reply reply = select(fcb);
    if (reply instanceof Reply.Garbled && mask.isExact()) {
      reply = select(!fcb);
    }
    if (reply instanceof Reply.Answer) {
      return read();
    } else if (reply instanceof Reply.Garbled garbled) {
      // Where there is time the telegrams decide, and not the acknowledges.
      Damage.Kind kind = garbled.damage().kind();
      boolean ofGateway =
          kind == Damage.Kind.TELNET || kind == Damage.Kind.TEXT || kind == Damage.Kind.ENDLESS;
      if (effort == Effort.QUICK || ofGateway) {
        return junk(garbled);
      }
      // Two that have acknowledged can leave a telegram whose checksum is good by chance.
      return garbled.several() ? readAgain(ifSilent(garbled)) : read(ifSilent(garbled));
    } else if (reply instanceof Reply.Mismatch mismatch) {
      return new Outcome.Mismatch(mismatch.sender());
    }
    return isTrusted() ? new Outcome.Silence() : askTheSilent();
  }

  /** Whether silence is no collision of acknowledges whose octets were dropped. */
  private boolean isTrusted() {
    return switch (effort) {
      case QUICK -> !session.profile().dropsBadOctets();
      case BY_TELEGRAM -> session.showsBadOctets();
      case PATIENT, THOROUGH -> false;
    };
  }

  /** Superposed telegrams can be silence where damaged octets are dropped. */
  private Outcome ifSilent(Reply.Garbled garbled) {
    if (!garbled.several()) {
      return new Outcome.Noise(garbled.damage());
    }
    boolean hidden = !mask.isExact() && session.profile().dropsBadOctets();
    return hidden ? new Outcome.Several(Talkers.ACKNOWLEDGE_ONLY) : new Outcome.Mute();
  }

  /** Acknowledges may have put each other out, which long telegrams hardly do. */
  private Outcome askTheSilent() {
    Reply reply = request();
    if (reply instanceof Reply.Silence) {
      return new Outcome.Silence();
    } else if (reply instanceof Reply.Answer answer && answer.isTelegram()) {
      // Asked once more, a meter with several telegrams would send the next one.
      return telegram(answer);
    }
    if (reply instanceof Reply.Garbled garbled) {
      return isWhole(garbled) ? readAgain(new Outcome.Several()) : junk(garbled);
    }
    return read();
  }

  /** Whether a telegram that fits came with an acknowledge, which may be that of the selection. */
  private boolean isWhole(Reply.Garbled garbled) {
    SecondaryAddress claimed = garbled.claimedAddress();
    return garbled.several() && claimed != null && mask.address().matches(claimed);
  }

  private Reply select(boolean fcb) {
    SecondaryAddress address = mask.address();
    return session.select(address, mask.fabricationNumber(), fcb, !mask.isExact());
  }

  @Override
  Reply request() {
    return session.reqUd2(PrimaryAddress.NETWORK_LAYER, mask.address());
  }

  @Override
  boolean reset() {
    boolean wasSelected =
        session.sndNke(PrimaryAddress.NETWORK_LAYER, false) instanceof Reply.Answer;
    Reply reply = select(true);
    if (wasSelected && reply instanceof Reply.Silence) {
      session.explainOther();
    }
    return reply instanceof Reply.Answer;
  }

  @Override
  boolean isExpected(Reply.Mismatch mismatch) {
    return probe.isExpected(mismatch);
  }

  @Override
  boolean collisionIsLikely() {
    return !mask.isExact();
  }

  @Override
  boolean asksForOne() {
    return mask.address().idIsExact();
  }

  @Override
  boolean asksAll() {
    return mask.equals(Mask.ANY);
  }

  @Override
  boolean repeatsAfterDamage() {
    return true;
  }

  /** Where several may be meant, a damaged telegram is that of two: no time is lost on it. */
  @Override
  int tries() {
    return mask.address().idIsExact() || effort != Effort.QUICK ? TRIES : 1;
  }
}
