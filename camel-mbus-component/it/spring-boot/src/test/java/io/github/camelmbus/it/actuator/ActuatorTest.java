package io.github.camelmbus.it.actuator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelmbus.simulator.House;
import io.github.camelmbus.simulator.SimulatorServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * A Spring Boot app as people have it: web server, Actuator, Prometheus, a route in YAML and one in
 * Java, and a gateway in the network.
 */
class ActuatorTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final House HOUSE = House.read(Path.of("target/test-classes/cellar.json"));

  @TempDir Path readings;
  private final HttpClient client = HttpClient.newHttpClient();
  private SimulatorServer gateway;
  private ConfigurableApplicationContext app;

  @SpringBootApplication
  static class App {
    final List<Object> seen = new CopyOnWriteArrayList<>();
    final CountDownLatch begun = new CountDownLatch(1);

    @Bean
    RouteBuilder slow() {
      return new RouteBuilder() {
        @Override
        public void configure() {
          from("mbus:{{gateway}}?primary=5&delay=200&valueMetrics=all")
              .routeId("java")
              .to("direct:slow");
          from("direct:slow")
              .process(exchange -> begun.countDown())
              .delay(constant("{{slow}}"))
              .process(exchange -> seen.add(exchange.getMessage().getBody()));
        }
      };
    }
  }

  @BeforeEach
  void startGateway() {
    gateway = SimulatorServer.start(HOUSE, 0, 1);
  }

  @AfterEach
  void stop() {
    if (app != null) {
      app.close();
    }
    gateway.close();
  }

  private void start(int delay) {
    app =
        SpringApplication.run(
            App.class,
            "--readings=" + readings,
            "--gateway=tcp://127.0.0.1:" + gateway.port(),
            "--slow=" + delay,
            "--server.port=0",
            "--server.shutdown=graceful",
            "--management.endpoints.web.exposure.include=health,prometheus",
            "--management.endpoint.health.show-details=always");
  }

  private String get(String path) {
    String port = app.getEnvironment().getProperty("local.server.port");
    URI uri = URI.create("http://127.0.0.1:" + port + "/actuator/" + path);
    try {
      return client
          .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (Exception e) {
      throw new AssertionError(uri.toString(), e);
    }
  }

  private String health() {
    try {
      JsonNode health = new ObjectMapper().readTree(get("health"));
      return health.get("status").asText();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void healthIsUpWhileTheGatewayAnswersAndDownWhileItDoesNot() {
    start(0);
    await().atMost(PATIENCE).until(() -> health().equals("UP"));

    int port = gateway.port();
    gateway.close();
    await().atMost(PATIENCE).until(() -> health().equals("DOWN"));
    assertThat(get("health")).contains("tcp://127.0.0.1:" + port);

    gateway = SimulatorServer.start(HOUSE, port, 1);
    await().atMost(PATIENCE).until(() -> health().equals("UP"));
  }

  @Test
  void prometheusHasReadingsOfTheRoutesInYamlAndJavaWithTheirHelp() {
    start(0);
    App beans = app.getBean(App.class);

    await().atMost(PATIENCE).until(() -> !beans.seen.isEmpty());
    await()
        .atMost(PATIENCE)
        .until(() -> get("prometheus").contains("camel_mbus_reads_total{line=\"sim:"));

    assertThat(get("prometheus"))
        .contains("# HELP camel_mbus_reads_total Good readings\n")
        .contains("# HELP camel_mbus_line_up 0 while the line cannot be opened or is lost\n")
        .contains("camel_mbus_line_up{line=\"tcp://127.0.0.1:" + gateway.port() + "\"} 1.0\n")
        .contains("camel_mbus_reads_total{line=\"tcp://127.0.0.1:" + gateway.port() + "\"")
        .contains("camel_mbus_response_time_seconds_count{")
        .contains("# HELP camel_mbus_value Value of a record in the last good reading\n")
        .contains(
            "camel_mbus_value{id=\"12345678\",key=\"volume\",line=\"tcp://127.0.0.1:"
                + gateway.port()
                + "\",meter=\"5\",name=\"\",unit=\"m3\"} 12345.678\n");
  }

  /** What was read is handed on before the app ends, and nothing more is asked. */
  @Test
  void shutdownEndsWhatWasBegunAndAsksNothingMore() throws Exception {
    start(1000);
    App beans = app.getBean(App.class);
    assertThat(beans.begun.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

    app.close();

    assertThat(beans.seen).hasSize(1);
    long frames = gateway.statistics().frames();
    await()
        .during(Duration.ofMillis(600)) // three polls
        .until(() -> gateway.statistics().frames() == frames);
  }
}
