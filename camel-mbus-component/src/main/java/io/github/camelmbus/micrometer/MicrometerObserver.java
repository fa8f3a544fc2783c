package io.github.camelmbus.micrometer;

import io.github.camelmbus.camel.BusObserver;
import io.github.camelmbus.line.LineStatus;
import io.github.camelmbus.master.Bus;
import io.github.camelmbus.master.BusException;
import io.github.camelmbus.master.MeterAddress;
import io.github.camelmbus.master.MeterListener;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.Registry;
import org.jspecify.annotations.Nullable;

/**
 * Keeps these meters in the {@link MeterRegistry} of the app, with the tags {@code line} and, but
 * for the first, {@code meter} (the address that was asked):
 *
 * <pre>
 *   camel.mbus.line.up         gauge     0 while the line cannot be opened or is lost, else 1
 *   camel.mbus.reads           counter   good readings
 *   camel.mbus.errors          counter   transactions that failed; tag code as in readings
 *   camel.mbus.retries         counter   requests that had to be repeated
 *   camel.mbus.response.time   timer     from the request to the first answer of a good reading
 * </pre>
 *
 * <p>The registry is the bean {@code metricsRegistry}, which camel-micrometer makes, or else the
 * only one there is; without one nothing is counted. A line that is used no more has no gauge.
 */
public final class MicrometerObserver implements BusObserver {
  private static final String REGISTRY = "metricsRegistry";

  @Override
  public Runnable observe(CamelContext context, Bus bus) {
    Meters meters = new Meters(context.getRegistry(), bus);
    bus.addListener(meters);
    showOnceStarted(context, meters);
    return meters::end;
  }

  /** A line that is away from the beginning is never used, and shows all the same. */
  private static void showOnceStarted(CamelContext context, Meters meters) {
    try {
      context.addStartupListener((started, already) -> meters.registry());
    } catch (Exception e) {
      throw RuntimeCamelException.wrapRuntimeCamelException(e);
    }
  }

  /** The meters of one line. */
  private static final class Meters implements MeterListener {
    private final ReentrantLock lock = new ReentrantLock();
    private final Registry beans;
    private final Bus bus;
    private final String line;
    private volatile @Nullable MeterRegistry registry;
    private @Nullable Gauge up;
    private boolean ended;

    Meters(Registry beans, Bus bus) {
      this.beans = beans;
      this.bus = bus;
      this.line = bus.line().text();
    }

    @Override
    public void read(MeterAddress meter, Duration responseTime, int retries) {
      MeterRegistry meters = registry();
      if (meters != null) {
        meters.counter("camel.mbus.reads", tags(meter)).increment();
        meters.counter("camel.mbus.retries", tags(meter)).increment(retries);
        meters.timer("camel.mbus.response.time", tags(meter)).record(responseTime);
      }
    }

    @Override
    public void failed(MeterAddress meter, BusException failure, int retries) {
      MeterRegistry meters = registry();
      if (meters != null) {
        meters.counter("camel.mbus.errors", tags(meter, "code", failure.code())).increment();
        meters.counter("camel.mbus.retries", tags(meter)).increment(retries);
      }
    }

    /**
     * Of the type that every version of Micrometer takes: 1.16 has a method of its own for Tags.
     */
    private Iterable<Tag> tags(MeterAddress meter, String... others) {
      return Tags.of("line", line, "meter", meter.toString()).and(others);
    }

    /** It may be made after the line was first used. */
    @Nullable MeterRegistry registry() {
      MeterRegistry found = registry;
      if (found == null) {
        found = find();
        if (found != null) {
          begin(found);
        }
      }
      return found;
    }

    private void begin(MeterRegistry meters) {
      lock.lock();
      try {
        registry = meters;
        if (up == null && !ended) {
          up =
              Gauge.builder("camel.mbus.line.up", bus, Meters::up)
                  .description("0 while the line cannot be opened or is lost")
                  .tags("line", line)
                  .strongReference(true)
                  .register(meters);
        }
      } finally {
        lock.unlock();
      }
    }

    private static int up(Bus bus) {
      return bus.status().state() == LineStatus.State.UNAVAILABLE ? 0 : 1;
    }

    void end() {
      lock.lock();
      try {
        ended = true;
        MeterRegistry meters = registry;
        if (meters != null && up != null) {
          meters.remove(up);
        }
      } finally {
        lock.unlock();
      }
    }

    private @Nullable MeterRegistry find() {
      MeterRegistry named = beans.lookupByNameAndType(REGISTRY, MeterRegistry.class);
      if (named != null) {
        return named;
      }
      MeterRegistry all = beans.findSingleByType(CompositeMeterRegistry.class);
      return all != null ? all : beans.findSingleByType(MeterRegistry.class);
    }

    @Override
    public String toString() {
      return "Micrometer";
    }
  }
}
