package io.github.camelmbus.link;

import io.github.camelmbus.frame.LongFrame;
import io.github.camelmbus.link.LineDelay.Answer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long the master waits: the windows of EN 13757-2, 5.5, made wider by what was measured on the
 * line. All times are in nanoseconds. Confined to the bus thread.
 */
final class AnswerWindows {
  /** The time that EN 13757-2 adds to each answer time for a meter with a busy processor. */
  private static final long BUSY = Duration.ofMillis(50).toNanos();

  /** A line with a longer delay is not one that delivers octets as the meters send them. */
  private static final long LONG_DELAY = Duration.ofMillis(100).toNanos();

  /** An answer within this time shows a local line. */
  private static final long QUICK = Duration.ofMillis(60).toNanos();

  private final LineProfile profile;
  private BusTiming timing;
  private @Nullable Duration fixed;

  /**
   * @param fixed replaces the window of the standard and the delay together; null for those.
   */
  AnswerWindows(LineProfile profile, BusTiming timing, @Nullable Duration fixed) {
    this.profile = profile;
    this.timing = timing;
    this.fixed = fixed;
  }

  BusTiming timing() {
    return timing;
  }

  void timing(BusTiming changed) {
    timing = changed;
  }

  void fixed(@Nullable Duration changed) {
    fixed = changed;
  }

  boolean isFixed() {
    return fixed != null;
  }

  /** For the first octet of a telegram. */
  long telegram() {
    return window(allowance(), LongFrame.MAX_OCTETS);
  }

  /** For the acknowledge of a meter. */
  long acknowledge() {
    return window(allowance(), 1);
  }

  /** For the first octet of what a request may bring. */
  long of(ReplyMatcher matcher) {
    return window(allowance(), matcher.longest());
  }

  /** The same where silence is the usual reply. */
  long ofProbe(ReplyMatcher matcher) {
    return window(profile.delay().whenProbing(), matcher.longest());
  }

  /** The same, no longer than the slowest answer so far took, plus the time for a busy meter. */
  long ofQuickProbe(ReplyMatcher matcher) {
    long window = ofProbe(matcher);
    // Telegrams take longer than acknowledges; before the first one their time is unknown.
    long slowest = Math.max(slowest(1), slowest(matcher.longest()));
    boolean measured = fixed == null && slowest > 0 && probing(matcher) == WaitPolicy.PROBE;
    return measured ? Math.min(window, slowest + BUSY) : window;
  }

  /** For a meter that answers REQ_UD1 in 33 bit. */
  long alarm() {
    return fixed != null ? fixed.toNanos() : timing.idle() + timing.octets(1) + allowance();
  }

  private long window(long allowance, int octets) {
    Packing packing = profile.packing();
    if (fixed != null) {
      boolean collects = packing.known() && !packing.direct();
      return fixed.toNanos() + (collects ? packing.hold(octets, timing) : 0);
    }
    long slowest = slowest(octets) + BUSY;
    return Math.max(timing.answerWindow(allowance), slowest) + packing.hold(octets, timing);
  }

  private long slowest(int octets) {
    return profile.delay().slowest(octets == 1 ? Answer.ACKNOWLEDGE : Answer.TELEGRAM);
  }

  private long allowance() {
    return profile.delay().allowance();
  }

  /**
   * How much of the window of a probe may pass while the next request is sent. More than 0 only for
   * acknowledges, as a late telegram would be lost, and only where all known meters answer earlier.
   */
  long overlap(byte[] request, ReplyMatcher matcher) {
    long overlap = timing.octets(request.length);
    boolean harmless = matcher.isSingleCharacter() && isDirect();
    return harmless && allAnswerWithin(ofProbe(matcher) - overlap) ? overlap : 0;
  }

  private boolean allAnswerWithin(long window) {
    long slowest = slowest(1);
    return slowest > 0 && slowest + BUSY <= window;
  }

  WaitPolicy probing(ReplyMatcher matcher) {
    boolean direct = isDirect() && (matcher.isSingleCharacter() || profile.packing().direct());
    return direct ? WaitPolicy.PROBE : WaitPolicy.PROBE_SLOW_LINE;
  }

  /** Whether octets arrive as the meters send them, after a short and steady delay. */
  private boolean isDirect() {
    LineDelay delay = profile.delay();
    boolean quick = delay.known() && delay.steady() && delay.allowance() <= LONG_DELAY;
    return quick && (!profile.packing().known() || profile.packing().direct());
  }

  /** The times of the wait for one reply. */
  ReplyTimes times(long requestEnd, long earliest, long window) {
    LineDelay delay = profile.delay();
    Packing packing = profile.packing();
    long variation = delay.measured() ? delay.variation() : 0;
    long slowest = slowest(1);
    long span = timing.answerWindow(variation) + packing.hold(LongFrame.MAX_OCTETS, timing);
    return new ReplyTimes(
        requestEnd,
        earliest,
        requestEnd + window,
        delay.isLongest() ? span : 0,
        packing.pause(timing, variation),
        packing.quiet(timing, isDirect() ? delay.allowance() : variation),
        packing.quiet(timing, isDirect() ? 0 : variation),
        requestEnd + Math.min(window, slowest + timing.octets(1)),
        requestEnd + Math.min(window, slowest == 0 ? window : slowest + BUSY),
        requestEnd + acknowledge() + timing.octets(1));
  }

  /** On a line with a long delay no answer comes before that delay less the time of a meter. */
  long shortest() {
    return profile.delay().shortest() - timing.answerWindow(0);
  }

  /** For the acknowledges of all meters, once the first came so much later than it could. */
  long ofOthers(long excess) {
    long spare = excess < QUICK ? QUICK : profile.delay().variation();
    return timing.answerWindow(excess + spare);
  }

  /** The same on a local line where all have acknowledged before. */
  long ofOthersAgain(long excess) {
    long window = ofOthers(excess);
    return excess < QUICK ? Math.min(window, slowest(1) + BUSY) : window;
  }

  /** How long after its request an answer may still come. */
  long latest() {
    return timing.answerWindow(profile.delay().latest()) + timing.octets(LongFrame.MAX_OCTETS);
  }

  /** How long after their request superposed telegrams may go on. */
  long superposed() {
    long longest = timing.octets(profile.packing().longestTelegram());
    return timing.answerWindow(allowance()) + longest;
  }

  /** How long the line must be silent to be idle. */
  long quiet() {
    return isDirect() ? timing.idle() : profile.packing().quiet(timing, 0);
  }

  /** The time of an answer beyond the earliest one, less that of the octets in its first chunk. */
  long excess(ReplyReceiver receiver) {
    long sent = timing.octets(receiver.heard().firstChunk());
    return Math.max(0, receiver.delay() - timing.earliestAnswer() - sent);
  }
}
