package io.github.camelmbus.link;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.application.Telegram;
import io.github.camelmbus.frame.Frame;
import io.github.camelmbus.frame.FrameAssembler;
import io.github.camelmbus.frame.LongFrame;
import io.github.camelmbus.frame.SingleCharacter;
import io.github.camelmbus.link.FrameListener.Direction;
import io.github.camelmbus.transport.DamagedOctets;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One wait for the reply to one request: takes chunks with their time of arrival, and determines
 * how long to listen and what the reply is. Independent of the transport. Confined to the bus
 * thread.
 */
final class ReplyReceiver {
  /** The master stops listening to a line that sends more than this in place of an answer. */
  private static final int MAXIMUM_OCTETS = 2 * LongFrame.MAX_OCTETS;

  /** The highest ratio of true to configured baud rate: 38400 bit/s to 2400. */
  private static final int FASTEST = 16;

  /** Octets that superposed telegrams may lose in one gap, even if few meters send. */
  private static final int LEAST_HOLD = 50;

  /** From this many octets on their gaps show how much superposed telegrams lose. */
  private static final int ENOUGH_OCTETS = 8;

  /** This many octets 00 in a row show that superposed telegrams leave hardly a 1 bit. */
  private static final int FEW_ZEROS = 3;

  /** No later gap is expected to be this many times as long as the longest one before it. */
  private static final int FAR_LONGER = 4;

  /** The most stray octets before a telegram that are no sign of another meter. */
  private static final int STRAY_OCTETS = 2;

  /**
   * The smallest share of the octets of superposed telegrams that comes if damaged ones are
   * delivered.
   */
  static final double WHOLE = 0.8;

  /** With this many octets some are damaged if telegrams are superposed. */
  private static final int LONG_TELEGRAM = 24;

  private final ReplyMatcher matcher;
  private final BusTiming timing;
  private final WaitPolicy policy;
  private final DamagedOctets damagedOctets;
  private final @Nullable EchoFilter echo;
  private final int requestLength;
  private final FrameListener listener;
  private final int longestHold;
  private final ReplyTimes timesWithoutAnswer;
  private ReplyTimes times;

  private final FrameAssembler assembler = new FrameAssembler();
  private final ByteArrayOutputStream damaged = new ByteArrayOutputStream();
  private final ByteArrayOutputStream unexpected = new ByteArrayOutputStream();
  private final ChunkLog chunks = new ChunkLog();
  private boolean answerBegan;
  private long answerStart;
  private int firstChunk;
  private long lastHeard;
  private byte lastOctet;
  private int zeros;
  private int octetsHeard;
  private long longTelegramEnd;
  private boolean early;
  private int acknowledges;
  private int damagedBefore;
  private boolean secondTelegram;
  private @Nullable Damage frameDamage;
  private String sender = "";
  private Reply.@Nullable Answer otherAnswer;
  private @Nullable Telegram answer;

  ReplyReceiver(
      byte[] request,
      ReplyMatcher matcher,
      BusTiming timing,
      ReplyTimes times,
      WaitPolicy policy,
      ReceiverOptions options) {
    this.matcher = matcher;
    this.timing = timing;
    this.times = times;
    this.timesWithoutAnswer = times;
    this.policy = policy;
    this.damagedOctets = options.damagedOctets();
    this.requestLength = request.length;
    this.echo = options.echoPossible() ? new EchoFilter(request, options.broadcast()) : null;
    this.listener = options.listener();
    this.longestHold = Math.max(LEAST_HOLD, options.longestTelegram());
    this.lastHeard = times.requestEnd();
  }

  /**
   * The properties of the line.
   *
   * @param damagedOctets what the transport does with them, or seems to do.
   * @param echoPossible whether the line may echo the request.
   * @param broadcast the last one; its echo may still come.
   * @param longestTelegram the most octets that superposed telegrams may lose in one gap: those of
   *     the longest telegram.
   * @param listener sees all octets.
   */
  record ReceiverOptions(
      DamagedOctets damagedOctets,
      boolean echoPossible,
      byte[] broadcast,
      int longestTelegram,
      FrameListener listener) {}

