package io.github.camelmbus.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.reading.MeterReading;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Between the octets of a line and the body of an exchange a telegram is decoded once. */
class DecodedOnceTest {
  private final VirtualLines lines =
      new VirtualLines().with("cellar", VirtualLines.meter(DecodeCount.METER, 5));

  @ParameterizedTest
  @ValueSource(strings = {"primary=5", "secondary=" + DecodeCount.METER, "secondary=97531975"})
  void readingOfTheProducer(String meter) throws Exception {
    try (CamelContext camel = new DefaultCamelContext()) {
      camel.getRegistry().bind("virtual", lines);
      camel.start();
      DecodeCount.since();

      MeterReading reading =
          camel
              .createProducerTemplate()
              .requestBody("mbus:virtual:cellar?" + meter, null, MeterReading.class);

      assertThat(reading.records()).hasSize(1);
      assertThat(DecodeCount.since()).isOne();
    }
  }

  @Test
  void readingOfAPoll() throws Exception {
    try (CamelContext camel = new DefaultCamelContext()) {
      camel.getRegistry().bind("virtual", lines);
      camel.start();
      DecodeCount.since();

      MeterReading reading =
          camel
              .createConsumerTemplate()
              .receiveBody("mbus:virtual:cellar?primary=5", 20_000, MeterReading.class);

      assertThat(reading.records()).hasSize(1);
      assertThat(DecodeCount.since()).isOne();
    }
  }
}
