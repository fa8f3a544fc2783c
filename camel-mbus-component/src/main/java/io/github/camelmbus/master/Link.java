package io.github.camelmbus.master;

import io.github.camelmbus.master.FrameListener.Direction;
import io.github.camelmbus.transport.Transport;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends one request and waits for its reply (EN 13757-2, 5.5 and 5.7.9). Keeps the line idle where
 * it must be, throws away what came too late, takes out the echo. Confined to the bus thread.
 */
final class Link {
  private static final Logger LOG = LoggerFactory.getLogger(Link.class);

  /** A line that is never idle for this many octets is not waited for any longer. */
  private static final int MOST_NOISE = 522;

  /** A request that octets of an earlier answer have hit is sent again so often at most. */
  private static final int MOST_DISTURBANCES = 3;

  private final String line;
  private final Transport transport;
  private BusTiming timing;
  private final Latency latency;
  private final BusSettings settings;
  private final FrameListener listener;
  private final Set<Integer> ratesTooLow = new HashSet<>();
  private final byte[] chunk = new byte[512];
  private boolean echoSeen;
  private boolean lastWasSilence;
  private boolean lastWasProbe;
  private boolean answeredLate;
  private @Nullable Duration responseTimeout;
  private long idleOwed;
  private long lastHeard;
  private long windowOpenUntil;

  Link(
      String line,
      Transport transport,
      Latency latency,
      BusSettings settings,
      FrameListener listener) {
    this.line = line;
    this.transport = transport;
    this.timing = new BusTiming(settings.line().baudRate());
    this.latency = latency;
    this.settings = settings;
    this.responseTimeout = settings.responseTimeout();
    this.listener = listener;
    this.lastHeard = transport.clock().nanos();
    this.windowOpenUntil = lastHeard;
  }

  /** The bit rate at which octets go out and come in. */
  int baudRate() {
    return timing.baudRate();
  }

  /**
   * Goes on at another bit rate, once the line is idle.
   *
   * @param baudRate bit/s.
   * @return false where the line keeps its own.
   * @throws io.github.camelmbus.transport.LineUnavailableException if it does not take this one.
   */
  boolean setBaudRate(int baudRate) {
    if (baudRate == timing.baudRate()) {
      return true;
    }
    clearLine(0);
    boolean taken = transport.setBaudRate(baudRate);
    if (taken) {
      timing = new BusTiming(baudRate);
      lastHeard = transport.clock().nanos();
    }
    return taken;
  }

  /**
   * From now on the answer window is another one.
   *
   * @param timeout null for that of the settings.
   */
  void setResponseTimeout(@Nullable Duration timeout) {
    responseTimeout = timeout == null ? settings.responseTimeout() : timeout;
  }

  /** Whether the line has handed the master's octets back. */
  boolean echoSeen() {
    return echoSeen;
  }

  /** The time on the clock of the line, in nanoseconds. */
  long now() {
    return transport.clock().nanos();
  }

  /** How long the master waits for the first octet of an answer, in nanoseconds. */
  long window() {
    Duration fixed = responseTimeout;
    return fixed != null ? fixed.toNanos() : timing.answerWindow(latency.nanos());
  }

  /** How long the master waits for a meter that answers REQ_UD1 in 33 bit, in nanoseconds. */
  long alarmWindow() {
    Duration fixed = responseTimeout;
    return fixed != null ? fixed.toNanos() : timing.idle() + timing.octets(1) + latency.nanos();
  }

  /** How long a search reckons with an answer, in nanoseconds. */
  long probeWindow() {
    Duration fixed = responseTimeout;
    return fixed != null ? fixed.toNanos() : timing.answerWindow(latency.whenProbing());
  }

  /**
   * How much of the answer window of a probe may pass while the next request is being sent, in
   * nanoseconds: nothing that comes meanwhile can be the answer to that. Only for acknowledges, as
   * a telegram would be lost; where all meters are known to be fast, so that none is expected to
   * talk then; and where what one says all the same would be heard.
   */
  private long overlap(byte[] request, Expected expected) {
    long overlap = timing.octets(request.length);
    boolean heard = transport.showsBadOctets() && !echoSeen && !isFasterThanSaid();
    boolean harmless = heard && expected.isSingleCharacter();
    return harmless && latency.allAnswerWithin(probeWindow() - overlap) ? overlap : 0;
  }

  /**
   * Whether octets came behind the answer window of a probe since this was asked last: some meter
   * was not silent, but late.
   */
  boolean takeAnsweredLate() {
    boolean late = answeredLate;
    answeredLate = false;
    return late;
  }

  /** How long that is before it is learned that the line is faster, in nanoseconds. */
  long fullWindow() {
    Duration fixed = responseTimeout;
    return fixed != null ? fixed.toNanos() : timing.answerWindow(latency.highest());
  }

  /** Whether octets that arrive damaged are handed out. */
  boolean showsBadOctets() {
    return transport.showsBadOctets();
  }

  /** Sends octets and waits for what answers them. */
  Reply request(byte[] octets, Expected expected) {
    return request(octets, expected, window());
  }

  /**
   * Sends octets to find out who answers. Ends before the answer window does where the next request
   * may be sent meanwhile.
   */
  Reply probe(byte[] octets, Expected expected) {
    long window = probeWindow();
    long overlap = overlap(octets, expected);
    Reply reply = request(octets, expected.givingUpOnJunk(), window - overlap);
    long now = transport.clock().nanos();
    windowOpenUntil = reply instanceof Reply.Silence ? now + overlap : now;
    return reply;
  }

