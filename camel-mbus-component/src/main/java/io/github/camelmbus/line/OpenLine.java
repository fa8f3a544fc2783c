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
 * The transport of a line: opened when needed, closed when lost, opened again, with back-off if
 * that fails. An outage is reported once, when it begins, and once when it is over. Confined to the
 * thread of the line, but for {@link #interrupt} and what only shows its state.
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
   * @param clock times outages; not that of the line, which is away during one.
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

  /** Why the line is away; null if it is not. */
  @Nullable LineUnavailableException outage() {
    return outage;
  }

  /**
   * The open transport.
   *
   * @param client for which it is opened. {@link #interrupt} is called after that was closed.
   * @throws LineUnavailableException if it cannot be opened, or was tried too short a time ago.
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
   * Another client may have left a serial port at another baud rate. A line that has a baud rate of
   * its own is the same for all.
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
      // The caller of interrupt() may close it too, which does no harm.
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
        Thread.interrupted(); // it was meant for the opening alone
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
    return new LineUnavailableException(address.text(), Reason.CLOSED, "the bus was closed", cause);
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

  /** The line vanished while it was in use; it may be opened again at once. */
  void lost(LineUnavailableException cause) {
    close();
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
   * @return the transport that is open, to be closed so that it gives up a pending read; null if
   *     there is none.
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
