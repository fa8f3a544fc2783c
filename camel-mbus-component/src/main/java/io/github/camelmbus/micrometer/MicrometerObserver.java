package io.github.camelmbus.micrometer;

import io.github.camelmbus.camel.LineObserver;
import io.github.camelmbus.reading.MeterReading;
import io.github.camelmbus.transport.LineAddress;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.Registry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps these meters in the {@link MeterRegistry} of the app, with the tag {@code line} and, except
 * for the first, {@code meter} (the address that was asked, or the serial number); values also have
 * {@code id}, {@code name}, {@code key} and {@code unit}:
 *
 * <pre>
 *   camel.mbus.line.up         gauge     0 while the line cannot be opened or is lost, else 1
 *   camel.mbus.reads           counter   good readings
 *   camel.mbus.errors          counter   transactions that failed; tag code as in readings
 *   camel.mbus.retries         counter   requests that had to be repeated
 *   camel.mbus.response.time   timer     from the request to the first answer of a good reading
 *   camel.mbus.value           gauge     value of a record, by the option valueMetrics
 * </pre>
 *
 * <p>The registry is the bean {@code metricsRegistry}, which camel-micrometer makes, or else the
 * only one of the app; without one nothing is counted. Gauges are removed when their line is no
 * longer used, or when the bus drops the statistics of their meter.
 */
public final class MicrometerObserver implements LineObserver {
  private static final Logger LOG = LoggerFactory.getLogger(MicrometerObserver.class);
  private static final String REGISTRY = "metricsRegistry";

  @Override
  public Observation observe(CamelContext context, LineAddress line, BooleanSupplier up) {
    Meters meters = new Meters(context.getRegistry(), line, up);
    showOnceStarted(context, meters);
    return meters;
  }

  /**
   * Makes the gauge of a line at the start, as a line that is unavailable from the beginning is
   * never used.
   */
  private static void showOnceStarted(CamelContext context, Meters meters) {
    try {
      context.addStartupListener((started, already) -> meters.show());
    } catch (Exception e) {
      throw RuntimeCamelException.wrapRuntimeCamelException(e);
    }
  }

  /** The meters of one line. */
  private static final class Meters implements Observation {
    private final ReentrantLock lock = new ReentrantLock();
    private final Registry beans;
    private final BooleanSupplier isUp;
    private final String line;
    private final ValueGauges values;
    private volatile @Nullable MeterRegistry registry;
    private @Nullable Gauge up;
    private boolean ended;

    Meters(Registry beans, LineAddress line, BooleanSupplier isUp) {
      this.beans = beans;
      this.isUp = isUp;
      this.line = line.text();
      this.values = new ValueGauges(this.line);
    }

    @Override
    public void read(String meter, Duration responseTime, int retries) {
      MeterRegistry meters = registry();
      if (meters != null) {
        Counter.builder("camel.mbus.reads")
            .description("Good readings")
            .tags(tags(meter))
            .register(meters)
            .increment();
        retries(meters, meter, retries);
        Timer.builder("camel.mbus.response.time")
            .description("From the request to the first answer of a good reading")
            .tags(tags(meter))
            .register(meters)
            .record(responseTime);
      }
    }

    @Override
    public void failed(String meter, String code, int retries) {
      MeterRegistry meters = registry();
      if (meters != null) {
        Counter.builder("camel.mbus.errors")
            .description("Transactions that failed")
            .tags(tags(meter, "code", code))
            .register(meters)
            .increment();
        retries(meters, meter, retries);
      }
    }

    @Override
    public void show(String meter, MeterReading reading, Predicate<String> keys) {
      MeterRegistry meters = registry();
      if (meters != null) {
        values.show(meters, meter, reading, keys);
      }
    }

    @Override
    public void forgotten(String meter) {
      MeterRegistry meters = registry;
      if (meters != null) {
        values.forget(meters, meter);
      }
    }

    private void retries(MeterRegistry meters, String meter, int retries) {
      Counter.builder("camel.mbus.retries")
          .description("Requests that had to be repeated")
          .tags(tags(meter))
          .register(meters)
          .increment(retries);
    }

    private Tags tags(String meter, String... others) {
      return Tags.of("line", line, "meter", meter).and(others);
    }

    /** Makes the gauge. What fails here must not stop the start of the context. */
    void show() {
      try {
        registry();
      } catch (Throwable failure) {
        LOG.warn("{}: metrics of this line are not available", line, failure);
      }
    }

    /**
     * Looks for the registry until it is found, as it may be made after the line was first used.
     */
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
              Gauge.builder("camel.mbus.line.up", isUp, up -> up.getAsBoolean() ? 1 : 0)
                  .description("0 while the line cannot be opened or is lost")
                  .tags("line", line)
                  .strongReference(true)
                  .register(meters);
        }
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void end() {
      lock.lock();
      try {
        ended = true;
        MeterRegistry meters = registry;
        if (meters != null) {
          if (up != null) {
            meters.remove(up);
          }
          values.end(meters);
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
