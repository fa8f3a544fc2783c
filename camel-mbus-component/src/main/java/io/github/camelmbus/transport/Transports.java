package io.github.camelmbus.transport;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The available transports, by scheme. */
public final class Transports {
  private final Map<String, TransportProvider> providers = new TreeMap<>();

  /**
   * Finds the providers that a class loader or that of this class sees.
   *
   * @param loader usually that of the application.
   */
  public Transports(ClassLoader loader) {
    this(List.of(), loader);
  }

  /**
   * The same with providers that precede those found.
   *
   * @param first of several providers with one scheme the first is used.
   * @param loader usually that of the application.
   */
  public Transports(Collection<TransportProvider> first, ClassLoader loader) {
    first.forEach(this::add);
    ServiceLoader.load(TransportProvider.class, loader).forEach(this::add);
    ServiceLoader.load(TransportProvider.class, Transports.class.getClassLoader())
        .forEach(this::add);
  }

  private void add(TransportProvider provider) {
    provider.schemes().forEach(scheme -> providers.putIfAbsent(scheme, provider));
  }

  /**
   * Parses a line to its canonical form, which is equal for all spellings of one line.
   *
   * @throws IllegalArgumentException naming the forms of lines, if it has none of them.
   */
  public LineAddress line(String text) {
    LineAddress line = parsed(text);
    return provider(line).canonical(line);
  }

  private LineAddress parsed(String text) {
    try {
      return LineAddress.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "a line is %s, not '%s'%s".formatted(forms(), text, hint(text)), e);
    }
  }

  /** All forms of lines, for messages: {@code /dev/ttyUSB0, COM3, ... or usb:VID:PID[:serial]}. */
  public String forms() {
    List<String> forms =
        providers.values().stream()
            .distinct()
            .flatMap(provider -> provider.forms().stream())
            .toList();
    int last = forms.size() - 1;
    return forms.size() < 2
        ? String.join("", forms)
        : String.join(", ", forms.subList(0, last)) + " or " + forms.get(last);
  }

  /**
   * The provider that opens a line; its {@link TransportProvider#validate(LineAddress)} has passed.
   *
   * @throws IllegalArgumentException if no provider knows the scheme or the address has a wrong
   *     form.
   */
  public TransportProvider provider(LineAddress line) {
    TransportProvider provider = providers.get(line.scheme());
    if (provider == null) {
      throw new IllegalArgumentException(
          ("no transport opens '%s', as none has the scheme %s%s: a line is %s. Transports in other"
                  + " artifacts must be in the app, as io.github.camelmbus:camel-mbus-simulator is"
                  + " for sim:house")
              .formatted(line, line.scheme(), hint(line.text()), forms()));
    }
    provider.validate(line);
    return provider;
  }

  private static String hint(String line) {
    boolean isHostAndPort = line.matches("[^:/]+:\\d{1,5}");
    return isHostAndPort ? " (did you mean tcp://%s?)".formatted(line) : "";
  }
}
