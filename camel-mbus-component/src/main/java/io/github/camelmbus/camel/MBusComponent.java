package io.github.camelmbus.camel;

import io.github.camelmbus.line.LineStatus;
import io.github.camelmbus.master.Bus;
import io.github.camelmbus.transport.LineClock;
import java.time.Clock;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;

/** Reads wired M-Bus meters. Its endpoints share one bus for each line. */
@Component(MBusConstants.SCHEME)
public class MBusComponent extends LineComponent {

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
    TimeOption.requireTimes(parameters);
    MBusEndpoint endpoint = new MBusEndpoint(uri, this, configuration.copy());
    endpoint.setLine(remaining);
    setProperties(endpoint, parameters);
    endpoint.validate();
    return endpoint;
  }

  /** The lines of the Camel context, which other components may use, too. */
  SharedLines sharedLines() {
    return new SharedLines(
        LinesOfContext.of(getCamelContext()),
        this::drive,
        bus -> LineMetrics.of(getCamelContext(), bus.line(), () -> isUp(bus)),
        wallClock());
  }

  private static boolean isUp(Bus bus) {
    return bus.status().state() != LineStatus.State.UNAVAILABLE;
  }
}
