package io.github.camelmbus.it.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.reading.MeterReading;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** What log lines of a route tell about it (MDC), with the Logback of Spring Boot. */
class LoggingTest {
  @TempDir Path readings;

  @SpringBootApplication
  static class App {}

  /** What is logged in one place of a route. */
  private record Seen(String thread, Map<String, String> facts) {
    static Seen now() {
      Map<String, String> facts = MDC.getCopyOfContextMap();
      return new Seen(Thread.currentThread().getName(), facts == null ? Map.of() : facts);
    }
  }

  /** A reading goes on with the route on another thread; its log lines stay those of the route. */
  @Test
  void logLinesBehindAReadingStillSayWhichRouteAndExchange() throws Exception {
    List<Seen> seen = new CopyOnWriteArrayList<>();
    try (ConfigurableApplicationContext app =
        SpringApplication.run(
            App.class, "--readings=" + readings, "--camel.main.use-mdc-logging=true")) {
      app.getBean(CamelContext.class)
          .addRoutes(
              new RouteBuilder() {
                @Override
                public void configure() {
                  from("direct:read")
                      .routeId("read")
                      .process(exchange -> seen.add(Seen.now()))
                      .to("mbus:cellar?primary=5")
                      .process(exchange -> seen.add(Seen.now()));
                }
              });
      ProducerTemplate template = app.getBean(ProducerTemplate.class);

      for (int i = 0; i < 2; i++) {
        assertThat(template.requestBody("direct:read", null, MeterReading.class).records())
            .isNotEmpty();
      }
    }

    assertThat(seen).hasSize(4);
    for (int i = 0; i < 4; i += 2) {
      assertThat(seen.get(i + 1).thread).isNotEqualTo(seen.get(i).thread);
      assertThat(seen.get(i).facts)
          .containsEntry("camel.routeId", "read")
          .containsKeys("camel.exchangeId", "camel.contextId");
      assertThat(seen.get(i + 1).facts).isEqualTo(seen.get(i).facts);
    }
    assertThat(seen.get(3).facts.get("camel.exchangeId"))
        .isNotEqualTo(seen.get(1).facts.get("camel.exchangeId"));
  }
}
