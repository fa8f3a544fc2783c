package io.github.camelmbus.search;

import io.github.camelmbus.application.Mask;
import io.github.camelmbus.application.SecondaryAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a secondary search asks: once where the bus is quiet and sound, and more often where noise
 * was taken for meters or a device acknowledges whatever is selected. Confined to the thread of the
 * search.
 */
final class ProbePolicy {
  /** A selection that no meter owns: all letters, and a manufacturer without any. */
  static final Mask CONTROL = new Mask(new SecondaryAddress("EEEEEEEE", 0, 0, 0), null);

  /**
   * No meter owns it either; but one that takes F of a selection for a digit of its own answers, as
   * those do that are selected if any digit fits.
   */
  private static final Mask ONE_WILDCARD = Mask.parse("EEEEEEEF");

  /** What is confirmed so often is no noise, or the line is of no use. */
  private static final int MAX_CONFIRMATIONS = 4;

  /** A device that acknowledges everything does so each time. */
  private static final int MAX_CONTROLS = 2;

  private final Probe probe;
  private final SearchContext context;
  private final Runnable asked;
  private boolean controlled;
  private boolean phantom;
  private boolean controlledByWildcard;

  /** A meter that answers whatever is selected, in words. */
  private @Nullable String everywhere;

  private boolean deselectionChecked;
  private boolean onlyTelegramsCount;
  private int confirmations;

  /**
   * @param asked called after each probe.
   */
  ProbePolicy(Probe probe, SearchContext context, Runnable asked) {
    this.probe = probe;
    this.context = context;
    this.asked = asked;
  }

  /** Asks who matches a mask, and confirms what this bus gives reason to doubt. */
  Outcome ask(Mask mask, Effort wanted) {
    Effort effort = onlyTelegramsCount && wanted == Effort.QUICK ? Effort.BY_TELEGRAM : wanted;
    Outcome outcome = askOnce(mask, effort);
    int confirmed = outcome instanceof Outcome.Noise ? 1 : confirmations;
    for (int i = 0; i < confirmed && isJunk(outcome); i++) {
      boolean stray = outcome instanceof Outcome.Noise;
      outcome = askOnce(mask, effort);
      if (stray && !isJunk(outcome)) {
        // An octet came that does not come again: others may look like acknowledges.
        suspectNoise(mask);
      }
    }
    boolean again = !effort.isPatient();
    outcome = again ? askAfterMismatch(mask, outcome) : outcome;
    if (outcome instanceof Outcome.Mute) {
      // What acknowledges and stays silent here spoils the acknowledges of others elsewhere.
      onlyTelegramsCount = true;
      if (again && !isPhantom(outcome)) {
        // Its telegram may take so long that it comes now.
        outcome = askAfterMismatch(mask, askOnce(mask, Effort.THOROUGH));
      }
    }
    return outcome;
  }

  /** Silence of all may be that of a dead connection, where something was heard before. */
  Outcome askPatiently(Mask mask) {
    Outcome outcome = ask(mask, Effort.THOROUGH);
    if (outcome instanceof Outcome.Silence && probe.heardSomething() && !probe.stillAnswers()) {
      probe.renew();
      outcome = ask(mask, Effort.THOROUGH);
    }
    return outcome;
  }

  /** What answers that was not asked may be late, be it another meter or the one that is asked. */
  private Outcome askAfterMismatch(Mask mask, Outcome outcome) {
    if (!(outcome instanceof Outcome.Mismatch) || isEverywhere(outcome)) {
      return outcome;
    }
    probe.listenLong();
    return askOnce(mask, Effort.THOROUGH);
  }

  private static boolean isJunk(Outcome outcome) {
    return outcome instanceof Outcome.Several
        || outcome instanceof Outcome.Damaged
        || outcome instanceof Outcome.Noise;
  }

  private Outcome askOnce(Mask mask, Effort effort) {
    context.next();
    Outcome outcome = probe.select(mask, effort);
    asked.run();
    return outcome;
  }

  /** Whether something answers selections that do not fit it. */
  boolean isPhantomThere() {
    return phantom || everywhere != null;
  }

  /** Answers whatever is selected, and so is no sign of a meter. */
  boolean isPhantom(Outcome outcome) {
    if (!(outcome instanceof Outcome.Mute || outcome instanceof Outcome.Mismatch)) {
      return false;
    }
    control();
    if (!phantom && outcome instanceof Outcome.Mismatch mismatch) {
      controlByWildcard(mismatch.sender());
    }
    return phantom || isEverywhere(outcome);
  }

  private boolean isEverywhere(Outcome outcome) {
    return outcome instanceof Outcome.Mismatch mismatch && mismatch.sender().equals(everywhere);
  }

  /** Once, and for the first meter that answers what it was not asked; it may only be late. */
  private void controlByWildcard(String sender) {
    if (controlledByWildcard) {
      return;
    }
    controlledByWildcard = true;
    probe.listenLong();
    if (askOnce(ONE_WILDCARD, Effort.BY_TELEGRAM) instanceof Outcome.Mismatch mismatch
        && mismatch.sender().equals(sender)) {
      everywhere = sender;
      probe.expectEverywhere(sender);
      context.report(Findings.everywhere(ONE_WILDCARD, sender));
    }
  }

  /**
   * A selection that no meter can own shows a device that acknowledges every selection. It is made
   * once, before the first collision is believed: with such a device each mask collides.
   */
  void control() {
    if (controlled) {
      return;
    }
    controlled = true;
    Outcome outcome = askOnce(CONTROL, Effort.QUICK);
    if (outcome instanceof Outcome.Silence || outcome instanceof Outcome.Noise) {
      return;
    }
    // It may be the late answer of a slow meter to an earlier request, or noise.
    for (int again = 0; again < MAX_CONTROLS; again++) {
      probe.listenLong();
      outcome = askOnce(CONTROL, Effort.BY_TELEGRAM);
      if (outcome instanceof Outcome.Silence || outcome instanceof Outcome.Noise) {
        suspectNoise(CONTROL);
        return;
      }
    }
    phantom = true;
    onlyTelegramsCount = true;
    context.report(Findings.phantom(CONTROL, outcome));
  }

  /** Whether stray octets were reported. */
  boolean isNoisy() {
    return confirmations > 0;
  }

  /** What looked like a collision was none; from now on each is confirmed. */
  void suspectNoise(Mask mask) {
    if (confirmations == 0) {
      context.report(Findings.strayOctets(mask));
    }
    confirmations = Math.min(MAX_CONFIRMATIONS, confirmations + 1);
  }

  /** Where two seem to have one id, one of them may only never have been deselected. */
  void requireDeselection() {
    if (deselectionChecked) {
      return;
    }
    deselectionChecked = true;
    Optional<String> stuck = probe.stillSelected();
    if (stuck.isEmpty()) {
      return;
    }
    // A telegram that still goes on hides the deselection from its meter.
    probe.listenLong();
    if (probe.stillSelected().isPresent()) {
      context.report(Findings.stuck(CONTROL, stuck.get()));
      throw new SearchContext.Stopped("a meter stays selected");
    }
  }
}
