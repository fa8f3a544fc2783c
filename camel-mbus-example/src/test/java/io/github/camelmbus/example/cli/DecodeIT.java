package io.github.camelmbus.example.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecodeIT {
  // L = 3 + 12 (long header) + 6 = 21 = 15h
  // C 08, A 05, CI 72
  // id 87654321, HYD = 8 * 1024 + 25 * 32 + 4 = 2324h, version 28h, type 04 (heat)
  // access number 1, status 0, signature 0
  // 0C 13: 8 digit BCD, volume in litres: 12345678
  // checksum: 08+05+72 + 21+43+65+87 + 24+23+28+04 + 01 + 0C+13 + 78+56+34+12 = 376h
  private static final String VOLUME =
      "68 15 15 68 08 05 72 21 43 65 87 24 23 28 04 01 00 00 00 0C 13 78 56 34 12 76 16";
  private static final String WRONG_CHECKSUM = VOLUME.replace("76 16", "77 16");
  private static final String ACKNOWLEDGE = "E5";

  @TempDir Path directory;

  @Test
  void eachTelegramGivesOneLineInItsPlace() throws Exception {
    Path telegrams =
        file(
            """
            # two good ones and two bad ones
            %s

              %s   # with a wrong checksum
            %s
            \t%s\r
            """
                .formatted(VOLUME, WRONG_CHECKSUM, ACKNOWLEDGE, VOLUME.replace(" ", "")));

    App decode = App.Start.in(directory).runOn(telegrams, "decode");

    List<JsonNode> lines = decode.json();
    assertThat(lines).hasSize(4);
    assertThat(lines.get(0).at("/meter/id").asText()).isEqualTo("87654321");
    assertThat(lines.get(0).at("/records/0/value").decimalValue())
        .isEqualByComparingTo("12345.678");
    assertThat(lines.get(1).at("/error/code").asText()).isEqualTo("checksum");
    assertThat(lines.get(2).at("/error/code").asText()).isEqualTo("not-a-reading");
    assertThat(lines.get(3).at("/records")).isEqualTo(lines.get(0).at("/records"));
    assertThat(decode.exitCode()).isEqualTo(1);
    assertThat(decode.err()).isEmpty();
  }

  @Test
  void goodTelegramsOfAFileEndWithoutAnError() throws Exception {
    Path telegrams = file(VOLUME + "\n" + VOLUME);

    App decode = App.Start.in(directory).run("decode", telegrams.toString());

    assertThat(decode.json()).hasSize(2);
    assertThat(decode.exitCode()).isZero();
  }

  @Test
  void tablesShowEachRecordAndWhyATelegramHasNone() throws Exception {
    Path telegrams = file(VOLUME + "\n" + WRONG_CHECKSUM);

    App decode = App.Start.in(directory).run("decode", "--no-json", telegrams.toString());

    assertThat(decode.out())
        .containsPattern("87654321 +HYD +heat +primary 5\n")
        .containsPattern("  volume +12345.678 +m3 +good\n")
        .containsPattern("\nchecksum: .*\n");
  }

  @Test
  void keptTraceGivesTheTelegramsThatWereReceived() throws Exception {
    Path frames = directory.resolve("frames.txt");
    App read =
        App.Start.in(directory).run("read", "sim:house", "--secondary", "71350410", "--trace");
    Files.writeString(frames, read.err());

    App decode = App.Start.in(directory).run("decode", frames.toString());

    assertThat(read.err()).contains(" SENT 68 ", " RECEIVED E5", " RECEIVED 68 ");
    assertThat(decode.json())
        .extracting(line -> line.at("/records"))
        .containsExactly(read.json().get(0).at("/records"));
    assertThat(decode.exitCode()).isZero();
  }

  @Test
  void notationsMayBeMixedInOneFile() throws Exception {
    String colons = VOLUME.replace(' ', ':');
    String array = "char t[] = {\n  0x" + VOLUME.replace(" ", ", 0x") + "\n};";
    String log = "[2024-01-01 10:00:00Z] RECV (027): " + VOLUME;

    App decode =
        App.Start.in(directory)
            .runOn(file(String.join("\n", colons, array, log, "E5" + VOLUME)), "decode");

    assertThat(decode.json())
        .extracting(line -> line.at("/meter/id").asText())
        .containsExactly("87654321", "87654321", "87654321", "87654321");
    assertThat(decode.exitCode()).isZero();
  }

  // L = 10 of the link layer, and 5 + 6: short header and the volume of above; without checksums.
  private static final String WIRELESS =
      "14 44 24 23 21 43 65 87 28 04 7A 01 00 00 00 0C 13 78 56 34 12";

  @Test
  void wirelessTelegramIsOfTheSenderOfItsLinkLayer() throws Exception {
    App decode = App.Start.in(directory).runOn(file(WIRELESS), "decode");

    JsonNode reading = decode.json().get(0);
    assertThat(reading.at("/meter/secondaryAddress").asText()).isEqualTo("8765432124232804");
    assertThat(reading.at("/meter").has("primaryAddress")).isFalse();
    assertThat(reading.at("/records/0/value").decimalValue()).isEqualByComparingTo("12345.678");
  }

  @Test
  void recordsWithoutATelegramHaveNoMeter() throws Exception {
    App decode =
        App.Start.in(directory)
            .runOn(file("0C 13 78 56 34 12\nnonsense\n01 16 02"), "decode", "--records");

    assertThat(decode.json()).hasSize(3);
    assertThat(decode.json().get(0).has("meter")).isFalse();
    assertThat(decode.json().get(0).at("/records/0/value").decimalValue())
        .isEqualByComparingTo("12345.678");
    assertThat(decode.json().get(1).at("/error/code").asText()).isEqualTo("hex");
    assertThat(decode.json().get(2).at("/records/0/value").asInt()).isEqualTo(2);
    assertThat(decode.exitCode()).isEqualTo(1);
  }

  @Test
  void keysForRecordsAreAUsageError() throws Exception {
    App decode =
        App.Start.in(directory).runOn(file("01 16 02"), "decode", "--records", "--key", KEY);

    assertThat(decode.err()).contains("--key does not go with --records");
    assertThat(decode.exitCode()).isEqualTo(2);
  }

  @Test
  void aHugeFileWithoutLineEndsIsOneErrorAndNeedsLittleMemory() throws Exception {
    Path telegrams = file("68".repeat(32 * 1024 * 1024));

    App decode = App.Start.in(directory).with("-Xmx48m").runOn(telegrams, "decode");

    assertThat(decode.json())
        .singleElement()
        .satisfies(line -> assertThat(line.has("error")).isTrue());
    assertThat(decode.exitCode()).isEqualTo(1);
  }

  // L = 3 + 12 + 16 = 31 = 1Fh; configuration 0510h: mode 5, one block; see DecryptionTest.
  private static final String ENCRYPTED =
      "68 1F 1F 68 08 05 72 78 56 34 12 24 23 28 04 2A 00 10 05"
          + " 82 E9 C7 4D AC F4 CD 76 81 EC CC 26 7F 5F C9 11 BE 16";

  private static final String KEY = "000102030405060708090A0B0C0D0E0F";

  @ParameterizedTest
  @CsvSource({
    "file:keys.properties, decrypted, 12345000",
    "12345678=" + KEY + ", decrypted, 12345000",
    "00102030405060708090A0B0C0D0E0F0, wrong-key, "
  })
  void encryptedTelegramsAreReadWithTheirKey(String keys, String state, BigDecimal energy)
      throws Exception {
    Files.writeString(directory.resolve("keys.properties"), "12345678=" + KEY + "\n");

    App decode = App.Start.in(directory).runOn(file(ENCRYPTED), "decode", "--key", keys);

    JsonNode reading = decode.json().get(0);
    assertThat(reading.at("/security/state").asText()).isEqualTo(state);
    assertThat(reading.at("/meter/id").asText()).isEqualTo("12345678");
    if (energy == null) {
      assertThat(reading.at("/records")).isEmpty();
    } else {
      assertThat(reading.at("/records/0/value").decimalValue()).isEqualByComparingTo(energy);
    }
    assertThat(decode.out() + decode.err()).doesNotContain(KEY);
    assertThat(decode.exitCode()).isZero();
  }

  @ParameterizedTest
  @CsvSource({KEY + "0, 33 characters came", "file:missing.properties, missing.properties"})
  void keysThatAreNoneAreAUsageErrorThatTellsNone(String keys, String message) throws Exception {
    App decode = App.Start.in(directory).runOn(file(ENCRYPTED), "decode", "--key", keys);

    assertThat(decode.err()).contains(message).doesNotContain(KEY);
    assertThat(decode.out()).isEmpty();
    assertThat(decode.exitCode()).isEqualTo(2);
  }

  @Test
  void aFileThatIsMissingIsNamed() throws Exception {
    App decode = App.Start.in(directory).run("decode", "telegrams.hex");

    assertThat(decode.err()).contains("telegrams.hex");
    assertThat(decode.out()).isEmpty();
    assertThat(decode.exitCode()).isEqualTo(2);
  }

  private Path file(String content) throws IOException {
    return Files.writeString(directory.resolve("in.hex"), content);
  }
}
