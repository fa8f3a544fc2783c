package io.github.camelmbus.line;

import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineClock;
import io.github.camelmbus.transport.TransportProvider;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The lines in use: one worker for each, however many users and protocols it has. A worker lives
 * from the first lease of its line to the end of the last.
 *
 * <p>A line whose last lease has ended is released without a lock, so no other line waits. It can
 * be leased again at once; its new worker opens it when the earlier one has released it.
 */
public final class LineRegistry {
  /** Guards the maps; never held while a line opens or closes. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Map<LineAddress, Line> lines = new HashMap<>();
  private final Map<LineAddress, CompletableFuture<?>> closing = new HashMap<>();
  private final LineClock clock;

  /**
   * @param clock of the queues, and of outages.
   */
  public LineRegistry(LineClock clock) {
    this.clock = clock;
  }

  /**
   * What a new worker of a line needs.
   *
   * @param provider opens it.
   * @param threads makes its thread.
   */
  public record Drive(TransportProvider provider, ThreadFactory threads) {}

  /**
   * Leases a line; does not open it.
   *
   * @param kind what users of this protocol share.
   * @param drive for the first lease of a line of all protocols.
   * @param maker makes what is shared, for the first lease of this protocol. Must be quick.
   */
  public <L extends SharedLine> LineLease<L> acquire(
      LineAddress address, Class<L> kind, Drive drive, Function<LineWorker, L> maker) {
    lock.lock();
    try {
      Line line = lines.get(address);
      if (line == null) {
        line = new Line(address, drive);
      }
      Share share = line.shares.get(kind);
      if (share == null) {
        share = new Share(kind, maker.apply(line.worker));
        line.shares.put(kind, share);
        lines.put(address, line);
      }
      share.leases++;
      return new Lease<>(line, share, kind.cast(share.shared));
    } finally {
      lock.unlock();
    }
  }

  /** What users of one protocol share on a line; empty without a lease on it. */
  public <L extends SharedLine> Optional<L> shared(LineAddress address, Class<L> kind) {
    lock.lock();
    try {
      Line line = lines.get(address);
      return Optional.ofNullable(line == null ? null : line.shared(kind));
    } finally {
      lock.unlock();
    }
  }

  /** What users of one protocol share, for all lines in the order of their names. */
  public <L extends SharedLine> List<L> shared(Class<L> kind) {
    lock.lock();
    try {
      return lines.values().stream()
          .sorted(Comparator.comparing(line -> line.address.text()))
          .flatMap(line -> Stream.ofNullable(line.shared(kind)))
          .toList();
    } finally {
      lock.unlock();
    }
  }

  private void release(Line line, Share share) {
    CompletableFuture<Void> released = new CompletableFuture<>();
    lock.lock();
    try {
      share.leases--;
      if (share.leases > 0) {
        return;
      }
      line.shares.remove(share.kind);
      if (line.shares.isEmpty()) {
        lines.remove(line.address);
        closing.put(line.address, line.available.thenCombine(released, (before, now) -> now));
      }
    } finally {
      lock.unlock();
    }
    try {
      share.shared.close();
    } finally {
      released.complete(null);
      forgetClosed(line.address);
    }
  }

  private void forgetClosed(LineAddress address) {
    lock.lock();
    try {
      CompletableFuture<?> last = closing.get(address);
      if (last != null && last.isDone()) {
        closing.remove(address);
      }
    } finally {
      lock.unlock();
    }
  }

  /** A line in use. */
  private final class Line {
    private final LineAddress address;
    private final CompletableFuture<?> available;
    private final LineWorker worker;
    private final Map<Class<?>, Share> shares = new HashMap<>();

    private Line(LineAddress address, Drive drive) {
      this.address = address;
      this.available = closing.getOrDefault(address, CompletableFuture.completedFuture(null));
      this.worker = new LineWorker(address, drive.provider, drive.threads, clock, available);
    }

    private <L> @Nullable L shared(Class<L> kind) {
      Share share = shares.get(kind);
      return share == null ? null : kind.cast(share.shared);
    }
  }

  /** What the leases of one protocol on a line share. */
  private static final class Share {
    private final Class<?> kind;
    private final SharedLine shared;
    private int leases;

    private Share(Class<?> kind, SharedLine shared) {
      this.kind = kind;
      this.shared = shared;
    }
  }

  private final class Lease<L extends SharedLine> implements LineLease<L> {
    private final Line line;
    private final Share share;
    private final L shared;
    private final AtomicBoolean ended = new AtomicBoolean();

    private Lease(Line line, Share share, L shared) {
      this.line = line;
      this.share = share;
      this.shared = shared;
    }

    @Override
    public L shared() {
      return shared;
    }

    @Override
    public void close() {
      if (ended.compareAndSet(false, true)) {
        release(line, share);
      }
    }
  }
}