  /**
   * Sends octets and waits for what answers them.
   *
   * @param window nanoseconds to wait for the first octet.
   */
  Reply request(byte[] octets, Expected expected, long window) {
    boolean mayBeLate = lastWasSilence && lastWasProbe;
    Listening listening = listen(octets, expected, window, isFasterThanSaid());
    if (listening.disturbed() && mayBeLate) {
      noticeLateProbe();
    }
    for (int again = 1; listening.disturbed() && again <= MOST_DISTURBANCES; again++) {
      remember(listening, listening.reply(transport.clock().nanos()));
      // What comes early each time is the answer.
      listening = listen(octets, expected, window, again == MOST_DISTURBANCES);
    }
    noticeSpeed(listening);
    Reply reply = listening.reply(transport.clock().nanos());
    remember(listening, reply);
    lastWasProbe = expected.givesUpOnJunk();
    return reply;
  }

  private void noticeSpeed(Listening listening) {
    if (listening.answeredEarly() && ratesTooLow.add(timing.baudRate())) {
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

  private Listening listen(byte[] octets, Expected expected, long window, boolean mayBeEarly) {
    clearLine(expected.givesUpOnJunk() ? timing.octets(octets.length) : 0);
    long requestEnd = send(octets);
    Listening listening =
        new Listening(
            octets,
            expected,
            timing,
            latency,
            requestEnd,
            window,
            settings.echo() != Echo.OFF,
            transport.showsBadOctets(),
            mayBeEarly,
            listener);
    listen(listening);
    return listening;
  }

  /**
   * Sends octets that all meters answer, to see how soon the first octet comes, and when the last
   * one does. A time before any meter may answer is that of noise.
   */
  void measureLatency(byte[] octets) {
    long window = fullWindow();
    Listening listening =
        listen(octets, Expected.acknowledge(false).givingUpOnJunk(), window, true);
    remember(listening, listening.reply(transport.clock().nanos()));
    lastWasProbe = true;
    if (listening.timedBySeveral() && listening.delay() >= timing.earliestAnswer()) {
      latency.answered(listening.delay(), timing);
      lastWasSilence = false;
      long end = listening.requestEnd() + window;
      while (transport.clock().nanos() < end) {
        discardUntil(end);
      }
      latency.slowest(lastHeard - listening.requestEnd());
    }
  }

  /** Sends octets that nobody answers, and leaves the line idle behind them. */
  void broadcast(byte[] octets) {
    clearLine(0);
    long end = send(octets);
    lastWasSilence = false;
    discardUntil(end + timing.idle());
  }

  /** Waits until nothing can answer the last request any more. */
  void listenOut() {
    clearLine(0);
  }

  private long send(byte[] octets) {
    long start = transport.clock().nanos();
    listener.frame(Direction.SENT, octets, start);
    transport.write(octets);
    return start + timing.octets(octets.length);
  }

  private void listen(Listening listening) {
    while (!listening.finished()) {
      int count = transport.read(chunk, listening.deadline());
      long now = transport.clock().nanos();
      if (count == 0) {
        listening.end(now);
        return;
      }
      listening.hear(chunk, count, now);
      if (now >= listening.bound()) {
        listening.end(now);
        return;
      }
    }
  }

  private void remember(Listening listening, Reply reply) {
    lastHeard = listening.lastHeard();
    lastWasSilence = reply instanceof Reply.Silence;
    idleOwed = idleAfter(reply, listening);
    if (listening.timedCleanly()) {
      latency.answered(listening.delay(), timing);
    }
    if (listening.echo() && !echoSeen) {
      echoSeen = true;
      LOG.info("{}: the line echoes what is sent; the echo is taken out", line);
    }
  }

  /** How long the line must be idle before the next request. */
  private long idleAfter(Reply reply, Listening listening) {
    if (!(reply instanceof Reply.Answer)) {
      return timing.idle();
    }
    // Another meter may have said the same, a few bits later.
    return listening.isProbe() ? timing.octets(1) : 0;
  }

  /**
   * Throws away what arrived since the last request. After a failure, and after anything that came
   * unasked, the line must first have been idle for 33 bit, so that a late answer is never booked
   * to the next meter.
   *
   * @param overlap how much of an answer window that is still open may pass during the next
   *     request.
   */
  private void clearLine(long overlap) {
    int discarded = 0;
    int count;
    do {
      long idle = idleOwed > 0 ? lastHeard + idleOwed : transport.clock().nanos();
      count = discardUntil(Math.max(idle, windowOpenUntil - overlap));
      discarded += count;
    } while (count > 0 && discarded < MOST_NOISE);
  }

  private int discardUntil(long deadline) {
    int count = transport.read(chunk, deadline);
    if (count > 0) {
      lastHeard = transport.clock().nanos();
      idleOwed = timing.idle();
      listener.frame(Direction.DISCARDED, Arrays.copyOf(chunk, count), lastHeard);
      if (lastWasSilence) {
        if (lastWasProbe) {
          noticeLateProbe();
        } else {
          latency.late();
        }
        lastWasSilence = false;
      }
    }
    return count;
  }

  private void noticeLateProbe() {
    answeredLate = true;
    latency.lateProbe();
  }
}
