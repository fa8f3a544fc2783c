package io.github.camelmbus.search;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.frame.PrimaryAddress;
import io.github.camelmbus.link.Reply;
import io.github.camelmbus.master.BusSession;
import io.github.camelmbus.master.BusSession.Patience;

/** SND_NKE to a primary address, and the reading of what acknowledges it. */
final class AddressProbe extends ProbeTransaction {
  private final PrimaryAddress address;

  AddressProbe(BusProbe probe, BusSession session, PrimaryAddress address, Effort effort) {
    super(probe, session, effort);
    this.address = address;
  }

  Outcome run() {
    session.probe(effort == Effort.QUICK ? Patience.SHORT : Patience.LONG);
    // Two acknowledges can overlap; their telegrams show the collision.
    Reply reply = sndNke();
    if (isInDoubt(reply)) {
      reply = sndNke();
    }
    session.probe(effort == Effort.QUICK ? Patience.USUAL : Patience.LONG);
    if (reply instanceof Reply.Silence && effort.isPatient()) {
      return runWithoutReset();
    }
    return outcome(reply);
  }

  /** Asks for a telegram at once, with the FCB that follows a reset. */
  Outcome runWithoutReset() {
    session.probe(effort == Effort.QUICK ? Patience.SHORT : Patience.LONG);
    session.beginFcbs(address);
    Reply reply = request();
    session.probe(effort == Effort.QUICK ? Patience.USUAL : Patience.LONG);
    if (reply instanceof Reply.Answer answer && answer.isTelegram()) {
      return proven(answer);
    }
    return outcome(reply);
  }

  private Outcome outcome(Reply reply) {
    if (reply instanceof Reply.Answer) {
      return read();
    } else if (reply instanceof Reply.Garbled garbled) {
      return junk(garbled);
    } else if (reply instanceof Reply.Mismatch) {
      // Where nothing comes again it was a late answer of another meter.
      return read(new Outcome.Silence());
    }
    return new Outcome.Silence();
  }

  private Reply sndNke() {
    // Where there is time a second acknowledge is waited for.
    return session.sndNke(address, effort.isPatient());
  }

  /** Junk in place of an acknowledge may be noise. */
  private boolean isInDoubt(Reply reply) {
    return reply instanceof Reply.Garbled
        || reply instanceof Reply.Silence && effort == Effort.THOROUGH;
  }

  @Override
  Reply request() {
    return session.reqUd2(address, null);
  }

  @Override
  boolean reset() {
    sndNke();
    return true;
  }

  /** Some meters answer with an A field of their own: this one is found where it answers. */
  @Override
  Outcome ofOtherSender(Reply.Mismatch mismatch) {
    Reply.Answer last = mismatch.last();
    session.acceptAnswer(address);
    return last.isTelegram()
        ? new Outcome.One(
            last.secondaryAddress(),
            address.value(),
            OctetString.of(last.octets()),
            last.responseTime())
        : new Outcome.Mismatch(mismatch.sender());
  }

  @Override
  boolean collisionIsLikely() {
    return true;
  }

  @Override
  boolean asksForOne() {
    return true;
  }

  @Override
  boolean asksAll() {
    return false;
  }

  /** Late octets of a gateway with jitter would make two of one meter. */
  @Override
  boolean repeatsAfterDamage() {
    return false;
  }

  @Override
  int tries() {
    return TRIES;
  }
}
