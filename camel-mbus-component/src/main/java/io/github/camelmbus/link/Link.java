package io.github.camelmbus.link;

import io.github.camelmbus.frame.FrameAssembler;
import io.github.camelmbus.frame.LongFrame;
import io.github.camelmbus.frame.PrimaryAddress;
import io.github.camelmbus.frame.ShortFrame;
import io.github.camelmbus.frame.SingleCharacter;
import io.github.camelmbus.link.FrameListener.Direction;
import io.github.camelmbus.link.LineDelay.Answer;
import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.LineUnavailableException;
import io.github.camelmbus.transport.Transport;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends one request and waits for its reply (EN 13757-2, 5.5 and 5.7.9). Keeps the line idle where
 * it must be, discards late octets, removes the echo, and never sends while an answer may still be
 * on its way. Confined to the bus thread.
 */
public final class Link {
  private static final Logger LOG = LoggerFactory.getLogger(Link.class);

  /** The master stops waiting for an idle line after this many octets. */
  private static final int MAX_NOISE = 522;

  /** The most repeats of a request that collided with octets of an earlier answer. */
  private static final int MAX_DISTURBANCES = 3;

  /** The time that EN 13757-2 adds to each answer time for a meter with a busy processor. */
  private static final long BUSY = Duration.ofMillis(50).toNanos();

  /** Mask of a C field: all but the FCB. */
  private static final int FUNCTION = 0x5F;

  /** A line with a longer delay is not one that delivers octets as the meters send them. */
  private static final long LONG_DELAY = Duration.ofMillis(100).toNanos();

  /** An answer within this time shows a local line. */
  private static final long QUICK = Duration.ofMillis(60).toNanos();

  /** Meters of the field pause up to 120 ms between two octets of one telegram. */
  private static final long LONGEST_PAUSE = Duration.ofMillis(120).toNanos();

  /** The most rounds of {@link #calibrate}, needed where answer times vary. */
  private static final int MAX_ROUNDS = 7;

  /** What the last reply was, as far as it explains octets that come after it. */
  private enum LastReply {
    /** Frames, or no request was sent yet. */
    FRAMES,
    SILENCE,
    /** Silence that may be an answer: superposed telegrams of which the line drops all octets. */
    UNHEARD,
    GARBLED,
    /** A telegram that was cut off: the rest of it may follow. */
    CUT;

    static LastReply of(Reply reply, boolean cut) {
      if (cut) {
        return CUT;
      } else if (reply instanceof Reply.Garbled) {
        return GARBLED;
      }
      return reply instanceof Reply.Silence ? SILENCE : FRAMES;
    }

    boolean isSilence() {
      return this == SILENCE || this == UNHEARD;
    }

    boolean isGarbled() {
      return this == GARBLED || this == CUT;
    }
  }

  private final String line;
  private final Transport transport;
  private final LineProfile profile;
  private final LinkSettings settings;
  private final FrameListener listener;
  private final OpticalWakeUp wakeUp;
  private final OutstandingRequests outstanding = new OutstandingRequests();
  private final Set<Integer> ratesTooLow = new HashSet<>();
  private final byte[] chunk = new byte[512];
  private byte[] lastBroadcast = {};
  private LineSettings lineSettings;
  private BusTiming timing;
  private boolean echoSeen;
  private LastReply lastReply = LastReply.FRAMES;
  private boolean lastMayBeSuperposed;

  /** Of the last request, where its echo has not come yet and may; otherwise null. */
  private @Nullable EchoFilter echoOfLast;

  private @Nullable Duration responseTimeout;
  private long idleOwed;
  private long lastHeard;
  private long windowOpenUntil;
  private long lastRequestEnd;

  /**
   * @param line the line as text, for messages.
   * @param profile what was measured on the line; updated.
   * @param lineSettings how the line was opened.
   * @param quiet how long an answer to a request on an earlier connection may still be on the bus;
   *     nothing is sent before.
   */
  public Link(
      String line,
      Transport transport,
      LineProfile profile,
      LineSettings lineSettings,
      LinkSettings settings,
      Duration quiet,
      FrameListener listener) {
    this.line = line;
    this.transport = transport;
    this.lineSettings = lineSettings;
    this.timing = new BusTiming(lineSettings.baudRate());
    this.profile = profile;
    this.settings = settings;
    this.wakeUp = new OpticalWakeUp(settings.wakeUp());
    this.responseTimeout = settings.responseTimeout();
    this.listener = listener;
    this.lastHeard = now();
    this.lastRequestEnd = lastHeard;
    this.windowOpenUntil = lastHeard + quiet.toNanos();
    profile.portSet(transport.damagedOctets());
  }

