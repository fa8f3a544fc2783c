package io.github.camelmbus.search;

import io.github.camelmbus.frame.PrimaryAddress;
import io.github.camelmbus.master.BusSession;
import io.github.camelmbus.master.Reply;

/** SND_NKE to a primary address, and the reading of what acknowledges it. */
final class AddressQuestion extends Question {
  private final PrimaryAddress address;

  AddressQuestion(BusProbe probe, BusSession session, PrimaryAddress address, Effort effort) {
    super(probe, session, effort);
    this.address = address;
  }

  Outcome run() {
    // Two that acknowledge as one are told apart by their telegrams.
    Reply reply = sndNke();
    if (isInDoubt(reply)) {
      reply = sndNke();
    }
    if (reply instanceof Reply.Answer) {
      return read();
    } else if (reply instanceof Reply.Garbled garbled) {
      return junk(garbled);
    } else if (reply instanceof Reply.Mismatch mismatch) {
      return new Outcome.Mismatch(mismatch.sender());
    }
    return new Outcome.Nobody();
  }

  private Reply sndNke() {
    Reply reply = session.sndNke(address, false);
    probe.lateAddresses.heard(session.takeAnsweredLate(), address.value());
    return reply;
  }

  /** Junk in place of an acknowledge may be noise. */
  private boolean isInDoubt(Reply reply) {
    return reply instanceof Reply.Garbled
        || reply instanceof Reply.Silence && effort == Effort.PATIENT;
  }

  @Override
  Reply request() {
    return session.reqUd2(address, null);
  }

  @Override
  boolean reset() {
    return sndNke() instanceof Reply.Answer;
  }

  @Override
  boolean collisionIsLikely() {
    return true;
  }

  @Override
  boolean asksAll() {
    return false;
  }

  @Override
  int tries() {
    return TRIES;
  }
}
