package io.github.camelmbus.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsole.MediaType;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.impl.console.DefaultDevConsoleRegistry;
import org.apache.camel.util.json.JsonObject;
import org.junit.jupiter.api.Test;

/** The console of developers, found by its name as Camel does. */
class MBusConsoleTest extends RouteTest {

  private DevConsole console() {
    DevConsoleRegistry registry = new DefaultDevConsoleRegistry(context);
    return registry.resolveById("mbus");
  }

  private JsonNode json() throws Exception {
    JsonObject json = (JsonObject) console().call(MediaType.JSON);
    return new ObjectMapper().readTree(json.toJson());
  }

  @Test
  void linesAndMetersAreShownAsJson() throws Exception {
    house();
    poll("mbus:virtual:house?primary=1,9&retries=1" + ONCE, 1);
    await().until(() -> json().at("/lines/0/meters").size() == 2);

    JsonNode line = json().at("/lines/0");
    assertThat(line.at("/line").asText()).isEqualTo("virtual:house");
    assertThat(line.at("/state").asText()).isEqualTo("OPEN");
    assertThat(line.has("error")).isFalse();
    assertThat(line.at("/lastGoodReading").asText()).matches("\\d{4}-.*Z");
    assertThat(line.at("/latencyMillis").asLong()).isPositive();
    assertThat(line.at("/echo").isBoolean()).isTrue();
    JsonNode good = line.at("/meters/0");
    assertThat(good.at("/address").asText()).isEqualTo("1");
    assertThat(good.at("/reads").asLong()).isEqualTo(1);
    assertThat(good.at("/errors").asLong()).isZero();
    assertThat(good.at("/meanResponseTimeMillis").asLong()).isPositive();
    JsonNode silent = line.at("/meters/1");
    assertThat(silent.at("/address").asText()).isEqualTo("9");
    assertThat(silent.at("/errors").asLong()).isEqualTo(1);
    assertThat(silent.at("/lastError").asText()).contains("no meter answers");
    assertThat(silent.has("lastResponseTimeMillis")).isFalse();
  }

  @Test
  void linesAndMetersAreShownAsText() throws Exception {
    house();
    poll("mbus:virtual:house?primary=1" + OFTEN, 1);
    await().until(() -> console().call(MediaType.TEXT).toString().contains("Meter 1: "));
    assertThat(console().call(MediaType.TEXT).toString())
        .startsWith("Line virtual:house: OPEN")
        .contains("last good reading: 2")
        .contains(" 0 failed, 0 retries, mean response time ");

    lines.takeDown("house");
    await().until(() -> console().call(MediaType.TEXT).toString().contains("UNAVAILABLE ("));
  }

  @Test
  void withoutRoutesNoLineIsInUse() throws Exception {
    context.start();

    assertThat(console().call(MediaType.TEXT)).asString().startsWith("No line is in use");
    assertThat(json().toString()).isEqualTo("{\"lines\":[]}");
  }
}
