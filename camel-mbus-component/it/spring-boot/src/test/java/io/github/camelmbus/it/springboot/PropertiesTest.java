package io.github.camelmbus.it.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelmbus.camel.MBusEndpoint;
import io.github.camelmbus.reading.MeterReading;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** A Spring Boot app: {@code application.properties} and a YAML route, no code. */
class PropertiesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path readings;
  private ConfigurableApplicationContext app;

  @SpringBootApplication
  static class App {}

  private void start(String... more) {
    List<String> arguments = new ArrayList<>(List.of("--readings=" + readings));
    arguments.addAll(List.of(more));
    app = SpringApplication.run(App.class, arguments.toArray(String[]::new));
  }

  @AfterEach
  void stop() {
    if (app != null) {
      app.close();
    }
  }

  @Test
  void theRouteWritesReadingsOfTheLineThatPropertiesName() throws Exception {
    start();

    Path file = readings.resolve("12345678.json");
    await().atMost(PATIENCE).until(() -> Files.exists(file) && Files.size(file) > 0);

    assertThat(Files.readString(file))
        .startsWith("{\"meter\":{\"id\":\"12345678\",")
        .contains("\"value\":12345.678,\"unit\":\"m3\"");
  }

  @Test
  void producersTakeTheSameProperties() {
    start();

    MeterReading reading =
        app.getBean(ProducerTemplate.class)
            .requestBody("mbus:cellar?secondary=12345678", null, MeterReading.class);

    assertThat(reading.records()).singleElement().extracting("key").isEqualTo("volume");
  }

  /** Boot has another version of Micrometer than Camel. */
  @Test
  void readingsAreCountedWithActuator() {
    start();

    app.getBean(ProducerTemplate.class)
        .requestBody("mbus:cellar?secondary=12345678", null, MeterReading.class);

    MeterRegistry meters = app.getBean(MeterRegistry.class);
    assertThat(meters.get("camel.mbus.reads").tag("meter", "12345678").counter().count())
        .isPositive();
  }

  @Test
  void everyFormOfANameIsTaken() {
    start(
        "--camel.component.mbus.lines.my-cellar=${camel.component.mbus.lines.cellar}",
        "--camel.component.mbus.configuration.response-timeout=2s",
        "--camel.component.mbus.idleTimeout=7s");

    MBusEndpoint endpoint =
        app.getBean(CamelContext.class).getEndpoint("mbus:my-cellar?primary=5", MBusEndpoint.class);
    assertThat(endpoint.getConfiguration().getBaudRate()).isEqualTo(9600);
    assertThat(endpoint.getConfiguration().getIdleTimeout()).isEqualTo(Duration.ofSeconds(7));
    assertThat(endpoint.getConfiguration().getResponseTimeout()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void anOptionThatIsNotThereIsNamedWithoutItsValue() {
    assertThatThrownBy(
            () -> start("--camel.component.mbus.aes-key=000102030405060708090A0B0C0D0E0F"))
        .rootCause()
        .hasMessage("there is no option camel.component.mbus.aesKey");
  }

  @Test
  void theDataFormatTakesItsProperties() {
    start("--camel.dataformat.mbus.lenient=true");

    Object read = app.getBean(ProducerTemplate.class).requestBody("direct:decode", "68 junk");
    assertThat(read)
        .isInstanceOfSatisfying(
            MeterReading.class, reading -> assertThat(reading.error()).isNotNull());
  }
}
