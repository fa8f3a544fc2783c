package io.github.camelmbus.link;

import io.github.camelmbus.frame.FrameAssembler;
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

  /** The most repeats of a request that collided with octets of an earlier answer. */
  private static final int MAX_DISTURBANCES = 3;

  /** Mask of a C field: all but the FCB. */
  private static final int FUNCTION = 0x5F;

  /** The most rounds of {@link #calibrate}, needed where answer times vary. */
  private static final int MAX_ROUNDS = 7;

  private final String line;
  private final Transport transport;
  private final LineProfile profile;
  private final LinkSettings settings;
  private final FrameListener listener;
  private final OpticalWakeUp wakeUp;
  private final OutstandingRequests outstanding = new OutstandingRequests();
  private final OtherAnswers others;
  private final CutTelegram cut;
  private final AnswerWindows windows;
  private final LineInput input;
  private final LineEcho echo;
  private final IdleLine idle;
  private final Set<Integer> ratesTooLow = new HashSet<>();
  private LineSettings lineSettings;

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
    this.profile = profile;
    this.others = new OtherAnswers(profile);
    this.settings = settings;
    this.listener = listener;
    this.wakeUp = new OpticalWakeUp(settings.wakeUp());
    this.windows =
        new AnswerWindows(
            profile, new BusTiming(lineSettings.baudRate()), settings.responseTimeout());
    this.cut = new CutTelegram(profile);
    this.input = new LineInput(transport, wakeUp, profile, cut);
    this.echo = new LineEcho(line, settings.echo());
    this.idle =
        new IdleLine(line, input, profile, windows, outstanding, echo, quiet.toNanos(), listener);
    profile.portSet(transport.damagedOctets());
  }

  /** The baud rate at which octets go out and come in. */
  public int baudRate() {
    return windows.timing().baudRate();
  }

  /**
   * Changes the baud rate once the line is idle.
   *
   * @param baudRate bit/s.
   * @return false if the baud rate of the line is fixed.
   * @throws LineUnavailableException if the port refuses this one.
   */
  public boolean setBaudRate(int baudRate) {
    if (baudRate == baudRate()) {
      return true;
    }
    idle.clear(0);
    LineSettings changed = lineSettings.withBaudRate(baudRate);
    boolean taken = transport.configure(changed);
    if (taken) {
      lineSettings = changed;
      windows.timing(new BusTiming(baudRate));
      idle.restart();
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
    windows.fixed(timeout == null ? settings.responseTimeout() : timeout);
  }

  /** A transaction begins; wake-ups are limited for each. */
  public void begin() {
    others.refuse();
    wakeUp.begin();
  }

  /** How often the meter under an optical head was woken on this connection. */
  public int wakeUps() {
    return wakeUp.count();
  }

  /** Whether the line has returned the master's octets. */
  public boolean echoSeen() {
    return echo.seen();
  }

  /** What was measured on the line. */
  public LineProfile profile() {
    return profile;
  }

  /** The time on the clock of the line, in nanoseconds. */
  public long now() {
    return input.now();
  }

  /** How long the master waits for the first octet of a telegram, in nanoseconds. */
  public long window() {
    return windows.telegram();
  }

  /** How long the master waits for a meter that answers REQ_UD1 in 33 bit, in nanoseconds. */
  public long alarmWindow() {
    return windows.alarm();
  }

  /**
   * How long an answer to the last request may still be on the bus; a new connection must not send
   * before.
   */
  public Duration owed() {
    return idle.owed();
  }

  /** Sends octets to one meter and waits for what answers them. */
  public Reply request(byte[] octets, ReplyMatcher matcher) {
    return exchange(octets, matcher, WaitPolicy.READ, () -> windows.of(matcher));
  }

  /**
   * Sends octets to one meter and waits for what answers them.
   *
   * @param window nanoseconds to wait for the first octet.
   */
  public Reply request(byte[] octets, ReplyMatcher matcher, long window) {
    return exchange(octets, matcher, WaitPolicy.READ, () -> window);
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
            windows.probing(matcher),
            () -> windows.ofProbe(matcher) - overlap(octets, matcher));
    if (reply instanceof Reply.Silence) {
      idle.openFor(overlap(octets, matcher));
    } else if (idle.lastReply() != LastReply.CUT) {
      idle.openFor(0);
    }
    return reply;
  }

  /** How much of the window may pass during the next request, where a late answer is detected. */
  private long overlap(byte[] octets, ReplyMatcher matcher) {
    boolean detected = !profile.dropsBadOctets() && !echo.seen() && !isFasterThanSaid();
    return detected ? windows.overlap(octets, matcher) : 0;
  }

  /** Sends octets to find out who answers, and waits as long as {@link #request} does. */
  public Reply probePatiently(byte[] octets, ReplyMatcher matcher) {
    return exchange(octets, matcher, windows.probing(matcher), () -> windows.of(matcher));
  }

  /**
   * Sends octets to find out who answers, and waits no longer than the slowest answer so far took,
   * plus the time for a busy meter. A later answer makes the silence doubtful.
   */
  public Reply probeQuickly(byte[] octets, ReplyMatcher matcher) {
    return exchange(octets, matcher, windows.probing(matcher), () -> windows.ofQuickProbe(matcher));
  }

  private Reply exchange(
      byte[] octets, ReplyMatcher matcher, WaitPolicy policy, LongSupplier window) {
    LastReply previous = idle.lastReply();
    boolean mayBeLate = idle.mayBeLate();
    long before = idle.lastHeard();
    boolean longest = profile.delay().isLongest() && !windows.isFixed();
    ReplyReceiver receiver = send(octets, matcher, policy, window, isFasterThanSaid());
    if (receiver.early() && previous == LastReply.CUT) {
      idle.paused(receiver.heard().last() - before);
    } else if (receiver.early() && mayBeLate) {
      idle.noticeLate(receiver.heard().last());
    }
    if (receiver.isRestOfEarlier()) {
      profile.doubt();
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
    idle.keepQuiet(receiver, reply, matcher, previous);
    return reply;
  }

  /**
   * Whether a request has collided with octets of an earlier answer, so that no meter understood
   * it: they came too early for an answer or are no acknowledges, complete a telegram that was cut
   * off, or the echo of the request came damaged.
   */
  private boolean isHit(ReplyReceiver receiver) {
    return receiver.early()
        || receiver.isRestOfEarlier()
        || cut.wentOn()
        || profile.echoShowsDamage() && isEchoDamaged(receiver);
  }

  private boolean isEchoDamaged(ReplyReceiver receiver) {
    return echo.seen() && !receiver.echo() && receiver.heard().count() > 0;
  }

  private void noticeSpeed(ReplyReceiver receiver) {
    // A read accepts an answer before the end of its request; only a search refuses it.
    boolean early = receiver.isProbe() && receiver.answeredBeforeRequestEnd();
    if (early && ratesTooLow.add(baudRate())) {
      LOG.warn(
          "{}: answers come before a request can be over at {} bit/s; set baudRate to that of the"
              + " line",
          line,
          baudRate());
    }
  }

  private boolean isFasterThanSaid() {
    return ratesTooLow.contains(baudRate());
  }

  private ReplyReceiver send(
      byte[] octets,
      ReplyMatcher matcher,
      WaitPolicy policy,
      LongSupplier window,
      boolean mayBeEarly) {
    idle.clear(policy.isProbe() ? windows.timing().octets(octets.length) : 0);
    long end = send(octets);
    long earliest = earliest(end, policy.isProbe() && !mayBeEarly);
    return listen(octets, matcher, policy, windows.times(end, earliest, window.getAsLong()));
  }

  private ReplyReceiver listen(
      byte[] octets, ReplyMatcher matcher, WaitPolicy policy, ReplyTimes times) {
    var options =
        new ReplyReceiver.ReceiverOptions(
            profile.damagedOctetsSoFar(),
            echo.possible(),
            echo.lastBroadcast(),
            profile.packing().longestTelegram(),
            listener);
    ReplyReceiver receiver =
        new ReplyReceiver(octets, matcher, windows.timing(), times, policy, options);
    cut.clear();
    while (!receiver.finished()) {
      int count = input.read(receiver.deadline());
      long now = now();
      if (count == 0) {
        receiver.end(now);
        return receiver;
      }
      receiver.hear(input.chunk(), count, now);
    }
    receiver.end(now());
    return receiver;
  }

  private long earliest(long requestEnd, boolean refuseEarly) {
    if (windows.shortest() > 0 && outstanding.mayComeLate(now(), windows.latest())) {
      return requestEnd + windows.shortest();
    }
    return refuseEarly ? requestEnd + windows.timing().earliestAnswer() : Long.MIN_VALUE;
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
    boolean certain = !outstanding.any(now(), windows.latest());
    idle.clear(0);
    long requestEnd = send(octets);
    ReplyTimes times =
        windows
            .times(requestEnd, earliest(requestEnd, false), windows.acknowledge())
            .withQuiet(windows.timing().idle());
    ReplyReceiver receiver =
        listen(octets, ReplyMatcher.acknowledges(), WaitPolicy.PROBE_SLOW_LINE, times);
    Reply reply = receiver.reply(now());
    remember(receiver, reply);
    if (!receiver.answered() || receiver.delay() < windows.timing().earliestAnswer()) {
      noticeSilence(receiver, reply, longest);
      return false;
    }
    profile.packing().acknowledges(receiver.heard().longestGap());
    long excess = windows.excess(receiver);
    Object request = Arrays.hashCode(octets);
    profile.delay().answered(request, excess, Answer.ACKNOWLEDGE, receiver.delay(), certain);
    // Now that the delay is known, other acknowledges of this round come in the answer window.
    long window = first ? windows.ofOthers(excess) : windows.ofOthersAgain(excess);
    int others = idle.listenUntil(requestEnd + window);
    if (receiver.content().acknowledges() + others > 1) {
      profile.severalMetersSeen();
    }
    long last = idle.lastHeard() - requestEnd;
    profile.delay().answered(null, excess, Answer.ACKNOWLEDGE, last, certain);
    profile.delay().allAnswered(last, first);
    return true;
  }

  /** Sends octets that no meter answers, and waits until the line is idle. */
  public void broadcast(byte[] octets) {
    idle.clear(0);
    echo.broadcast(octets);
    long end = send(octets);
    idle.discardUntil(end + windows.timing().idle());
  }

  /**
   * A frame with another address was accepted as the answer, as it came again: it was not late, and
   * proves the silences before it.
   */
  public void acceptAnswer() {
    others.accept();
    proven();
  }

  /** Answers with another address than asked came in time, although they are not accepted. */
  public void explainOther() {
    others.explain();
  }

  private void proven() {
    profile.prove();
    outstanding.clear();
  }

  /** Waits until no answer to the last request can come any more. */
  public void listenOut() {
    idle.clear(0);
  }

  /** Listens for a time and discards what comes, such as very late answers. */
  public void listen(Duration time) {
    idle.listenUntil(now() + time.toNanos());
  }

  /** Wakes a meter under an optical head before a request, if it may sleep. */
  private void wakeUpIfDue() {
    if (!wakeUp.isDue(now())) {
      return;
    }
    FrameAssembler late = new FrameAssembler();
    wakeUp.wake(
        transport, lineSettings, listener, deadline -> idle.hearWhileWaking(deadline, late));
    profile.portSet(transport.damagedOctets());
    idle.woken();
  }

  private long send(byte[] octets) {
    wakeUpIfDue();
    long start = now();
    listener.frame(Direction.SENT, octets, start);
    transport.write(octets);
    echo.sent(octets);
    cut.sent(octets, echo.seen());
    long end = start + windows.timing().octets(octets.length);
    idle.sent(end);
    return end;
  }

  private void remember(ReplyReceiver receiver, Reply reply) {
    idle.replied(receiver, reply);
    if (receiver.content().isCut()) {
      cut.begin(receiver.content().damaged(), receiver.heard().last());
    }
    profile.heard(receiver.heard().count() - receiver.octetsOfEcho());
    profile.sevenDataBits().replied(reply);
    wakeUp.replied(reply, receiver.isProbe(), now());
    if (receiver.echo()) {
      echo.came();
    }
  }

  private void learn(byte[] octets, ReplyReceiver receiver, Reply reply, boolean longest) {
    if (reply instanceof Reply.Mismatch mismatch) {
      noticeOther(receiver.heard(), mismatch.last());
      return;
    }
    // A reset, which is acknowledged, may come before the meter is asked again.
    boolean acknowledge = reply instanceof Reply.Answer answer && !answer.isTelegram();
    if (!acknowledge) {
      others.refuse();
    }
    if (reply instanceof Reply.Answer answer) {
      learnFrom(octets, receiver, answer);
    } else if (receiver.content().isDamagedButWhole(receiver.heard().isDense())) {
      profile.damagedTelegramSeen();
    } else {
      noticeSilence(receiver, reply, longest);
    }
  }

  private void noticeOther(HeardOctets heard, Reply.Answer answer) {
    boolean late = outstanding.mayComeLate(now(), windows.latest());
    others.add(heard, answer.octets().length, late);
    if (late) {
      idle.noticeOther(heard.last());
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
    if (receiver.content().isTimedCleanly()) {
      LineDelay delay = profile.delay();
      long excess = windows.excess(receiver);
      // An acknowledge far sooner than any answer before may be the late one of an earlier request.
      boolean tooSoon = single && excess < windows.shortest();
      boolean certain = !tooSoon && !outstanding.any(now(), windows.latest());
      Answer kind = single ? Answer.ACKNOWLEDGE : Answer.TELEGRAM;
      delay.answered(identity(octets), excess, kind, receiver.delay(), certain);
    }
    if (single) {
      return;
    }
    int length = answer.octets().length;
    HeardOctets heard = receiver.heard();
    profile.packing().telegram(length, heard.firstChunk(), heard.longestGap());
    proven();
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
}
