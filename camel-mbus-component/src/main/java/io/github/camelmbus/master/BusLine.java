package io.github.camelmbus.master;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.line.LineConnection;
import io.github.camelmbus.line.LineProtocol;
import io.github.camelmbus.link.FrameCountBits;
import io.github.camelmbus.link.FrameListener;
import io.github.camelmbus.link.LineProfile;
import io.github.camelmbus.link.Link;
import io.github.camelmbus.link.LinkSettings;
import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineClock;
import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.LineUnavailableException;
import io.github.camelmbus.transport.LineUnavailableException.Reason;
import io.github.camelmbus.transport.Transport;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The M-Bus on a line. What is known of the line and its meters outlives connections; a {@link
 * Link} does not. Confined to the bus thread, but for {@link #latency} and {@link #echo}.
 */
final class BusLine implements LineProtocol<BusSession> {
  private final LineAddress address;
  private final BusSettings settings;
  private final LineClock clock;
  private final FrameListener listener;
  private final MetersSeen meters;
  private final FrameCountBits fcbs = new FrameCountBits();
  private final AlarmHabits alarmHabits = new AlarmHabits();
  private volatile @Nullable LineProfile profile;
  private volatile @Nullable Link link;
  private Duration quiet = Duration.ZERO;
  private long quietSince;

  /**
   * @param clock for the time between two connections, when the line has none.
   */
  BusLine(
      LineAddress address,
      BusSettings settings,
      LineClock clock,
      FrameListener listener,
      MetersSeen meters) {
    this.address = address;
    this.settings = settings;
    this.clock = clock;
    this.listener = listener;
    this.meters = meters;
  }

  @Override
  public LineSettings settings() {
    return settings.line();
  }

  @Override
  public Duration idleTimeout() {
    return settings.idleTimeout();
  }

  @Override
  public int retries() {
    return settings.retries();
  }

  Duration latency() {
    LineProfile known = profile;
    return known == null ? Duration.ZERO : known.allowance();
  }

  /** Whether the line echoes, as seen on the last connection. */
  boolean echo() {
    Link last = link;
    return last != null && last.echoSeen();
  }

  @Override
  public LineConnection<BusSession> connect(Transport transport) {
    LineProfile known = profile;
    if (known == null) {
      known = new LineProfile(settings.latency(), transport.longestDelay());
      profile = known;
    }
    Link created =
        new Link(
            address.text(),
            transport,
            known,
            settings.line(),
            new LinkSettings(settings.responseTimeout(), settings.echo(), settings.wakeUp()),
            quiet.minusNanos(clock.nanos() - quietSince),
            listener);
    link = created;
    return new Connection(created, known);
  }

  private final class Connection implements LineConnection<BusSession> {
    private final Link open;
    private final LineProfile known;

    private Connection(Link open, LineProfile known) {
      this.open = open;
      this.known = known;
    }

    @Override
    public BusSession session(long nanos) {
      BusSession session =
          new BusSession(address.text(), settings, open, fcbs, alarmHabits, meters);
      session.allow(nanos);
      return session;
    }

    @Override
    public boolean hasSent(BusSession session) {
      return session.requestsSent() > 0;
    }

    /**
     * The next connection must wait for the answer that may still be on the bus, and what was
     * silent on this one may have answered.
     */
    @Override
    public void lost() {
      quiet = open.owed();
      quietSince = clock.nanos();
      known.connectionLost();
    }
  }

  /**
   * Applies the settings of a meter to the open line.
   *
   * @param meter null if the transaction is for no meter in particular.
   * @return false if the baud rate of the line is fixed.
   * @throws BaudRateException if the line cannot be set to the baud rate of the meter; its setting
   *     is unknown then.
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
      throw new BaudRateException(
          new BusException.Facts(address.text(), String.valueOf(meter), OctetString.EMPTY, 0),
          "meter %s wants %d bit/s: %s".formatted(meter, rate, refused.getMessage()),
          refused);
    }
  }
}
