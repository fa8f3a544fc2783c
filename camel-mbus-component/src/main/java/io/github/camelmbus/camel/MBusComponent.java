package io.github.camelmbus.camel;

import io.github.camelmbus.camel.BusObserver.Observation;
import io.github.camelmbus.master.Bus;
import io.github.camelmbus.master.MeterAddress;
import io.github.camelmbus.reading.MeterReading;
import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineClock;
import java.time.Clock;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.ClassResolver;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads wired M-Bus meters. Its endpoints share one bus for each line. */
@Component(MBusConstants.SCHEME)
public class MBusComponent extends LineComponent {
  private static final Logger LOG = LoggerFactory.getLogger(MBusComponent.class);
  private static final String METRICS_LIBRARY = "io.micrometer.core.instrument.MeterRegistry";
  private static final String METRICS = "io.github.camelmbus.micrometer.MicrometerObserver";

  /** The options that endpoints start from. */
  @Metadata private MBusConfiguration configuration = new MBusConfiguration();

  public MBusComponent() {
    this(LineClock.SYSTEM, Clock.systemDefaultZone());
  }

  MBusComponent(LineClock clock, Clock wallClock) {
    super(MBusConstants.SCHEME, clock, wallClock);
  }

  public MBusConfiguration getConfiguration() {
    return configuration;
  }

  public void setConfiguration(MBusConfiguration configuration) {
    this.configuration = configuration;
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

  /** Those of the Camel context, which other components may use too. */
  SharedLines sharedLines() {
    return new SharedLines(
        LinesOfContext.of(getCamelContext()), this::drive, this::observe, wallClock());
  }
}