  /** The baud rate at which octets go out and come in. */
  public int baudRate() {
    return timing.baudRate();
  }

  /**
   * Changes the baud rate once the line is idle.
   *
   * @param baudRate bit/s.
   * @return false if the baud rate of the line is fixed.
   * @throws LineUnavailableException if the port refuses this one.
   */
  public boolean setBaudRate(int baudRate) {
    if (baudRate == timing.baudRate()) {
      return true;
    }
    clearLine(0);
    LineSettings changed = lineSettings.withBaudRate(baudRate);
    boolean taken = transport.configure(changed);
    if (taken) {
      lineSettings = changed;
      timing = new BusTiming(baudRate);
      lastHeard = now();
      profile.portSet(transport.damagedOctets());
    }
    return taken;
  }

  /**
   * Changes the answer window.
   *
   * @param timeout null for that of the settings.
   */
  public void setResponseTimeout(@Nullable Duration timeout) {
    responseTimeout = timeout == null ? settings.responseTimeout() : timeout;
  }

  /** A transaction begins; wake-ups are limited for each. */
  public void begin() {
    wakeUp.begin();
  }

  /** How often the meter under an optical head was woken on this connection. */
  public int wakeUps() {
    return wakeUp.count();
  }

  /** Whether the line has returned the master's octets. */
  public boolean echoSeen() {
    return echoSeen;
  }

  /** What was measured on the line. */
  public LineProfile profile() {
    return profile;
  }

  /** The time on the clock of the line, in nanoseconds. */
  public long now() {
    return transport.clock().nanos();
  }

  /** How long the master waits for the first octet of a telegram, in nanoseconds. */
  public long window() {
    return window(allowance(), LongFrame.MAX_OCTETS);
  }

