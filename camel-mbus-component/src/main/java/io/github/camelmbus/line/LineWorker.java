package io.github.camelmbus.line;

import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineClock;
import io.github.camelmbus.transport.LineUnavailableException;
import io.github.camelmbus.transport.LineUnavailableException.Reason;
import io.github.camelmbus.transport.Transport;
import io.github.camelmbus.transport.TransportProvider;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that owns a line. Tasks of its clients run on it, one after the other.
 *
 * <p>The first task opens the line. After the idle timeout without a task the line is closed and
 * the thread ends; the next task starts a new one. A lost line is closed, and the next task opens
 * it again, with growing pauses after failed attempts. The worker ends with its last client.
 */
public final class LineWorker {
  private static final Logger LOG = LoggerFactory.getLogger(LineWorker.class);
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);

  private final LineAddress address;
  private final ThreadFactory threads;
  private final LineClock clock;
  private final OpenLine line;
  private final JobQueue jobs = new JobQueue();
  private final List<LineClient<?>> clients = new CopyOnWriteArrayList<>();

  /** Guards the fields below; never held while the line opens or closes. */
  private final ReentrantLock lifecycle = new ReentrantLock();

  private final Condition changed = lifecycle.newCondition();
  private volatile boolean closed;
  private @Nullable Thread owner;
  private @Nullable Job<?, ?> running;

  /** That of the last task. Used by the thread of the line only. */
  private Duration idleTimeout = Duration.ofSeconds(60);

  /**
   * @param address where the line is.
   * @param provider opens it. Interrupting the thread should end that.
   * @param threads makes the thread that owns it, one at a time.
   * @param clock times waits in the queue, and outages.
   */
  public LineWorker(
      LineAddress address, TransportProvider provider, ThreadFactory threads, LineClock clock) {
    this(address, provider, threads, clock, CompletableFuture.completedFuture(null));
  }

  /**
   * @param available completes when the line may be opened: when another worker has released it.
   */
  LineWorker(
      LineAddress address,
      TransportProvider provider,
      ThreadFactory threads,
      LineClock clock,
      CompletableFuture<?> available) {
    this.address = address;
    this.threads = threads;
    this.clock = clock;
    this.line = new OpenLine(address, provider, clock, available);
  }

  /** Where the line is. */
  public LineAddress line() {
    return address;
  }

  /** The clock of the queue and of outages. */
  public LineClock clock() {
    return clock;
  }

  /**
   * Gives a protocol access to the line; does not open it.
   *
   * @throws IllegalStateException if the worker has ended with its last client.
   */
  public <S> LineClient<S> attach(LineProtocol<S> protocol) {
    lifecycle.lock();
    try {
      if (closed) {
        throw new IllegalStateException(address + ": the worker of the line has ended");
      }
      LineClient<S> client = new LineClient<>(this, protocol);
      clients.add(client);
      return client;
    } finally {
      lifecycle.unlock();
    }
  }

  LineStatus status() {
    LineUnavailableException outage = line.outage();
    LineStatus.State state = LineStatus.State.CLOSED;
    if (line.isOpen()) {
      state = LineStatus.State.OPEN;
    } else if (outage != null) {
      state = LineStatus.State.UNAVAILABLE;
    }
    return new LineStatus(address, state, outage == null ? null : outage.getMessage());
  }

  <T> CompletableFuture<T> submit(Job<?, T> job) {
    lifecycle.lock();
    try {
      if (closed || job.client.isClosed()) {
        job.future.completeExceptionally(line.closed(null));
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

  boolean isAwaited() {
    return !jobs.isEmpty();
  }

  void releaseLine() {
    line.close();
  }

  private void work() {
    boolean idle = false;
    try {
      while (!closed && !idle) {
        Job<?, ?> job = jobs.poll(idleTimeout.toNanos());
        if (job == null) {
          line.close();
          idle = rest();
        } else if (begin(job)) {
          run(job);
          end();
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      if (!idle) {
        line.close();
        ended();
      }
    }
  }

  /**
   * Lets the thread end until the next task.
   *
   * @return false if a task waits already, or if the worker was closed.
   */
  private boolean rest() {
    lifecycle.lock();
    try {
      if (closed || !jobs.isEmpty()) {
        return false;
      }
      owner = null;
      return true;
    } finally {
      lifecycle.unlock();
    }
  }

  private boolean begin(Job<?, ?> job) {
    lifecycle.lock();
    try {
      if (job.client.isClosed()) {
        job.future.completeExceptionally(line.closed(null));
        return false;
      }
      running = job;
      return true;
    } finally {
      lifecycle.unlock();
    }
  }

  private void end() {
    lifecycle.lock();
    try {
      running = null;
      changed.signalAll();
    } finally {
      lifecycle.unlock();
    }
  }

  private void ended() {
    lifecycle.lock();
    try {
      closed = true;
      running = null;
      owner = null;
      changed.signalAll();
    } finally {
      lifecycle.unlock();
    }
    fail(jobs.drain(job -> true));
  }

  private void fail(List<Job<?, ?>> waiting) {
    waiting.forEach(job -> job.future.completeExceptionally(line.closed(null)));
  }

  private <S, T> void run(Job<S, T> job) {
    idleTimeout = job.client.protocol().idleTimeout();
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

  /** Runs a task, and again on a new connection if its connection is lost. */
  private <S, T> T result(Job<S, T> job) {
    for (int connections = 1; true; connections++) {
      boolean wasOpen = line.isOpen();
      Transport transport = line.open(job.client);
      LineConnection<S> connection = job.client.connection(transport);
      S session = connection.session(timeLeft(job));
      try {
        return job.task.run(session);
      } catch (LineUnavailableException lost) {
        clients.forEach(client -> client.lost(transport));
        if (job.client.isClosed()) {
          line.close();
          throw lost;
        }
        if (!mayRunAgain(job, lost, connections, wasOpen || connection.hasSent(session))) {
          line.lost(lost);
          throw lost;
        }
      } catch (DeadConnectionException dead) {
        clients.forEach(client -> client.lost(transport));
      }
      line.close();
    }
  }

  /**
   * @throws DeadlineException if the deadline of the job has passed while the line was opened.
   */
  private long timeLeft(Job<?, ?> job) {
    long now = clock.nanos();
    if (job.isExpired(now)) {
      throw tooLate(job.waited(now));
    }
    return job.left(now);
  }

  private boolean mayRunAgain(
      Job<?, ?> job, LineUnavailableException lost, int connections, boolean wasUsed) {
    return wasUsed
        && connections <= job.client.protocol().retries() + 1
        && lost.reason() != Reason.SETTING
        && job.task.repeatable()
        && !job.isExpired(clock.nanos());
  }

  void close(LineClient<?> client) {
    boolean last;
    @Nullable Transport used;
    lifecycle.lock();
    try {
      client.setClosed();
      clients.remove(client);
      last = clients.isEmpty();
      closed |= last;
      used = isRunning(client) ? line.interrupt() : null;
    } finally {
      lifecycle.unlock();
    }
    fail(jobs.drain(job -> job.client == client));
    if (used != null) {
      used.close();
    }
    if (last) {
      jobs.wakeUp();
    }
    awaitEnd(client, last);
  }

  private boolean isRunning(LineClient<?> client) {
    Job<?, ?> job = running;
    return job != null && job.client == client;
  }

  /** Waits until no task of the client runs; for the last client, until the line is released. */
  private void awaitEnd(LineClient<?> client, boolean last) {
    lifecycle.lock();
    try {
      long left = CLOSE_WAIT.toNanos();
      while (last ? owner != null : isRunning(client)) {
        if (owner == Thread.currentThread()) {
          return;
        }
        if (left <= 0) {
          LOG.warn(
              "{}: the thread of the line has not ended after {} s",
              address,
              CLOSE_WAIT.toSeconds());
          return;
        }
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      lifecycle.unlock();
    }
  }
}
