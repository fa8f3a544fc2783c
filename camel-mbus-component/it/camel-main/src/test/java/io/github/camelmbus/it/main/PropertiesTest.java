package io.github.camelmbus.it.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelmbus.reading.MeterReading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An app of {@code camel-main}: {@code application.properties} and a YAML route, no code. */
class PropertiesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Main main = new Main();
  @TempDir Path readings;

  @BeforeEach
  void start() throws Exception {
    main.addInitialProperty("readings", readings.toString());
    main.start();
  }

  @AfterEach
  void stop() {
    main.stop();
  }

  @Test
  void theRouteWritesReadingsOfTheLineThatPropertiesName() throws Exception {
    Path file = readings.resolve("12345678.json");
    await().atMost(PATIENCE).until(() -> Files.exists(file) && Files.size(file) > 0);

    assertThat(Files.readString(file))
        .startsWith("{\"meter\":{\"id\":\"12345678\",")
        .contains("\"value\":12345.678,\"unit\":\"m3\"");
  }

  @Test
  void producersTakeTheSameProperties() throws Exception {
    MeterReading reading =
        main.getCamelTemplate()
            .requestBody("mbus:cellar?secondary=12345678", null, MeterReading.class);

    assertThat(reading.records()).singleElement().extracting("key").isEqualTo("volume");
  }

  @Test
  void itIsHealthyOnceItHasRead() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(HealthCheckHelper.invokeReadiness(main.getCamelContext(), "full"))
                    .extracting(result -> result.getCheck().getId() + " " + result.getState())
                    .contains("consumer:cellar UP"));
  }
}
