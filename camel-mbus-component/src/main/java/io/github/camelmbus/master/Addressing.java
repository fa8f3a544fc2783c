package io.github.camelmbus.master;

import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.frame.PrimaryAddress;
import io.github.camelmbus.link.Reply;
import org.jspecify.annotations.Nullable;

/**
 * Addresses one meter and resets its link layer: by SND_NKE, or by a selection. Confined to the bus
 * thread.
 */
public final class Addressing {
  private final MeterAddress meter;

  public Addressing(MeterAddress meter) {
    this.meter = meter;
  }

  /** The secondary address that selects it; null for a primary one. */
  @Nullable SecondaryAddress mask() {
    return meter instanceof MeterAddress.Secondary secondary ? secondary.address() : null;
  }

  /** The A field of requests to it. */
  public PrimaryAddress field() {
    return meter instanceof MeterAddress.Primary primary
        ? primary.address()
        : PrimaryAddress.NETWORK_LAYER;
  }

  /**
   * Sends SND_NKE, or selects until something answers.
   *
   * @param patient whether to repeat SND_NKE, too, until something answers: if it is lost, the FCB
   *     of the meter is unknown.
   * @param diagnosis takes the replies.
   * @throws BusException if no meter can be selected.
   */
  public void address(BusSession session, boolean patient, FailureDiagnosis diagnosis) {
    SecondaryAddress mask = mask();
    if (mask == null) {
      reset(session, patient ? session.retries() : 0, diagnosis);
    } else if (!isSelected(session, mask, settles(mask), diagnosis)) {
      throw diagnosis.verdict();
    }
  }

  /**
   * Sends SND_NKE, or selects until something answers, for a request that may be answered even if
   * nothing answers that.
   *
   * @param diagnosis takes the replies.
   * @return false if nothing answered a selection on a line that may drop damaged octets: two
   *     acknowledges look like that.
   * @throws BusException if nothing answered a selection on any other line.
   */
  boolean isAddressed(BusSession session, FailureDiagnosis diagnosis) {
    SecondaryAddress mask = mask();
    if (mask == null) {
      reset(session, 0, diagnosis);
      return true;
    }
    boolean selected = isSelected(session, mask, settles(mask), diagnosis);
    if (!selected && session.showsBadOctets()) {
      throw diagnosis.verdict();
    }
    return selected;
  }

  /**
   * Deselects and selects once more, after which the meter expects the FCB of a first request. A
   * device that acknowledges everything does so before the meter now and then, so a second
   * acknowledge is awaited: what is sent into it is lost.
   *
   * @param diagnosis takes the replies.
   * @throws BusException if nothing answered a selection on a line that delivers damaged octets.
   */
  static void reselect(BusSession session, SecondaryAddress mask, FailureDiagnosis diagnosis) {
    session.sndNke(PrimaryAddress.NETWORK_LAYER, true);
    if (!isSelected(session, mask, true, diagnosis) && session.showsBadOctets()) {
      throw diagnosis.verdict();
    }
  }

  /** A meter that does not acknowledge SND_NKE may still answer what follows. */
  private void reset(BusSession session, int retries, FailureDiagnosis diagnosis) {
    for (int attempt = 0; attempt <= retries; attempt++) {
      Reply reply = session.sndNke(field(), retries > 0);
      diagnosis.add(reply);
      if (!(reply instanceof Reply.Silence)) {
        return;
      }
    }
  }

  /** Where the id has wildcards a second acknowledge is awaited; a request sent into it is lost. */
  private static boolean settles(SecondaryAddress mask) {
    return !mask.idIsExact();
  }

  private static boolean isSelected(
      BusSession session, SecondaryAddress mask, boolean settle, FailureDiagnosis diagnosis) {
    boolean heard = false;
    for (int attempt = 0; attempt <= session.retries(); attempt++) {
      if (attempt > 0) {
        session.countRetry();
      }
      boolean fcb = attempt % 2 == 1;
      Reply reply = session.select(mask, fcb, settle);
      diagnosis.add(reply);
      heard |= !(reply instanceof Reply.Silence);
      // Octets of another meter may have come into the selection of one.
      if (reply instanceof Reply.Answer || heard && settle) {
        return true;
      }
    }
    return heard;
  }
}
