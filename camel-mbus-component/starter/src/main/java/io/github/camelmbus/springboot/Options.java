package io.github.camelmbus.springboot;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.support.PropertyBindingSupport;
import org.apache.camel.util.StringHelper;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** The options below a prefix, from all property sources of Spring Boot. */
final class Options {
  private final Environment environment;
  private final String prefix;

  Options(Environment environment, String prefix) {
    this.environment = environment;
    this.prefix = prefix;
  }

  /**
   * Sets the options of a component or data format.
   *
   * @param configurer sets options without reflection; null for reflection.
   * @throws IllegalArgumentException naming an unknown option, without its value, which may be a
   *     key.
   */
  void set(Object target, CamelContext context, @Nullable PropertyConfigurer configurer) {
    Map<String, Object> options = read();
    PropertyBindingSupport.build()
        .withCamelContext(context)
        .withTarget(target)
        .withConfigurer(configurer)
        .withProperties(options)
        .withIgnoreCase(true)
        .withRemoveParameters(true)
        .bind();
    if (!options.isEmpty()) {
      throw new IllegalArgumentException(
          "there is no option " + prefix + "." + String.join(", ", options.keySet()));
    }
  }

  private Map<String, Object> read() {
    Map<String, Object> options = new LinkedHashMap<>();
    Binder.get(environment)
        .bind(prefix, Bindable.mapOf(String.class, String.class))
        .orElse(Map.of())
        .forEach((name, value) -> options.put(camelCase(name), value));
    return options;
  }

  /**
   * {@code baud-rate} is {@code baudRate}; in {@code lines.my-cellar} the second part is a name.
   */
  private static String camelCase(String name) {
    return name.startsWith("lines.") ? name : StringHelper.dashToCamelCase(name);
  }
}
