package io.github.camelmbus.master;

import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.frame.SingleCharacter;
import io.github.camelmbus.link.Reply;

/** Asks whether a meter is there: SND_NKE to a primary address, a selection for a secondary one. */
final class Ping implements Transaction<Presence> {
  private final MeterAddress meter;

  Ping(MeterAddress meter) {
    this.meter = meter;
  }

  @Override
  public MeterAddress meter() {
    return meter;
  }

  @Override
  public Presence run(BusSession session) {
    FailureDiagnosis diagnosis = new FailureDiagnosis(session, meter);
    for (int attempt = 0; attempt <= session.retries(); attempt++) {
      if (attempt > 0) {
        session.countRetry();
      }
      Reply reply = ask(session);
      if (reply instanceof Reply.Answer answer && answer.frame() == SingleCharacter.ACK) {
        return new Presence(meter, answer.responseTime(), session.requestsSent());
      }
      diagnosis.add(reply);
    }
    throw diagnosis.verdict();
  }

  private Reply ask(BusSession session) {
    if (meter instanceof MeterAddress.Primary primary) {
      return session.sndNke(primary.address(), true);
    } else if (meter instanceof MeterAddress.Secondary secondary) {
      SecondaryAddress mask = secondary.address();
      return session.select(mask, false, true);
    }
    throw new AssertionError(meter);
  }
}
