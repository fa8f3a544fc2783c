package io.github.camelmbus.link;

import io.github.camelmbus.frame.FrameAssembler;
import io.github.camelmbus.frame.LongFrame;
import io.github.camelmbus.link.FrameListener.Direction;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The line between two requests: when the next one may go out, and what octets mean that come
 * before it. Times are nanoseconds on the clock of the line. Confined to the bus thread.
 */
final class IdleLine {
  private static final Logger LOG = LoggerFactory.getLogger(IdleLine.class);

  /** The master stops waiting for an idle line after this many octets. */
  private static final int MAX_NOISE = 522;

  /** Meters of the field pause up to 120 ms between two octets of one telegram. */
  private static final long LONGEST_PAUSE = Duration.ofMillis(120).toNanos();

  private final String line;
  private final LineInput input;
  private final LineProfile profile;
  private final AnswerWindows windows;
  private final OutstandingRequests outstanding;
  private final LineEcho echo;
  private final FrameListener listener;
  private LastReply lastReply = LastReply.FRAMES;
  private boolean mayBeSuperposed;
  private long idleOwed;
  private long lastHeard;
  private long windowOpenUntil;
  private long lastRequestEnd;

  /**
   * @param line the line as text, for messages.
   * @param quiet nanoseconds for which nothing is sent.
   */
  IdleLine(
      String line,
      LineInput input,
      LineProfile profile,
      AnswerWindows windows,
      OutstandingRequests outstanding,
      LineEcho echo,
      long quiet,
      FrameListener listener) {
    this.line = line;
    this.input = input;
    this.profile = profile;
    this.windows = windows;
    this.outstanding = outstanding;
    this.echo = echo;
    this.listener = listener;
    this.lastHeard = input.now();
    this.lastRequestEnd = lastHeard;
    this.windowOpenUntil = lastHeard + quiet;
  }

  LastReply lastReply() {
    return lastReply;
  }

  long lastHeard() {
    return lastHeard;
  }

  /** The baud rate changed: nothing was heard at this one. */
  void restart() {
    lastHeard = input.now();
  }

  /** A request goes out, until this time. */
  void sent(long requestEnd) {
    lastRequestEnd = requestEnd;
  }

  /** A meter was woken; what it said before is over. */
  void woken() {
    lastHeard = input.now();
    idleOwed = 0;
    if (lastReply.isGarbled()) {
      lastReply = LastReply.FRAMES;
    }
  }

  /** A request got its reply. */
  void replied(ReplyReceiver receiver, Reply reply) {
    lastHeard = receiver.heard().last();
    idleOwed = idleAfter(reply, receiver);
    lastReply = LastReply.of(reply, receiver.content().isCut());
    if (Damage.isTelnet(receiver.content().damaged())) {
      noticeTelnet();
    }
  }

  /** How long the line must be idle before the next request. */
  private long idleAfter(Reply reply, ReplyReceiver receiver) {
    if (!(reply instanceof Reply.Answer)) {
      return receiver.early() ? quietAfterRest(receiver.heard().longestGap()) : windows.quiet();
    }
    // Another meter may still be sending the same octets, a few bits later.
    long stray = profile.straysSeen() ? windows.timing().octets(2) : 0;
    return receiver.isProbe() ? Math.max(stray, windows.timing().octets(1)) : stray;
  }

  /** An answer that went on after the line seemed idle may pause as long again. */
  private long quietAfterRest(long gap) {
    return Math.max(windows.quiet(), 2 * Math.min(gap, LONGEST_PAUSE));
  }

  /**
   * Sends nothing while superposed telegrams may still be on the bus without an octet of them: they
   * hold the line at 0, or the transport drops damaged octets.
   *
   * @param previous the reply before this one.
   */
  void keepQuiet(ReplyReceiver receiver, Reply reply, ReplyMatcher matcher, LastReply previous) {
    boolean superposed =
        reply instanceof Reply.Garbled garbled
            && (receiver.content().isCut()
                || !receiver.isProbe() && (garbled.several() || isRest(garbled.damage())));
    boolean unheard =
        reply instanceof Reply.Silence
            && previous != LastReply.SILENCE
            && !profile.showsBadOctets();
    if (unheard && !receiver.isProbe()) {
      lastReply = LastReply.UNHEARD;
    }
    boolean telegrams = matcher.wantsTelegram() && matcher.severalMayAnswer();
    if (telegrams && (superposed || unheard)) {
      keepOpen(receiver.requestEnd() + windows.superposed());
    }
    mayBeSuperposed = telegrams && profile.dropsBadOctets();
    boolean ofOne = !receiver.isProbe() || !matcher.asksMany();
    if (receiver.content().isCut() && ofOne) {
      // The rest of it may come after a pause, and nothing must be sent into it.
      keepOpen(receiver.heard().last() + CutTelegram.LONGEST_PAUSE);
    }
  }

  /** Whether octets may be the rest of a collision on a line that drops damaged octets. */
  private boolean isRest(Damage damage) {
    boolean unclear =
        damage.kind() == Damage.Kind.UNKNOWN || damage.kind() == Damage.Kind.HEAD_LOST;
    return unclear && !profile.showsBadOctets();
  }

