package io.github.camelmbus.example.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.application.Keys;
import io.github.camelmbus.example.archive.ArchiveEntry;
import io.github.camelmbus.example.archive.EntryCodec;
import io.github.camelmbus.reading.MeterReading;
import java.time.Instant;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchiveProducerTest {

  @ParameterizedTest
  @CsvSource({"kmp:sim:kmp, kmp", "mbus:sim:house?primary=1, mbus", "direct:any, mbus"})
  void aFailureWithoutOctetsHasTheProtocolOfItsEndpoint(String uri, String protocol)
      throws Exception {
    MeterReading failure =
        new MeterReading.Failure(
            null,
            "sim:kmp",
            Instant.EPOCH,
            new MeterReading.Problem("no-answer", "silent", null),
            List.of());
    ArchiveEntry entry =
        new EntryCodec(source -> Keys.NONE)
            .entry(failure, "unknown@sim:kmp", null, null, Instant.EPOCH);

    try (DefaultCamelContext context = new DefaultCamelContext()) {
      context.start();

      ArchiveEntry archived = ArchiveProducer.withProtocol(entry, context.getEndpoint(uri));

      assertThat(archived.source().protocol()).isEqualTo(protocol);
      assertThat(archived.error()).isEqualTo(entry.error());
    }
  }
}
