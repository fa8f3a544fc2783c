package io.github.camelmbus.line;

import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineClock;
import io.github.camelmbus.transport.LineUnavailableException;
import io.github.camelmbus.transport.LineUnavailableException.Reason;
import io.github.camelmbus.transport.Transport;
import io.github.camelmbus.transport.TransportProvider;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transport of a line: opened when needed, closed when lost, and opened again, with back-off if
 * that fails. The start and the end of an outage are logged once. Confined to the thread of the
 * line, except {@link #interrupt}, {@link #isOpen} and {@link #outage}.
 */
final class OpenLine {
  private static final Logger LOG = LoggerFactory.getLogger(OpenLine.class);
  private static final long FIRST_PAUSE = Duration.ofSeconds(1).toNanos();
  private static final long LONGEST_PAUSE = Duration.ofSeconds(60).toNanos();

  private final LineAddress address;
  private final TransportProvider provider;
  private final LineClock clock;
  private final CompletableFuture<?> available;

  /** Guards {@link #opener} and {@link #interrupted}; never held while something waits. */
  private final ReentrantLock lock = new ReentrantLock();

  private @Nullable Thread opener;
  private boolean interrupted;
  private volatile @Nullable Transport transport;
  private volatile @Nullable LineUnavailableException outage;
  private @Nullable LineClient<?> openedFor;
  private long pause;
  private long nextTry;

  /**
   * @param clock times outages; the clock of the transport is not available during one.
   * @param available completes when the line may be opened.
   */
  OpenLine(
      LineAddress address,
      TransportProvider provider,
      LineClock clock,
      CompletableFuture<?> available) {
    this.address = address;
    this.provider = provider;
    this.clock = clock;
    this.available = available;
  }

  boolean isOpen() {
    return transport != null;
  }

  /** Why the line is unavailable; null if it is not. */
  @Nullable LineUnavailableException outage() {
    return outage;
  }

  /**
   * The open transport.
   *
   * @param client for which it is opened; it is closed before {@link #interrupt} is called.
   * @throws LineUnavailableException if it cannot be opened, or if the pause after the last failed
   *     attempt is not over.
   */
  Transport open(LineClient<?> client) {
    Transport open = transport;
    if (open != null && isOpenFor(client)) {
      return open;
    }
    close();
    LineUnavailableException since = outage;
    long wait = nextTry - clock.nanos();
    if (since != null && wait > 0) {
      throw stillAway(since, wait);
    }
    try {
      Transport opened = interruptibly(client);
      openedFor = client;
      restored();
      return opened;
    } catch (LineUnavailableException unavailable) {
      if (client.isClosed()) {
        throw closed(unavailable);
      }
      away(unavailable);
      throw unavailable;
    }
  }

  /**
   * A serial port is opened again for another client, as it may be at another baud rate. A line
   * with a baud rate of its own is shared by clients with equal options.
   */
  private boolean isOpenFor(LineClient<?> client) {
    LineClient<?> before = openedFor;
    return before == client
        || before != null
            && provider.hasItsOwnBaudRate()
            && options(client).equals(options(before));
  }

  private static Map<String, String> options(LineClient<?> client) {
    return client.protocol().settings().options();
  }

  private Transport interruptibly(LineClient<?> client) {
    begin(client);
    Transport opened;
    try {
      awaitAvailable();
      opened = provider.open(address, client.protocol().settings());
    } catch (RuntimeException | Error failure) {
      end(null);
      throw failure;
    }
    end(opened);
    if (client.isClosed()) {
      // The caller of interrupt() may close it too; close() is idempotent.
      close();
      throw closed(null);
    }
    return opened;
  }

  private void begin(LineClient<?> client) {
    lock.lock();
    try {
      if (client.isClosed()) {
        throw closed(null);
      }
      opener = Thread.currentThread();
    } finally {
      lock.unlock();
    }
  }

  private void end(@Nullable Transport opened) {
    lock.lock();
    try {
      opener = null;
      if (interrupted) {
        interrupted = false;
        Thread.interrupted(); // it was meant for opening the line only
      }
      transport = opened;
    } finally {
      lock.unlock();
    }
  }

  private void awaitAvailable() {
    try {
      available.get();
    } catch (InterruptedException e) {
      throw closed(e);
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  LineUnavailableException closed(@Nullable Throwable cause) {
    return new LineUnavailableException(
        address.text(), Reason.CLOSED, "the line was closed", cause);
  }

  private LineUnavailableException stillAway(LineUnavailableException since, long wait) {
    long seconds = Math.max(1, Duration.ofNanos(wait).toSeconds());
    return new LineUnavailableException(
        address.text(),
        since.reason(),
        "still unavailable, not tried again for " + seconds + " s: " + since.getMessage(),
        since);
  }

  private void restored() {
    if (outage != null) {
      LOG.info("{}: the line is back", address);
    }
    outage = null;
    pause = 0;
  }

  /** The line was lost while it was in use; it may be opened again at once. */
  void lost(LineUnavailableException cause) {
    close();
    report(cause);
    nextTry = clock.nanos();
  }

  /** The line could not be opened; the pause before the next attempt grows each time. */
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

  /** Releases the line until it is opened again. */
  void close() {
    Transport open = transport;
    transport = null;
    if (open != null) {
      open.close();
      LOG.debug("{}: closed", address);
    }
  }

  /**
   * Interrupts the opening of the line, from any thread; does not wait.
   *
   * @return the open transport, which the caller closes to end a pending read; null if there is
   *     none.
   */
  @Nullable Transport interrupt() {
    lock.lock();
    try {
      Thread opening = opener;
      if (opening != null) {
        interrupted = true;
        opening.interrupt();
      }
      return transport;
    } finally {
      lock.unlock();
    }
  }
}
