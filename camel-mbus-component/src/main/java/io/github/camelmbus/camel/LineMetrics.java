package io.github.camelmbus.camel;

import io.github.camelmbus.camel.LineObserver.Observation;
import io.github.camelmbus.reading.MeterReading;
import io.github.camelmbus.transport.LineAddress;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ClassResolver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Observes a line with Micrometer. Micrometer is optional, so the class that uses it is loaded by
 * its name. Exceptions and errors, as with another version of Micrometer, are only logged, and the
 * line works without it.
 */
final class LineMetrics implements Observation {
  private static final Logger LOG = LoggerFactory.getLogger(LineMetrics.class);
  private static final String LIBRARY = "io.micrometer.core.instrument.MeterRegistry";
  private static final String OBSERVER = "io.github.camelmbus.micrometer.MicrometerObserver";

  private final LineAddress line;
  private final Observation observation;

  private LineMetrics(LineAddress line, Observation observation) {
    this.line = line;
    this.observation = observation;
  }

  /**
   * @param up whether the line is not known to be unavailable.
   */
  static Observation of(CamelContext context, LineAddress line, BooleanSupplier up) {
    try {
      return new LineMetrics(line, observation(context, line, up));
    } catch (Throwable failure) {
      LOG.warn("{}: metrics of this line are not available", line, failure);
      return NONE;
    }
  }

  private static Observation observation(
      CamelContext context, LineAddress line, BooleanSupplier up) {
    ClassResolver classes = context.getClassResolver();
    if (classes.resolveClass(LIBRARY) != null) {
      Class<LineObserver> observer = classes.resolveClass(OBSERVER, LineObserver.class);
      if (observer != null) {
        return context.getInjector().newInstance(observer).observe(context, line, up);
      }
    }
    return NONE;
  }

  @Override
  public void read(String meter, Duration responseTime, int retries) {
    safely("a reading is not counted", () -> observation.read(meter, responseTime, retries));
  }

  @Override
  public void failed(String meter, String code, int retries) {
    safely("a failure is not counted", () -> observation.failed(meter, code, retries));
  }

  @Override
  public void show(String meter, MeterReading reading, Predicate<String> keys) {
    safely("values are not shown", () -> observation.show(meter, reading, keys));
  }

  @Override
  public void forgotten(String meter) {
    safely("values of a meter were not removed", () -> observation.forgotten(meter));
  }

  @Override
  public void end() {
    safely("metrics were not removed", observation::end);
  }

  private void safely(String consequence, Runnable call) {
    try {
      call.run();
    } catch (Throwable failure) {
      LOG.warn("{}: {}", line, consequence, failure);
    }
  }
}