  /**
   * Until when to wait for the next octet; before {@code now} when there is nothing to wait for.
   */
  long deadline() {
    if (finished()) {
      return lastHeard;
    }
    boolean begins = assembler.pending() && policy != WaitPolicy.PROBE;
    if (assembler.insideLongFrame() || begins) {
      return Math.max(lastHeard + times.pause(), answer == null ? times.end() : lastHeard);
    }
    long idle = lastHeard + times.quiet();
    if (answer != null) {
      if (isSingle(answer)) {
        return Math.max(idle, matcher.wantsTelegram() ? times.end() : times.second());
      }
      return follows() ? Math.max(idle, followUntil()) : followUntil();
    }
    boolean junk = early || damaged.size() > 0 || assembler.pending();
    if (policy.isProbe() && junk) {
      long busy = Math.max(idle, early ? times.end() : heldUntil());
      return policy == WaitPolicy.PROBE ? busy : Math.max(busy, times.end());
    }
    return answerBegan ? Math.max(times.end(), idle) : times.end();
  }

  /** Whether a probe asks for a telegram, so that an acknowledge may be of another meter. */
  private boolean isProbeForTelegram() {
    return policy.isProbe() && !matcher.isSingleCharacter();
  }

  /**
   * Several meters at once may hold the line at 0 for so long that only the first octet is
   * received, with 0 as its last bits. Then the line counts as busy: with acknowledges until the
   * slowest meter must have sent its own, with telegrams for the time of {@link #hold}.
   */
  private long heldUntil() {
    // If damaged octets are dropped, there may be no octet at all.
    boolean sparse = timing.octets(4 * octetsHeard) < 3 * (lastHeard - answerStart);
    boolean held = sparse || (lastOctet & 0x80) == 0 && lastOctet != LongFrame.STOP;
    if (damagedOctets == DamagedOctets.DROPPED) {
      return Math.max(times.end(), answerStart + timing.octets(matcher.longest()));
    }
    if (!held) {
      return lastHeard;
    } else if (!isProbeForTelegram()) {
      return times.slowest() + timing.octets(1);
    }
    long longest = answerStart + timing.octets(matcher.longest());
    return Math.min(longest, lastHeard + hold());
  }

  /**
   * How long superposed telegrams may hold the line at 0. The more meters send, the rarer is a bit
   * that is 1 in all of them: with two or three there is hardly a gap, with ten there are mostly
   * gaps. The number of sending meters only falls, so no later gap is far longer than earlier ones;
   * but octets of zeros show that hardly a 1 bit is left, so later octets may be lost entirely.
   */
  private long hold() {
    long longest = timing.octets(longestHold);
    long expected = FAR_LONGER * chunks.longestGap();
    return octetsHeard < ENOUGH_OCTETS || zeros >= FEW_ZEROS
        ? longest
        : Math.max(timing.octets(LEAST_HOLD), Math.min(longest, expected));
  }

  boolean finished() {
    boolean complete =
        isSingle(answer)
            ? !matcher.settle()
            : answer != null && (!anotherMayFollow() || lastHeard >= followUntil() && !follows());
    return complete || tooMuch();
  }

  /**
   * A frame that starts within the limit may end after it; octets after that frame are too many.
   */
  private boolean tooMuch() {
    boolean frameMayEnd = octetsHeard <= MAXIMUM_OCTETS + LongFrame.MAX_OCTETS;
    return octetsHeard > MAXIMUM_OCTETS && !(frameMayEnd && assembler.insideLongFrame());
  }

