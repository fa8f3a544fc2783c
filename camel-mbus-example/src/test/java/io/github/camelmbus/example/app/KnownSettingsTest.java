package io.github.camelmbus.example.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.main.Main;
import org.apache.camel.spi.LoadablePropertiesSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A setting that is mistyped is refused, as its default would be used without a word. */
class KnownSettingsTest {
  private static final Path SOURCES = Path.of("src/main");
  private static final Pattern USED =
      Pattern.compile("(?:name = \"|\\{\\{|\\(\")(mbus\\.[a-z0-9.-]+)");

  /** What a route is given at the start, and names of metrics and of a page for man. */
  private static final Set<String> NO_SETTINGS =
      Set.of(
          "mbus.poll",
          "mbus.known",
          "mbus.log",
          "mbus.archive.waiting",
          "mbus.sink.lag",
          "mbus.sink.refused",
          "mbus.1");

  private final KnownSettings known = KnownSettings.ofApp();

  @Test
  void unknownSettingIsRefusedWithItsPlaceAndTheNearestOne() {
    assertThatThrownBy(() -> known.check("mbus.delya", ", which is given by -D"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "there is no setting mbus.delya, which is given by -D; did you mean mbus.delay?");
    assertThatThrownBy(() -> known.check("mbus.metters", ""))
        .hasMessage("there is no setting mbus.metters; did you mean mbus.meters?");
  }

  @Test
  void settingThatIsLikeNoOtherHasNoSuchHint() {
    assertThatThrownBy(() -> known.check("mbus.temperature-of-cellar", ""))
        .hasMessageContaining("there is no setting mbus.temperature-of-cellar")
        .hasMessageNotContaining("did you mean");
  }

  @Test
  void mistypedEnvironmentVariableIsRefusedWithTheNearestOne() {
    assertThatThrownBy(() -> known.checkVariable("MBUS_DELYA"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "there is no setting MBUS_DELYA, which is an environment variable; did you mean"
                + " MBUS_DELAY?");
    assertThatThrownBy(() -> known.checkVariable("MBUS_ONDEMAND"))
        .hasMessageContaining("did you mean MBUS_ON_DEMAND?");
  }

  /** Kubernetes sets the last ones where a service is called mbus. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "MBUS_LINE",
        "MBUS_ON_DEMAND",
        "MBUS_MQTT_PASSWORD",
        "MBUS_KAFKA_SASL_JAAS_CONFIG",
        "MBUS_HOME",
        "MBUS_OPTS",
        "MBUS_SERVICE_HOST",
        "MBUS_SERVICE_PORT",
        "MBUS_PORT",
        "MBUS_PORT_8081_TCP_ADDR",
        "mbus.delya"
      })
  void environmentVariableThatIsKnownOrOfAnotherProgramIsNotRefused(String variable) {
    assertThatCode(() -> known.checkVariable(variable)).doesNotThrowAnyException();
  }

  @Test
  void settingWithoutADefaultIsKnown() {
    assertThatCode(() -> known.check("mbus.meters", "")).doesNotThrowAnyException();
    assertThatCode(() -> known.check("mbus.mqtt.password", "")).doesNotThrowAnyException();
  }

  /** One that the code reads and the file does not name could not be set. */
  @Test
  void everySettingThatTheAppReadsIsKnown() throws IOException {
    Set<String> used = new TreeSet<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Matcher name = USED.matcher(Files.readString(file));
        while (name.find()) {
          used.add(name.group(1));
        }
      }
    }
    used.removeAll(NO_SETTINGS);

    assertThat(used).hasSizeGreaterThan(15);
    used.forEach(name -> assertThatCode(() -> known.check(name, "")).doesNotThrowAnyException());
  }

  /** Camel loads a source of properties whole to tell where one of them is from. */
  @Test
  void aRouteFindsASettingWithoutReadingAllOthers() throws Exception {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .withSources(new PropertiesConfigSource(Map.of("mbus.delay", "15m"), "given", 300))
            .build();
    AllSettings source = new AllSettings();
    Main main = new Main();
    known.addTo(main, config);
    try {
      main.start();
      main.getCamelContext().getPropertiesComponent().addPropertiesSource(source);

      assertThat(main.getCamelContext().resolvePropertyPlaceholders("{{mbus.delay}}"))
          .isEqualTo("15m");
      assertThat(main.getCamelContext().resolvePropertyPlaceholders("{{mbus.meters:none}}"))
          .isEqualTo("none");
      assertThat(source.loads).isZero();
    } finally {
      main.stop();
    }
  }

  /** Has each setting that has a default, and counts how often it is read whole. */
  private static final class AllSettings implements LoadablePropertiesSource {
    private int loads;

    @Override
    public String getName() {
      return "all";
    }

    @Override
    public String getProperty(String name) {
      return name.equals("mbus.delay") ? "10s" : null;
    }

    @Override
    public Properties loadProperties() {
      loads++;
      return new Properties();
    }

    @Override
    public Properties loadProperties(Predicate<String> filter) {
      return loadProperties();
    }

    @Override
    public void reloadProperties(String location) {}
  }
}
