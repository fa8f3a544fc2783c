package io.github.camelmbus.master.write;

import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.data.DataRecord;
import io.github.camelmbus.data.Quality;
import io.github.camelmbus.master.BusException;
import io.github.camelmbus.master.BusException.Facts;
import io.github.camelmbus.master.MeterRefusedException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The result of a write by the state of the meter after it: done, refused, done in part, or
 * unknown. Confined to the bus thread.
 */
final class WriteVerdict {
  private final Write write;
  private final MeterState before;
  private final Verification verification;
  private final String who;
  private final Supplier<Facts> facts;
  private final @Nullable String undo;

  /**
   * @param verification takes the result of the comparison.
   * @param who the meter, for messages.
   * @param undo how to undo the write, for the user; null if it cannot be undone.
   */
  WriteVerdict(
      Write write,
      MeterState before,
      Verification verification,
      String who,
      Supplier<Facts> facts,
      @Nullable String undo) {
    this.write = write;
    this.before = before;
    this.verification = verification;
    this.who = who;
    this.facts = facts;
    this.undo = undo;
  }

  /**
   * Checks the state of the meter after the write.
   *
   * @param unheard why the telegram was not acknowledged; null if it was.
   * @throws BusException unless the meter shows that it was done, or acknowledged what it does not
   *     show.
   */
  void requireDone(MeterState after, @Nullable BusException unheard) {
    requireSameMeter(after);
    write.verify(before, after, verification);
    after.warnings().forEach(verification::remark);
    requireNoComplaint(after);
    if (!verification.wrong().isEmpty()) {
      requireNothingDone(unheard);
    } else if (unheard != null && verification.verified().isEmpty()) {
      throw notVerified("sent without an acknowledge, and the meter does not show it", unheard);
    } else if (unheard != null) {
      verification.remark("no acknowledge arrived, but the meter shows that it was carried out");
    }
  }

  /** Another meter at the same address may have been silent before. */
  private void requireSameMeter(MeterState after) {
    SecondaryAddress right = write.identityAfter(before);
    SecondaryAddress reported = after.secondaryAddress();
    if (right != null && reported != null && !right.equals(reported)) {
      throw notVerified(
          "sent, and then another meter answered, %s instead of %s; it may have carried it out"
              .formatted(reported, right),
          null);
    }
  }

  /** New errors after the write are a refusal, unless the meter shows the written values. */
  private void requireNoComplaint(MeterState after) {
    String recordError = newRecordError(after);
    boolean statusError = after.hasApplicationError() && !before.hasApplicationError();
    if (recordError == null && !statusError) {
      return;
    }
    String complaint =
        recordError == null ? "its status shows an application error since then" : recordError;
    if (!verification.isWhole()) {
      throw refused(recordError == null ? "status" : "record-error", complaint);
    }
    verification.remark(complaint);
  }

  private void requireNothingDone(@Nullable BusException unheard) {
    if (unheard != null && verification.verified().isEmpty()) {
      throw unheard;
    }
    throw notVerified(
        "%s, and not carried out: %s%s"
            .formatted(
                unheard == null ? "acknowledged" : "sent without an acknowledge",
                String.join(", ", verification.wrong()),
                carriedOut()),
        unheard);
  }

  /** The part of a write that was carried out, for the end of a message; empty if there is none. */
  private String carriedOut() {
    List<String> done = verification.verified();
    return done.isEmpty() ? "" : "; but what else was written is there: " + String.join(", ", done);
  }

  /** The record that the meter does not send as before; null if there is none. */
  private @Nullable String newRecordError(MeterState after) {
    return after.records().stream()
        .filter(record -> record.quality() == Quality.RECORD_ERROR)
        .filter(record -> before.records().stream().noneMatch(old -> isSameError(old, record)))
        .map(
            record ->
                "it sends "
                    + record.quantity()
                    + " with a record error, "
                    + BusException.hex(record.octets()))
        .findFirst()
        .orElse(null);
  }

  private static boolean isSameError(DataRecord old, DataRecord record) {
    return old.dib().equals(record.dib())
        && Arrays.equals(old.vib().octets(), record.vib().octets());
  }

  private BusException refused(String code, String how) {
    String done = carriedOut();
    String undoHint = done.isEmpty() ? "" : WriteNotVerifiedException.undoHint(undo);
    return new MeterRefusedException(
        code, facts.get(), false, who + " refused the write: " + how + done + undoHint);
  }

  WriteNotVerifiedException notVerified(String what, @Nullable RuntimeException cause) {
    return new WriteNotVerifiedException(facts.get(), who + ": " + what, undo, cause);
  }
}
