package io.github.camelmbus.camel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The tables of the manuals say what the generated catalogs say. {@code -Dmbus.docs=update}
 * rewrites them.
 */
class ManualTest {
  private static final Path CATALOGS =
      Path.of("src/generated/resources/META-INF/io/github/camelmbus/camel");
  private static final Pattern TABLE =
      Pattern.compile("(// begin (\\S+)\n).*?(// end \\2\n)", Pattern.DOTALL);

  private static Path manual(String scheme) {
    return Path.of("src/main/docs", scheme + "-component.adoc");
  }

  private static JsonNode catalog(String scheme) throws IOException {
    return new ObjectMapper().readTree(CATALOGS.resolve(scheme + ".json").toFile());
  }

  @ParameterizedTest
  @ValueSource(strings = {"mbus", "kmp"})
  void tablesAreThoseOfTheCatalog(String scheme) throws IOException {
    JsonNode catalog = catalog(scheme);
    String manual = Files.readString(manual(scheme));

    String expected =
        TABLE
            .matcher(manual)
            .replaceAll(
                table ->
                    Matcher.quoteReplacement(
                        table.group(1) + table(catalog, table.group(2)) + table.group(3)));

    if ("update".equals(System.getProperty("mbus.docs"))) {
      Files.writeString(manual(scheme), expected);
    } else {
      assertThat(manual)
          .as("%s is stale: run the tests with -Dmbus.docs=update", manual(scheme))
          .isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mbus", "kmp"})
  void everyOptionOfTheCatalogIsInTheManual(String scheme) throws IOException {
    JsonNode catalog = catalog(scheme);
    String manual = Files.readString(manual(scheme));
    Set<String> missing = new TreeSet<>();
    for (String section : new String[] {"componentProperties", "properties", "headers"}) {
      catalog.get(section).fieldNames().forEachRemaining(missing::add);
    }

    missing.removeIf(name -> manual.contains("| *" + name + "*"));

    assertThat(missing).isEmpty();
  }

  private static String table(JsonNode catalog, String name) {
    return switch (name) {
      case "component-options" -> options(catalog.get("componentProperties"), option -> true);
      case "path-parameters" -> options(catalog.get("properties"), kind("path"));
      case "query-parameters" -> options(catalog.get("properties"), kind("parameter"));
      case "headers" -> headers(catalog.get("headers"));
      default -> throw new AssertionError(name);
    };
  }

  private static Predicate<JsonNode> kind(String kind) {
    return option -> option.get("kind").asText().equals(kind);
  }

  private static String options(JsonNode options, Predicate<JsonNode> filter) {
    return "[cols=\"2,6,1,2\",options=\"header\"]\n|===\n| Name | Description | Default | Type\n"
        + options.properties().stream()
            .filter(option -> filter.test(option.getValue()))
            .map(ManualTest::optionRow)
            .collect(Collectors.joining())
        + "|===\n";
  }

  private static String optionRow(Map.Entry<String, JsonNode> option) {
    JsonNode facts = option.getValue();
    String required = facts.path("required").asBoolean() ? " *Required.*" : "";
    return "| *%s* (%s) | %s%s%s | %s | %s\n"
        .formatted(
            option.getKey(),
            facts.get("group").asText(),
            text(facts.get("description")),
            required,
            words(facts.path("enum")),
            text(facts.path("defaultValue")),
            type(facts));
  }

  private static String type(JsonNode facts) {
    String type = facts.get("type").asText();
    return type.equals("object") ? simpleName(facts) : type;
  }

  private static String headers(JsonNode headers) {
    return "[cols=\"2,6,1\",options=\"header\"]\n|===\n| Name | Description | Type\n"
        + headers.properties().stream()
            .map(
                header ->
                    "| *%s* (%s) | %s | %s\n"
                        .formatted(
                            header.getKey(),
                            header.getValue().get("group").asText(),
                            text(header.getValue().get("description")),
                            simpleName(header.getValue())))
            .collect(Collectors.joining())
        + "|===\n";
  }

  private static String words(JsonNode values) {
    if (values.isMissingNode()) {
      return "";
    }
    return values
        .valueStream()
        .map(JsonNode::asText)
        .collect(Collectors.joining(", ", " One of: ", "."));
  }

  private static String simpleName(JsonNode facts) {
    return facts.get("javaType").asText().replaceAll("<.*", "").replaceAll(".*\\.", "");
  }

  private static String text(JsonNode text) {
    return text.asText("").replace("|", "\\|");
  }
}
