package io.github.camelmbus.master;

import io.github.camelmbus.frame.LongFrame;
import io.github.camelmbus.line.DeadConnectionException;
import io.github.camelmbus.line.LineClient;
import io.github.camelmbus.line.LineStatus;
import io.github.camelmbus.line.LineTask;
import io.github.camelmbus.line.LineWorker;
import io.github.camelmbus.line.Priority;
import io.github.camelmbus.link.FrameListener;
import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineClock;
import io.github.camelmbus.transport.LineUnavailableException;
import io.github.camelmbus.transport.TransportProvider;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The M-Bus on a line. Transactions are submitted from any thread and run one after the other on
 * that of the line, which a {@link LineWorker} owns; actions that depend on their futures run there
 * too, and must be quick.
 */
public final class Bus implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Bus.class);
  private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();

  /** How long a connection is kept on a line on which nothing has ever come. */
  private static final long LONG_SILENCE = Duration.ofMinutes(1).toNanos();

  private final LineAddress address;
  private final BusSettings settings;
  private final BusLine line;
  private final Clock wallClock;
  private final LineClient<BusSession> client;
  private final List<FrameListener> listeners = new CopyOnWriteArrayList<>();
  private final List<MeterListener> meterListeners = new CopyOnWriteArrayList<>();
  private final MetersSeen meters =
      new MetersSeen(meter -> publish(listener -> listener.forgotten(meter)));
  private final Set<String> warned = new HashSet<>(); // by the bus thread alone
  private boolean silent; // by the bus thread alone
  private long silentSince; // by the bus thread alone
  private volatile @Nullable Instant lastGoodReading;

  /**
   * A bus on a line of its own.
   *
   * @param provider opens the line.
   * @param threads makes the thread that owns the line, one at a time.
   * @param wallClock says when a meter was read.
   */
  public Bus(
      LineAddress line,
      BusSettings settings,
      TransportProvider provider,
      ThreadFactory threads,
      Clock wallClock) {
    this(line, settings, provider, threads, wallClock, LineClock.SYSTEM);
  }

  Bus(
      LineAddress address,
      BusSettings settings,
      TransportProvider provider,
      ThreadFactory threads,
      Clock wallClock,
      LineClock clock) {
    this(new LineWorker(address, provider, threads, clock), settings, wallClock);
  }

  /**
   * A bus on a line that it may share with other protocols.
   *
   * @param worker owns the line; ends with its last client.
   * @param wallClock says when a meter was read.
   */
  public Bus(LineWorker worker, BusSettings settings, Clock wallClock) {
    this.address = worker.line();
    this.settings = settings;
    this.wallClock = wallClock;
    this.line = new BusLine(address, settings, worker.clock(), this::publishFrame, meters);
    this.client = worker.attach(line);
  }

  public LineAddress line() {
    return address;
  }

  public BusSettings settings() {
    return settings;
  }

  /** Notifies a listener of all octets from now on. */
  public void addListener(FrameListener listener) {
    listeners.add(listener);
  }

  /** Notifies a listener of the results of transactions with meters from now on. */
  public void addListener(MeterListener listener) {
    meterListeners.add(listener);
  }

  private void publish(Consumer<MeterListener> event) {
    publish(meterListeners, event);
  }

  private void publishFrame(FrameListener.Direction direction, byte[] octets, long nanos) {
    if (LOG.isDebugEnabled()) {
      LOG.debug("{} {} {}", address, direction, text(octets));
    }
    publish(listeners, listener -> listener.frame(direction, octets.clone(), nanos));
  }

  /** A wake-up is hundreds of equal octets. */
  private static String text(byte[] octets) {
    boolean longest = octets.length > LongFrame.MAX_OCTETS;
    boolean equal =
        longest && Arrays.mismatch(octets, 1, octets.length, octets, 0, octets.length - 1) < 0;
    return equal ? "%02X, %d times".formatted(octets[0], octets.length) : HEX.formatHex(octets);
  }

  /** Logs also errors: a library that the listener uses may be of a version without a method. */
  private <L> void publish(List<L> all, Consumer<L> event) {
    for (L listener : all) {
      try {
        event.accept(listener);
      } catch (Throwable failure) {
        LOG.warn("{}: {} has failed", address, listener, failure);
      }
    }
  }

  /**
   * Queues a transaction.
   *
   * @return completes with its result, or with the {@link BusException} or {@link
   *     LineUnavailableException} it ended with. Cancelling it takes the transaction out of the
   *     queue; a running one continues.
   */
  public <T> CompletableFuture<T> submit(Transaction<T> transaction, Priority priority) {
    return submit(transaction, priority, MeterSettings.OF_LINE);
  }

  /**
   * As {@link #submit(Transaction, Priority)}, for a meter with its own settings. A line with a
   * fixed baud rate keeps it, and the log says so once for each meter.
   *
   * @param settings for this transaction. If the line cannot be set to the baud rate, it ends with
   *     a {@link BaudRateException}.
   */
  public <T> CompletableFuture<T> submit(
      Transaction<T> transaction, Priority priority, MeterSettings settings) {
    return client.submit(new Task<>(transaction, settings), priority);
  }

  /**
   * As {@link #submit(Transaction, Priority, MeterSettings)}, with a time limit, so that a command
   * is not sent after its caller has given up.
   *
   * @param patience how long it may take, including the wait for the line. Then it ends with a
   *     {@link io.github.camelmbus.line.DeadlineException}: if it has begun, before its next
   *     request; else once the line is free. A write that was sent is read back, however long that
   *     takes.
   */
  public <T> CompletableFuture<T> submit(
      Transaction<T> transaction, Priority priority, MeterSettings settings, Duration patience) {
    return client.submit(new Task<>(transaction, settings), priority, patience);
  }

  /** How the bus is doing; never waits. */
  public BusStatus status() {
    LineStatus status = client.status();
    boolean echo = status.state() == LineStatus.State.OPEN && line.echo();
    return new BusStatus(
        address,
        status.state(),
        status.error(),
        lastGoodReading,
        line.latency(),
        echo,
        meters.current(wallClock.instant()));
  }

  /** A transaction, as the worker of the line runs it. */
  private final class Task<T> implements LineTask<BusSession, T> {
    private final Transaction<T> transaction;
    private final MeterSettings settings;
    private boolean checked;

    private Task(Transaction<T> transaction, MeterSettings settings) {
      this.transaction = transaction;
      this.settings = settings;
    }

    @Override
    public boolean repeatable() {
      return transaction.repeatable();
    }

    /** If a meter that used to answer is silent, the connection may be half-open. */
    @Override
    public T run(BusSession session) {
      try {
        return counted(transaction, settings, session);
      } catch (NoReplyException silent) {
        if (checked || !isDead(transaction, session)) {
          countFailure(transaction, session, silent);
          throw silent;
        }
        checked = true;
        throw new DeadConnectionException(address.text(), silent);
      }
    }
  }

  /** Whether all meters are silent that should answer, if only the connection were sound. */
  private boolean isDead(Transaction<?> transaction, BusSession session) {
    boolean asksMeter = transaction.meter() != null && transaction.counts();
    if (!asksMeter || session.heardSomething() || !transaction.repeatable()) {
      return false;
    }
    if (session.profile().octetsHeard() == 0) {
      return isSilentForLong(session.now());
    }
    boolean dead = isSilentNow(session);
    if (dead) {
      LOG.warn("{}: nothing comes back on this connection any more; connecting again", address);
    }
    return dead;
  }

  /**
   * Whether nothing has ever come on this line, and it is time to try a new connection: the gateway
   * may have forgotten this one before the first answer.
   */
  private boolean isSilentForLong(long now) {
    boolean isLong = silent && now - silentSince >= LONG_SILENCE;
    if (isLong || !silent) {
      silent = true;
      silentSince = now;
    }
    return isLong;
  }

  /** Whether octets came on this line before, and all meters are silent now. */
  private static boolean isSilentNow(BusSession session) {
    session.allowAll();
    session.calibrate();
    return !session.heardSomething();
  }

  private <T> T counted(Transaction<T> transaction, MeterSettings wanted, BusSession session) {
    try {
      use(transaction.meter(), wanted);
      session.seen(wanted.seen());
      T result = transaction.run(session);
      count(transaction, session, result);
      return result;
    } catch (NoReplyException silent) {
      throw silent;
    } catch (BusException failure) {
      countFailure(transaction, session, failure);
      throw failure;
    }
  }

  private void use(@Nullable MeterAddress meter, MeterSettings wanted) {
    try {
      if (!line.use(meter, wanted)) {
        warnOfBaudRate(meter, wanted);
      }
    } catch (BaudRateException refused) {
      client.releaseLine();
      throw refused;
    }
  }

  private void warnOfBaudRate(@Nullable MeterAddress meter, MeterSettings wanted) {
    if (warned.add(meter + " " + wanted.baudRate())) {
      LOG.warn(
          "{}: meter {} wants {} bit/s, which cannot be set from here; it is asked at {} bit/s. Set"
              + " the baud rate at the gateway, and baudRate of the line to the same",
          address,
          meter,
          wanted.baudRate(),
          settings.line().baudRate());
    }
  }

  private void count(Transaction<?> transaction, BusSession session, @Nullable Object result) {
    MeterAddress meter = transaction.meter();
    if (meter != null && transaction.counts() && result instanceof Readout readout) {
      Instant now = wallClock.instant();
      lastGoodReading = now;
      meters.update(
          meter.toString(),
          now,
          seen -> seen.good(readout.responseTime(), session.retriesSent(), now));
      publish(listener -> listener.read(meter, readout.responseTime(), session.retriesSent()));
    }
  }

  private void countFailure(Transaction<?> transaction, BusSession session, BusException failure) {
    MeterAddress meter = transaction.meter();
    if (meter != null && transaction.counts()) {
      String message = String.valueOf(failure.getMessage());
      meters.update(
          meter.toString(),
          wallClock.instant(),
          seen -> seen.failed(message, session.retriesSent()));
      publish(listener -> listener.failed(meter, failure, session.retriesSent()));
    }
  }

  /**
   * Ends the bus: what waits fails, what runs is ended with its connection, and so is a connection
   * that is being made. Idempotent; returns when the line is released, or after a few seconds.
   */
  @Override
  public void close() {
    client.close();
  }
}
