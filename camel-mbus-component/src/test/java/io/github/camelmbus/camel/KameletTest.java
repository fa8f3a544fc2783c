package io.github.camelmbus.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** The Kamelets of the jar, found by their names as Camel does. */
class KameletTest extends RouteTest {

  private static JsonNode json(Exchange exchange) throws Exception {
    assertThat(exchange.getException()).isNull();
    assertThat(exchange.getMessage().getHeader("Content-Type")).isEqualTo("application/json");
    return new ObjectMapper().readTree(exchange.getMessage().getBody(String.class));
  }

  @Test
  void theSourceGivesTheJsonOfEachReading() throws Exception {
    house();

    List<Exchange> exchanges =
        poll("kamelet:mbus-source?line=virtual:house&primary=1,2&initialDelay=0&delay=1h", 2);

    assertThat(json(exchanges.get(0)).at("/meter/id").asText()).isEqualTo("12345678");
    assertThat(json(exchanges.get(1)).at("/meter/id").asText()).isEqualTo("87654321");
    assertThat(exchanges.get(0).getMessage().getHeader("CamelMBusMeterId")).isEqualTo("12345678");
  }

  @Test
  void theSourceFindsMetersWhereNoneIsNamed() throws Exception {
    house();

    List<Exchange> exchanges =
        poll("kamelet:mbus-source?line=virtual:house&discover=secondary&initialDelay=0", 2);

    assertThat(exchanges).hasSize(2);
  }

  @Test
  void theSourceOfAHeadGivesTheJsonOfEachReading() throws Exception {
    List<Exchange> exchanges =
        poll("kamelet:kmp-source?line=sim:kmp&registers=60,volume&initialDelay=0&delay=1h", 1);

    JsonNode reading = json(exchanges.get(0));
    assertThat(reading.at("/meter/id").asText()).isEqualTo("67218804");
    assertThat(reading.at("/records").findValuesAsText("key")).containsExactly("energy", "volume");
    assertThat(exchanges.get(0).getMessage().getHeader("CamelMBusMeterId")).isEqualTo("67218804");
  }

  @Test
  void theActionReadsTheMeterOfAHeaderOrOfItsOption() throws Exception {
    house();
    actions();

    Exchange named =
        producer()
            .request("direct:any", asked -> asked.getMessage().setHeader("CamelMBusAddress", "2"));
    Exchange fixed = producer().request("direct:one", asked -> {});

    assertThat(json(named).at("/meter/id").asText()).isEqualTo("87654321");
    assertThat(json(fixed).at("/meter/id").asText()).isEqualTo("12345678");
  }

  @Test
  void theActionSearches() throws Exception {
    house();
    actions();

    JsonNode scan = json(producer().request("direct:scan", asked -> {}));

    assertThat(scan.at("/found").findValuesAsText("id")).contains("12345678", "87654321");
  }

  @Test
  void aLineIsRequired() throws Exception {
    route("poll", "kamelet:mbus-source?primary=1", "mock:readings");

    assertThat(catchThrowable(() -> context.start())).rootCause().hasMessageContaining("line");
  }

  private void actions() throws Exception {
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:any").kamelet("mbus-action?line=virtual:house");
            from("direct:one").kamelet("mbus-action?line=virtual:house&secondary=12345678");
            from("direct:scan").kamelet("mbus-action?line=virtual:house&operation=scanSecondary");
          }
        });
  }
}
