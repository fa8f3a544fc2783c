package io.github.camelmbus.master;

import io.github.camelmbus.application.ApplicationError;
import io.github.camelmbus.application.Keys;
import io.github.camelmbus.application.Telegram;
import io.github.camelmbus.frame.PrimaryAddress;
import io.github.camelmbus.frame.SingleCharacter;
import io.github.camelmbus.line.DeadlineException;
import io.github.camelmbus.link.Reply;
import io.github.camelmbus.master.AlarmHabits.Habit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Asks a meter for alarms (REQ_UD1): an acknowledge says that there is none. A good answer toggles
 * the FCB of the next request, which confirms the alarm to the meter; so it is asked until it has
 * no alarm or repeats one.
 */
final class ReadAlarm implements Transaction<AlarmAnswer> {
  private static final int MAX_ALARMS = 16;

  private final MeterAddress meter;
  private final Keys keys;

  /**
   * @param keys of meters that encrypt.
   */
  ReadAlarm(MeterAddress meter, Keys keys) {
    this.meter = meter;
    this.keys = keys;
  }

  @Override
  public MeterAddress meter() {
    return meter;
  }

  @Override
  public AlarmAnswer run(BusSession session) {
    return new Poll(session).run();
  }

  /** One run of the transaction. */
  private final class Poll {
    private final BusSession session;
    private final FailureDiagnosis diagnosis;
    private final Addressing addressing = new Addressing(meter);
    private final List<Telegram> telegrams = new ArrayList<>();

    Poll(BusSession session) {
      this.session = session;
      this.diagnosis = new FailureDiagnosis(session, meter);
    }

    AlarmAnswer run() {
      PrimaryAddress field = addressing.field();
      if (addressing.mask() != null || !session.isInStep(field)) {
        addressing.address(session, false, diagnosis);
      }
      boolean more = true;
      while (more && telegrams.size() < MAX_ALARMS) {
        more = isAnother();
      }
      return new AlarmAnswer(meter, telegrams, session.requestsSent());
    }

    /** Alarms that came are returned even if a later request fails; the next poll asks again. */
    private boolean isAnother() {
      try {
        return take(ask());
      } catch (BusException | DeadlineException failure) {
        if (telegrams.isEmpty()) {
          throw failure;
        }
        return false;
      }
    }

    /** Whether there may be another alarm. */
    private boolean take(Reply.Answer answer) {
      if (answer.frame() instanceof SingleCharacter) {
        return false;
      }
      if (answer.telegram().message() instanceof ApplicationError error) {
        throw diagnosis.refusedBy(error, answer.octets());
      }
      boolean seen =
          telegrams.stream().anyMatch(other -> Arrays.equals(other.octets(), answer.octets()));
      if (!seen) {
        telegrams.add(answer.telegram());
      }
      return !seen;
    }

    private Reply.Answer ask() {
      Habit habit = session.alarmHabits().of(meter);
      int tries = habit == Habit.SILENT ? 1 : 1 + session.retries();
      for (int attempt = 0; attempt < tries; attempt++) {
        boolean quick = attempt == 0 && habit == Habit.FAST;
        if (attempt > 0) {
          session.countRetry();
        }
        Reply reply = session.reqUd1(addressing.field(), addressing.mask(), keys, quick);
        if (reply instanceof Reply.Answer answer && answer.frame() != SingleCharacter.NACK) {
          boolean inTime = answer.responseTime().compareTo(session.alarmWindow()) <= 0;
          session.alarmHabits().answered(meter, inTime && attempt == 0);
          return answer;
        }
        diagnosis.addAfterRequest(reply);
      }
      if (diagnosis.onlySilence()) {
        session.alarmHabits().silent(meter);
      }
      throw diagnosis.verdict();
    }
  }
}
