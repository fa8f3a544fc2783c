package io.github.camelmbus.camel;

import io.github.camelmbus.camel.BusObserver.Observation;
import io.github.camelmbus.line.LineRegistry;
import io.github.camelmbus.master.Bus;
import io.github.camelmbus.master.MeterAddress;
import io.github.camelmbus.reading.MeterReading;
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
import java.util.function.Predicate;
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

  /** The options that endpoints start from. */
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

  // Lines ask back when they are used, not while this is made.
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
      // What a search has found goes into its file before the app may end.
      getCamelContext().getExecutorServiceManager().shutdownGraceful(ended);
    }
  }

  /** Takes the threads away, so that nobody who wants them waits until they have ended. */
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

  /** Watches a bus with Micrometer. A failure of it is logged only: the line is read without it. */
  private Observation observe(Bus bus) {
    try {
      return new SafeObservation(bus.line(), observer(bus));
    } catch (Throwable failure) {
      LOG.warn("{}: it has no metrics", bus.line(), failure);
      return Observation.NONE;
    }
  }

  /** Also an error is logged only: an app may have another version of Micrometer. */
  private record SafeObservation(LineAddress line, Observation observation) implements Observation {
    @Override
    public void read(MeterAddress meter, MeterReading reading, Predicate<String> keys) {
      try {
        observation.read(meter, reading, keys);
      } catch (Throwable failure) {
        LOG.warn("{}: values of meter {} are not shown", line, meter, failure);
      }
    }

    @Override
    public void end() {
      try {
        observation.end();
      } catch (Throwable failure) {
        LOG.warn("{}: its metrics were not removed", line, failure);
      }
    }
  }

  /** Micrometer is there or not, so what needs it is found by its name. */
  private Observation observer(Bus bus) {
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
    return Observation.NONE;
  }

  /** The clock that consumers go by. */
  LineClock clock() {
    return clock;
  }

  /** The clock for dates: when a meter was read, and the local time that a meter is set to. */
  Clock wallClock() {
    return wallClock;
  }

  /** Those of the Camel context, which other components may use too. */
  SharedLines sharedLines() {
    return new SharedLines(
        LinesOfContext.of(getCamelContext()),
        line -> new LineRegistry.Drive(provider(line), busThreads(line)),
        this::observe,
        wallClock);
  }

  /**
   * Threads for what a bus thread must not do: decoding, and going on with the routes of producers.
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
   * What opens a line; has checked the form of its address.
   *
   * @throws IllegalArgumentException if nothing does, or the form is wrong.
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
