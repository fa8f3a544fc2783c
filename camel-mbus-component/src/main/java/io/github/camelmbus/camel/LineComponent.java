package io.github.camelmbus.camel;

import io.github.camelmbus.camel.LineObserver.Observation;
import io.github.camelmbus.line.LineLease;
import io.github.camelmbus.line.LineRegistry;
import io.github.camelmbus.line.LineStatus;
import io.github.camelmbus.line.LineWorker;
import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineClock;
import io.github.camelmbus.transport.TransportProvider;
import io.github.camelmbus.transport.Transports;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.camel.spi.Metadata;
import org.apache.camel.support.HealthCheckComponent;
import org.jspecify.annotations.Nullable;

/**
 * A component whose endpoints are at lines.
 *
 * <p>Lines are opened by the {@link TransportProvider} of their scheme: a bean of the registry, or
 * else one that {@link java.util.ServiceLoader} finds.
 */
public abstract class LineComponent extends HealthCheckComponent {
  private static final Pattern PORT_OF_WINDOWS = Pattern.compile("(?i)COM\\d+");

  private final String scheme;
  private final LineClock clock;
  private final Clock wallClock;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable ExecutorService workers;

  /**
   * Names for lines, so that routes do not depend on their addresses: <code>
   * lines.cellar=/dev/ttyACM2</code> makes <code>cellar</code> the name of the line at that port.
   */
  @Metadata private Map<String, String> lines = new LinkedHashMap<>();

  /**
   * @param scheme of endpoint URIs.
   */
  LineComponent(String scheme, LineClock clock, Clock wallClock) {
    this.scheme = scheme;
    this.clock = clock;
    this.wallClock = wallClock;
  }

  public Map<String, String> getLines() {
    return lines;
  }

  public void setLines(Map<String, String> lines) {
    this.lines = lines;
  }

  @Override
  protected void doStop() throws Exception {
    super.doStop();
    ExecutorService ended = withoutWorkers();
    if (ended != null) {
      // Waits, so that a search writes its results to the inventory before the app ends.
      getCamelContext().getExecutorServiceManager().shutdownGraceful(ended);
    }
  }

  /** Only this holds the lock, not the shutdown, so that {@link #workers} does not wait for it. */
  private @Nullable ExecutorService withoutWorkers() {
    lock.lock();
    try {
      ExecutorService before = workers;
      workers = null;
      return before;
    } finally {
      lock.unlock();
    }
  }

  /** The clock for durations. */
  LineClock clock() {
    return clock;
  }

  /**
   * The clock for dates and times: when a meter was read, and the local time that a meter is set
   * to.
   */
  Clock wallClock() {
    return wallClock;
  }

  /**
   * Threads for work that a bus thread must not do: decoding, and continuing the routes of
   * producers.
   */
  ExecutorService workers() {
    lock.lock();
    try {
      if (workers == null) {
        workers =
            getCamelContext().getExecutorServiceManager().newCachedThreadPool(this, "MBusWorker");
      }
      return workers;
    } finally {
      lock.unlock();
    }
  }

  /** The same; after the component has stopped, tasks run on the calling thread. */
  Executor lastingWorkers() {
    ExecutorService threads = workers();
    return task -> {
      try {
        threads.execute(task);
      } catch (RejectedExecutionException stopped) {
        task.run();
      }
    };
  }

  /**
   * The line for the path of an endpoint, in its canonical form: one of {@link #getLines()}, or an
   * address.
   *
   * @throws IllegalArgumentException if it is neither.
   */
  LineAddress resolve(String path) {
    String target = lines.get(path);
    if (target == null && isName(path)) {
      throw new IllegalArgumentException(unknown(path));
    }
    return transports().line(target == null ? path : target);
  }

  private static boolean isName(String path) {
    return !path.contains("/") && !path.contains(":") && !PORT_OF_WINDOWS.matcher(path).matches();
  }

  private String unknown(String name) {
    String known =
        lines.isEmpty()
            ? "no names are defined"
            : "defined are " + String.join(", ", lines.keySet());
    String port = name.startsWith("tty") ? "; for the serial port write /dev/" + name : "";
    return ("there is no line named '%s'; %s%s. A line is %s, or a name defined"
            + " by camel.component.%s.lines.NAME")
        .formatted(name, known, port, transports().forms(), scheme);
  }

  /**
   * The transport of a line, after a check of the address.
   *
   * @throws IllegalArgumentException if there is none, or the address is malformed.
   */
  TransportProvider provider(LineAddress line) {
    return transports().provider(line);
  }

  private Transports transports() {
    ClassLoader application = getCamelContext().getApplicationContextClassLoader();
    return new Transports(
        getCamelContext().getRegistry().findByType(TransportProvider.class),
        application != null ? application : getClass().getClassLoader());
  }

  /**
   * Leases a line; does not open it.
   *
   * @param uri of the endpoint, fit for messages.
   * @param options of the endpoint.
   * @param kind of what its endpoints share.
   * @param first makes that for the first of them.
   * @throws IllegalArgumentException if the line is in use with other options; names both URIs and
   *     the options.
   */
  <L extends WatchedLine> LineLease<L> acquire(
      LineAddress line,
      String uri,
      LineConfiguration options,
      Class<L> kind,
      BiFunction<LineWorker, LineAgreement, L> first) {
    LineLease<L> lease =
        LinesOfContext.of(getCamelContext())
            .acquire(
                line,
                kind,
                drive(line),
                worker -> first.apply(worker, new LineAgreement(line, uri, options)));
    return WatchedLine.agreed(lease, uri, options);
  }

  /** What the endpoints of a line share; empty without a lease on it. */
  <L extends WatchedLine> Optional<L> shared(LineAddress line, Class<L> kind) {
    return LinesOfContext.of(getCamelContext()).shared(line, kind);
  }

  /** Begins to observe a line. */
  Observation observe(LineAddress line, Supplier<LineStatus.State> state) {
    return LineMetrics.of(
        getCamelContext(), line, () -> state.get() != LineStatus.State.UNAVAILABLE);
  }

  /** Transport and threads for the first lease of a line. */
  private LineRegistry.Drive drive(LineAddress line) {
    return new LineRegistry.Drive(
        provider(line),
        thread ->
            getCamelContext()
                .getExecutorServiceManager()
                .newThread("MBusLine[" + line + "]", thread));
  }
}
