package io.github.camelmbus.master.write;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.application.Keys;
import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.frame.Frame;
import io.github.camelmbus.frame.PrimaryAddress;
import io.github.camelmbus.frame.SingleCharacter;
import io.github.camelmbus.line.DeadlineException;
import io.github.camelmbus.link.Reply;
import io.github.camelmbus.master.Addressing;
import io.github.camelmbus.master.BusException;
import io.github.camelmbus.master.BusException.Facts;
import io.github.camelmbus.master.BusSession;
import io.github.camelmbus.master.FailureDiagnosis;
import io.github.camelmbus.master.MeterAddress;
import io.github.camelmbus.master.MeterRefusedException;
import io.github.camelmbus.master.ReadMeter;
import io.github.camelmbus.master.Readout;
import io.github.camelmbus.master.Transaction;
import io.github.camelmbus.transport.LineUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Write} to one meter with its safety checks, as one transaction.
 *
 * <pre>
 *   read the meter           exactly one answers: the state before
 *   check                    no other device acknowledges the selection; further preconditions
 *   SND_NKE or selection     of exactly this meter: resets its FCB
 *   SND_UD, FCB = 1          until acknowledged, with the same FCB: carried out once
 *   REQ_UD2                  where it must be now: an application error, or the state after
 *   compare
 * </pre>
 */
final class GuardedWrite implements Transaction<WriteReport> {
  private final MeterAddress target;
  private final Write write;
  private final Keys keys;
  private final Consumer<byte[]> sent;
  private final boolean dryRun;
  private boolean begun;

  /**
   * @param keys for a meter that encrypts.
   * @param sent receives each telegram that may change the meter, before it is sent.
   * @param dryRun whether to read the meter, and send nothing else.
   */
  GuardedWrite(MeterAddress target, Write write, Keys keys, Consumer<byte[]> sent, boolean dryRun) {
    this.dryRun = dryRun;
    this.target = target;
    this.write = write;
    this.keys = keys;
    this.sent = sent;
  }

  @Override
  public MeterAddress meter() {
    return target;
  }

  /** Not after the telegram may have reached the meter. */
  @Override
  public boolean repeatable() {
    return !begun;
  }

  @Override
  public WriteReport run(BusSession session) {
    Run run = new Run(session);
    try {
      return run.run();
    } catch (DeadlineException late) {
      throw DeadlineException.stoppedBeforeWrite(session.line(), session.requestsSent());
    } catch (LineUnavailableException lost) {
      throw begun ? run.lost(lost) : lost;
    } finally {
      // The FCB that the meter expects is unknown now.
      session.forgetFcbs();
    }
  }

  /** The line was lost during the write, so it is unknown what has arrived. */
  static LineUnavailableException underWay(
      String line, LineUnavailableException lost, String what) {
    return new LineUnavailableException(
        line,
        lost.reason(),
        "the line was lost when the write was under way; %s: %s".formatted(what, lost.getMessage()),
        lost);
  }

  /** One run of the transaction. */
  private final class Run implements ReadBack {
    private final BusSession session;
    private final List<byte[]> telegrams = new ArrayList<>();
    private final Verification verification = new Verification();
    private MeterAddress exact = target;
    private MeterAddress expected = target;
    private @Nullable String undo;
    private boolean acknowledged;

    Run(BusSession session) {
      this.session = session;
    }

    WriteReport run() {
      MeterState before = read(target, false);
      exact = exactly(before);
      if (dryRun) {
        Frame telegram = write.telegram(new Addressing(exact).field(), write.data(before));
        telegrams.add(telegram.encode());
        return report(before, before);
      } else if (write.isDone(before)) {
        verification.remark("the meter is set so already; nothing was sent");
        return report(before, before);
      }
      Precondition precondition = new Precondition(session, exact);
      precondition.requireNoOtherSelected();
      write.require(precondition, before);
      expected = write.targetAfter(exact, before);
      byte[] data = write.data(before);
      undo = write.undo(before);
      WriteVerdict verdict =
          new WriteVerdict(write, before, verification, name(), this::facts, undo);
      BusException unheard = send(data);
      try {
        MeterState after = stateAfter(before, verdict, unheard);
        verdict.requireDone(after, unheard);
        return report(before, after);
      } catch (BusException | LineUnavailableException known) {
        throw known;
      } catch (RuntimeException unexpected) {
        throw verdict.notVerified(
            "sent, and what the meter shows of it was not understood", unexpected);
      }
    }

