package io.github.camelmbus.example.sink;

import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.main.MainConfigurationProperties;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Which routes run beside the poll: those that {@code mbus.sinks} and {@code mbus.on-demand} name.
 */
@Singleton
public class Selection {
  private static final String ALWAYS = "classpath:camel/*.camel.yaml";

  private final List<Sink> sinks;
  private final List<OnDemand> onDemand;
  private final boolean yaml;

  Selection(
      @ConfigProperty(name = "mbus.sinks") Optional<List<String>> sinks,
      @ConfigProperty(name = "mbus.on-demand") Optional<List<String>> onDemand,
      @ConfigProperty(name = "mbus.dsl") String dsl) {
    this.sinks =
        sinks.orElse(List.of()).stream()
            .map(name -> named(Sink.values(), "mbus.sinks", name))
            .distinct()
            .toList();
    this.onDemand =
        onDemand.orElse(List.of()).stream()
            .map(name -> named(OnDemand.values(), "mbus.on-demand", name))
            .distinct()
            .toList();
    this.yaml = named(Dsl.values(), "mbus.dsl", dsl) == Dsl.YAML;
    if (this.sinks.isEmpty()) {
      throw new IllegalArgumentException("mbus.sinks is empty; there is " + names(Sink.values()));
    }
    if (this.onDemand.contains(OnDemand.COMMANDS) && !this.sinks.contains(Sink.KAFKA)) {
      throw new IllegalArgumentException(
          "mbus.on-demand=commands answers to Kafka: mbus.sinks must have kafka, is "
              + this.sinks.stream().map(Selection::file).toList());
    }
  }

  private enum Dsl {
    JAVA,
    YAML
  }

  /** A place for readings, and the route that takes them there. */
  private enum Sink {
    CSV("direct:csv", CsvRoute::new),
    JSON("direct:json", JsonRoute::new),
    KAFKA(null, KafkaRoute::new),
    POSTGRESQL(null, PostgresqlRoute::new),
    MQTT(null, MqttRoute::new),
    HTTP(null, HttpRoute::new);

    /** Where a poll sends its readings; null where the route takes them from the archive. */
    private final @Nullable String uri;

    private final Supplier<RoutesBuilder> java;

    Sink(@Nullable String uri, Supplier<RoutesBuilder> java) {
      this.uri = uri;
      this.java = java;
    }
  }

  /** A way to ask for a reading. */
  private enum OnDemand {
    COMMANDS(CommandRoute::new),
    REST(RestRoutes::new);

    private final Supplier<RoutesBuilder> java;

    OnDemand(Supplier<RoutesBuilder> java) {
      this.java = java;
    }
  }

  private static <E extends Enum<E>> E named(E[] all, String property, String name) {
    return Arrays.stream(all)
        .filter(one -> file(one).equals(name.trim()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s has %s; there is %s".formatted(property, name.trim(), names(all))));
  }

  private static String names(Enum<?>[] all) {
    return Arrays.stream(all).map(Selection::file).collect(Collectors.joining(", "));
  }

  private static String file(Enum<?> one) {
    return one.name().toLowerCase(Locale.ROOT);
  }

  /** Where a poll sends a reading, beside the archive. */
  public String[] uris() {
    return sinks.stream().map(sink -> sink.uri).filter(Objects::nonNull).toArray(String[]::new);
  }

  /** Whether readings go into files of a directory. */
  public boolean writesFiles() {
    return sinks.contains(Sink.CSV) || sinks.contains(Sink.JSON);
  }

  /** Where readings go, as the settings name it. */
  public String names() {
    return names(sinks.toArray(Sink[]::new));
  }

  /** Whether requests are answered by HTTP. */
  public boolean hasRest() {
    return onDemand.contains(OnDemand.REST);
  }

  /** Adds the routes to those that are always there. */
  public void addTo(MainConfigurationProperties main) {
    Map<String, RoutesBuilder> routes = new LinkedHashMap<>();
    sinks.forEach(sink -> routes.put(file(sink), sink.java.get()));
    onDemand.forEach(way -> routes.put(file(way), way.java.get()));
    if (yaml) {
      main.setRoutesIncludePattern(
          routes.keySet().stream()
              .map(name -> "classpath:sinks/" + name + ".camel.yaml")
              .collect(Collectors.joining(",", ALWAYS + ",", "")));
    } else {
      routes.values().forEach(main::addRoutesBuilder);
    }
  }
}
