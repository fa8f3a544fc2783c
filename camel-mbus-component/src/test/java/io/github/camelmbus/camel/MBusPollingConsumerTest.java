package io.github.camelmbus.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelmbus.master.NoReplyException;
import org.apache.camel.ConsumerTemplate;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** Readings that are fetched when a route wants them. */
class MBusPollingConsumerTest extends RouteTest {

  @Test
  void pollEnrichReadsNow() throws Exception {
    house();
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:in").pollEnrich("mbus:virtual:house?primary=1", 5000);
          }
        });

    Exchange result = producer().request("direct:in", exchange -> {});

    assertThat(reading(result).meter().id()).isEqualTo("12345678");
    assertThat(result.getMessage().getHeader("CamelMBusMeterId")).isEqualTo("12345678");
    assertThat(lines.timesOpened()).isEqualTo(1);
  }

  @Test
  void severalMetersGiveAList() throws Exception {
    house();
    context.start();

    try (ConsumerTemplate template = context.createConsumerTemplate()) {
      Exchange waited = template.receive("mbus:virtual:house?primary=1,2");
      Exchange atOnce = template.receiveNoWait("mbus:virtual:house?primary=1,2");
      assertThat(readings(waited)).hasSize(2);
      assertThat(readings(atOnce)).hasSize(2);
    }
  }

  @Test
  void silenceIsAnException() throws Exception {
    house();
    context.start();

    try (ConsumerTemplate template = context.createConsumerTemplate()) {
      assertThatThrownBy(() -> template.receiveBody("mbus:virtual:house?primary=9"))
          .isInstanceOf(NoReplyException.class);
    }
  }

  @Test
  void whatTakesTooLongIsNotRead() throws Exception {
    house();
    lines.holdUp();
    context.start();

    try (ConsumerTemplate template = context.createConsumerTemplate()) {
      assertThat(template.receive("mbus:virtual:house?primary=1,2", 20)).isNull();
      lines.letGo();
    }
  }
}
