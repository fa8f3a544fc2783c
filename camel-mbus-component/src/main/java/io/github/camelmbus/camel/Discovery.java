package io.github.camelmbus.camel;

import io.github.camelmbus.camel.operation.SearchEvent;
import io.github.camelmbus.inventory.Inventory;
import io.github.camelmbus.master.Bus;
import io.github.camelmbus.search.Finding;
import io.github.camelmbus.search.LineMeter;
import io.github.camelmbus.search.LineSearch;
import io.github.camelmbus.search.LineSearchResult;
import io.github.camelmbus.search.Progress;
import io.github.camelmbus.search.SearchMethod;
import io.github.camelmbus.transport.LineClock;
import io.github.camelmbus.transport.LineUnavailableException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Searches the line of a consumer at its first poll and repeatedly later, in parallel with the
 * polls, and reports new and missing meters. A missing meter stays known, as it may come back.
 *
 * <p>Called by the polling thread.
 */
final class Discovery {
  private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);

  /** Pause after a search that found nothing while no meter is known; doubled each time. */
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);

  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);

  private final MBusEndpoint endpoint;
  private final SearchMethod method;
  private final SearchEvents events;
  private final Runnable probed;
  private final BooleanSupplier unwanted;
  private final String line;
  private final LineClock clock;
  private final DiscoveryLog log;
  private volatile @Nullable Search search;
  private volatile boolean completed;
  private volatile long lastEnd;
  private volatile Duration pause = Duration.ZERO;

  /**
   * @param probed called on the thread of the search after each probe, as the line works then.
   * @param unwanted whether polling has stopped; called on the thread of the search.
   */
  Discovery(
      MBusEndpoint endpoint,
      SearchMethod method,
      SearchEvents events,
      Runnable probed,
      BooleanSupplier unwanted) {
    this.endpoint = endpoint;
    this.method = method;
    this.events = events;
    this.probed = probed;
    this.unwanted = unwanted;
    this.line = endpoint.lineAddress().text();
    this.clock = endpoint.getComponent().clock();
    this.log = new DiscoveryLog(LOG, clock, line);
  }

  /**
   * The meters known so far. Starts a search if one is due, and waits for it only if no meter is
   * known. A cancelled search is due again at once; if no meter is known after a search, the next
   * one is due after a growing pause.
   *
   * @throws io.github.camelmbus.MBusException if the search it waits for fails.
   */
  Inventory meters(Bus bus) throws InterruptedException {
    Inventory known = endpoint.knownMeters().current();
    Search current = search;
    if (isDue(known, current)) {
      current = new Search(bus, known);
      search = current;
      current.start();
    }
    if (!known.meters().isEmpty() || current == null) {
      return known;
    }
    current.await();
    return endpoint.knownMeters().current();
  }

  private boolean isDue(Inventory known, @Nullable Search current) {
    if (current != null && !current.end.isDone()) {
      return false;
    }
    if (known.meters().isEmpty()) {
      return isOver(pause);
    }
    Duration interval = endpoint.getConfiguration().getRediscover();
    return !completed || interval != null && isOver(interval);
  }

  private boolean isOver(Duration sinceLastEnd) {
    return sinceLastEnd.isZero() || clock.nanos() - lastEnd >= sinceLastEnd.toNanos();
  }

  private static Duration longer(Duration pause) {
    Duration doubled = pause.isZero() ? FIRST_PAUSE : pause.multipliedBy(2);
    return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
  }

  /** One search and its result. */
  private final class Search implements LineSearch.Listener {
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final Bus bus;
    private final Inventory known;
    private boolean cancelled;

    Search(Bus bus, Inventory known) {
      this.bus = bus;
      this.known = known;
    }

    void start() {
      endpoint.getComponent().workers().execute(this::run);
    }

    void await() throws InterruptedException {
      try {
        end.get();
      } catch (ExecutionException e) {
        throw Failures.of(e);
      }
    }

    private void run() {
      try {
        search();
        end.complete(null);
      } catch (LineUnavailableException outage) {
        LOG.debug("{}: the search has failed", line, outage); // the bus has logged it
        end.completeExceptionally(outage);
      } catch (RuntimeException | Error failure) {
        LOG.warn("{}: the search has failed", line, failure);
        end.completeExceptionally(failure);
      }
    }

    private void search() {
      log.begun(method, known);
      LineSearchResult result =
          new LineSearch(
                  (rate, searching) -> searching.accept(bus),
                  endpoint.getConfiguration().searchPlan(method, known),
                  this,
                  this::isCancelled,
                  clock)
              .run();
      RuntimeException failure = result.failure();
      // A line that was closed because the route stops ends the search within a probe.
      boolean stopped = failure == null ? cancelled : isCancelled();
      if (stopped) {
        keep(result);
      } else if (result.begun()) {
        take(result);
        completed = failure == null;
        lastEnd = clock.nanos();
      }
      if (result.begun()) {
        events.report(SearchEvent.Summary.of(result));
      }
      if (failure != null) {
        throw failure;
      }
    }

    private boolean isCancelled() {
      cancelled |= unwanted.getAsBoolean();
      return cancelled;
    }

    /** What a stopped search has found is polled at once after the next start. */
    private void keep(LineSearchResult result) {
      if (!result.found().isEmpty()) {
        merge(result);
        log.stopped(result);
      }
    }

    private Inventory.Merged merge(LineSearchResult result) {
      Inventory.Merged merged = endpoint.knownMeters().merge(result.seen(), result.gone());
      merged.changes().forEach(change -> events.report(SearchEvent.of(change)));
      return merged;
    }

    private void take(LineSearchResult result) {
      Inventory.Merged merged = merge(result);
      log.ended(result, merged);
      boolean nothing = result.failure() == null && merged.inventory().meters().isEmpty();
      pause = nothing ? longer(pause) : Duration.ZERO;
      if (nothing) {
        log.nothing(bus.settings().line().baudRate(), pause);
      }
    }

    @Override
    public void found(LineMeter meter) {
      log.found(meter);
      events.found(meter);
    }

    @Override
    public void finding(Finding finding) {
      log.finding(finding);
      events.finding(finding);
    }

    @Override
    public void progress(Progress progress) {
      probed.run();
      log.progress(progress);
      events.progress(progress);
    }
  }
}