  /**
   * Whether there are more octets than answers to the request can have: more than the bus can have
   * carried since, or some after the end of any answer that began within its window.
   */
  private boolean endless() {
    boolean tooFast =
        timing.octets(octetsHeard) > FASTEST * Math.max(0, lastHeard - times.requestEnd());
    boolean tooLong = lastHeard > times.end() + timing.octets(LongFrame.MAX_OCTETS);
    return octetsHeard > MAXIMUM_OCTETS && (tooFast || tooLong);
  }

  /** Whether octets have come after the telegram. */
  private boolean follows() {
    return assembler.pending() || damaged.size() > damagedBefore;
  }

  /** Whether a short telegram of one meter may end before another meter starts to answer. */
  private boolean anotherMayFollow() {
    boolean isShort =
        answer != null
            && timing.octets(answer.octets().length) < times.slowest() - times.requestEnd();
    return isShort && policy.isProbe() && matcher.severalMayAnswer() && !secondTelegram;
  }

  private long followUntil() {
    return policy == WaitPolicy.PROBE ? times.slowest() : Math.max(times.slowest(), times.end());
  }

  /** Takes octets that arrived. */
  void hear(byte[] chunk, int count, long now) {
    if (!answerBegan) {
      begin(now, count);
    }
    lastHeard = now;
    lastOctet = chunk[count - 1];
    if (octetsHeard < LONG_TELEGRAM) {
      longTelegramEnd = now;
    }
    octetsHeard += count;
    zeros = zerosAtEnd(chunk, count);
    chunks.add(now);
    assembler.accept(chunk, 0, count).forEach(outcome -> take(outcome, now));
  }

  private int zerosAtEnd(byte[] chunk, int count) {
    int end = count;
    while (end > 0 && chunk[end - 1] == 0) {
      end--;
    }
    return end > 0 ? count - end : zeros + count;
  }

  private void begin(long now, int count) {
    answerBegan = true;
    answerStart = now;
    firstChunk = count;
    if (times.span() > 0) {
      times = times.from(now);
    }
  }

  /** The deadline passed: the pending octets are no frame. */
  void end(long now) {
    assembler.end().forEach(outcome -> take(outcome, now));
  }

  private void take(FrameAssembler.Outcome outcome, long now) {
    if (outcome instanceof FrameAssembler.Received received) {
      byte[] octets = received.octets().toArray();
      listener.frame(Direction.RECEIVED, octets.clone(), now);
      takeFrame(received.frame(), octets, now);
    } else if (outcome instanceof FrameAssembler.Discarded discarded) {
      listener.frame(Direction.DISCARDED, discarded.octets().toArray(), now);
      takeDamaged(discarded, now);
    } else {
      throw new AssertionError(outcome);
    }
  }

  private void takeFrame(Frame frame, byte[] octets, long now) {
    if (echo != null && echo.takes(octets)) {
      // Only an answer shows how long the line takes.
      times = timesWithoutAnswer;
      answerBegan = assembler.pending();
      answerStart = now;
      firstChunk = 1;
      return;
    }
    if (isTooEarly(now)) {
      early = true;
      return;
    }
    if (!answerBegan) {
      begin(now, octets.length);
    }
    Telegram telegram = matcher.decode(frame);
    String other = matcher.otherSender(telegram);
    if (other != null) {
      secondTelegram |= answer != null && !isSingle(answer);
      sender = other;
      unexpected.writeBytes(octets);
      otherAnswer = new Reply.Answer(telegram, responseTime());
    } else if (frame instanceof SingleCharacter) {
      takeSingleCharacter(telegram, octets);
    } else if (answer == null || isSingle(answer)) {
      answer = telegram;
      damagedBefore = damaged.size();
    } else {
      secondTelegram |= policy.isProbe() && !Arrays.equals(answer.octets(), octets);
    }
  }

  private void takeSingleCharacter(Telegram telegram, byte[] octets) {
    if (damaged.size() > 0 && !matcher.isSingleCharacter()) {
      // In the middle of damaged octets it is one of them.
      damaged.writeBytes(octets);
      return;
    }
    acknowledges++;
    if (answer == null) {
      answer = telegram;
    }
  }

