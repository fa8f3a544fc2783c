package io.github.camelmbus.master;

import io.github.camelmbus.MBusFormatException;
import io.github.camelmbus.application.ApplicationError;
import io.github.camelmbus.application.ApplicationMessage;
import io.github.camelmbus.application.Keys;
import io.github.camelmbus.application.MeterData;
import io.github.camelmbus.frame.ControlFrame;
import io.github.camelmbus.frame.Frame;
import io.github.camelmbus.frame.LongFrame;
import io.github.camelmbus.frame.PrimaryAddress;
import io.github.camelmbus.frame.SingleCharacter;
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
final class ReadMeter implements Transaction<Readout> {
  /** No meter of the field has more telegrams; one that seems to never ends. */
  private static final int MOST_TELEGRAMS = 64;

  private final MeterAddress meter;
  private final Addressing addressing;
  private final Keys keys;
  private final boolean addressed;

  /**
   * @param keys to see in encrypted telegrams whether more follow.
   */
  ReadMeter(MeterAddress meter, Keys keys) {
    this(meter, keys, false);
  }

  /**
   * @param addressed whether the meter listens by now: it is asked at once, for it may have
   *     something to say about the telegram before, and addressed only if it does not answer.
   */
  ReadMeter(MeterAddress meter, Keys keys, boolean addressed) {
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
    private final Evidence evidence;
    private final List<byte[]> telegrams = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    Reading(BusSession session) {
      this.session = session;
      this.evidence = new Evidence(session, meter);
    }

    Readout run() {
      Reply.Answer first = firstTelegram();
      telegrams.add(first.octets());
      boolean complete = readOn(first.frame());
      return new Readout(
          meter, telegrams, complete, warnings, first.responseTime(), session.requestsSent());
    }

    private Reply.Answer firstTelegram() {
      Reply.Answer answer = addressed ? ask(0) : null;
      if (answer == null) {
        addressing.address(session, false, evidence);
        answer = ask(session.retries());
      }
      if (answer == null && addressing.mask() != null && evidence.onlySilence()) {
        // It acknowledged and sent nothing: it may have lost its selection, or take FCB 1 for a
        // repeat of something. Both are cured by deselecting and selecting it anew.
        session.sndNke(PrimaryAddress.NETWORK_LAYER, false);
        addressing.address(session, false, evidence);
        answer = ask(0);
      }
      if (answer == null) {
        throw evidence.verdict();
      }
      return answer;
    }

    private Reply.@Nullable Answer ask(int retries) {
      for (int attempt = 0; attempt <= retries; attempt++) {
        if (attempt > 0) {
          session.countRetry();
        }
        Reply reply = session.reqUd2(addressing.field(), addressing.mask());
        if (reply instanceof Reply.Answer answer && !(answer.frame() instanceof SingleCharacter)) {
          refuseApplicationError(answer);
          return answer;
        }
        evidence.addAfterRequest(reply);
      }
      return null;
    }

    private void refuseApplicationError(Reply.Answer answer) {
      if (messageOf(answer.frame()) instanceof ApplicationError error) {
        throw evidence.refusedBy(error, answer.octets());
      }
    }

    /** Reads the telegrams behind the first one; returns whether all of them came. */
    private boolean readOn(Frame first) {
      Frame last = first;
      while (moreRecordsFollow(last)) {
        if (telegrams.size() == MOST_TELEGRAMS) {
          warnings.add("the meter announces more than " + MOST_TELEGRAMS + " telegrams; stopped");
          return false;
        }
        Reply.Answer next = follower();
        if (next == null) {
          return false;
        }
        telegrams.add(next.octets());
        last = next.frame();
      }
      return true;
    }

    private Reply.@Nullable Answer follower() {
      String which = "telegram " + (telegrams.size() + 1) + " of the readout";
      try {
        Reply.Answer next = ask(session.retries());
        if (next == null) {
          warnings.add(which + " is missing: " + evidence.verdict().getMessage());
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

    /** Header with access number, and all data, are those of the telegram before. */
    private boolean repeats(Reply.Answer next) {
      return Arrays.equals(telegrams.get(telegrams.size() - 1), next.octets());
    }
  }

  private boolean moreRecordsFollow(Frame frame) {
    return messageOf(frame) instanceof MeterData data && data.content().moreRecordsFollow();
  }

  private @Nullable ApplicationMessage messageOf(Frame frame) {
    try {
      if (frame instanceof LongFrame longFrame) {
        return ApplicationMessage.decode(longFrame.ci(), longFrame.data(), keys, null);
      }
      return frame instanceof ControlFrame controlFrame
          ? ApplicationMessage.decode(controlFrame.ci(), new byte[0])
          : null;
    } catch (MBusFormatException damaged) {
      // A good frame all the same: the caller gets its octets and finds the same fault.
      return null;
    }
  }
}
