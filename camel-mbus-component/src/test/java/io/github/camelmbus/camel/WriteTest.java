package io.github.camelmbus.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.master.UnsafeWriteException;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** What routes write to meters. */
class WriteTest extends RouteTest {

  @Test
  void aMeterMovesToAnotherPrimaryAddress() {
    house();

    Exchange done = write("setPrimaryAddress", "primary=1&value=5");

    WriteResult result = result(done);
    assertThat(result.before()).isEqualTo(Map.of("primaryAddress", 1));
    assertThat(result.after()).isEqualTo(Map.of("primaryAddress", 5));
    // 73 + 01 + 51 + 01 + 7A + 05 = 145h
    assertThat(result.telegrams()).containsExactly("68060668730151017A054516");
    assertThat(result.verified()).containsExactly("the meter answers with primary address 5");
    assertThat(result.meter()).isEqualTo(HYD);
  }

  @Test
  void anAddressThatIsTakenIsRefused() {
    house();

    assertThat(write("setPrimaryAddress", "secondary=12345678&value=2").getException())
        .isInstanceOf(UnsafeWriteException.class)
        .hasMessageContaining("primary address 2 is in use");
  }

  private static WriteResult result(Exchange exchange) {
    assertThat(exchange.getException()).isNull();
    return exchange.getMessage().getBody(WriteResult.class);
  }

  private Exchange write(String operation, String options) {
    return write(operation, options, null, Map.of());
  }

  private Exchange write(
      String operation, String options, Object body, Map<String, Object> headers) {
    String uri =
        "mbus:virtual:house?operation=%s&allowOperations=%s&%s"
            .formatted(operation, operation, options);
    return producer()
        .request(
            uri,
            exchange -> {
              exchange.getMessage().setBody(body);
              exchange.getMessage().setHeaders(new HashMap<>(headers));
            });
  }
}
