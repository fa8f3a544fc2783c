package io.github.camelmbus.transport;

import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The transports that are there, by scheme. */
public final class Transports {
  private final Map<String, TransportProvider> providers = new TreeMap<>();

  /**
   * Finds the providers that a class loader sees, and those beside this class.
   *
   * @param loader usually that of the application.
   */
  public Transports(ClassLoader loader) {
    ServiceLoader.load(TransportProvider.class, loader).forEach(this::add);
    ServiceLoader.load(TransportProvider.class, Transports.class.getClassLoader())
        .forEach(this::add);
  }

  private void add(TransportProvider provider) {
    provider.schemes().forEach(scheme -> providers.putIfAbsent(scheme, provider));
  }

  /**
   * The provider that opens a line; its {@link TransportProvider#validate} has passed.
   *
   * @throws IllegalArgumentException if no provider knows the scheme or the address has a wrong
   *     form.
   */
  public TransportProvider provider(LineAddress line) {
    TransportProvider provider = providers.get(line.scheme());
    if (provider == null) {
      throw new IllegalArgumentException(
          "no transport opens '"
              + line
              + "': the scheme is one of "
              + String.join(", ", providers.keySet())
              + ", not "
              + line.scheme());
    }
    provider.validate(line);
    return provider;
  }
}
