package io.github.camelmbus.camel;

import io.github.camelmbus.camel.BusObserver.Observation;
import io.github.camelmbus.line.SharedLine;
import io.github.camelmbus.master.Bus;
import io.github.camelmbus.master.BusSettings;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The bus of a line, shared by all endpoints on it. */
final class SharedBus implements SharedLine {
  private static final String NONE = "none";

  private final String uri;
  private final MBusConfiguration options;
  private final BusSettings settings;
  private final Bus bus;
  private final Observation observation;

  /**
   * @param uri of the first endpoint, fit for messages.
   * @param options of the first endpoint.
   * @param settings that these options make.
   * @param observer gets the bus before it is used.
   */
  SharedBus(
      String uri,
      MBusConfiguration options,
      BusSettings settings,
      Bus bus,
      Function<Bus, Observation> observer) {
    this.uri = uri;
    this.options = options;
    this.settings = settings;
    this.bus = bus;
    this.observation = observer.apply(bus);
  }

  Bus bus() {
    return bus;
  }

  Observation observation() {
    return observation;
  }

  /**
   * @throws IllegalArgumentException if an endpoint has other options; names both URIs and the
   *     options.
   */
  void requireSame(String otherUri, MBusConfiguration others) {
    if (!settings.equals(others.busSettings())) {
      throw new IllegalArgumentException(conflict(otherUri, others.lineOptions()));
    }
  }

  private String conflict(String otherUri, Map<String, Object> others) {
    Map<String, Object> ours = options.lineOptions();
    Set<String> names = new LinkedHashSet<>(others.keySet());
    names.addAll(ours.keySet());
    String differences =
        names.stream()
            .filter(name -> !Objects.equals(others.get(name), ours.get(name)))
            .map(
                name ->
                    " %s=%s and %s"
                        .formatted(
                            name, ours.getOrDefault(name, NONE), others.getOrDefault(name, NONE)))
            .collect(Collectors.joining(","));
    return "endpoints of one line must agree about it: %s and %s both use %s, but with%s"
        .formatted(uri, otherUri, bus.line(), differences);
  }

  @Override
  public void close() {
    try {
      bus.close();
    } finally {
      observation.end();
    }
  }
}
