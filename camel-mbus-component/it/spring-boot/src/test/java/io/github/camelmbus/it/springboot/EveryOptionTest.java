package io.github.camelmbus.it.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelmbus.camel.dataformat.MBusDataFormat;
import io.github.camelmbus.camel.dataformat.ReadingDataFormat;
import io.github.camelmbus.springboot.MBusAutoConfiguration;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.util.StringHelper;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Every property that the metadata for IDEs name is bound, in the form in which they name it. */
class EveryOptionTest {
  private static final String METADATA = "/META-INF/spring-configuration-metadata.json";

  /** Where not any value of the type is taken. */
  private static final Map<String, Object> VALUES =
      Map.of(
          "baudRate", 9600,
          "latency", "80ms",
          "primary", "7",
          "secondary", "87654321",
          "secretKey", "000102030405060708090A0B0C0D0E0F",
          "allowOperations", "read");

  @TempDir Path readings;

  @SpringBootApplication
  static class App {}

  @ParameterizedTest
  @CsvSource({"mbus, 30", "kmp, 20"})
  void everyPropertyOfTheMetadataIsBound(String scheme, int options) throws Exception {
    String ofComponent = "camel.component." + scheme + ".";
    String ofDataFormat = "camel.dataformat." + scheme + ".";
    Map<String, Object> component = values(ofComponent);
    Map<String, Object> dataFormat = values(ofDataFormat);
    List<String> arguments = arguments(ofComponent, component);
    arguments.addAll(arguments(ofDataFormat, dataFormat));
    arguments.add("--readings=" + readings);
    // The routes of the other tests would not start with them.
    arguments.add("--camel.main.routes-include-pattern=false");

    try (ConfigurableApplicationContext app =
        SpringApplication.run(App.class, arguments.toArray(String[]::new))) {
      CamelContext context = app.getBean(CamelContext.class);
      Component bound = context.getComponent(scheme);
      assertThat(component)
          .hasSizeGreaterThan(options)
          .allSatisfy((name, value) -> assertThat(option(bound, name)).isEqualTo(value));
      ReadingDataFormat format = (ReadingDataFormat) context.resolveDataFormat(scheme);
      assertThat(format.isMultiple()).isTrue();
      assertThat(format.isLenient()).isTrue();
      assertThat(format.getEncoding()).hasToString(dataFormat.get("encoding").toString());
      if (format instanceof MBusDataFormat more) {
        assertThat(more.getContent()).hasToString(dataFormat.get("content").toString());
        assertThat(more.getSecretKey()).isEqualTo(dataFormat.get("secretKey"));
      } else {
        assertThat(dataFormat).containsOnlyKeys("multiple", "lenient", "encoding");
      }
    }
  }

  private static Object option(Component component, String name) {
    return ((PropertyConfigurerGetter) component.getComponentPropertyConfigurer())
        .getOptionValue(component, name, false);
  }

  private static List<String> arguments(String prefix, Map<String, Object> values) {
    List<String> arguments = new ArrayList<>();
    values.forEach(
        (name, value) ->
            arguments.add("--" + prefix + StringHelper.camelCaseToDash(name) + "=" + text(value)));
    return arguments;
  }

  private static Object text(Object value) {
    return value instanceof Duration duration ? duration.toSeconds() + "s" : value;
  }

  /** For each property below a prefix, by its name in camel case, a value that is no default. */
  private static Map<String, Object> values(String prefix) throws IOException {
    Map<String, Object> values = new LinkedHashMap<>();
    try (InputStream octets = MBusAutoConfiguration.class.getResourceAsStream(METADATA)) {
      JsonNode metadata = new ObjectMapper().readTree(octets);
      for (JsonNode property : metadata.get("properties")) {
        String name = property.get("name").asText();
        // A bean, and a map of names: PropertiesTest.everyFormOfANameIsTaken.
        if (name.startsWith(prefix)
            && !List.of(prefix + "configuration", prefix + "lines").contains(name)) {
          String option = StringHelper.dashToCamelCase(name.substring(prefix.length()));
          values.put(option, VALUES.getOrDefault(option, other(metadata, name, property)));
        }
      }
    }
    return values;
  }

  private static Object other(JsonNode metadata, String name, JsonNode property) {
    JsonNode usual = property.path("defaultValue");
    return switch (property.get("type").asText()) {
      case "java.lang.Boolean" -> !usual.asBoolean();
      case "java.lang.Integer" -> usual.asInt() + 1;
      case "java.time.Duration" -> Duration.ofSeconds(7);
      default ->
          StreamSupport.stream(metadata.get("hints").spliterator(), false)
              .filter(hint -> hint.get("name").asText().equals(name))
              .flatMap(hint -> hint.findValuesAsText("value").stream())
              .filter(word -> !word.equals(usual.asText()))
              .findFirst()
              .orElse("some-" + name);
    };
  }
}
