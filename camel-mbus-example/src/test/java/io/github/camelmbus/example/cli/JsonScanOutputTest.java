package io.github.camelmbus.example.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.search.Finding;
import io.github.camelmbus.search.FoundMeter;
import io.github.camelmbus.search.LineMeter;
import io.github.camelmbus.search.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonScanOutputTest {
  private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
  private long nanos;
  private final JsonScanOutput output =
      new JsonScanOutput(new PrintStream(octets, true, StandardCharsets.UTF_8), () -> nanos);

  @Test
  void progressIsToldTwiceASecondAtMost() {
    for (int millis = 0; millis <= 1_000; millis += 100) {
      nanos = Duration.ofMillis(millis).toNanos();
      output.progress(new Progress(millis, 0, 0));
    }

    assertThat(text())
        .isEqualTo(
            """
            {"event":"progress","probes":0,"left":0,"found":0}
            {"event":"progress","probes":500,"left":0,"found":0}
            {"event":"progress","probes":1000,"left":0,"found":0}
            """);
  }

  @Test
  void whatATelegramDoesNotTellIsLeftOut() {
    output.found(found(null, null));
    output.found(found(SecondaryAddress.parse("1234567F"), 300));

    assertThat(text())
        .isEqualTo(
            """
            {"event":"found","primaryAddress":7,"responseTimeMillis":41}
            {"event":"found","secondaryAddress":"1234567FFFFFFFFF","primaryAddress":7,\
            "responseTimeMillis":41,"baudRate":300}
            """);
  }

  @Test
  void aFindingHasTheNameOfItsMeter() {
    output.finding(new Finding(Finding.Kind.SILENT, "1234567824232804", "no answer", "Flat 3"));
    output.finding(new Finding(Finding.Kind.SILENT, "8765432124232804", "no answer"));

    assertThat(text())
        .isEqualTo(
            """
            {"event":"finding","kind":"silent","where":"1234567824232804","text":"no answer",\
            "name":"Flat 3"}
            {"event":"finding","kind":"silent","where":"8765432124232804","text":"no answer"}
            """);
  }

  private static LineMeter found(@Nullable SecondaryAddress address, @Nullable Integer baudRate) {
    FoundMeter meter =
        new FoundMeter(address, 7, null, OctetString.of((byte) 0x68), Duration.ofMillis(41));
    return new LineMeter(meter, baudRate, null);
  }

  private String text() {
    return octets.toString(StandardCharsets.UTF_8);
  }
}
