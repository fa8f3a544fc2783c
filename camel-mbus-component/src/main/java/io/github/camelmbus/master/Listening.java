package io.github.camelmbus.master;

import io.github.camelmbus.frame.Frame;
import io.github.camelmbus.frame.FrameAssembler;
import io.github.camelmbus.frame.SingleCharacter;
import io.github.camelmbus.master.FrameListener.Direction;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One wait for the reply to one request: takes chunks with their time of arrival, and tells until
 * when to listen and what came of it. Knows no transport. Confined to the bus thread.
 */
final class Listening {
  /** Octets of the longest frame. */
  static final int LONGEST_FRAME = 261;

  /** Octets that superposed telegrams may swallow at a stretch: 40 were seen. */
  private static final int LONGEST_HOLD = 50;

  /** The octet that ends a telegram. */
  private static final byte STOP = 0x16;

  private final byte[] request;
  private final Expected expected;
  private final BusTiming timing;
  private final long latency;
  private final long slowestAnswer;
  private final long secondAcknowledge;
  private final long requestEnd;
  private final long windowEnd;
  private final long bound;
  private final FrameListener listener;
  private final boolean echoPossible;
  private final boolean showsBadOctets;

  private final FrameAssembler assembler = new FrameAssembler();
  private final ByteArrayOutputStream damaged = new ByteArrayOutputStream();
  private final ByteArrayOutputStream strange = new ByteArrayOutputStream();
  private boolean echo;
  private boolean answerBegan;
  private long answerStart;
  private long lastHeard;
  private byte lastOctet;
  private int octetsHeard;
  private final boolean mayBeEarly;
  private boolean disturbed;
  private boolean superposed;
  private boolean acknowledgedByAnother;
  private String fault = "";
  private String stranger = "";
  private @Nullable Frame answer;
  private byte[] answerOctets = new byte[0];

  Listening(
      byte[] request,
      Expected expected,
      BusTiming timing,
      Latency latency,
      long requestEnd,
      long window,
      boolean echoPossible,
      boolean showsBadOctets,
      boolean mayBeEarly,
      FrameListener listener) {
    this.request = request;
    this.expected = expected;
    this.timing = timing;
    this.latency = latency.nanos();
    this.slowestAnswer = Math.min(window, latency.slowestAnswer());
    this.secondAcknowledge =
        expected.givesUpOnJunk() ? Math.min(window, latency.slowestHeard()) : 0;
    this.requestEnd = requestEnd;
    this.windowEnd = requestEnd + window;
    this.bound = windowEnd + timing.octets(2 * LONGEST_FRAME) + timing.gap(this.latency);
    this.echoPossible = echoPossible;
    this.showsBadOctets = showsBadOctets;
    this.mayBeEarly = mayBeEarly;
    this.listener = listener;
    this.lastHeard = requestEnd;
  }

  /**
   * Until when to wait for the next octet; before {@code now} when there is nothing to wait for.
   */
  long deadline() {
    if (finished()) {
      return lastHeard;
    }
    if (assembler.insideLongFrame()) {
      return Math.min(bound, lastHeard + timing.gap(latency));
    }
    long idle = lastHeard + timing.idle() + latency;
    if (answer != null) {
      return Math.max(idle, wantsTelegram() ? windowEnd : requestEnd + secondAcknowledge);
    }
    if (expected.givesUpOnJunk() && (disturbed || damaged.size() > 0 || assembler.pending())) {
      return Math.min(bound, Math.max(idle, disturbed ? windowEnd : heldUntil()));
    }
    return Math.min(bound, answerBegan ? Math.max(windowEnd, idle) : windowEnd);
  }

  /** Whether an acknowledge is not all that a probe waits for: it may be another meter's. */
  private boolean wantsTelegram() {
    return expected.givesUpOnJunk() && !expected.isSingleCharacter();
  }

  /**
   * Several meters at once may hold the line at 0 so long that no octet comes out of it: a receiver
   * sees the first edge of that, an octet whose last bits are 0. Then the line is taken for busy:
   * with acknowledges until the slowest meter must have sent its own, with telegrams for a while.
   */
  private long heldUntil() {
    // Where bad octets are dropped, nothing may come out of it at all.
    boolean sparse = timing.octets(4 * octetsHeard) < 3 * (lastHeard - answerStart);
    boolean held = sparse || (lastOctet & 0x80) == 0 && lastOctet != STOP;
    if (!showsBadOctets) {
      return Math.max(windowEnd, answerStart + timing.octets(expected.longest()));
    }
    if (!held) {
      return lastHeard;
    } else if (!wantsTelegram()) {
      return requestEnd + slowestAnswer + timing.octets(1);
    }
    long longest = answerStart + timing.octets(expected.longest());
    return Math.min(longest, lastHeard + timing.octets(LONGEST_HOLD));
  }

  /**
   * Whether octets came so early that they answer no part of this request: what was said before is
   * still going on, and the request may be lost in it.
   */
  boolean disturbed() {
    return disturbed;
  }

  /** When the last bit of the request was sent. */
  long requestEnd() {
    return requestEnd;
  }