  /** An answer may come until then. */
  void keepOpen(long until) {
    windowOpenUntil = Math.max(windowOpenUntil, until);
  }

  /** A probe returned; an answer to it may come for so long. */
  void openFor(long rest) {
    windowOpenUntil = input.now() + rest;
  }

  /**
   * How long an answer to the last request may still be on the bus; a new connection must not send
   * before.
   */
  Duration owed() {
    long end = lastRequestEnd + windows.telegram() + windows.timing().octets(LongFrame.MAX_OCTETS);
    return Duration.ofNanos(Math.max(0, Math.max(end, windowOpenUntil) - input.now()));
  }

  /**
   * Discards what arrived since the last request. After a failure, and after octets that came
   * without a request, the line must first be idle for 33 bit, so that a late answer is never taken
   * for that of the next meter.
   *
   * @param overlap how much of a still open answer window may pass during the next request.
   */
  void clear(long overlap) {
    int discarded = 0;
    int count;
    do {
      long idle = idleOwed > 0 ? lastHeard + idleOwed : input.now();
      count = discardUntil(Math.max(idle, windowOpenUntil - overlap));
      discarded += count;
    } while (count > 0 && discarded < MAX_NOISE);
  }

  /** Discards what comes until a time; returns how many of the octets were acknowledges. */
  int listenUntil(long end) {
    int acknowledges = 0;
    while (input.now() < end) {
      int count = discardUntil(end);
      for (int i = 0; i < count; i++) {
        acknowledges += input.chunk()[i] == ReplyReceiver.ACK ? 1 : 0;
      }
    }
    return acknowledges;
  }

  /** Discards the octets that come first before a deadline; returns how many. */
  int discardUntil(long deadline) {
    int count = input.read(deadline);
    if (count > 0) {
      long now = input.now();
      long gap = now - lastHeard;
      lastHeard = now;
      idleOwed = lastReply.isGarbled() ? quietAfterRest(gap) : windows.quiet();
      byte[] octets = input.octets(count);
      listener.frame(Direction.DISCARDED, octets, now);
      int own = echo.take(octets, count);
      profile.heard(count - own);
      if (own < count) {
        explain(octets, now, gap);
      }
    }
    return count;
  }

  private void explain(byte[] octets, long now, long gap) {
    if (Damage.isTelnet(octets)) {
      noticeTelnet();
    } else if (lastReply == LastReply.CUT) {
      paused(gap);
      lastReply = LastReply.GARBLED;
    } else if (!lastReply.isSilence() && octets.length == 1 && octets[0] == 0) {
      profile.straySeen();
    } else if (mayBeLate()) {
      noticeLate(octets, now);
    }
  }

  /** Octets during a wake-up are the echo of a head, noise, or a late answer. */
  void hearWhileWaking(long deadline, FrameAssembler late) {
    int count = input.read(deadline);
    if (count == 0) {
      return;
    }
    long now = input.now();
    byte[] octets = input.octets(count);
    profile.heard(count);
    listener.frame(Direction.DISCARDED, octets, now);
    if (completesFrame(late, octets) && mayBeLate()) {
      noticeLate(now);
    }
  }

  private static boolean completesFrame(FrameAssembler assembler, byte[] octets) {
    return assembler.accept(octets).stream().anyMatch(FrameAssembler.Received.class::isInstance);
  }

  /** Whether octets that come now may be the answer to a request that seemed to have none. */
  boolean mayBeLate() {
    return lastReply.isSilence() && outstanding.mayComeLate(input.now(), windows.latest());
  }

  /**
   * The rest of a telegram came that had seemed to be cut off. If it may be left of superposed
   * telegrams whose damaged octets were dropped, its pause is none of the line.
   */
  void paused(long gap) {
    if (!mayBeSuperposed) {
      profile.packing().paused(gap);
    }
  }

  private void noticeLate(byte[] octets, long now) {
    boolean answer = octets.length > 1 || completesFrame(new FrameAssembler(), octets);
    if (answer || outstanding.strayAgain()) {
      noticeLate(now);
    } else {
      profile.doubt();
    }
  }

  /** An answer came outside its window: the line is slower than was assumed. */
  void noticeLate(long now) {
    profile.doubt();
    noticeDelay(now, true);
  }

  /** The same of an answer with another address than asked, unless it is in time and accepted. */
  void noticeOther(long now) {
    noticeDelay(now, false);
  }

  private void noticeDelay(long now, boolean certain) {
    if (mayBeSuperposed && now <= lastRequestEnd + windows.superposed()) {
      // The end of telegrams that began in time, and whose first octets were dropped.
      return;
    }
    long late = now - outstanding.newest();
    long excess = Math.max(0, late - windows.timing().earliestAnswer());
    profile.delay().late(excess, certain);
    keepOpen(lastRequestEnd + windows.telegram());
    LOG.debug("{}: an answer came {} ms after its request, too late", line, late / 1_000_000);
  }

  private void noticeTelnet() {
    if (!profile.telnet()) {
      profile.telnetSeen();
      LOG.warn("{}: {}", line, Damage.Kind.TELNET.hint());
    }
  }
}
