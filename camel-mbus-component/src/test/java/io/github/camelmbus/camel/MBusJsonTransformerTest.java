package io.github.camelmbus.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The data type {@code mbus:application-json}, found by its name as Camel does. */
class MBusJsonTransformerTest extends RouteTest {

  @BeforeEach
  void route() throws Exception {
    house();
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:read")
                .toD("mbus:virtual:house?primary=${body}")
                .transformDataType("mbus:application-json");
            from("direct:scan")
                .to("mbus:virtual:house?operation=scanSecondary")
                .transformDataType("mbus:application-json");
            from("direct:write")
                .to(
                    "mbus:virtual:house?primary=1&operation=setPrimaryAddress&value=5"
                        + "&allowOperations=setPrimaryAddress&dryRun=true")
                .transformDataType("mbus:application-json");
            from("direct:alarm")
                .to("mbus:virtual:house?primary=1&operation=readAlarm")
                .transformDataType("mbus:application-json");
            from("direct:ping")
                .toD("mbus:virtual:house?operation=ping&primary=${body}")
                .transformDataType("mbus:application-json");
            from("direct:json").transformDataType("mbus:application-json");
          }
        });
  }

  private static JsonNode json(Exchange exchange) throws Exception {
    assertThat(exchange.getException()).isNull();
    assertThat(exchange.getMessage().getHeader("Content-Type")).isEqualTo("application/json");
    return new ObjectMapper().readTree((String) exchange.getMessage().getBody());
  }

  private Exchange request(String endpoint, Object body) {
    return producer().request(endpoint, exchange -> exchange.getMessage().setBody(body));
  }

  @Test
  void aReadingBecomesItsJson() throws Exception {
    JsonNode reading = json(request("direct:read", 1));

    assertThat(reading.at("/meter/id").asText()).isEqualTo("12345678");
    assertThat(reading.at("/records/0/value").asInt()).isEqualTo(12345000);
  }

  @Test
  void severalReadingsBecomeAnArray() throws Exception {
    JsonNode readings = json(request("direct:read", "1,2"));

    assertThat(readings.findValuesAsText("id")).containsExactly("12345678", "87654321");
    assertThat(readings.isArray()).isTrue();
  }

  @Test
  void aPingBecomesItsJsonAndSeveralAnArray() throws Exception {
    assertThat(json(request("direct:ping", 1)).at("/answered").asBoolean()).isTrue();
    assertThat(json(request("direct:ping", "1,9")).findValuesAsText("answered"))
        .containsExactly("true", "false");
  }

  @Test
  void aScanKeepsItsFindings() throws Exception {
    JsonNode scan = json(request("direct:scan", null));

    assertThat(scan.at("/found")).hasSize(2);
    assertThat(scan.at("/findings").isArray()).isTrue();
  }

  @Test
  void writesAndAlarmsSayWhatCameOfThem() throws Exception {
    assertThat(json(request("direct:write", null)).at("/dryRun").asBoolean()).isTrue();
    assertThat(json(request("direct:alarm", null)).at("/alarm").isBoolean()).isTrue();
  }

  @Test
  void textAndOctetsAreTakenForJson() throws Exception {
    assertThat(json(request("direct:json", "{\"a\":1}")).at("/a").asInt()).isEqualTo(1);
    assertThat(json(request("direct:json", new byte[] {'{', '}'}))).isEmpty();
    assertThat(json(request("direct:json", List.of()))).isEmpty();
  }

  @Test
  void whatTheComponentDoesNotMakeIsNamed() {
    ProducerTemplate template = producer();

    assertThatThrownBy(() -> template.sendBody("direct:json", 4.5))
        .isInstanceOf(CamelExecutionException.class)
        .rootCause()
        .hasMessageContaining("not of a java.lang.Double");
    assertThatThrownBy(() -> template.sendBody("direct:json", null))
        .rootCause()
        .hasMessageContaining("not of an empty body");
  }
}