  /** After this time no more is listened to, whatever comes. */
  long bound() {
    return bound;
  }

  boolean finished() {
    return answer != null && !(answer instanceof SingleCharacter && expected.settle());
  }

  /** Takes octets that arrived. */
  void hear(byte[] chunk, int count, long now) {
    if (!answerBegan) {
      answerBegan = true;
      answerStart = now;
    }
    lastHeard = now;
    lastOctet = chunk[count - 1];
    octetsHeard += count;
    assembler.accept(chunk, 0, count).forEach(outcome -> take(outcome, now));
  }

  /** The deadline passed: what is pending is no frame. */
  void end(long now) {
    assembler.end().forEach(outcome -> take(outcome, now));
  }

  private void take(FrameAssembler.Outcome outcome, long now) {
    if (outcome instanceof FrameAssembler.Received received) {
      listener.frame(Direction.RECEIVED, received.octets(), now);
      takeFrame(received.frame(), received.octets(), now);
    } else if (outcome instanceof FrameAssembler.Discarded discarded) {
      listener.frame(Direction.DISCARDED, discarded.octets(), now);
      takeDamaged(discarded, now);
    } else {
      throw new AssertionError(outcome);
    }
  }

  private void takeFrame(Frame frame, byte[] octets, long now) {
    if (echoPossible && !echo && Arrays.equals(octets, request)) {
      echo = true;
      answerBegan = assembler.pending();
      answerStart = now;
      return;
    }
    if (isTooEarly(now)) {
      disturbed = true;
      return;
    }
    if (!answerBegan) {
      answerBegan = true;
      answerStart = now;
    }
    String sender = expected.strangerIn(frame);
    if (sender != null) {
      stranger = sender;
      strange.writeBytes(octets);
    } else if (answer == null || answer instanceof SingleCharacter) {
      if (answer != null && frame instanceof SingleCharacter) {
        superposed = true;
        fault = "two acknowledges came";
      } else if (answer != null && wantsTelegram()) {
        acknowledgedByAnother = true;
        fault = "an acknowledge came in front of the telegram";
      }
      answer = frame;
      answerOctets = octets;
    }
  }

  private boolean isTooEarly(long now) {
    return expected.givesUpOnJunk() && !mayBeEarly && isBeforeAnyAnswer(now);
  }

  private boolean isBeforeAnyAnswer(long now) {
    return now < requestEnd + timing.earliestAnswer();
  }

  /** Whether a good answer came before any meter can have sent it at the baud rate of the line. */
  boolean answeredEarly() {
    return answer != null && isBeforeAnyAnswer(answerStart);
  }

  private void takeDamaged(FrameAssembler.Discarded discarded, long now) {
    if (isTooEarly(now)) {
      disturbed = true;
      return;
    }
    if (answer != null && !(answer instanceof SingleCharacter)) {
      return;
    }
    damaged.writeBytes(discarded.octets());
    if (fault.isEmpty()) {
      fault = discarded.fault().getMessage();
      superposed = looksSuperposed(discarded);
    }
    if (answer != null) {
      superposed = true;
    }
  }

  private static boolean looksSuperposed(FrameAssembler.Discarded discarded) {
    boolean beganWell =
        switch (discarded.fault().fault()) {
          case CHECKSUM, STOP, TRUNCATED -> true;
          default -> false;
        };
    return !beganWell && !Reply.Garbled.isNoise(discarded.octets());
  }

  /** Whether the request looks for meters, of which several may answer. */
  boolean isProbe() {
    return expected.givesUpOnJunk();
  }

  /** Whether the request itself came back. */
  boolean echo() {
    return echo;
  }

  /** When the last octet came; the end of the request if none did. */
  long lastHeard() {
    return lastHeard;
  }

  /** Whether the answer came without any octet in front that could be taken for its first one. */
  boolean timedCleanly() {
    return answer != null && damaged.size() == 0 && strange.size() == 0;
  }

  /** Whether several meters answered at once, of which the first octet tells the time. */
  boolean timedBySeveral() {
    return answerBegan && (superposed || answer != null);
  }

  /** Nanoseconds from the last bit of the request to the first octet of the answer. */
  long delay() {
    return answerStart - requestEnd;
  }

  /** What came of the request. */
  Reply reply(long now) {
    boolean clear = !acknowledgedByAnother && !(answer instanceof SingleCharacter && superposed);
    if (answer != null && clear) {
      return new Reply.Answer(answer, answerOctets, Duration.ofNanos(Math.max(0, delay())));
    }
    if (answer != null || damaged.size() > 0) {
      var all = new ByteArrayOutputStream();
      all.writeBytes(answerOctets);
      all.writeBytes(damaged.toByteArray());
      return new Reply.Garbled(all.toByteArray(), superposed || acknowledgedByAnother, fault);
    }
    if (disturbed) {
      return new Reply.Garbled(new byte[] {lastOctet}, true, "the line is never idle");
    }
    if (strange.size() > 0) {
      return new Reply.Mismatch(strange.toByteArray(), stranger);
    }
    return new Reply.Silence(Duration.ofNanos(now - requestEnd));
  }
}
