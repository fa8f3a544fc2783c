package io.github.camelmbus.master;

import io.github.camelmbus.link.FrameListener;
import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineClock;
import io.github.camelmbus.transport.LineUnavailableException;
import io.github.camelmbus.transport.LineUnavailableException.Reason;
import io.github.camelmbus.transport.TransportProvider;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One M-Bus line and the thread that owns it. Transactions are submitted from anywhere and run one
 * after the other on that thread; what completes their futures there must be quick.
 *
 * <p>The line is opened by the first transaction and closed when none came for the idle time. When
 * it vanishes it is closed, and opened again at the next transaction, with growing pauses between
 * tries that fail.
 */
public final class Bus implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Bus.class);
  private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);

  private final LineAddress address;
  private final BusSettings settings;
  private final ThreadFactory threads;
  private final BusLine line;
  private final LineClock clock;
  private final Clock wallClock;
  private final JobQueue jobs = new JobQueue();
  private final List<FrameListener> listeners = new CopyOnWriteArrayList<>();
  private final List<MeterListener> meterListeners = new CopyOnWriteArrayList<>();
  private final Map<String, MeterStatistics> meters = new ConcurrentHashMap<>();
  private final Set<String> warned = new HashSet<>(); // by the bus thread alone
  private final ReentrantLock lifecycle = new ReentrantLock();
  private volatile boolean closed;
  private volatile @Nullable Instant lastGoodReading;
  private @Nullable Thread owner;

  /**
   * @param line where it is.
   * @param settings how it is driven.
   * @param provider opens it.
   * @param threads makes the one thread that owns it.
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
    this.address = address;
    this.settings = settings;
    this.threads = threads;
    this.wallClock = wallClock;
    this.clock = clock;
    this.line = new BusLine(address, settings, provider, clock, this::tellListeners);
  }

  public LineAddress line() {
    return address;
  }

  public BusSettings settings() {
    return settings;
  }

  /** Lets a listener see all octets from now on. */
  public void addListener(FrameListener listener) {
    listeners.add(listener);
  }

  /** Lets a listener know how transactions with meters end from now on. */
  public void addListener(MeterListener listener) {
    meterListeners.add(listener);
  }

  private void tellMeterListeners(Consumer<MeterListener> event) {
    for (MeterListener listener : meterListeners) {
      try {
        event.accept(listener);
      } catch (RuntimeException failure) {
        LOG.warn("{}: {} has failed", address, listener, failure);
      }
    }
  }

  private void tellListeners(FrameListener.Direction direction, byte[] octets, long nanos) {
    if (LOG.isDebugEnabled()) {
      LOG.debug("{} {} {}", address, direction, HEX.formatHex(octets));
    }
    for (FrameListener listener : listeners) {
      listener.frame(direction, octets.clone(), nanos);
    }
  }

  /**
   * Queues a transaction.
   *
   * @return completes with its result, or with the {@link BusException} or {@link
   *     LineUnavailableException} it ended with. Cancelling it takes the transaction out of the
   *     queue; one that runs already runs on.
   */
  public <T> CompletableFuture<T> submit(Transaction<T> transaction, Priority priority) {
    return submit(transaction, priority, MeterSettings.OF_LINE);
  }

  /**
   * As {@link #submit(Transaction, Priority)}, for a meter with settings of its own. A line that
   * has a baud rate of its own keeps it, and the log says so once for each meter.
   *
   * @param settings hold for this transaction. A line that does not take the baud rate ends it with
   *     a {@link BaudRateException}.
   */
  public <T> CompletableFuture<T> submit(
      Transaction<T> transaction, Priority priority, MeterSettings settings) {
    return submit(new Job<>(transaction, priority, settings, clock.nanos(), Long.MAX_VALUE));
  }

  /**
   * As {@link #submit(Transaction, Priority, MeterSettings)}, of a transaction that is not to begin
   * late: a command that nobody waits for any more should not come as a surprise.
   *
   * @param patience how long it may take, the wait for others included. If it could not begin by
   *     then it ends with a {@link DeadlineException} once the line is free, and is never begun; if
   *     it has begun it ends so before its next request. A write does not once it is sent: it is
   *     read back, however long that takes.
   */
  public <T> CompletableFuture<T> submit(
      Transaction<T> transaction, Priority priority, MeterSettings settings, Duration patience) {
    return submit(new Job<>(transaction, priority, settings, clock.nanos(), patience.toNanos()));
  }

  private <T> CompletableFuture<T> submit(Job<T> job) {
    lifecycle.lock();
    try {
      if (closed) {
        job.future.completeExceptionally(closedException());
        return job.future;
      }
      jobs.add(job);
      if (owner == null) {
        owner = threads.newThread(this::work);
        owner.start();
      }
    } finally {
      lifecycle.unlock();
    }
    return job.future;
  }

  /** How the bus is doing. */
  public BusStatus status() {
    LineUnavailableException outage = line.outage();
    BusStatus.State state = BusStatus.State.CLOSED;
    if (line.isOpen()) {
      state = BusStatus.State.OPEN;
    } else if (outage != null) {
      state = BusStatus.State.UNAVAILABLE;
    }
    String error = outage == null ? null : outage.getMessage();
    return new BusStatus(
        address, state, error, lastGoodReading, line.latency(), line.echo(), meters);
  }

  private LineUnavailableException closedException() {
    return new LineUnavailableException(address.text(), Reason.CLOSED, "the bus was closed");
  }

  private void work() {
    try {
      while (!closed) {
        Job<?> job = jobs.poll(settings.idleTimeout().toNanos());
        if (job == null) {
          line.close();
        } else {
          run(job);
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      line.close();
      lifecycle.lock();
      try {
        closed = true;
        jobs.drain().forEach(job -> job.future.completeExceptionally(closedException()));
      } finally {
        lifecycle.unlock();
      }
    }
  }

  private <T> void run(Job<T> job) {
    long now = clock.nanos();
    if (job.isExpired(now)) {
      job.future.completeExceptionally(tooLate(job.waited(now)));
      return;
    }
    try {
      job.future.complete(result(job));
    } catch (RuntimeException | Error failure) {
      job.future.completeExceptionally(failure);
    }
  }

  private DeadlineException tooLate(long waited) {
    return DeadlineException.notBegun(address.text(), TimeUnit.NANOSECONDS.toMillis(waited));
  }

  /**
   * Runs a transaction, and again on a new connection where the one it began on was lost: it may
   * have been dead before, or die in the middle. Where a meter that used to answer is silent, the
   * connection may be dead without a word.
   */
  private <T> T result(Job<T> job) {
    boolean checked = false;
    for (int connections = 1; true; connections++) {
      boolean wasOpen = line.isOpen();
      BusSession session = session(job);
      try {
        return counted(job, session);
      } catch (LineUnavailableException lost) {
        if (!mayRunAgain(job, lost, connections, wasOpen || session.requestsSent() > 0)) {
          line.lost(lost);
          throw lost;
        }
      } catch (NoReplyException silent) {
        if (checked || !isDead(job, session)) {
          countFailure(job.transaction, session, silent);
          throw silent;
        }
        checked = true;
        LOG.warn("{}: nothing comes back on this connection any more; connecting again", address);
      }
      line.drop();
    }
  }

  private boolean mayRunAgain(
      Job<?> job, LineUnavailableException lost, int connections, boolean wasUsed) {
    boolean again = wasUsed && connections <= settings.retries() + 1;
    return again
        && !closed
        && lost.reason() != Reason.SETTING
        && job.transaction.repeatable()
        && !job.isExpired(clock.nanos());
  }

  /** Whether something was heard on this line before, and now all meters are silent. */
  private boolean isDead(Job<?> job, BusSession session) {
    MeterAddress meter = job.transaction.meter();
    boolean usedToAnswer =
        meter != null && job.transaction.counts() && session.profile().octetsHeard() > 0;
    if (!usedToAnswer || session.heardSomething() || !job.transaction.repeatable()) {
      return false;
    }
    session.allowAll();
    session.calibrate();
    return !session.heardSomething();
  }

  /**
   * On a line that is open.
   *
   * @throws DeadlineException if opening it has taken all the time there was.
   */
  private BusSession session(Job<?> job) {
    BusSession session = line.session();
    long now = clock.nanos();
    if (job.isExpired(now)) {
      throw tooLate(job.waited(now));
    }
    session.allow(job.left(now));
    return session;
  }

  private <T> T counted(Job<T> job, BusSession session) {
    Transaction<T> transaction = job.transaction;
    try {
      if (!line.use(transaction.meter(), job.settings)) {
        warnOfBaudRate(transaction.meter(), job.settings);
      }
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
      meters.compute(
          meter.toString(),
          (key, seen) -> orNone(seen).good(readout.responseTime(), session.retriesSent(), now));
      tellMeterListeners(
          listener -> listener.read(meter, readout.responseTime(), session.retriesSent()));
    }
  }

  private void countFailure(Transaction<?> transaction, BusSession session, BusException failure) {
    MeterAddress meter = transaction.meter();
    if (meter != null && transaction.counts()) {
      String message = String.valueOf(failure.getMessage());
      meters.compute(
          meter.toString(), (key, seen) -> orNone(seen).failed(message, session.retriesSent()));
      tellMeterListeners(listener -> listener.failed(meter, failure, session.retriesSent()));
    }
  }

  private static MeterStatistics orNone(@Nullable MeterStatistics seen) {
    return seen == null ? MeterStatistics.NONE : seen;
  }

  /**
   * Ends the bus: what waits fails, what runs is cut off, the line is released. Idempotent; waits a
   * few seconds for the thread to end.
   */
  @Override
  public void close() {
    Thread thread;
    lifecycle.lock();
    try {
      closed = true;
      thread = owner;
    } finally {
      lifecycle.unlock();
    }
    if (thread == null || thread == Thread.currentThread()) {
      return;
    }
    jobs.wakeUp();
    line.cut();
    try {
      thread.join(CLOSE_WAIT.toMillis());
      if (thread.isAlive()) {
        LOG.warn("{}: the bus thread has not ended after {} s", address, CLOSE_WAIT.toSeconds());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