  private static boolean isSingle(@Nullable Telegram telegram) {
    return telegram != null && telegram.frame() instanceof SingleCharacter;
  }

  private boolean isTooEarly(long now) {
    return now < times.earliest();
  }

  private void takeDamaged(FrameAssembler.Discarded discarded, long now) {
    if (isTooEarly(now)) {
      early = true;
    } else if (answer == null || isSingle(answer) || anotherMayFollow()) {
      if (frameDamage == null && damaged.size() <= STRAY_OCTETS) {
        frameDamage = ofFrame(discarded);
      }
      damaged.writeBytes(discarded.octets().toArray());
    }
  }

  /** The fault of octets that start like a long frame; null if they do not. */
  private static @Nullable Damage ofFrame(FrameAssembler.Discarded discarded) {
    if (discarded.octets().at(0) != LongFrame.START) {
      // Octets of superposed telegrams look like the start of a short frame now and then.
      return null;
    }
    byte[] octets = discarded.octets().toArray();
    String fault = String.valueOf(discarded.fault().getMessage());
    return switch (discarded.fault().fault()) {
      case CHECKSUM, STOP -> Damage.ofFrame(octets, Damage.Kind.CHECKSUM, fault);
      case TRUNCATED -> Damage.ofFrame(octets, Damage.Kind.CUT, fault);
      default -> null;
    };
  }

  /**
   * Whether octets came too early for an answer to this request: they belong to an earlier one, and
   * this request may have collided with them.
   */
  boolean early() {
    return early;
  }

  /** When the last bit of the request was sent. */
  long requestEnd() {
    return times.requestEnd();
  }

  /** Whether a good answer came sooner than a meter can send it at the baud rate of the line. */
  boolean answeredBeforeRequestEnd() {
    return answer != null && answerStart < times.requestEnd() + timing.earliestAnswer();
  }

  /** Whether the request is part of a search, so that several meters may answer. */
  boolean isProbe() {
    return policy.isProbe();
  }

  /** Whether the echo of the request came. */
  boolean echo() {
    return echo != null && echo.seen();
  }

  int octetsOfEcho() {
    return echo() ? requestLength : 0;
  }

  /** When the last octet came; the end of the request if none did. */
  long lastHeard() {
    return lastHeard;
  }

  int octetsHeard() {
    return octetsHeard;
  }

  ChunkLog chunks() {
    return chunks;
  }

  /** Whether a frame stopped in the middle. */
  boolean cut() {
    return answer == null && frameDamage != null && frameDamage.kind() == Damage.Kind.CUT;
  }

  /**
   * Whether the time of the answer is that of this request: no octet before it could be taken for
   * its first one, and it is no acknowledge in place of a telegram, which may be the late one of an
   * earlier request.
   */
  boolean timedCleanly() {
    boolean alone = damaged.size() == 0 && unexpected.size() == 0;
    return alone && answer != null && !(isSingle(answer) && matcher.wantsTelegram());
  }

  /**
   * Whether a long telegram, or superposed ones, came complete with wrong octets: the transport
   * delivers damaged octets. Of superposed telegrams the start must be complete by itself, as the
   * end of the longest one is not superposed.
   */
  boolean damagedButWhole() {
    boolean isLong = damaged.size() >= LONG_TELEGRAM;
    if (isLong && frameDamage != null) {
      return frameDamage.kind() == Damage.Kind.CHECKSUM;
    }
    return isLong
        && chunks.count() >= LONG_TELEGRAM / 2
        && isDense(LONG_TELEGRAM, longTelegramEnd)
        && isDense(octetsHeard, lastHeard)
        && !matcher.isSingleCharacter();
  }

  private boolean isDense(int octets, long end) {
    return timing.octets(octets) >= WHOLE * (end - answerStart + timing.octets(1));
  }

  /** Whether meters have answered, one or several. */
  boolean answered() {
    return answerBegan && (answer != null || damage().several());
  }

