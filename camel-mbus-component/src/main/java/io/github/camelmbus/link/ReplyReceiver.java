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
  /** The most stray octets before a telegram that are no sign of another meter. */
  private static final int STRAY_OCTETS = 2;

  /** So many octets that no acknowledges leave are the rest of a telegram, and no noise. */
  private static final int LONG_REST = 8;

  static final byte ACK = (byte) SingleCharacter.ACK.octet();

  private final ReplyMatcher matcher;
  private final BusTiming timing;
  private final WaitPolicy policy;
  private final DamagedOctets damagedOctets;
  private final @Nullable EchoFilter echo;
  private final int requestLength;
  private final FrameListener listener;
  private final ReplyTimes timesWithoutAnswer;
  private ReplyTimes times;

  private final FrameAssembler assembler = new FrameAssembler();
  private final ByteArrayOutputStream damaged = new ByteArrayOutputStream();
  private final ByteArrayOutputStream unexpected = new ByteArrayOutputStream();
  private final HeardOctets heard;
  private final ByteArrayOutputStream singles = new ByteArrayOutputStream();
  private boolean early;
  private int damagedBefore;
  private boolean apart;
  private int afterAll;
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
    this.heard = new HeardOctets(timing, options.longestTelegram(), times.requestEnd());
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
      return heard.last();
    }
    boolean begins = assembler.pending() && policy != WaitPolicy.PROBE;
    if (assembler.insideLongFrame() || begins) {
      return Math.max(heard.last() + times.pause(), answer == null ? times.end() : heard.last());
    }
    long quiet = matcher.isSingleCharacter() ? times.quietOfAcknowledges() : times.quiet();
    long idle = heard.last() + quiet;
    if (answer != null) {
      if (isSingle(answer)) {
        boolean anyTime = matcher.wantsTelegram() || !policy.isProbe();
        return Math.max(idle, anyTime ? times.end() : times.second());
      }
      return follows() ? Math.max(idle, followUntil()) : followUntil();
    }
    boolean junk = early || damaged.size() > 0 || assembler.pending();
    if (policy.isProbe() && junk) {
      long busy = Math.max(idle, early ? times.end() : heldUntil());
      return policy == WaitPolicy.PROBE ? busy : Math.max(busy, times.end());
    }
    return heard.begun() ? Math.max(times.end(), idle) : times.end();
  }

  /** Whether a probe asks for a telegram, so that an acknowledge may be of another meter. */
  private boolean isProbeForTelegram() {
    return policy.isProbe() && !matcher.isSingleCharacter();
  }

  /**
   * While superposed telegrams may hold the line at 0 it counts as busy: with acknowledges until
   * the slowest meter must have sent its own, with telegrams for the time of {@link
   * HeardOctets#hold}.
   */
  private long heldUntil() {
    long longest = heard.start() + timing.octets(matcher.longest());
    if (damagedOctets == DamagedOctets.DROPPED) {
      return Math.max(times.end(), longest);
    }
    boolean telegrams = isProbeForTelegram();
    if (!heard.mayBeHeld() && !(telegrams && heard.areFew())) {
      return heard.last();
    } else if (!telegrams) {
      return times.slowest() + timing.octets(1);
    }
    return Math.min(longest, heard.last() + heard.hold());
  }

  boolean finished() {
    boolean complete =
        isSingle(answer)
            ? !matcher.settle()
            : answer != null
                && (!anotherMayFollow() || heard.last() >= followUntil() && !follows());
    return complete || heard.tooMany(assembler.insideLongFrame());
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
    if (!heard.begun()) {
      begin(now, count);
    }
    boolean silentBefore = answer == null && now - heard.last() > timing.idle();
    apart |= silentBefore && !Damage.isNoise(damaged.toByteArray());
    heard.add(chunk, count, now);
    for (int i = 0; i < count && now > times.all(); i++) {
      afterAll += chunk[i] == ACK ? 0 : 1;
    }
    assembler.accept(chunk, 0, count).forEach(outcome -> take(outcome, now));
  }

  private void begin(long now, int count) {
    heard.begin(now, count);
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
      heard.wasEcho(now, assembler.pending());
      return;
    }
    if (isTooEarly(now)) {
      early = true;
      return;
    }
    if (!heard.begun()) {
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
    singles.writeBytes(octets);
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

  /**
   * Whether octets came in place of acknowledges that only an earlier answer can have, which had
   * paused: it went on when all meters must have acknowledged, or no acknowledges leave such
   * octets. This request has collided with it, unless its echo came whole.
   */
  boolean isRestOfEarlier() {
    boolean acknowledges = policy.isProbe() && matcher.isSingleCharacter();
    if (!acknowledges || echo() || damaged.size() <= STRAY_OCTETS) {
      return false;
    }
    boolean none = damaged.size() >= LONG_REST && damage().kind() == Damage.Kind.UNKNOWN;
    return none
        || afterAll > STRAY_OCTETS
        || Damage.octetsOfNoAcknowledge(damaged.toByteArray()) >= LONG_REST;
  }

  /** When the last bit of the request was sent. */
  long requestEnd() {
    return times.requestEnd();
  }

  /** Whether a good answer came sooner than a meter can send it at the baud rate of the line. */
  boolean answeredBeforeRequestEnd() {
    return answer != null && heard.start() < times.requestEnd() + timing.earliestAnswer();
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

  /** How many acknowledges came. */
  int acknowledges() {
    return singles.size();
  }

  /** What came, and when. */
  HeardOctets heard() {
    return heard;
  }

  /** Octets that make no frame. */
  byte[] octetsOfNoFrame() {
    return damaged.toByteArray();
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
   * delivers damaged octets.
   */
  boolean damagedButWhole() {
    boolean isLong = damaged.size() >= HeardOctets.LONG_TELEGRAM;
    if (isLong && frameDamage != null) {
      return frameDamage.kind() == Damage.Kind.CHECKSUM;
    }
    return isLong && heard.isDense() && !matcher.isSingleCharacter();
  }

  /** Whether meters have answered, one or several. */
  boolean answered() {
    return heard.begun() && (answer != null || damage().several());
  }

  /** Nanoseconds from the last bit of the request to the first octet of the answer. */
  long delay() {
    return heard.start() - times.requestEnd();
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
          OctetString.of(heard.lastOctet()),
          new Damage(Damage.Kind.UNKNOWN, "octets of an earlier answer are still coming"));
    } else if (otherAnswer != null) {
      return new Reply.Mismatch(OctetString.of(unexpected.toByteArray()), sender, otherAnswer);
    }
    return new Reply.Silence(Duration.ofNanos(now - times.requestEnd()));
  }

  private Reply answered(Telegram telegram) {
    Reply.Answer good = new Reply.Answer(telegram, responseTime());
    boolean single = isSingle(telegram);
    if (single && singles.size() > 1) {
      return garbled("two acknowledges came");
    } else if (!single && secondTelegramCame()) {
      return garbled("more than one telegram came");
    } else if (!single && anotherHasSent()) {
      Damage damage = Damage.twoAnswers("other octets came around a telegram");
      return new Reply.Garbled(allOctets(), damage, good);
    } else if (!single && singles.size() > 0 && isProbeForTelegram()) {
      Damage damage = Damage.twoAnswers("an acknowledge came before the telegram");
      return new Reply.Garbled(allOctets(), damage, good);
    } else if (single && damaged.size() > 0 && !isStray()) {
      Damage damage = damage();
      return damage.several() || !matcher.isSingleCharacter()
          ? new Reply.Garbled(allOctets(), damage)
          : good;
    }
    return good;
  }

  private boolean secondTelegramCame() {
    return secondTelegram && policy.isProbe() && matcher.severalMayAnswer();
  }

  /**
   * Whether octets around a good telegram are more than a stray one: of many superposed telegrams a
   * single 00 may be left, and one that is late comes whole after it.
   */
  private boolean anotherHasSent() {
    boolean before =
        damagedBefore > STRAY_OCTETS
            || apart
            || damagedOctets != DamagedOctets.SHOWN && isPrecededByJunk();
    boolean possible = policy.isProbe() && matcher.severalMayAnswer();
    return possible && (before || isFollowedByJunk());
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
    all.writeBytes(answer == null || isSingle(answer) ? new byte[0] : answer.octets());
    all.writeBytes(damaged.toByteArray());
    all.writeBytes(singles.toByteArray());
    return OctetString.of(all.toByteArray());
  }

  private Damage damage() {
    if (damaged.size() == 0) {
      return Damage.twoAnswers("two acknowledges came");
    }
    if (heard.endless(times)) {
      return Damage.endless(heard.count());
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
