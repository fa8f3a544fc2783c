package io.github.camelmbus.micrometer;

import io.github.camelmbus.camel.BusObserver;
import io.github.camelmbus.master.Bus;
import io.github.camelmbus.master.BusException;
import io.github.camelmbus.master.MeterAddress;
import io.github.camelmbus.master.MeterListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;
import org.jspecify.annotations.Nullable;

/**
 * Keeps these meters in the {@link MeterRegistry} of the app, with the tags {@code line} and {@code
 * meter} (the address that was asked):
 *
 * <pre>
 *   camel.mbus.reads           counter   good readings
 *   camel.mbus.errors          counter   transactions that failed; tag code as in readings
 *   camel.mbus.retries         counter   requests that had to be repeated
 *   camel.mbus.response.time   timer     from the request to the first answer of a good reading
 * </pre>
 *
 * <p>The registry is the bean {@code metricsRegistry}, which camel-micrometer makes, or else the
 * only one there is; without one nothing is counted.
 */
public final class MicrometerObserver implements BusObserver {
  private static final String REGISTRY = "metricsRegistry";

  @Override
  public void observe(CamelContext context, Bus bus) {
    bus.addListener(new Meters(context.getRegistry(), bus.line().text()));
  }

  /** The meters of one line. */
  private static final class Meters implements MeterListener {
    private final Registry beans;
    private final String line;
    private @Nullable MeterRegistry registry; // by the bus thread alone

    Meters(Registry beans, String line) {
      this.beans = beans;
      this.line = line;
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
        meters.counter("camel.mbus.errors", tags(meter).and("code", failure.code())).increment();
        meters.counter("camel.mbus.retries", tags(meter)).increment(retries);
      }
    }

    private Tags tags(MeterAddress meter) {
      return Tags.of("line", line, "meter", meter.toString());
    }

    /** It may be made after the line was first used. */
    private @Nullable MeterRegistry registry() {
      MeterRegistry found = registry;
      if (found == null) {
        found = find();
        registry = found;
      }
      return found;
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
