package io.github.camelmbus.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code toD} with the address in the URI. */
class MBusSendDynamicTest extends RouteTest {

  @BeforeEach
  void route() throws Exception {
    house();
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:secondary").toD("mbus:virtual:house?retries=1&secondary=${header.meter}");
            from("direct:primary").toD("mbus:virtual:house?primary=${header.meter}");
          }
        });
    context.start();
  }

  @Test
  void allMetersOfALineAreReadByOneEndpoint() {
    assertThat(reading(send("direct:secondary", "12345678")).meter().id()).isEqualTo("12345678");
    assertThat(reading(send("direct:secondary", KAM)).meter().id()).isEqualTo("87654321");

    assertThat(context.getEndpoints())
        .filteredOn(MBusEndpoint.class::isInstance)
        .extracting(Object::toString)
        .containsExactly("mbus://virtual:house?retries=1");
  }

  @Test
  void theAddressInTheUriWinsOverADefaultOfTheComponent() {
    context.getComponent("mbus", MBusComponent.class).getConfiguration().setPrimary("1");

    assertThat(reading(send("direct:secondary", KAM)).meter().id()).isEqualTo("87654321");
  }

  @Test
  void theAddressDoesNotStayBehind() {
    Exchange result = send("direct:primary", "2");

    assertThat(reading(result).meter().id()).isEqualTo("87654321");
    assertThat(result.getMessage().getHeader("CamelMBusAddress")).isEqualTo("before");
    assertThat(result.getAllProperties()).doesNotContainKey("CamelMBusDynamicAddress");
  }

  private Exchange send(String uri, String meter) {
    return context
        .createProducerTemplate()
        .request(
            uri,
            exchange ->
                exchange
                    .getMessage()
                    .setHeaders(
                        new HashMap<>(Map.of("meter", meter, "CamelMBusAddress", "before"))));
  }
}
