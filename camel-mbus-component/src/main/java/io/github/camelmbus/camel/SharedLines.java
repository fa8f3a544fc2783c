package io.github.camelmbus.camel;

import io.github.camelmbus.master.Bus;
import io.github.camelmbus.master.BusSettings;
import io.github.camelmbus.master.BusStatus;
import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.TransportProvider;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One bus for each line, however many endpoints use it. A bus lives from the first lease of its
 * line to the end of the last.
 */
final class SharedLines {
  private static final String NONE = "none";

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<LineAddress, SharedLine> lines = new HashMap<>();
  private final Function<LineAddress, TransportProvider> providers;
  private final Function<LineAddress, ThreadFactory> threads;
  private final Function<Bus, Runnable> observer;
  private final Clock wallClock;

  /**
   * @param providers opens lines; throws IllegalArgumentException for those nobody opens.
   * @param threads makes the thread of a line's bus.
   * @param observer gets each bus before it is used; returns what to run when it is used no more.
   * @param wallClock says when a meter was read.
   */
  SharedLines(
      Function<LineAddress, TransportProvider> providers,
      Function<LineAddress, ThreadFactory> threads,
      Function<Bus, Runnable> observer,
      Clock wallClock) {
    this.providers = providers;
    this.threads = threads;
    this.observer = observer;
    this.wallClock = wallClock;
  }

  /** The right to use the bus of a line. */
  final class Lease implements AutoCloseable {
    private final SharedLine shared;
    private boolean ended;

    private Lease(SharedLine shared) {
      this.shared = shared;
    }

    Bus bus() {
      return shared.bus;
    }

    /** Gives the line back; idempotent. The last lease closes the bus. */
    @Override
    public void close() {
      lock.lock();
      try {
        if (!ended) {
          ended = true;
          release(shared);
        }
      } finally {
        lock.unlock();
      }
    }
  }

  /**
   * Takes part in a line; opens nothing.
   *
   * @param uri who asks, fit for messages.
   * @param options what the user said about the line.
   * @throws IllegalArgumentException if the line is in use with other options; names both URIs and
   *     the options.
   */
  Lease acquire(LineAddress line, String uri, MBusConfiguration options) {
    BusSettings settings = options.busSettings();
    lock.lock();
    try {
      SharedLine shared = lines.get(line);
      if (shared == null) {
        Bus bus = new Bus(line, settings, providers.apply(line), threads.apply(line), wallClock);
        shared = new SharedLine(line, uri, options, settings, bus, observer.apply(bus));
        lines.put(line, shared);
      }
      if (!shared.settings.equals(settings)) {
        throw new IllegalArgumentException(conflict(shared, uri, options));
      }
      shared.leases++;
      return new Lease(shared);
    } finally {
      lock.unlock();
    }
  }

  /** How a line does; empty if nobody has a lease on it. */
  Optional<BusStatus> status(LineAddress line) {
    lock.lock();
    try {
      return Optional.ofNullable(lines.get(line)).map(shared -> shared.bus.status());
    } finally {
      lock.unlock();
    }
  }

  /** How all lines do that somebody has a lease on, in the order of their names. */
  List<BusStatus> statuses() {
    lock.lock();
    try {
      return lines.values().stream()
          .map(shared -> shared.bus.status())
          .sorted(Comparator.comparing(status -> status.line().text()))
          .toList();
    } finally {
      lock.unlock();
    }
  }

  private void release(SharedLine shared) {
    shared.leases--;
    if (shared.leases == 0) {
      lines.remove(shared.line);
      shared.bus.close();
      shared.unobserved.run();
    }
  }

  private static String conflict(SharedLine shared, String uri, MBusConfiguration options) {
    Map<String, Object> theirs = shared.options.lineOptions();
    Map<String, Object> ours = options.lineOptions();
    Set<String> names = new LinkedHashSet<>(ours.keySet());
    names.addAll(theirs.keySet());
    String differences =
        names.stream()
            .filter(name -> !Objects.equals(ours.get(name), theirs.get(name)))
            .map(
                name ->
                    " %s=%s and %s"
                        .formatted(
                            name, theirs.getOrDefault(name, NONE), ours.getOrDefault(name, NONE)))
            .collect(Collectors.joining(","));
    return "endpoints of one line must agree about it: %s and %s both use %s, but with%s"
        .formatted(shared.uri, uri, shared.line, differences);
  }

  private static final class SharedLine {
    private final LineAddress line;
    private final String uri;
    private final MBusConfiguration options;
    private final BusSettings settings;
    private final Bus bus;
    private final Runnable unobserved;
    private int leases;

    private SharedLine(
        LineAddress line,
        String uri,
        MBusConfiguration options,
        BusSettings settings,
        Bus bus,
        Runnable unobserved) {
      this.line = line;
      this.uri = uri;
      this.options = options;
      this.settings = settings;
      this.bus = bus;
      this.unobserved = unobserved;
    }
  }
}
