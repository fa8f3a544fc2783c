package io.github.camelmbus.link;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.application.Telegram;
import io.github.camelmbus.frame.Frame;
import io.github.camelmbus.frame.FrameAssembler;
import io.github.camelmbus.frame.SingleCharacter;
import io.github.camelmbus.link.FrameListener.Direction;
import io.github.camelmbus.transport.DamagedOctets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One wait for the reply to one request: takes chunks with their time of arrival, and determines
 * how long to listen and what the reply is. Independent of the transport. Confined to the bus
 * thread.
 */
final class ReplyReceiver {
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
  private final HeardOctets heard;
  private final ReplyContent content;
  private boolean early;
  private int afterAll;

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
    this.content = new ReplyContent(matcher, policy.isProbe(), options.damagedOctets());
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
      boolean answered = content.answer() != null;
      return Math.max(heard.last() + times.pause(), answered ? heard.last() : times.end());
    }
    long quiet = matcher.isSingleCharacter() ? times.quietOfAcknowledges() : times.quiet();
    long idle = heard.last() + quiet;
    if (content.isSingle()) {
      boolean ofAnother = matcher.isSingleCharacter() && !policy.isProbe();
      boolean anyTime = matcher.wantsTelegram() || ofAnother;
      return Math.max(idle, anyTime ? times.end() : times.second());
    } else if (content.hasTelegram()) {
      return follows() ? Math.max(idle, followUntil()) : followUntil();
    }
    boolean junk = early || content.isDamaged() || assembler.pending();
    if (policy.isProbe() && junk) {
      long busy = Math.max(idle, early ? times.end() : heldUntil());
      return policy == WaitPolicy.PROBE ? busy : Math.max(busy, times.end());
    }
    return heard.begun() ? Math.max(times.end(), idle) : times.end();
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
    boolean telegrams = policy.isProbe() && !matcher.isSingleCharacter();
    if (!heard.mayBeHeld() && !(telegrams && heard.areFew())) {
      return heard.last();
    } else if (!telegrams) {
      return times.slowest() + timing.octets(1);
    }
    return Math.min(longest, heard.last() + heard.hold());
  }

  boolean finished() {
    boolean complete =
        content.isSingle()
            ? !matcher.settle()
            : content.hasTelegram()
                && (!anotherMayFollow() || heard.last() >= followUntil() && !follows());
    return complete || heard.tooMany(assembler.insideLongFrame());
  }

  /** Whether octets have come after the telegram. */
  private boolean follows() {
    return assembler.pending() || content.isDamagedAfterTelegram();
  }

  /** Whether a short telegram of one meter may end before another meter starts to answer. */
  private boolean anotherMayFollow() {
    Telegram answer = content.answer();
    boolean isShort =
        answer != null
            && timing.octets(answer.octets().length) < times.slowest() - times.requestEnd();
    return isShort
        && policy.isProbe()
        && matcher.severalMayAnswer()
        && !content.hasSecondTelegram();
  }

  private long followUntil() {
    return policy == WaitPolicy.PROBE ? times.slowest() : Math.max(times.slowest(), times.end());
  }

  /** Takes octets that arrived. */
  void hear(byte[] chunk, int count, long now) {
    if (!heard.begun()) {
      begin(now, count);
    }
    if (now - heard.last() > timing.idle()) {
      content.pause();
    }
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
    if (heard.endless(times)) {
      content.endless(heard.count());
    }
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
    content.take(matcher.decode(frame));
  }

  private boolean isTooEarly(long now) {
    return now < times.earliest();
  }

  private void takeDamaged(FrameAssembler.Discarded discarded, long now) {
    if (isTooEarly(now)) {
      early = true;
    } else if (!content.hasTelegram() || anotherMayFollow()) {
      content.take(discarded);
    }
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
    return acknowledges && !echo() && content.isRestOfEarlier(afterAll);
  }

  /** When the last bit of the request was sent. */
  long requestEnd() {
    return times.requestEnd();
  }

  /** Whether a good answer came sooner than a meter can send it at the baud rate of the line. */
  boolean answeredBeforeRequestEnd() {
    boolean soon = heard.start() < times.requestEnd() + timing.earliestAnswer();
    return soon && content.answer() != null;
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

  /** What came, and when. */
  HeardOctets heard() {
    return heard;
  }

  /** What it means. */
  ReplyContent content() {
    return content;
  }

  /** Whether meters have answered, one or several. */
  boolean answered() {
    return heard.begun() && (content.answer() != null || content.damage().several());
  }

  /** Nanoseconds from the last bit of the request to the first octet of the answer. */
  long delay() {
    return heard.start() - times.requestEnd();
  }

  /** The outcome of the request. */
  Reply reply(long now) {
    Reply reply = content.reply(Duration.ofNanos(Math.max(0, delay())));
    if (reply != null && !(reply instanceof Reply.Mismatch && early)) {
      return reply;
    } else if (early) {
      return new Reply.Garbled(
          OctetString.of(heard.lastOctet()),
          new Damage(Damage.Kind.UNKNOWN, "octets of an earlier answer are still coming"));
    }
    return new Reply.Silence(Duration.ofNanos(now - times.requestEnd()));
  }
}
