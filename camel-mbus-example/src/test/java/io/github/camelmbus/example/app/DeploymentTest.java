package io.github.camelmbus.example.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The files below {@code docs/deploy}, as far as they can be judged without what runs them. */
class DeploymentTest {
  private static final Path DEPLOY = Path.of("../docs/deploy");
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private static final Set<String> SERVICE_KEYS =
      Set.of(
          "image",
          "build",
          "restart",
          "depends_on",
          "environment",
          "volumes",
          "ports",
          "healthcheck",
          "read_only",
          "tmpfs",
          "cap_drop",
          "security_opt");

  private static final Pattern IN_CODE = Pattern.compile("name = \"(mbus\\.[\\w.-]+)\"");
  private static final Pattern IN_VALUE = Pattern.compile("\\$\\{(mbus\\.[\\w.-]+)");

  @TempDir Path directory;

  /** What the defaults set or refer to, and what the code asks for. */
  private static Set<String> properties() throws IOException {
    Properties defaults = new Properties();
    try (var in = Files.newInputStream(Path.of("src/main/resources/application.properties"))) {
      defaults.load(in);
    }
    Set<String> known = new HashSet<>(defaults.stringPropertyNames());
    defaults.values().forEach(value -> addAll(known, IN_VALUE.matcher(value.toString())));
    known.add("mbus.meters");
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      sources
          .filter(source -> source.toString().endsWith(".java"))
          .forEach(source -> addAll(known, IN_CODE.matcher(read(source))));
    }
    return known;
  }

  private static void addAll(Set<String> known, Matcher found) {
    while (found.find()) {
      known.add(found.group(1));
    }
  }

  private static Set<String> variables() throws IOException {
    return properties().stream()
        .map(name -> name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode yaml(String file) throws IOException {
    return YAML.readTree(DEPLOY.resolve(file).toFile());
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void systemdTakesTheUnit() throws Exception {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/systemd-analyze")), "systemd-analyze not installed");
    // What it starts is not installed here.
    String unit = read(DEPLOY.resolve("camel-mbus.service"));
    Path copy = directory.resolve("camel-mbus.service");
    Files.writeString(copy, unit.replace("/opt/camel-mbus/bin/mbus", "/bin/true"));

    Process verify =
        new ProcessBuilder("/usr/bin/systemd-analyze", "verify", copy.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(verify.getInputStream().readAllBytes());

    assertThat(verify.waitFor()).as(said).isZero();
    assertThat(said).isEmpty();
    assertThat(unit).contains("WorkingDirectory=/var/lib/camel-mbus\n");
  }

  @Test
  void theUdevRulesMatchAndAssign() {
    List<String> rules =
        read(DEPLOY.resolve("99-mbus.rules"))
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .toList();

    assertThat(rules)
        .isNotEmpty()
        .allMatch(
            rule -> rule.matches("((\\w+|ATTRS?\\{\\w+}|ENV\\{\\w+})(==|\\+?=)\"[^\"]+\"(, |$))+"))
        .allMatch(rule -> rule.contains("SYMLINK+=\"mbus-"));
  }

  /** Of the Dockerfile the words, of the project of jib the texts of its elements. */
  @Test
  void theImageOfJibIsThatOfTheDockerfile() throws Exception {
    Element image = xml(DEPLOY.resolve("image/pom.xml"));
    String dockerfile = read(DEPLOY.resolve("Dockerfile"));

    assertThat(dockerfile)
        .contains("FROM " + text(image, "jib.from.image") + "\n")
        .contains("USER " + text(image, "user") + "\n")
        .contains("WORKDIR " + text(image, "workingDirectory") + "\n")
        .contains("VOLUME " + text(image, "volume") + "\n")
        .contains("ENTRYPOINT [\"" + text(image, "command") + "\"]\n")
        .contains("CMD [\"" + text(image, "arg") + "\"]\n");
    assertThat(image.getElementsByTagName("version").item(0).getTextContent())
        .isEqualTo(
            xml(Path.of("pom.xml")).getElementsByTagName("version").item(0).getTextContent());
  }

  @Test
  void theImageOfTheClusterHasTheVersionOfTheProject() throws Exception {
    String version =
        xml(Path.of("pom.xml")).getElementsByTagName("version").item(0).getTextContent();

    for (String file : List.of("kubernetes.yaml", "README.md")) {
      assertThat(
              Pattern.compile("example\\.org/camel-mbus:(\\S+)")
                  .matcher(read(DEPLOY.resolve(file)))
                  .results())
          .as(file)
          .isNotEmpty()
          .allMatch(image -> image.group(1).equals(version));
    }
  }

  /** Without a line a simulated house is polled, into the archive of the service. */
  @Test
  void theServiceHasItsLineBeforeItsFirstStart() {
    String steps = read(DEPLOY.resolve("README.md"));

    assertThat(steps.indexOf("mbus.line=/dev/mbus-cellar"))
        .isPositive()
        .isLessThan(steps.indexOf("systemctl enable --now"));
  }

  @Test
  void theImageOfJibHasTheFilesOfTheDistribution() throws Exception {
    Path image = DEPLOY.resolve("image");
    Set<String> files = new TreeSet<>();
    NodeList paths = xml(image.resolve("pom.xml")).getElementsByTagName("path");
    for (int i = 0; i < paths.getLength(); i++) {
      Element path = (Element) paths.item(i);
      files.add(text(path, "from") + " -> " + text(path, "into"));
    }
    Set<String> distribution = new TreeSet<>();
    NodeList sets =
        xml(Path.of("src/main/assembly/distribution.xml")).getElementsByTagName("fileSet");
    for (int i = 0; i < sets.getLength(); i++) {
      Element set = (Element) sets.item(i);
      String from =
          text(set, "directory").replace("${project.build.directory}", "${example}/target");
      String into = text(set, "outputDirectory");
      distribution.add(from + " -> /opt/camel-mbus" + (into.isEmpty() ? "" : "/" + into));
    }

    assertThat(distribution).hasSize(2);
    assertThat(files)
        .containsAll(distribution)
        .contains("${example}/src/main/dist -> /opt/camel-mbus")
        .contains("root -> /");
    assertThat(image.resolve("root/var/lib/camel-mbus")).isNotEmptyDirectory();
    assertThat(image.resolve("../../../camel-mbus-example/src/main/dist/bin/mbus")).exists();
  }

  private static Element xml(Path file) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(file.toFile())
        .getDocumentElement();
  }

  private static String text(Element in, String name) {
    NodeList found = in.getElementsByTagName(name);
    assertThat(found.getLength()).as(name).isEqualTo(1);
    return found.item(0).getTextContent();
  }

  @Test
  void servicesOfTheComposeFileHaveKeysThatComposeKnows() throws IOException {
    JsonNode compose = yaml("compose.yaml");
    assertThat(names(compose)).containsExactlyInAnyOrder("name", "services", "volumes");
    Set<String> volumes = new TreeSet<>();
    compose
        .get("services")
        .properties()
        .forEach(
            service -> {
              assertThat(SERVICE_KEYS).containsAll(names(service.getValue()));
              service
                  .getValue()
                  .path("volumes")
                  .forEach(volume -> volumes.add(volume.asText().split(":")[0]));
            });

    assertThat(volumes.stream().filter(volume -> !volume.startsWith(".")))
        .containsExactlyInAnyOrderElementsOf(names(compose.get("volumes")));
    assertThat(volumes.stream().filter(volume -> volume.startsWith(".")))
        .isNotEmpty()
        .allSatisfy(file -> assertThat(DEPLOY.resolve(file)).exists());
  }

  @Test
  void settingsInTheComposeFileAreThoseOfTheApp() throws IOException {
    JsonNode environment = yaml("compose.yaml").at("/services/mbus/environment");

    assertThat(environment).isNotEmpty();
    assertThat(variables()).containsAll(names(environment));
  }

  @Test
  void settingsInTheConfigMapAreThoseOfTheApp() throws IOException {
    Properties settings = new Properties();
    for (JsonNode resource : resources()) {
      if (resource.get("kind").asText().equals("ConfigMap")) {
        settings.load(new StringReader(resource.at("/data/application.properties").asText()));
      }
    }

    assertThat(settings).isNotEmpty();
    assertThat(properties()).containsAll(settings.stringPropertyNames());
  }

  @Test
  void resourcesOfKubernetesReferToEachOther() throws IOException {
    Set<String> named = new TreeSet<>();
    JsonNode deployment = null;
    for (JsonNode resource : resources()) {
      named.add(resource.get("kind").asText() + " " + resource.at("/metadata/name").asText());
      deployment = resource.get("kind").asText().equals("Deployment") ? resource : deployment;
    }
    assertThat(deployment).isNotNull();
    JsonNode pod = deployment.at("/spec/template/spec");
    Set<String> volumes = new TreeSet<>();
    pod.get("volumes").forEach(volume -> volumes.add(volume.get("name").asText()));
    Set<String> mounted = new TreeSet<>();
    pod.at("/containers/0/volumeMounts").forEach(mount -> mounted.add(mount.get("name").asText()));

    assertThat(named)
        .contains(
            "PersistentVolumeClaim "
                + pod.at("/volumes/0/persistentVolumeClaim/claimName").asText(),
            "ConfigMap " + pod.at("/volumes/1/configMap/name").asText(),
            "Service camel-mbus");
    assertThat(mounted).isEqualTo(volumes);
    assertThat(deployment.at("/spec/selector/matchLabels"))
        .isEqualTo(deployment.at("/spec/template/metadata/labels"));
    assertThat(deployment.at("/spec/replicas").asInt()).isEqualTo(1);
  }

  private static List<JsonNode> resources() throws IOException {
    List<JsonNode> resources = new ArrayList<>();
    YAML.readerFor(JsonNode.class)
        .<JsonNode>readValues(DEPLOY.resolve("kubernetes.yaml").toFile())
        .forEachRemaining(resources::add);
    assertThat(resources).hasSizeGreaterThan(3);
    return resources;
  }

  /** What its queries find is tested on a real database, in the tests of sinks. */
  @Test
  void theDashboardAsksTheDatabaseThatIsProvisioned() throws IOException {
    JsonNode dashboard =
        new ObjectMapper().readTree(DEPLOY.resolve("grafana/meters.json").toFile());
    String uid =
        yaml("grafana/provisioning/datasources/postgresql.yaml").at("/datasources/0/uid").asText();
    Set<Integer> ids = new HashSet<>();
    for (JsonNode panel : dashboard.get("panels")) {
      assertThat(ids.add(panel.get("id").asInt())).isTrue();
      assertThat(panel.at("/targets/0/datasource/uid").asText()).isEqualTo(uid);
      assertThat(panel.at("/gridPos/x").asInt() + panel.at("/gridPos/w").asInt())
          .isLessThanOrEqualTo(24);
    }
    assertThat(ids).isNotEmpty();
    assertThat(yaml("compose.yaml").at("/services/grafana/volumes").toString())
        .contains(
            yaml("grafana/provisioning/dashboards/meters.yaml")
                .at("/providers/0/options/path")
                .asText());
  }
}
