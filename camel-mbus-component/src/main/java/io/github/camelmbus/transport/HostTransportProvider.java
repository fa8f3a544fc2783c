package io.github.camelmbus.transport;

import java.util.List;
import java.util.Set;

/** Opens lines to gateways of one scheme: {@code scheme://host:port}. */
public abstract class HostTransportProvider implements TransportProvider {
  private final String scheme;

  /**
   * @param scheme lower case.
   */
  protected HostTransportProvider(String scheme) {
    this.scheme = scheme;
  }

  @Override
  public final Set<String> schemes() {
    return Set.of(scheme);
  }

  @Override
  public final List<String> forms() {
    return List.of(scheme + "://host:port");
  }

  @Override
  public final LineAddress canonical(LineAddress line) {
    return HostAndPort.canonical(line);
  }

  @Override
  public final void validate(LineAddress line) {
    HostAndPort.parse(line);
  }
}
