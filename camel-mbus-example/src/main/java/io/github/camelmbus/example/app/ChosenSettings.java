package io.github.camelmbus.example.app;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Hides the settings of components that are not used: Camel makes each component that a property
 * names, and Quarkus each pool of connections. {@code run} uses the sinks of {@code mbus.sinks},
 * other commands use none.
 */
public final class ChosenSettings implements ConfigSourceInterceptor {
  private static final long serialVersionUID = 1;

  /** Set before Quarkus starts, because the command decides what is started. */
  static final String RUN = "mbus.run";

  private static final String POOL = "quarkus.datasource.readingsDatabase.active";

  private static final String COMPONENT = "camel.component.";

  /** Sinks by the beginning of the names of their settings. */
  private static final Map<String, String> SINKS =
      Map.of(
          COMPONENT + "kafka.", "kafka",
          COMPONENT + "sql.", "postgresql",
          COMPONENT + "paho-mqtt5.", "mqtt",
          COMPONENT + "http.", "http",
          COMPONENT + "https.", "http");

  /** Sets that the command is {@code run}. */
  public static void useSinks() {
    System.setProperty(RUN, "true");
  }

  @Override
  public @Nullable ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
    if (name.equals(POOL)) {
      return ConfigValue.builder()
          .withName(POOL)
          .withValue(Boolean.toString(isUsed("postgresql", context)))
          .build();
    }
    return isHidden(name, context) ? null : context.proceed(name);
  }

  @Override
  public Iterator<String> iterateNames(ConfigSourceInterceptorContext context) {
    Iterable<String> names = () -> context.iterateNames();
    return Stream.concat(Stream.of(POOL), StreamSupport.stream(names.spliterator(), false))
        .filter(name -> !isHidden(name, context))
        .iterator();
  }

  /** A loop, because each start asks thousands of times. */
  private static boolean isHidden(String name, ConfigSourceInterceptorContext context) {
    if (name.startsWith(COMPONENT)) {
      for (Map.Entry<String, String> sink : SINKS.entrySet()) {
        if (name.startsWith(sink.getKey())) {
          return !isUsed(sink.getValue(), context);
        }
      }
    }
    return false;
  }

  private static boolean isUsed(String sink, ConfigSourceInterceptorContext context) {
    ConfigValue sinks = Boolean.getBoolean(RUN) ? context.restart("mbus.sinks") : null;
    return sinks != null
        && sinks.getValue() != null
        && Arrays.stream(sinks.getValue().split(",")).map(String::trim).anyMatch(sink::equals);
  }
}