  private long window(long allowance, int octets) {
    Packing packing = profile.packing();
    Duration fixed = responseTimeout;
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

  /** How long the master waits for a meter that answers REQ_UD1 in 33 bit, in nanoseconds. */
  public long alarmWindow() {
    Duration fixed = responseTimeout;
    return fixed != null ? fixed.toNanos() : timing.idle() + timing.octets(1) + allowance();
  }

  /**
   * How long an answer to the last request may still be on the bus; a new connection must not send
   * before.
   */
  public Duration owed() {
    long end = lastRequestEnd + window() + timing.octets(LongFrame.MAX_OCTETS);
    return Duration.ofNanos(Math.max(0, Math.max(end, windowOpenUntil) - now()));
  }

  /** Sends octets to one meter and waits for what answers them. */
  public Reply request(byte[] octets, ReplyMatcher matcher) {
    return exchange(octets, matcher, WaitPolicy.READ, () -> usualWindow(matcher));
  }

  /**
   * Sends octets to one meter and waits for what answers them.
   *
   * @param window nanoseconds to wait for the first octet.
   */
  public Reply request(byte[] octets, ReplyMatcher matcher, long window) {
    return exchange(octets, matcher, WaitPolicy.READ, () -> window);
  }

  private long allowance() {
    return profile.delay().allowance();
  }

  private long usualWindow(ReplyMatcher matcher) {
    return window(allowance(), matcher.longest());
  }

  /**
   * Sends octets to find out who answers. Returns before the end of the answer window where the
   * rest of it may pass while the next request is sent.
   */
  public Reply probe(byte[] octets, ReplyMatcher matcher) {
    Reply reply =
        exchange(
            octets,
            matcher,
            probing(matcher),
            () -> probeWindow(matcher) - overlap(octets, matcher));
    if (reply instanceof Reply.Silence) {
      windowOpenUntil = now() + overlap(octets, matcher);
    } else if (lastReply != LastReply.CUT) {
      windowOpenUntil = now();
    }
    return reply;
  }

  /** Sends octets to find out who answers, and waits as long as {@link #request} does. */
  public Reply probePatiently(byte[] octets, ReplyMatcher matcher) {
    return exchange(octets, matcher, probing(matcher), () -> usualWindow(matcher));
  }

  /**
   * Sends octets to find out who answers, and waits no longer than the slowest answer so far took,
   * plus the time for a busy meter. A later answer makes the silence doubtful.
   */
  public Reply probeQuickly(byte[] octets, ReplyMatcher matcher) {
    return exchange(octets, matcher, probing(matcher), () -> quickWindow(matcher));
  }

  private long quickWindow(ReplyMatcher matcher) {
    long window = probeWindow(matcher);
    // Telegrams take longer than acknowledges; before the first one their time is unknown.
    long slowest = Math.max(slowest(1), slowest(matcher.longest()));
    boolean measured =
        responseTimeout == null && slowest > 0 && probing(matcher) == WaitPolicy.PROBE;
    return measured ? Math.min(window, slowest + BUSY) : window;
  }

  private long probeWindow(ReplyMatcher matcher) {
    return window(profile.delay().whenProbing(), matcher.longest());
  }

  private WaitPolicy probing(ReplyMatcher matcher) {
    boolean direct = isDirect() && (matcher.isSingleCharacter() || profile.packing().direct());
    return direct ? WaitPolicy.PROBE : WaitPolicy.PROBE_SLOW_LINE;
  }

  /** Whether octets arrive as the meters send them, after a short and steady delay. */
  private boolean isDirect() {
    LineDelay delay = profile.delay();
    boolean quick = delay.known() && delay.steady() && delay.allowance() <= LONG_DELAY;
    return quick && (!profile.packing().known() || profile.packing().direct());
  }

  /**
   * How much of the answer window of a probe may pass while the next request is sent, in
   * nanoseconds. More than 0 only for acknowledges, as a late telegram would be lost; only where
   * all known meters answer earlier, and where a late acknowledge would be detected.
   */
  private long overlap(byte[] request, ReplyMatcher matcher) {
    long window = probeWindow(matcher);
    long overlap = timing.octets(request.length);
    boolean detected = !profile.dropsBadOctets() && !echoSeen && !isFasterThanSaid();
    boolean harmless = detected && matcher.isSingleCharacter() && isDirect();
    return harmless && allAnswerWithin(window - overlap) ? overlap : 0;
  }

  private boolean allAnswerWithin(long window) {
    long slowest = slowest(1);
    return slowest > 0 && slowest + BUSY <= window;
  }

  private Reply exchange(
      byte[] octets, ReplyMatcher matcher, WaitPolicy policy, LongSupplier window) {
    LastReply previous = lastReply;
    boolean mayBeLate = previous.isSilence() && outstanding.mayComeLate(now(), latest());
    long before = lastHeard;
    boolean longest = profile.delay().isLongest() && responseTimeout == null;
    ReplyReceiver receiver = send(octets, matcher, policy, window, isFasterThanSaid());
    if (receiver.early() && previous == LastReply.CUT) {
      paused(receiver.lastHeard() - before);
    } else if (receiver.early() && mayBeLate) {
      noticeLate(receiver.lastHeard());
    }
    int repeats = policy.isProbe() ? MAX_DISTURBANCES : 0;
    for (int again = 1; isHit(receiver) && again <= repeats; again++) {
      remember(receiver, receiver.reply(now()));
      // What comes early every time is the answer.
      receiver = send(octets, matcher, policy, window, again == repeats);
    }
    if (policy.isProbe() && isEchoDamaged(receiver)) {
      profile.echoIsAlwaysDamaged();
    }
    noticeSpeed(receiver);
    Reply reply = receiver.reply(now());
    remember(receiver, reply);
    learn(octets, receiver, reply, longest);
    keepQuiet(receiver, reply, matcher, previous);
    lastMayBeSuperposed =
        matcher.wantsTelegram() && matcher.severalMayAnswer() && profile.dropsBadOctets();
    return reply;
  }

  /**
   * The rest of a telegram came that had seemed to be cut off. If it may be left of superposed
   * telegrams whose damaged octets were dropped, its pause is none of the line.
   */
  private void paused(long gap) {
    if (!lastMayBeSuperposed) {
      profile.packing().paused(gap);
    }
  }

  /**
   * Whether a request has collided with octets of an earlier answer, so that no meter understood
   * it: they came too early for an answer, or the echo of the request came damaged.
   */
  private boolean isHit(ReplyReceiver receiver) {
    return receiver.early() || profile.echoShowsDamage() && isEchoDamaged(receiver);
  }

  private boolean isEchoDamaged(ReplyReceiver receiver) {
    return echoSeen && !receiver.echo() && receiver.octetsHeard() > 0;
  }

  /**
   * Sends nothing while superposed telegrams may still be on the bus without an octet of them: they
   * hold the line at 0, or the transport drops damaged octets.
   */
  private void keepQuiet(
      ReplyReceiver receiver, Reply reply, ReplyMatcher matcher, LastReply previous) {
    boolean superposed =
        reply instanceof Reply.Garbled garbled
            && (receiver.cut()
                || !receiver.isProbe() && (garbled.several() || isRest(garbled.damage())));
    boolean unheard =
        reply instanceof Reply.Silence
            && previous != LastReply.SILENCE
            && !profile.showsBadOctets();
    if (unheard && !receiver.isProbe()) {
      lastReply = LastReply.UNHEARD;
    }
    if (matcher.wantsTelegram() && matcher.severalMayAnswer() && (superposed || unheard)) {
      windowOpenUntil = Math.max(windowOpenUntil, receiver.requestEnd() + superposed());
    }
  }

  /** How long after their request superposed telegrams may go on. */
  private long superposed() {
    long longest = timing.octets(profile.packing().longestTelegram());
    return timing.answerWindow(allowance()) + longest;
  }

  /** Whether octets may be the rest of a collision on a line that drops damaged octets. */
  private boolean isRest(Damage damage) {
    boolean unclear =
        damage.kind() == Damage.Kind.UNKNOWN || damage.kind() == Damage.Kind.HEAD_LOST;
    return unclear && !profile.showsBadOctets();
  }

  /** The time after which no answer to a request can come. */
  private long latest() {
    long delay = profile.delay().latest();
    return timing.answerWindow(delay) + timing.octets(LongFrame.MAX_OCTETS);
  }

  private void noticeSpeed(ReplyReceiver receiver) {
    // A read accepts an answer before the end of its request; only a search refuses it.
    boolean early = receiver.isProbe() && receiver.answeredBeforeRequestEnd();
    if (early && ratesTooLow.add(timing.baudRate())) {
      LOG.warn(
          "{}: answers come before a request can be over at {} bit/s; set baudRate to that of the"
              + " line",
          line,
          timing.baudRate());
    }
  }

  private boolean isFasterThanSaid() {
    return ratesTooLow.contains(timing.baudRate());
  }

  private ReplyReceiver send(
      byte[] octets,
      ReplyMatcher matcher,
      WaitPolicy policy,
      LongSupplier window,
      boolean mayBeEarly) {
    clearLine(policy.isProbe() ? timing.octets(octets.length) : 0);
    long requestEnd = send(octets);
    ReplyTimes times = times(requestEnd, window.getAsLong(), policy.isProbe() && !mayBeEarly);
    return listen(octets, matcher, policy, times);
  }

  private ReplyReceiver listen(
      byte[] octets, ReplyMatcher matcher, WaitPolicy policy, ReplyTimes times) {
    boolean echoPossible = settings.echo() != Echo.OFF;
    var options =
        new ReplyReceiver.ReceiverOptions(
            profile.damagedOctetsSoFar(),
            echoPossible,
            lastBroadcast,
            profile.packing().longestTelegram(),
            listener);
    ReplyReceiver receiver = new ReplyReceiver(octets, matcher, timing, times, policy, options);
    while (!receiver.finished()) {
      int count = read(receiver.deadline());
      long now = now();
      if (count == 0) {
        receiver.end(now);
        return receiver;
      }
      receiver.hear(chunk, count, now);
    }
    receiver.end(now());
    return receiver;
  }

  private ReplyTimes times(long requestEnd, long window, boolean refuseEarly) {
    LineDelay delay = profile.delay();
    Packing packing = profile.packing();
    long variation = delay.measured() ? delay.variation() : 0;
    long slowest = slowest(1);
    long span = timing.answerWindow(variation) + packing.hold(LongFrame.MAX_OCTETS, timing);
    return new ReplyTimes(
        requestEnd,
        earliest(requestEnd, refuseEarly),
        requestEnd + window,
        delay.isLongest() ? span : 0,
        packing.pause(timing, variation),
        packing.quiet(timing, isDirect() ? delay.allowance() : variation),
        requestEnd + Math.min(window, slowest + timing.octets(1)),
        requestEnd + Math.min(window, slowest == 0 ? window : slowest + BUSY));
  }

  /** On a line with a long delay no answer comes before that delay less the time of a meter. */
  private long earliest(long requestEnd, boolean refuseEarly) {
    long shortest = profile.delay().shortest() - timing.answerWindow(0);
    if (shortest > 0 && outstanding.mayComeLate(now(), latest())) {
      return requestEnd + shortest;
    }
    return refuseEarly ? requestEnd + timing.earliestAnswer() : Long.MIN_VALUE;
  }

  /**
   * Measures the delay of the line and its variation: all meters acknowledge at once, several
   * times. Waits until the slowest meter has answered.
   *
   * @param reset a request that all meters acknowledge.
   */
  public void calibrate(byte[] reset) {
    boolean first = true;
    int rounds = 0;
    do {
      if (!timed(reset, first)) {
        return;
      }
      first = false;
      rounds = profile.measuredOnce();
    } while (!profile.delay().steady() && rounds < MAX_ROUNDS);
  }

  private boolean timed(byte[] octets, boolean first) {
    boolean longest = profile.delay().isLongest();
    boolean certain = !outstanding.any(now(), latest());
    clearLine(0);
    long requestEnd = send(octets);
    ReplyTimes times = times(requestEnd, window(allowance(), 1), false).withQuiet(timing.idle());
    ReplyReceiver receiver =
        listen(octets, ReplyMatcher.acknowledges(), WaitPolicy.PROBE_SLOW_LINE, times);
    Reply reply = receiver.reply(now());
    remember(receiver, reply);
    if (!receiver.answered() || receiver.delay() < timing.earliestAnswer()) {
      noticeSilence(receiver, reply, longest);
      return false;
    }
    profile.packing().acknowledges(receiver.chunks().longestGap());
    long excess = excess(receiver);
    Object request = Arrays.hashCode(octets);
    profile.delay().answered(request, excess, Answer.ACKNOWLEDGE, receiver.delay(), certain);
    // Now that the delay is known, other acknowledges of this round come in the answer window.
    long spare = excess < QUICK ? QUICK : profile.delay().variation();
    long end = receiver.requestEnd() + timing.answerWindow(excess + spare);
    listenUntil(end);
    long last = lastHeard - receiver.requestEnd();
    profile.delay().answered(null, excess, Answer.ACKNOWLEDGE, last, certain);
    profile.delay().allAnswered(last, first);
    return true;
  }

  /** The time of an answer beyond the earliest one, less that of the octets in its first chunk. */
  private long excess(ReplyReceiver receiver) {
    long sent = timing.octets(receiver.firstChunk());
    return Math.max(0, receiver.delay() - timing.earliestAnswer() - sent);
  }

  /** Sends octets that no meter answers, and waits until the line is idle. */
  public void broadcast(byte[] octets) {
    clearLine(0);
    lastBroadcast = octets.clone();
    long end = send(octets);
    discardUntil(end + timing.idle());
  }

  /** A frame with another address was accepted as the answer; it proves the silences before it. */
  public void acceptAnswer() {
    profile.prove();
    outstanding.clear();
  }

  /** Waits until no answer to the last request can come any more. */
  public void listenOut() {
    clearLine(0);
  }

  /** Listens for a time and discards what comes, such as very late answers. */
  public void listen(Duration time) {
    listenUntil(now() + time.toNanos());
  }

  private void listenUntil(long end) {
    while (now() < end) {
      discardUntil(end);
    }
  }

  /** Wakes a meter under an optical head before a request, if it may sleep. */
  private void wakeUpIfDue() {
    if (!wakeUp.isDue(now())) {
      return;
    }
    FrameAssembler late = new FrameAssembler();
    wakeUp.wake(transport, lineSettings, listener, deadline -> hearWhileWaking(deadline, late));
    profile.portSet(transport.damagedOctets());
    lastHeard = now();
    idleOwed = 0;
    if (lastReply.isGarbled()) {
      lastReply = LastReply.FRAMES;
    }
  }

  /** Octets during a wake-up are the echo of a head, noise, or a late answer. */
  private void hearWhileWaking(long deadline, FrameAssembler late) {
    int count = read(deadline);
    if (count == 0) {
      return;
    }
    long now = now();
    byte[] octets = Arrays.copyOf(chunk, count);
    profile.heard(count);
    listener.frame(Direction.DISCARDED, octets, now);
    boolean frame =
        late.accept(octets).stream().anyMatch(FrameAssembler.Received.class::isInstance);
    if (frame && lastReply.isSilence() && outstanding.mayComeLate(now, latest())) {
      noticeLate(now);
    }
  }

  /** Reads into {@link #chunk}, without the echo of a wake-up. */
  private int read(long deadline) {
    while (true) {
      int count = transport.read(chunk, deadline);
      int rest = wakeUp.withoutEcho(chunk, count);
      profile.heard(count - rest);
      profile.sevenDataBits().heard(chunk, rest);
      if (count == 0 || rest > 0) {
        return rest;
      }
    }
  }

  private long send(byte[] octets) {
    wakeUpIfDue();
    long start = now();
    listener.frame(Direction.SENT, octets, start);
    transport.write(octets);
    echoOfLast = settings.echo() == Echo.OFF ? null : new EchoFilter(octets, lastBroadcast);
    lastRequestEnd = start + timing.octets(octets.length);
    return lastRequestEnd;
  }

  private void remember(ReplyReceiver receiver, Reply reply) {
    lastHeard = receiver.lastHeard();
    idleOwed = idleAfter(reply, receiver);
    lastReply = LastReply.of(reply, receiver.cut());
    profile.heard(receiver.octetsHeard() - receiver.octetsOfEcho());
    profile.sevenDataBits().replied(reply);
    wakeUp.replied(reply, receiver.isProbe(), now());
    if (receiver.echo()) {
      echoOfLast = null;
      noticeEcho();
    }
    if (reply instanceof Reply.Garbled garbled && garbled.damage().kind() == Damage.Kind.TELNET) {
      noticeTelnet();
    }
  }

  private void noticeEcho() {
    if (!echoSeen) {
      echoSeen = true;
      LOG.info("{}: the line echoes what is sent; the echo is removed", line);
    }
  }

  /** How many of the octets that nobody waits for are the echo of the last request. */
  private int takeEcho(int count) {
    EchoFilter expected = echoOfLast;
    if (expected == null) {
      return 0;
    }
    int echo = expected.takeDiscarded(chunk, count);
    if (expected.seen()) {
      echoOfLast = null;
      noticeEcho();
    }
    return echo;
  }

  private void noticeTelnet() {
    if (!profile.telnet()) {
      profile.telnetSeen();
      LOG.warn("{}: {}", line, Damage.Kind.TELNET.hint());
    }
  }

  private void learn(byte[] octets, ReplyReceiver receiver, Reply reply, boolean longest) {
    if (reply instanceof Reply.Answer answer) {
      learnFrom(octets, receiver, answer);
    } else if (reply instanceof Reply.Mismatch && outstanding.mayComeLate(now(), latest())) {
      noticeLate(receiver.lastHeard());
    } else if (receiver.damagedButWhole()) {
      profile.damagedTelegramSeen();
    } else {
      noticeSilence(receiver, reply, longest);
    }
  }

  private void noticeSilence(ReplyReceiver receiver, Reply reply, boolean longest) {
    if (!(reply instanceof Reply.Silence)) {
      return;
    }
    if (longest) {
      profile.delay().silent();
      outstanding.overdue(receiver.requestEnd());
    } else {
      outstanding.add(receiver.requestEnd());
    }
  }

  private void learnFrom(byte[] octets, ReplyReceiver receiver, Reply.Answer answer) {
    boolean single = answer.frame() instanceof SingleCharacter;
    if (receiver.timedCleanly()) {
      LineDelay delay = profile.delay();
      long excess = excess(receiver);
      // An acknowledge far sooner than any answer before may be the late one of an earlier request.
      boolean tooSoon = single && excess + timing.answerWindow(0) < delay.shortest();
      boolean certain = !tooSoon && !outstanding.any(now(), latest());
      Answer kind = single ? Answer.ACKNOWLEDGE : Answer.TELEGRAM;
      delay.answered(identity(octets), excess, kind, receiver.delay(), certain);
    }
    if (single) {
      return;
    }
    int length = answer.octets().length;
    profile.packing().telegram(length, receiver.firstChunk(), receiver.chunks().longestGap());
    profile.prove();
    outstanding.clear();
  }

  /**
   * Equal for requests that the same meter answers in the same way; null if another meter may
   * answer.
   */
  private static @Nullable Object identity(byte[] request) {
    if (request.length != ShortFrame.OCTETS) {
      return Arrays.hashCode(request);
    }
    int address = request[2] & 0xFF;
    return address >= PrimaryAddress.NETWORK_LAYER.value()
        ? null
        : (request[1] & FUNCTION) << 8 | address;
  }

  private long quiet() {
    return isDirect() ? timing.idle() : profile.packing().quiet(timing, 0);
  }

  /** An answer that went on after the line seemed idle may pause as long again. */
  private long quietAfterRest(long gap) {
    return Math.max(quiet(), 2 * Math.min(gap, LONGEST_PAUSE));
  }

  /** How long the line must be idle before the next request. */
  private long idleAfter(Reply reply, ReplyReceiver receiver) {
    if (!(reply instanceof Reply.Answer)) {
      return receiver.early() ? quietAfterRest(receiver.chunks().longestGap()) : quiet();
    }
    // Another meter may still be sending the same octets, a few bits later.
    long stray = profile.straysSeen() ? timing.octets(2) : 0;
    return receiver.isProbe() ? Math.max(stray, timing.octets(1)) : stray;
  }

  /**
   * Discards what arrived since the last request. After a failure, and after octets that came
   * without a request, the line must first be idle for 33 bit, so that a late answer is never taken
   * for that of the next meter.
   *
   * @param overlap how much of a still open answer window may pass during the next request, in
   *     nanoseconds.
   */
  private void clearLine(long overlap) {
    int discarded = 0;
    int count;
    do {
      long idle = idleOwed > 0 ? lastHeard + idleOwed : now();
      count = discardUntil(Math.max(idle, windowOpenUntil - overlap));
      discarded += count;
    } while (count > 0 && discarded < MAX_NOISE);
  }

  private int discardUntil(long deadline) {
    int count = read(deadline);
    if (count > 0) {
      long now = now();
      long before = lastHeard;
      lastHeard = now;
      idleOwed = lastReply.isGarbled() ? quietAfterRest(now - before) : quiet();
      byte[] octets = Arrays.copyOf(chunk, count);
      listener.frame(Direction.DISCARDED, octets, now);
      int echo = takeEcho(count);
      profile.heard(count - echo);
      if (echo == count) {
        return count;
      }
      if (Damage.isTelnet(octets)) {
        noticeTelnet();
      } else if (lastReply == LastReply.CUT) {
        paused(now - before);
        lastReply = LastReply.GARBLED;
      } else if (!lastReply.isSilence() && count == 1 && octets[0] == 0) {
        profile.straySeen();
      } else if (lastReply.isSilence() && outstanding.mayComeLate(now, latest())) {
        noticeLate(octets, now);
      }
    }
    return count;
  }

  private void noticeLate(byte[] octets, long now) {
    boolean answer =
        octets.length > 1
            || new FrameAssembler()
                .accept(octets).stream().anyMatch(FrameAssembler.Received.class::isInstance);
    if (answer || outstanding.strayAgain()) {
      noticeLate(now);
    } else {
      profile.doubt();
    }
  }

  /** An answer came outside its window: the line is slower than was assumed. */
  private void noticeLate(long now) {
    profile.doubt();
    if (lastMayBeSuperposed && now <= lastRequestEnd + superposed()) {
      // The end of telegrams that began in time, and whose first octets were dropped.
      return;
    }
    long late = now - outstanding.newest();
    profile.delay().late(Math.max(0, late - timing.earliestAnswer()));
    windowOpenUntil = Math.max(windowOpenUntil, lastRequestEnd + window());
    LOG.debug("{}: an answer came {} ms after its request, too late", line, late / 1_000_000);
  }
}
