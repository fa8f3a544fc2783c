package io.github.camelmbus.example.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.reading.MeterReading;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeterKeyTest {
  private final MeterKey keys = new MeterKey();

  @ParameterizedTest
  @CsvSource({
    "12345678, 1234567824232804, 1, 1234567824232804, 1234567824232804",
    ", , 5, 5@tcp://[fe80::1]:10001, 5_tcp____fe80__1__10001",
    "12345678, , , 12345678@tcp://[fe80::1]:10001, 12345678_tcp____fe80__1__10001",
    ", , , unknown@tcp://[fe80::1]:10001, unknown_tcp____fe80__1__10001"
  })
  void aMeterIsWhatItTellsOrElseWhatItWasAskedByAndItsLine(
      String id, String secondary, Integer primary, String key, String topic) {
    MeterReading.Meter meter =
        new MeterReading.Meter(id, null, null, null, null, null, secondary, primary);
    MeterReading reading =
        new MeterReading.Failure(
            meter,
            "tcp://[fe80::1]:10001",
            Instant.EPOCH,
            new MeterReading.Problem("no-answer", "silent", null),
            List.of());

    assertThat(keys.of(reading)).isEqualTo(key);
    assertThat(keys.topic(reading)).isEqualTo(topic);
    assertThat(keys.ofReading(reading)).isEqualTo(key + "@1970-01-01T00:00:00Z");
  }

  /** Two events of a log, and the entries of two logs, may have one time. */
  @Test
  void anEntryOfALogIsKnownByItsPlaceToo() {
    MeterReading reading =
        new MeterReading.Success(
            new MeterReading.Meter("77705923", null, "KAM", null, null, null, null, null),
            "tcp://head:10001",
            Instant.EPOCH,
            new MeterReading.LogPlace("info", 291),
            null,
            null,
            List.of(),
            null,
            false,
            true,
            List.of(),
            null,
            List.of());

    assertThat(keys.ofReading(reading)).isEqualTo("KAM77705923@1970-01-01T00:00:00Z/info/291");
    assertThat(keys.of(reading)).isEqualTo("KAM77705923");
  }

  @Test
  void theLogHasTheNameOfAMeterBeforeItsNumber() {
    MeterReading.Meter meter =
        new MeterReading.Meter("12345678", "Flat 3", null, null, null, null, null, 1);
    MeterReading.Problem silent = new MeterReading.Problem("no-answer", "silent", null);

    assertThat(keys.title(new MeterReading.Failure(meter, "COM3", null, silent, List.of())))
        .isEqualTo("Flat 3 12345678");
    assertThat(keys.title(new MeterReading.Failure(null, "COM3", null, silent, List.of())))
        .isEqualTo("unknown@COM3");
  }
}
