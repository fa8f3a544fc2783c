package io.github.camelmbus.master;

import io.github.camelmbus.application.ApplicationError;
import io.github.camelmbus.application.Keys;
import io.github.camelmbus.application.MeterData;
import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.application.Telegram;
import io.github.camelmbus.frame.LongFrame;
import io.github.camelmbus.frame.SingleCharacter;
import io.github.camelmbus.line.DeadlineException;
import io.github.camelmbus.link.Reply;
import io.github.camelmbus.link.TelegramMatcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads all telegrams of a meter.
 *
 * <p>By primary address: SND_NKE, then REQ_UD2 with FCB 1. By secondary address: selection, then
 * REQ_UD2 to 253 with FCB 1. A request without a good answer is repeated with the same FCB. While a
 * telegram ends with DIF 1F, the next one is asked for with the FCB toggled.
 */
public final class ReadMeter implements Transaction<Readout> {
  /** A limit for meters that never send the last telegram; real meters have fewer. */
  private static final int MAX_TELEGRAMS = 64;

  private final MeterAddress meter;
  private final Addressing addressing;
  private final Keys keys;
  private final boolean addressed;
  private final OtherSender otherSender;

  /** How to treat a telegram of another sender that came twice the same. */
  private enum OtherSender {
    /** It is read, with a warning: some meters answer with an A field of their own. */
    IS_READ,
    /** It is a mismatch: a write must reach the meter that was asked. */
    IS_REFUSED
  }

  /**
   * @param keys of meters that encrypt.
   */
  public ReadMeter(MeterAddress meter, Keys keys) {
    this(meter, keys, false, OtherSender.IS_READ);
  }

  /**
   * @param addressed whether the meter is addressed already: the request is sent at once, as it may
   *     get an application error; without a reply the meter is addressed.
   */
  public ReadMeter(MeterAddress meter, Keys keys, boolean addressed) {
    this(meter, keys, addressed, OtherSender.IS_REFUSED);
  }

  private ReadMeter(MeterAddress meter, Keys keys, boolean addressed, OtherSender otherSender) {
    this.otherSender = otherSender;
    this.meter = meter;
    this.addressing = new Addressing(meter);
    this.keys = keys;
    this.addressed = addressed;
  }

  @Override
  public MeterAddress meter() {
    return meter;
  }

  @Override
  public boolean counts() {
    return true;
  }

  @Override
  public Readout run(BusSession session) {
    return new Reading(session).run();
  }

  /** One run of the transaction. */
  private final class Reading {
    private final BusSession session;
    private final FailureDiagnosis diagnosis;
    private final List<Telegram> telegrams = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private @Nullable String accepted;
    private @Nullable Reply lastReply;
    private @Nullable Reply beforeReselection;
    private @Nullable SecondaryAddress firstSender;

    Reading(BusSession session) {
      this.session = session;
      this.diagnosis = new FailureDiagnosis(session, meter);
    }

    Readout run() {
      Reply.Answer first = firstTelegram();
      telegrams.add(first.telegram());
      firstSender = first.secondaryAddress();
      boolean complete = readOn(first.telegram());
      return new Readout(
          meter, telegrams, complete, warnings, first.responseTime(), session.requestsSent());
    }

    private Reply.Answer firstTelegram() {
      Reply.Answer answer = addressed ? ask(0) : null;
      boolean heard = true;
      if (answer == null) {
        heard = addressing.isAddressed(session, diagnosis);
        answer = ask(heard ? session.retries() : 0);
      }
      SecondaryAddress mask = addressing.mask();
      if (answer == null && heard && mask != null && !diagnosis.refused()) {
        // The selection may have been lost, or the meter takes FCB 1 for a repeat of an earlier
        // request. Deselecting and selecting it again helps in both cases.
        Addressing.reselect(session, mask, diagnosis);
        beforeReselection = diagnosis.acknowledgedCleanly() ? lastReply : null;
        answer = ask(diagnosis.onlySilence() ? 0 : Math.min(1, session.retries()));
      }
      if (answer == null) {
        throw diagnosis.verdict();
      }
      return answer;
    }

