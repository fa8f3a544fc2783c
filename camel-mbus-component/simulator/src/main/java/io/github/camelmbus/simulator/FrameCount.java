package io.github.camelmbus.simulator;

import io.github.camelmbus.frame.ControlField;
import org.jspecify.annotations.Nullable;

/** A meter's memory of the frame count bit, for one address and one kind of request. */
final class FrameCount {
  private @Nullable Boolean last;

  /** What a request is, by its FCB. */
  enum Step {
    /** The first since the link reset, or a frame without a valid FCB. */
    FIRST,
    /** The FCB toggled: the last answer has arrived. */
    NEXT,
    /** The same FCB again: the last answer was lost. */
    REPETITION
  }

  /** After SND_NKE or a selection. */
  void reset() {
    last = null;
  }

  /**
   * Takes the FCB of a request.
   *
   * @param strict whether the first one must be 1, as the standard has it.
   */
  Step accept(ControlField control, boolean strict) {
    if (!control.fcv()) {
      last = null;
      return Step.FIRST;
    }
    Boolean before = last;
    if (before == null && strict && !control.fcb()) {
      return Step.REPETITION;
    }
    last = control.fcb();
    if (before == null) {
      return Step.FIRST;
    }
    return before == control.fcb() ? Step.REPETITION : Step.NEXT;
  }
}
