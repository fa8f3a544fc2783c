package io.github.camelmbus.camel;

import io.github.camelmbus.kmp.head.HeadStatus;
import io.github.camelmbus.kmp.head.OpticalHead;
import io.github.camelmbus.line.LineLease;
import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineClock;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;

/**
 * Reads Kamstrup meters under an optical head, by the Kamstrup Meter Protocol. Its endpoints share
 * one head for each line.
 */
@Component(KmpConstants.SCHEME)
public class KmpComponent extends LineComponent {

  /** The options that endpoints start from. */
  @Metadata private KmpConfiguration configuration = new KmpConfiguration();

  public KmpComponent() {
    this(LineClock.SYSTEM, Clock.systemDefaultZone());
  }

  KmpComponent(LineClock clock, Clock wallClock) {
    super(KmpConstants.SCHEME, clock, wallClock);
  }

  public KmpConfiguration getConfiguration() {
    return configuration;
  }

  public void setConfiguration(KmpConfiguration configuration) {
    this.configuration = configuration;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
      throws Exception {
    TimeOption.requireTimes(parameters);
    KmpEndpoint endpoint = new KmpEndpoint(uri, this, configuration.copy());
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
  LineLease<SharedHead> acquire(LineAddress line, String uri, KmpConfiguration options) {
    return acquire(
        line,
        uri,
        options,
        SharedHead.class,
        (worker, agreement) -> {
          OpticalHead head = new OpticalHead(worker, options.settings(), wallClock());
          return new SharedHead(agreement, head, observe(line, () -> head.status().line().state()));
        });
  }

  /** Status of the head of a line; empty without a lease on it. */
  Optional<HeadStatus> status(LineAddress line) {
    return shared(line, SharedHead.class).map(shared -> shared.head().status());
  }
}
