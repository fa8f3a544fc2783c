package io.github.camelmbus.camel;

import io.github.camelmbus.line.LineRegistry;
import io.github.camelmbus.master.Bus;
import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineClock;
import io.github.camelmbus.transport.TransportProvider;
import io.github.camelmbus.transport.Transports;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.ClassResolver;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.HealthCheckComponent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads wired M-Bus meters. Its endpoints share one bus for each line.
 *
 * <p>Lines are opened by the {@link TransportProvider} of their scheme: a bean of the registry, or
 * else one that {@link java.util.ServiceLoader} finds.
 */
@Component(MBusConstants.SCHEME)
public class MBusComponent extends HealthCheckComponent {
  private static final Logger LOG = LoggerFactory.getLogger(MBusComponent.class);
  private static final String METRICS_LIBRARY = "io.micrometer.core.instrument.MeterRegistry";
  private static final String METRICS = "io.github.camelmbus.micrometer.MicrometerObserver";

  private static final Pattern PORT_OF_WINDOWS = Pattern.compile("(?i)COM\\d+");

  private final LineClock clock;
  private final Clock wallClock;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable ExecutorService workers;

  /** The default options of endpoints. */
  @Metadata private MBusConfiguration configuration = new MBusConfiguration();

  /**
   * Names for lines, so that routes need not know where they are: <code>
   * camel.component.mbus.lines.cellar=/dev/ttyACM2</code> makes <code>mbus:cellar</code> the line
   * at that port.
   */
  @Metadata private Map<String, String> lines = new LinkedHashMap<>();

  public MBusComponent() {
    this(LineClock.SYSTEM, Clock.systemDefaultZone());
  }

  // The lines call this component when they are used, not in its constructor.
  @SuppressWarnings("this-escape")
  MBusComponent(LineClock clock, Clock wallClock) {
    this.clock = clock;
    this.wallClock = wallClock;
  }

  public MBusConfiguration getConfiguration() {
    return configuration;
  }

  public void setConfiguration(MBusConfiguration configuration) {
    this.configuration = configuration;
  }

  public Map<String, String> getLines() {
    return lines;
  }

  public void setLines(Map<String, String> lines) {
    this.lines = lines;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
      throws Exception {
    if (parameters.containsKey("bitRate")) {
      throw new IllegalArgumentException("there is no option bitRate, did you mean baudRate?");
    }
    MBusEndpoint endpoint = new MBusEndpoint(uri, this, configuration.copy());
    endpoint.setLine(remaining);
    setProperties(endpoint, parameters);
    endpoint.validate();
    return endpoint;
  }

  @Override
  protected void doStop() throws Exception {
    super.doStop();
    ExecutorService ended = withoutWorkers();
    if (ended != null) {
      // The app must not end before a search has written its inventory.
      getCamelContext().getExecutorServiceManager().shutdownGraceful(ended);
    }
  }

  /** Takes the threads under the lock and ends them outside, so that nothing waits for the lock. */
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

  /**
   * Watches a bus with Micrometer. A failure is only logged: the line is read without metrics.
   *
   * @return what to run after the end of the bus.
   */
  private Runnable observe(Bus bus) {
    try {
      Runnable unobserved = observer(bus);
      return () -> {
        try {
          unobserved.run();
        } catch (Throwable failure) {
          LOG.warn("{}: its metrics were not removed", bus.line(), failure);
        }
      };
    } catch (Throwable failure) {
      LOG.warn("{}: it has no metrics", bus.line(), failure);
      return () -> {};
    }
  }

  /** Micrometer is optional, so the class that needs it is loaded by name. */
  private Runnable observer(Bus bus) {
    ClassResolver classes = getCamelContext().getClassResolver();
    if (classes.resolveClass(METRICS_LIBRARY) != null) {
      Class<BusObserver> observer = classes.resolveClass(METRICS, BusObserver.class);
      if (observer != null) {
        return getCamelContext()
            .getInjector()
            .newInstance(observer)
            .observe(getCamelContext(), bus);
      }
    }
    return () -> {};
  }

  /** The clock of consumers. */
  LineClock clock() {
    return clock;
  }

  /** The clock for dates: when a meter was read, and the local time that a meter is set to. */
  Clock wallClock() {
    return wallClock;
  }

  /** The lines of the Camel context, shared with other components. */
  SharedLines sharedLines() {
    return new SharedLines(
        LinesOfContext.of(getCamelContext()),
        line -> new LineRegistry.Drive(provider(line), busThreads(line)),
        this::observe,
        wallClock);
  }

  /** Threads for work that a bus thread must not do: decoding, and the rest of producer routes. */
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

  /**
   * The line that an endpoint's path means, in its canonical form: one of {@link #getLines()}, or
   * an address.
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
            + " by camel.component.mbus.lines.NAME")
        .formatted(name, known, port, transports().forms());
  }

  /**
   * The provider of a line, after it has checked the form of the address.
   *
   * @throws IllegalArgumentException if there is none, or the form is wrong.
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

  private ThreadFactory busThreads(LineAddress line) {
    return bus ->
        getCamelContext().getExecutorServiceManager().newThread("MBusLine[" + line + "]", bus);
  }
}
