package io.github.camelmbus.camel;

import io.github.camelmbus.line.LineLease;
import io.github.camelmbus.master.Bus;
import io.github.camelmbus.master.BusSettings;
import io.github.camelmbus.master.BusStatus;
import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineClock;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
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

  /**
   * Leases a line; does not open it.
   *
   * @param uri of the endpoint, fit for messages.
   * @throws IllegalArgumentException if the line is in use with other options; names both URIs and
   *     the options.
   */
  LineLease<SharedBus> acquire(LineAddress line, String uri, MBusConfiguration options) {
    BusSettings settings = options.settings();
    return acquire(
        line,
        uri,
        options,
        SharedBus.class,
        (worker, agreement) -> {
          Bus bus = new Bus(worker, settings, wallClock());
          return new SharedBus(agreement, bus, observe(line, () -> bus.status().state()));
        });
  }

  /** Status of the bus of a line; empty without a lease on it. */
  Optional<BusStatus> status(LineAddress line) {
    return shared(line, SharedBus.class).map(shared -> shared.bus().status());
  }
}
