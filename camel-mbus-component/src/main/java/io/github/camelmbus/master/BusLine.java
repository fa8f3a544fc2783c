package io.github.camelmbus.master;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.link.FrameCountBits;
import io.github.camelmbus.link.FrameListener;
import io.github.camelmbus.link.LineProfile;
import io.github.camelmbus.link.Link;
import io.github.camelmbus.link.LinkSettings;
import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineClock;
import io.github.camelmbus.transport.LineUnavailableException;
import io.github.camelmbus.transport.LineUnavailableException.Reason;
import io.github.camelmbus.transport.Transport;
import io.github.camelmbus.transport.TransportProvider;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The line of a bus: opened when needed, closed when lost, opened again, with back-off if that
 * fails. An outage is reported once, when it begins, and once when it is over. Confined to the bus
 * thread, but for {@link #cut}.
 */
final class BusLine {
  private static final Logger LOG = LoggerFactory.getLogger(BusLine.class);
  private static final long FIRST_PAUSE = Duration.ofSeconds(1).toNanos();
  private static final long LONGEST_PAUSE = Duration.ofSeconds(60).toNanos();

  private final LineAddress address;
  private final BusSettings settings;
  private final TransportProvider provider;
  private final LineClock clock;
  private final FrameListener listener;
  private final FrameCountBits fcbs = new FrameCountBits();
  private final AlarmHabits alarmHabits = new AlarmHabits();
  private volatile @Nullable Transport transport;
  private volatile @Nullable LineUnavailableException outage;
  private volatile @Nullable LineProfile profile;
  private Duration quiet = Duration.ZERO;
  private long quietSince;
  private @Nullable Link link;
  private long pause;
  private long nextTry;

  /**
   * @param clock tells how long an outage lasts; not that of the line, which is away by then.
   */
  BusLine(
      LineAddress address,
      BusSettings settings,
      TransportProvider provider,
      LineClock clock,
      FrameListener listener) {
    this.address = address;
    this.settings = settings;
    this.provider = provider;
    this.clock = clock;
    this.listener = listener;
  }

  boolean isOpen() {
    return transport != null;
  }

  /** Why the line is away; null if it is not. */
  @Nullable LineUnavailableException outage() {
    return outage;
  }

  /** What is known of the line; null before it was opened for the first time. Any thread. */
  @Nullable LineProfile profile() {
    return profile;
  }

  Duration latency() {
    LineProfile known = profile;
    return known == null ? Duration.ZERO : known.allowance();
  }

  boolean echo() {
    Link open = link;
    return open != null && open.echoSeen();
  }

  /**
   * A session on the open line.
   *
   * @throws LineUnavailableException if it cannot be opened, or was tried too short a time ago.
   */
  BusSession session() {
    Link open = link;
    if (open == null) {
      open = open();
    }
    return new BusSession(address.text(), settings, open, fcbs, alarmHabits);
  }

  /**
   * Drives the open line as a meter wants it.
   *
   * @param meter null if none in particular is talked to.
   * @return false if it keeps a baud rate of its own.
   * @throws BaudRateException if it does not take the baud rate of the meter.
   * @throws LineUnavailableException if it is lost.
   */
  boolean use(@Nullable MeterAddress meter, MeterSettings wanted) {
    Link open = Objects.requireNonNull(link);
    int usual = settings.line().baudRate();
    int rate = wanted.baudRate() == null ? usual : wanted.baudRate();
    boolean taken = setBaudRate(open, meter, rate);
    open.setResponseTimeout(wanted.responseTimeout());
    return taken;
  }

  private boolean setBaudRate(Link open, @Nullable MeterAddress meter, int rate) {
    try {
      return open.setBaudRate(rate);
    } catch (LineUnavailableException refused) {
      if (refused.reason() != Reason.SETTING) {
        throw refused;
      }
      // Nobody knows how the line is set now.
      close();
      throw new BaudRateException(
          new BusException.Facts(address.text(), String.valueOf(meter), OctetString.EMPTY, 0),
          "meter %s wants %d bit/s: %s".formatted(meter, rate, refused.getMessage()),
          refused);
    }
  }

  private Link open() {
    LineUnavailableException since = outage;
    long wait = nextTry - clock.nanos();
    if (since != null && wait > 0) {
      throw stillAway(since, wait);
    }
    try {
      Transport opened = provider.open(address, settings.line());
      transport = opened;
      Link created = link(opened);
      link = created;
      restored();
      return created;
    } catch (LineUnavailableException unavailable) {
      away(unavailable);
      throw unavailable;
    }
  }

  private Link link(Transport opened) {
    LineProfile known = profile;
    if (known == null) {
      known = new LineProfile(settings.latency(), opened.longestDelay());
      profile = known;
    }
    return new Link(
        address.text(),
        opened,
        known,
        settings.line().baudRate(),
        new LinkSettings(settings.responseTimeout(), settings.echo()),
        quiet.minusNanos(clock.nanos() - quietSince),
        listener);
  }

  private LineUnavailableException stillAway(LineUnavailableException since, long wait) {
    long seconds = Math.max(1, Duration.ofNanos(wait).toSeconds());
    return new LineUnavailableException(
        address.text(),
        since.reason(),
        "still away, the next try may be in " + seconds + " s: " + since.getMessage(),
        since);
  }

  private void restored() {
    if (outage != null) {
      LOG.info("{}: the line is back", address);
    }
    outage = null;
    pause = 0;
  }

  /**
   * The connection was lost, or does not carry anything any more: the next one must wait for the
   * answer that may still be on the bus, and what was silent on this one may have answered.
   */
  void drop() {
    Link open = link;
    LineProfile known = profile;
    if (open != null && known != null) {
      quiet = open.owed();
      quietSince = clock.nanos();
      known.doubt();
    }
    close();
  }

  /** The line vanished while it was in use; the next session tries at once to open it again. */
  void lost(LineUnavailableException cause) {
    drop();
    report(cause);
    nextTry = clock.nanos();
  }

  /** The line could not be opened; the next try is after a pause that grows. */
  private void away(LineUnavailableException cause) {
    report(cause);
    pause = pause == 0 ? FIRST_PAUSE : Math.min(LONGEST_PAUSE, 2 * pause);
    nextTry = clock.nanos() + pause;
  }

  private void report(LineUnavailableException cause) {
    if (outage == null) {
      LOG.warn("{}", cause.getMessage());
    } else {
      LOG.debug("{}", cause.getMessage());
    }
    outage = cause;
  }

  /** Releases the line; the next session opens it again. */
  void close() {
    Transport open = transport;
    transport = null;
    link = null;
    if (open != null) {
      open.close();
      LOG.debug("{}: closed", address);
    }
  }

  /** Ends what is going on, from any thread: the transport gives up its pending read. */
  void cut() {
    Transport open = transport;
    if (open != null) {
      open.close();
    }
  }
}
