package io.github.camelmbus.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelmbus.camel.KmpComponent;
import io.github.camelmbus.camel.MBusComponent;
import io.github.camelmbus.camel.dataformat.KmpDataFormat;
import io.github.camelmbus.camel.dataformat.MBusDataFormat;
import io.github.camelmbus.camel.dataformat.ReadingDataFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.camel.spi.Metadata;
import org.apache.camel.util.StringHelper;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.FieldInfo;
import org.jboss.jandex.Index;
import org.jboss.jandex.IndexReader;
import org.junit.jupiter.api.Test;

/**
 * What IDEs show of {@code camel.component.mbus.*}, {@code camel.dataformat.mbus.*} and those of
 * {@code kmp} is what the catalogs and the annotations say. {@code -Dmbus.docs=update} writes the
 * file again.
 */
class ConfigurationMetadataTest {
  private static final Path FILE =
      Path.of("src/main/resources/META-INF/spring-configuration-metadata.json");
  private static final String CATALOG = "/META-INF/io/github/camelmbus/camel/%s.json";
  private static final Map<String, String> BOXED =
      Map.of("boolean", "java.lang.Boolean", "int", "java.lang.Integer");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ArrayNode properties = JSON.createArrayNode();
  private final ArrayNode hints = JSON.createArrayNode();

  @Test
  void everyOptionIsThereWithTypeDescriptionAndDefault() throws Exception {
    component("mbus", MBusComponent.class);
    component("kmp", KmpComponent.class);
    dataFormat("mbus", MBusDataFormat.class);
    dataFormat("kmp", KmpDataFormat.class);
    ObjectNode metadata = JSON.createObjectNode();
    metadata
        .putArray("groups")
        .add(group("camel.component.mbus", MBusComponent.class))
        .add(group("camel.component.kmp", KmpComponent.class))
        .add(group("camel.dataformat.mbus", MBusDataFormat.class))
        .add(group("camel.dataformat.kmp", KmpDataFormat.class));
    metadata.set("properties", properties);
    metadata.set("hints", hints);
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentArraysWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE.withLinefeed("\n"));
    printer.indentObjectsWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE.withLinefeed("\n"));

    String expected = JSON.writer(printer).writeValueAsString(metadata) + "\n";

    if ("update".equals(System.getProperty("mbus.docs"))) {
      Files.writeString(FILE, expected);
    } else {
      assertThat(FILE)
          .as("stale: run the tests with -Dmbus.docs=update")
          .content()
          .isEqualTo(expected);
    }
  }

  private static ObjectNode group(String name, Class<?> type) {
    return JSON.createObjectNode().put("name", name).put("type", type.getName());
  }

  private void component(String scheme, Class<?> component) throws IOException {
    try (InputStream catalog = component.getResourceAsStream(CATALOG.formatted(scheme))) {
      for (Map.Entry<String, JsonNode> option :
          JSON.readTree(catalog).get("componentProperties").properties()) {
        String name =
            "camel.component." + scheme + "." + StringHelper.camelCaseToDash(option.getKey());
        JsonNode facts = option.getValue();
        String type = facts.get("javaType").asText();
        ObjectNode property = property(name, component, type, facts.get("description").asText());
        if (facts.has("defaultValue")) {
          property.set("defaultValue", byType(type, facts.get("defaultValue").asText()));
        }
        facts.path("enum").forEach(word -> values(name).addObject().put("value", word.asText()));
      }
    }
  }

  /** There is no catalog of it; the index of the jar has its annotations. */
  private void dataFormat(String name, Class<?> format) throws Exception {
    try (InputStream octets = MBusComponent.class.getResourceAsStream("/META-INF/jandex.idx")) {
      Index index = new IndexReader(octets).read();
      for (Class<?> type : List.of(ReadingDataFormat.class, format)) {
        for (FieldInfo field : index.getClassByName(type).unsortedFields()) {
          AnnotationInstance metadata = field.annotation(Metadata.class);
          if (metadata != null) {
            dataFormatOption("camel.dataformat." + name + ".", format, field, metadata);
          }
        }
      }
    }
  }

  private void dataFormatOption(
      String prefix, Class<?> format, FieldInfo field, AnnotationInstance metadata)
      throws ClassNotFoundException {
    String name = prefix + StringHelper.camelCaseToDash(field.name());
    String type = field.type().name().toString();
    String description = metadata.value("description").asString();
    ObjectNode property = property(name, format, type, description);
    AnnotationValue defaultValue = metadata.value("defaultValue");
    if (defaultValue != null) {
      property.put("defaultValue", defaultValue.asString());
    } else if (type.equals("boolean")) {
      property.put("defaultValue", false);
    }
    if (type.startsWith("io.github.camelmbus.")) {
      Arrays.stream(Class.forName(type).getEnumConstants())
          .forEach(constant -> values(name).addObject().put("value", constant.toString()));
    }
  }

  private ObjectNode property(String name, Class<?> source, String type, String description) {
    return properties
        .addObject()
        .put("name", name)
        .put("type", BOXED.getOrDefault(type, type).replace(", ", ","))
        .put("description", description)
        .put("sourceType", source.getName());
  }

  private static JsonNode byType(String type, String value) {
    return switch (type) {
      case "boolean" -> JSON.getNodeFactory().booleanNode(Boolean.parseBoolean(value));
      case "int" -> JSON.getNodeFactory().numberNode(Integer.parseInt(value));
      default -> JSON.getNodeFactory().textNode(value);
    };
  }

  /** The values of an option, which are words of a list. */
  private ArrayNode values(String name) {
    for (JsonNode hint : hints) {
      if (hint.get("name").asText().equals(name)) {
        return (ArrayNode) hint.get("values");
      }
    }
    return hints.addObject().put("name", name).putArray("values");
  }
}
