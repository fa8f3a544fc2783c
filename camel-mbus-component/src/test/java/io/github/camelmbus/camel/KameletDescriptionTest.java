package io.github.camelmbus.camel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.catalog.RuntimeCamelCatalog;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.util.TimeUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Kaoto, and other tools that show Kamelets as forms, read in those of the jar. */
class KameletDescriptionTest {
  private static final Path KAMELETS = Path.of("src/main/resources/kamelets");
  private static final Path CATALOGS =
      Path.of("src/generated/resources/META-INF/io/github/camelmbus/camel");

  /** Those of JSON Schema that forms have a field for. */
  private static final Set<String> TYPES = Set.of("string", "integer", "number", "boolean");

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\??)(\\w+)}}");

  private static JsonNode kamelet(String name) throws IOException {
    return new YAMLMapper().readTree(KAMELETS.resolve(name + ".kamelet.yaml").toFile());
  }

  /** Those of the component that a Kamelet is of. */
  private static JsonNode options(String kamelet) throws IOException {
    String scheme = kamelet.substring(0, kamelet.indexOf('-'));
    return new ObjectMapper()
        .readTree(CATALOGS.resolve(scheme + ".json").toFile())
        .get("properties");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mbus-source", "mbus-action", "kmp-source"})
  void itSaysWhatItIsAndWhatItNeeds(String name) throws IOException {
    JsonNode kamelet = kamelet(name);

    assertThat(kamelet.at("/kind").asText()).isEqualTo("Kamelet");
    assertThat(kamelet.at("/metadata/name").asText()).isEqualTo(name);
    assertThat(kamelet.at("/metadata/labels").get("camel.apache.org/kamelet.type").asText())
        .isEqualTo(name.substring(name.indexOf('-') + 1));
    assertThat(kamelet.at("/spec/definition/title").asText()).isNotBlank();
    assertThat(kamelet.at("/spec/definition/description").asText()).isNotBlank();
    assertThat(kamelet.at("/spec/definition/type").asText()).isEqualTo("object");
    assertThat(kamelet.at("/spec/dependencies")).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mbus-source", "mbus-action", "kmp-source"})
  void eachPropertyHasATitleADescriptionAndAType(String name) throws IOException {
    JsonNode properties = kamelet(name).at("/spec/definition/properties");

    assertThat(properties).isNotEmpty();
    properties
        .properties()
        .forEach(
            property -> {
              JsonNode said = property.getValue();
              assertThat(said.path("title").asText()).as(property.getKey()).isNotBlank();
              assertThat(said.path("description").asText()).as(property.getKey()).endsWith(".");
              assertThat(said.path("type").asText()).as(property.getKey()).isIn(TYPES);
            });
  }

  /** A form that is left as it is shown does what the component does. */
  @ParameterizedTest
  @ValueSource(strings = {"mbus-source", "mbus-action", "kmp-source"})
  void defaultsAndChoicesAreThoseOfTheComponent(String name) throws IOException {
    JsonNode options = options(name);
    Set<String> differing = new TreeSet<>();
    kamelet(name)
        .at("/spec/definition/properties")
        .properties()
        .forEach(
            property -> {
              JsonNode option = options.path(property.getKey());
              assertThat(option.isObject()).as("option " + property.getKey()).isTrue();
              if (!same(property.getValue().get("default"), option.get("defaultValue"))) {
                differing.add(property.getKey());
              }
              Set<JsonNode> choices =
                  new TreeSet<>((one, other) -> one.asText().compareTo(other.asText()));
              option.path("enum").forEach(choices::add);
              property
                  .getValue()
                  .path("enum")
                  .forEach(choice -> assertThat(choices).as(property.getKey()).contains(choice));
            });

    assertThat(differing).isEmpty();
  }

  private static boolean same(JsonNode ours, JsonNode option) {
    if (ours == null || option == null) {
      return ours == null && option == null;
    }
    return ours.asText().equals(option.asText())
        || Character.isDigit(ours.asText().charAt(0))
            && TimeUtils.toMilliSeconds(ours.asText()) == TimeUtils.toMilliSeconds(option.asText());
  }

  /** What is required has no default; what is neither is left out where it is not given. */
  @ParameterizedTest
  @ValueSource(strings = {"mbus-source", "mbus-action", "kmp-source"})
  void theTemplateUsesEachPropertyAndNoOther(String name) throws IOException {
    JsonNode definition = kamelet(name).at("/spec/definition");
    Set<String> required = new TreeSet<>();
    definition.get("required").forEach(one -> required.add(one.asText()));
    Set<String> used = new TreeSet<>();
    Matcher placeholder =
        PLACEHOLDER.matcher(Files.readString(KAMELETS.resolve(name + ".kamelet.yaml")));
    while (placeholder.find()) {
      String property = placeholder.group(2);
      boolean hasDefault = definition.get("properties").path(property).has("default");
      assertThat(placeholder.group(1).isEmpty())
          .as(property)
          .isEqualTo(hasDefault || required.contains(property));
      used.add(property);
    }

    Set<String> properties = new TreeSet<>();
    definition.get("properties").fieldNames().forEachRemaining(properties::add);
    assertThat(used).isEqualTo(properties);
    assertThat(properties).containsAll(required);
    required.forEach(
        property ->
            assertThat(definition.get("properties").get(property).has("default")).isFalse());
  }

  /** As editors check URIs: by the model in the jar, without the component. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "mbus:tcp://10.0.0.5:10001?primary=1-5&delay=1h",
        "mbus:/dev/ttyUSB0?operation=scanSecondary&mask=1234FFFF",
        "kmp:/dev/ttyUSB0?registers=60,volume&delay=1h"
      })
  void theCatalogOfCamelChecksUris(String uri) throws Exception {
    try (DefaultCamelContext context = new DefaultCamelContext()) {
      RuntimeCamelCatalog catalog = PluginHelper.getRuntimeCamelCatalog(context);
      String scheme = uri.substring(0, uri.indexOf(':'));

      assertThat(catalog.validateProperties(scheme, catalog.endpointProperties(uri)).isSuccess())
          .isTrue();
      assertThat(
              catalog
                  .validateProperties(scheme, catalog.endpointProperties(uri + "&baudRat=300"))
                  .getUnknown())
          .containsExactly("baudRat");
    }
  }
}
