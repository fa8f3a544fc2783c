package io.github.camelmbus.example.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.example.archive.ArchiveEntry;
import io.github.camelmbus.reading.MeterReading;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The archive has telegrams as they came, and the keys come from the settings of the poll. */
class ReadingKeysTest {
  // L = 3 + 12 (long header, 0510h: mode 5, one block) + 16 = 31 = 1Fh; sum BBAh
  private static final String ENCRYPTED =
      "681F1F68"
          + "080172"
          + "7856341224232804"
          + "2A001005"
          + "82E9C74DACF4CD7681ECCC267F5FC911"
          + "BA16";

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "secretKey=000102030405060708090A0B0C0D0E0F",
        "secondary=12345678&secretKey=12345678=000102030405060708090A0B0C0D0E0F",
        "retries=0&secretKey=RAW(12345678=000102030405060708090A0B0C0D0E0F)&secondary=12345678",
        "secondary=12345678&secretKey=RAW(000102030405060708090A0B0C0D0E0F)",
        "secretKey=RAW{12345678=000102030405060708090A0B0C0D0E0F}&retries=0"
      })
  void theKeyIsReadAsTheEndpointOfThePollReadsIt(String meters) {
    ReadingKeys keys =
        new ReadingKeys(
            Optional.empty(),
            Optional.of(meters),
            directory.resolve("inventory.json"),
            Clock.systemUTC());

    MeterReading reading = keys.codec().reading(entry());

    assertThat(reading.security().state()).isEqualTo("decrypted");
  }

  private static ArchiveEntry entry() {
    return new ArchiveEntry(
        new ArchiveEntry.Source("mbus", "l", "1234567824232804", null, null),
        Instant.EPOCH,
        null,
        List.of(HexFormat.of().parseHex(ENCRYPTED)),
        null,
        null);
  }
}