    private Reply.@Nullable Answer ask(int retries) {
      Reply before = null;
      for (int attempt = 0; attempt <= retries; attempt++) {
        if (attempt > 0) {
          session.countRetry();
        }
        Reply reply = session.reqUd2(expected());
        Reply.Answer answer = answerIn(reply, before);
        if (answer != null) {
          refuseApplicationError(answer);
          return answer;
        }
        diagnosis.addAfterRequest(reply);
        before = reply;
        lastReply = reply;
      }
      return null;
    }

    private TelegramMatcher expected() {
      return new TelegramMatcher(addressing.field(), addressing.mask(), keys, firstSender);
    }

    private Reply.@Nullable Answer answerIn(Reply reply, @Nullable Reply before) {
      if (reply instanceof Reply.Answer answer && !(answer.frame() instanceof SingleCharacter)) {
        return answer;
      }
      if (!(reply instanceof Reply.Mismatch mismatch) || otherSender == OtherSender.IS_REFUSED) {
        return null;
      }
      if (!mismatch.sender().equals(accepted)) {
        Reply first = addressing.mask() == null ? before : beforeReselection;
        boolean again = first instanceof Reply.Mismatch earlier && isSame(earlier, mismatch);
        if (!again || !isOneOfItsNames(mismatch.last())) {
          return null;
        }
        warnings.add("the meter answers as " + mismatch.sender() + ", it was asked as " + meter);
        accepted = mismatch.sender();
      }
      session.acceptAnswer(addressing.field());
      return mismatch.last();
    }

    /** Twice the same answer, and no other octet. */
    private static boolean isSame(Reply.Mismatch first, Reply.Mismatch second) {
      return first.sender().equals(second.sender())
          && first.octets().length() == first.last().octets().length
          && second.octets().length() == second.last().octets().length;
    }

    /** Another A field, or the same id with another manufacturer, version or device type. */
    private boolean isOneOfItsNames(Reply.Answer answer) {
      SecondaryAddress mask = addressing.mask();
      SecondaryAddress reported = answer.secondaryAddress();
      boolean telegram = answer.frame() instanceof LongFrame frame && !frame.control().fromMaster();
      return telegram
          && (mask == null
              || reported != null && mask.idIsExact() && mask.id().equals(reported.id()));
    }

    private void refuseApplicationError(Reply.Answer answer) {
      if (answer.telegram().message() instanceof ApplicationError error) {
        throw diagnosis.refusedBy(error, answer.octets());
      }
    }

    /** Reads the telegrams after the first one; returns whether all of them came. */
    private boolean readOn(Telegram first) {
      Telegram last = first;
      while (moreRecordsFollow(last)) {
        if (telegrams.size() == MAX_TELEGRAMS) {
          warnings.add("the meter announces more than " + MAX_TELEGRAMS + " telegrams; stopped");
          return false;
        }
        Reply.Answer next = follower();
        if (next == null) {
          return false;
        }
        last = next.telegram();
        telegrams.add(last);
      }
      return true;
    }

    private Reply.@Nullable Answer follower() {
      String which = "telegram " + (telegrams.size() + 1) + " of the readout";
      try {
        Reply.Answer next = ask(session.retries());
        if (next == null) {
          warnings.add(which + " is missing: " + diagnosis.verdict().getMessage());
        } else if (isOfAnother(next)) {
          warnings.add(which + " is of another meter, " + next.secondaryAddress() + "; stopped");
          return null;
        } else if (repeats(next)) {
          warnings.add(which + " is the same as the one before: the meter repeats itself");
          return null;
        }
        return next;
      } catch (MeterRefusedException | DeadlineException none) {
        warnings.add(which + " is missing: " + none.getMessage());
        return null;
      }
    }

    private boolean isOfAnother(Reply.Answer next) {
      SecondaryAddress sender = next.secondaryAddress();
      return sender != null && firstSender != null && !sender.equals(firstSender);
    }

    /** Whether header, with its access number, and data are those of the telegram before. */
    private boolean repeats(Reply.Answer next) {
      return Arrays.equals(telegrams.get(telegrams.size() - 1).octets(), next.octets());
    }
  }

  private static boolean moreRecordsFollow(Telegram telegram) {
    MeterData data = telegram.data();
    return data != null && data.content().moreRecordsFollow();
  }
}