  /** Nanoseconds from the last bit of the request to the first octet of the answer. */
  long delay() {
    return answerStart - times.requestEnd();
  }

  /** Octets of the first chunk; they were on the wire one after the other. */
  int firstChunk() {
    return Math.max(1, firstChunk);
  }

  private Duration responseTime() {
    return Duration.ofNanos(Math.max(0, delay()));
  }

  /** The outcome of the request. */
  Reply reply(long now) {
    if (answer != null) {
      return answered(answer);
    } else if (damaged.size() > 0) {
      return new Reply.Garbled(OctetString.of(damaged.toByteArray()), damage());
    } else if (early) {
      return new Reply.Garbled(
          OctetString.of(lastOctet),
          new Damage(Damage.Kind.UNKNOWN, "octets of an earlier answer are still coming"));
    } else if (otherAnswer != null) {
      return new Reply.Mismatch(OctetString.of(unexpected.toByteArray()), sender, otherAnswer);
    }
    return new Reply.Silence(Duration.ofNanos(now - times.requestEnd()));
  }

  private Reply answered(Telegram telegram) {
    Reply.Answer good = new Reply.Answer(telegram, responseTime());
    boolean single = isSingle(telegram);
    if (single && acknowledges > 1) {
      return garbled("two acknowledges came");
    } else if (!single && anotherHasSent()) {
      return garbled("more than one telegram came");
    } else if (!single && acknowledges > 0 && isProbeForTelegram()) {
      return garbled("an acknowledge came before the telegram");
    } else if (single && damaged.size() > 0 && !isStray()) {
      Damage damage = damage();
      return damage.several() || !matcher.isSingleCharacter()
          ? new Reply.Garbled(allOctets(), damage)
          : good;
    }
    return good;
  }

  /** Whether octets around a good telegram are more than a stray one. */
  private boolean anotherHasSent() {
    boolean before =
        damagedBefore > STRAY_OCTETS || damagedOctets != DamagedOctets.SHOWN && isPrecededByJunk();
    boolean possible = policy.isProbe() && matcher.severalMayAnswer();
    return possible && (secondTelegram || before || isFollowedByJunk());
  }

  /**
   * Where damaged octets may be dropped, hardly any octet of superposed telegrams is left, so one
   * is enough. A 00 is a break and FF a pulse on an idle line: both are no sign of another meter.
   */
  private boolean isPrecededByJunk() {
    byte[] octets = damaged.toByteArray();
    for (int i = 0; i < damagedBefore; i++) {
      if (octets[i] != 0 && octets[i] != (byte) 0xFF) {
        return true;
      }
    }
    return false;
  }

  private boolean isFollowedByJunk() {
    int after = damaged.size() - damagedBefore;
    return after > 1 || after == 1 && damaged.toByteArray()[damagedBefore] != 0;
  }

  /** Some converters send a 00 before or after an acknowledge, without another meter. */
  private boolean isStray() {
    byte[] octets = damaged.toByteArray();
    return octets.length <= 2 && octets[0] == 0 && octets[octets.length - 1] == 0;
  }

  private Reply.Garbled garbled(String what) {
    return new Reply.Garbled(allOctets(), Damage.twoAnswers(what));
  }

  private OctetString allOctets() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(answer == null ? new byte[0] : answer.octets());
    all.writeBytes(damaged.toByteArray());
    return OctetString.of(all.toByteArray());
  }

  private Damage damage() {
    if (damaged.size() == 0) {
      return Damage.twoAnswers("two acknowledges came");
    }
    if (endless()) {
      return Damage.endless(octetsHeard);
    }
    if (frameDamage != null) {
      return frameDamage;
    }
    byte[] octets = damaged.toByteArray();
    return matcher.isSingleCharacter()
        ? Damage.inPlaceOfAcknowledge(octets)
        : Damage.inPlaceOfTelegram(octets);
  }
}
