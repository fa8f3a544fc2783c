package io.github.camelmbus.it.sinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which routes are started, and what happens at the limits. */
@Execution(ExecutionMode.CONCURRENT)
class SelectionIT {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** Camel then says how many routes there are. */
  private static final String SUMMARY = "camel.main.startup-summary-level=Default";

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"java", "yaml"})
  void filesAloneAreWrittenUnlessMoreIsAskedFor(String dsl) throws Exception {
    try (House house = House.start(directory, "mbus.dsl=" + dsl, SUMMARY)) {
      await().atMost(PATIENCE).until(() -> house.readings().size() >= House.METERS);

      try (var files = Files.list(directory.resolve("readings"))) {
        assertThat(files.map(file -> file.getFileName().toString().replaceFirst(".*\\.", "")))
            .contains("csv", "jsonl");
      }
      assertThat(house.app().log()).contains("Routes startup (total:3)");
    }
  }

  /** SelectionTest of the example has more, without a process. */
  @ParameterizedTest
  @CsvSource({
    "mbus.sinks=csv;kafak,'mbus.sinks has kafak; there is csv, json, kafka, postgresql, mqtt,"
        + " http'",
    "mbus.sinks=,'mbus.sinks is empty; there is csv, json, kafka, postgresql, mqtt, http'"
  })
  void aNameThatIsNotThereEndsItWithTheNamesThatAre(String setting, String message) {
    try (House house = House.start(directory, setting.replace(';', ','))) {
      assertThat(house.app().exitCode()).isEqualTo(2);
      assertThat(house.app().log()).contains(message).doesNotContain("\tat ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"java", "yaml"})
  void csvHasAllThatIsOddWithControlCharactersEscapedAndNothingOfAReadingWithAnError(String dsl)
      throws Exception {
    try (House house = House.startOdd(directory, "mbus.dsl=" + dsl)) {
      await().atMost(PATIENCE).until(() -> house.readings().size() >= 6);
    }
    String csv;
    try (var files = Files.list(directory.resolve("readings"))) {
      csv =
          Files.readString(
              files.filter(file -> file.toString().endsWith(".csv")).findFirst().orElseThrow());
    }

    assertThat(csv)
        .startsWith(
            "readAt,line,meterId,name,manufacturer,deviceType,key,value,unit,quality,text,secondaryAddress\r\n")
        .contains(
            "Z,tcp://localhost:",
            ",11111111,,HYD,heat,volume,9223372036854.775807,m3,good,,1111111124232804\r\n")
        .contains(",volume_2,0.000007,m3,good,,1111111124232804\r\n")
        .contains(",flowTemperature,,Cel,invalid,,1111111124232804\r\n")
        .contains(",power,,W,missing,,1111111124232804\r\n")
        .contains(",date,,,good,2014-12-31,1111111124232804\r\n")
        .contains(",customer,,,good,\"O'Neil\\u0000\"\"a\\u000Aµ;--\",1111111124232804\r\n")
        .doesNotContain("99999999", "\r\n\r\n", "\n\n");
    assertThat(csv.split("readAt,line,", -1)).hasSize(2);
  }

  @Test
  void secretsOfTheEnvironmentAreTakenAndShownNowhere() {
    Map<String, String> secrets =
        Map.of(
            "MBUS_KAFKA_SASL_JAAS_CONFIG",
            "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"mbus\""
                + " password=\"a-secret\";",
            "MBUS_MQTT_PASSWORD",
            "a-secret",
            "MBUS_POSTGRESQL_PASSWORD",
            "a-secret",
            "MBUS_HTTP_AUTHORIZATION_TOKEN",
            "a-secret");
    try (House house =
        House.start(
            directory,
            secrets,
            "camel.main.auto-configuration-log-summary=true",
            "mbus.sinks=json,kafka,mqtt,postgresql,http",
            "camel.component.kafka.security-protocol=SASL_PLAINTEXT",
            "camel.component.kafka.sasl-mechanism=PLAIN",
            "camel.component.kafka.brokers=127.0.0.1:" + House.PORT_OF_NOBODY,
            "camel.component.paho-mqtt5.user-name=mbus",
            "camel.component.paho-mqtt5.broker-url=tcp://127.0.0.1:" + House.PORT_OF_NOBODY,
            "mbus.postgresql.url=jdbc:postgresql://127.0.0.1:" + House.PORT_OF_NOBODY + "/mbus",
            "mbus.http.url=http://127.0.0.1:" + House.PORT_OF_NOBODY)) {
      await().atMost(PATIENCE).until(() -> house.readings().size() > House.METERS);

      assertThat(house.app().log())
          .contains("camel.component.kafka.saslJaasConfig = xxxxxx")
          .contains("camel.component.paho-mqtt5.password = xxxxxx")
          .doesNotContain("a-secret");
    }
  }

  @Test
  void aSinkThatIsNamedTwiceGetsEachReadingOnce() {
    try (House house = House.start(directory, "mbus.sinks=json,json")) {
      await().atMost(PATIENCE).until(() -> house.readings().size() > House.METERS);

      assertThat(house.readings().stream().map(House::identity)).doesNotHaveDuplicates();
    }
  }
}
