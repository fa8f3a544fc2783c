package io.github.camelmbus.example.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.properties.PropertiesComponent;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The routes and the component, in the JVM of the test. */
@QuarkusTest
@QuarkusTestResource(Gateway.class)
class RoutesTest extends AbstractRoutes {
  // L = 3 + 12 (long header) + 6 = 21 = 15h; VIF 13: volume in litres
  private static final String VOLUME =
      "68 15 15 68 08 05 72 21 43 65 87 24 23 28 04 01 00 00 00 0C 13 78 56 34 12 76 16";

  @Inject CamelSession session;
  @Inject CamelContext context;
  @Inject ProducerTemplate template;

  @ConfigProperty(name = "mbus.line")
  String line;

  @BeforeEach
  void startRoutes() {
    if (!context.isStarted()) {
      session.startRoutes();
    }
  }

  @Test
  void aProducerReadsAndItsReadingIsJsonWhereTextIsWanted() {
    String json = template.requestBody("mbus:" + line + "?primary=12", null, String.class);

    assertThat(json(json).at("/meter/id").asText()).isEqualTo("71350412");
  }

  /** A placeholder that Camel finds in another source reads all settings. */
  @Test
  void settingsAreAmongThePropertiesThatCamelAsksFirst() {
    Properties first =
        ((PropertiesComponent) context.getPropertiesComponent()).getOverrideProperties();

    assertThat(first.getProperty("mbus.line")).isEqualTo(line);
    assertThat(first.getProperty("mbus.kafka.readings")).isEqualTo("mbus.readings");
    assertThat(first.getProperty("mbus.http.authorization-token")).isNull();
  }

  @Test
  void expressionsReachIntoAReading() throws Exception {
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:decode")
                .unmarshal()
                .custom("mbus")
                .transform(simple("${body.meter.id}: ${body.records.size} ${body.records[0].key}"));
          }
        });

    assertThat(template.requestBody("direct:decode", VOLUME, String.class))
        .isEqualTo("87654321: 1 volume");
  }
}