    LineUnavailableException lost(LineUnavailableException lost) {
      String what = name() + " may have carried it out" + WriteNotVerifiedException.undoHint(undo);
      return underWay(session.line(), lost, what);
    }

    private MeterState read(MeterAddress meter, boolean addressed) {
      Readout readout = new ReadMeter(meter, keys, addressed).run(session);
      return MeterState.of(readout, session.baudRate());
    }

    /**
     * The secondary address in the reply of the meter, without wildcards; the target if unknown.
     */
    private MeterAddress exactly(MeterState before) {
      SecondaryAddress reported = before.secondaryAddress();
      return reported != null && target instanceof MeterAddress.Secondary
          ? new MeterAddress.Secondary(reported)
          : target;
    }

    /** Sends the telegram; returns the reason if it was not acknowledged, else null. */
    private @Nullable BusException send(byte[] data) {
      PrimaryAddress field = address();
      FailureDiagnosis diagnosis = new FailureDiagnosis(session, exact);
      session.requireTime();
      // From here on no deadline: the write must be verified.
      session.allowAll();
      note(write.telegram(field, data).encode());
      for (int attempt = 0; attempt <= session.retries(); attempt++) {
        if (attempt > 0) {
          session.countRetry();
        }
        Reply reply = session.sndUd(field, write.ci(), data);
        if (isAcknowledge(reply)) {
          acknowledged = true;
          return null;
        }
        diagnosis.add(reply);
        // A meter that refuses a retry may have carried out the first attempt.
        if (diagnosis.refused() && attempt == 0) {
          throw diagnosis.verdict();
        }
      }
      return diagnosis.verdict();
    }

    /** Addresses the meter and resets its FCB; returns the A field to use. */
    private PrimaryAddress address() {
      Addressing addressing = new Addressing(exact);
      addressing.address(session, true, new FailureDiagnosis(session, exact));
      return addressing.field();
    }

    private void note(byte[] telegram) {
      begun = true;
      telegrams.add(telegram);
      sent.accept(telegram.clone());
    }

    private MeterState stateAfter(
        MeterState before, WriteVerdict verdict, @Nullable BusException unheard) {
      try {
        return write.readBack(this, before);
      } catch (BusException silent) {
        requireNoRefusal(silent);
        MeterState unchanged = whereItWas();
        if (unchanged != null) {
          return unchanged;
        }
        String why =
            "%s, and then the meter could not be read: %s; it may have carried it out"
                .formatted(
                    acknowledged ? "acknowledged" : "sent without an acknowledge",
                    silent.getMessage());
        throw verdict.notVerified(why, unheard == null ? silent : unheard);
      }
    }

    /** A meter that only cannot be read right now does not refuse the write. */
    private static void requireNoRefusal(BusException answer) {
      if (answer instanceof MeterRefusedException refused
          && refused.isApplicationError()
          && !refused.retryLater()) {
        throw refused;
      }
    }

    /** The meter at the address it had before the write; null if it is not there any more. */
    private @Nullable MeterState whereItWas() {
      if (expected.equals(exact)) {
        return null;
      }
      try {
        return read(exact, true);
      } catch (BusException gone) {
        requireNoRefusal(gone);
        return null;
      }
    }

    private String name() {
      return FailureDiagnosis.name(exact);
    }

    private Facts facts() {
      return new Facts(
          session.line(), target.toString(), OctetString.EMPTY, session.requestsSent());
    }

    private WriteReport report(MeterState before, MeterState after) {
      return new WriteReport(
          target,
          before.secondaryAddress(),
          write.state(before),
          write.state(after),
          telegrams.stream().map(OctetString::of).toList(),
          verification.verified(),
          verification.remarks(),
          session.requestsSent());
    }

    @Override
    public MeterState read() {
      // The first request after a failed write gets the application error.
      return read(expected, true);
    }

    @Override
    public void setBaudRate(int bitsPerSecond) {
      session.setBaudRate(bitsPerSecond);
    }

    @Override
    public void sendBlindly(int ci) {
      PrimaryAddress field = new Addressing(exact).field();
      try {
        address();
      } catch (BusException unheard) {
        // The meter may receive requests although its replies are lost, so send the command anyway.
      }
      note(BusSession.sndUd(field, ci, new byte[0], true).encode());
      session.sndUd(field, ci, new byte[0]);
    }
  }

  private static boolean isAcknowledge(Reply reply) {
    return reply instanceof Reply.Answer answer && answer.frame() == SingleCharacter.ACK;
  }
}
