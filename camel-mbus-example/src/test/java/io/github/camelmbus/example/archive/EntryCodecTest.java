package io.github.camelmbus.example.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelmbus.MBusFormatException;
import io.github.camelmbus.application.Keys;
import io.github.camelmbus.reading.KmpReadings;
import io.github.camelmbus.reading.MeterReading;
import io.github.camelmbus.reading.ReadingDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes out of the archive is what went in. */
class EntryCodecTest {
  private static final Instant NOW = Instant.parse("2026-11-29T03:20:57.773489Z");
  private static final Path OWN = Path.of("..", "camel-mbus-component", "src", "test", "resources");
  private static final Path CORPUS = Path.of("..", "..", "shared", "corpus", "readings");

  // L = 3 + 12 (long header) + 6 = 21 = 15h; VIF 13: volume in litres
  private static final byte[] VOLUME =
      HexFormat.ofDelimiter(" ")
          .parseHex(
              "68 15 15 68 08 05 72 21 43 65 87 24 23 28 04 01 00 00 00 0C 13 78 56 34 12 76 16");

  private final EntryCodec codec = new EntryCodec(source -> Keys.NONE);

  @TempDir Path directory;

  @Test
  void everyTelegramOfTheTestsIsTheSameReadingAgain() throws IOException {
    List<MeterReading> readings = ofTheTests();

    assertThat(stored(readings)).isEqualTo(json(readings));
  }

  /** Also of telegrams of two readouts, whose keys are numbered through. */
  @Test
  void aReadingOfOneKeyIsTheSameWithoutItsOtherRecords() throws IOException {
    List<MeterReading> readings = ofTheTests();
    readings.add(ReadingDecoder.ofTelegrams(List.of(VOLUME, VOLUME), "l", NOW, null));
    readings.addAll(logged("l"));
    for (MeterReading reading : readings) {
      ArchiveEntry entry = codec.entry(reading, "m", "1", null, NOW);
      for (MeterReading.Record record : reading.records()) {
        MeterReading.Success all = (MeterReading.Success) codec.reading(entry);
        MeterReading ofOne = all.withRecords(List.of(record));
        assertThat(codec.reading(entry, record.key()::equals)).isEqualTo(ofOne);
        Function<ArchiveEntry, MeterReading> many = codec.readings(record.key()::equals);
        assertThat(many.apply(entry)).isEqualTo(ofOne);
        assertThat(many.apply(entry)).isEqualTo(ofOne);
        Function<ArchiveEntry, List<MeterReading.Record>> alone =
            codec.records(record.key()::equals);
        assertThat(alone.apply(entry)).containsExactly(record);
        assertThat(alone.apply(entry)).containsExactly(record);
      }
    }
  }

  private static List<MeterReading> ofTheTests() throws IOException {
    List<MeterReading> readings = new ArrayList<>();
    for (Path file : files(OWN, ".hex")) {
      Files.readAllLines(file).stream()
          .map(line -> line.replaceFirst("[#;].*", "").strip())
          .filter(line -> !line.isEmpty())
          .map(EntryCodecTest::polled)
          .forEach(readings::add);
    }
    assertThat(readings).hasSizeGreaterThan(20);
    for (Path file : files(CORPUS, ".json")) {
      JsonNode content = new ObjectMapper().readTree(file.toFile());
      readings.add(polled(content.get("telegram").asText()));
    }
    return readings;
  }

  /** A readout of several telegrams keeps where each begins. */
  @Test
  void telegramsOfOneReadoutStaySeparate() {
    MeterReading reading =
        ReadingDecoder.ofTelegrams(List.of(VOLUME, VOLUME), "tcp://gateway:10001", NOW, "Flat 3");

    assertThat(stored(List.of(reading))).isEqualTo(json(List.of(reading)));
  }

  @Test
  void whatTheBusHasNoticedComesOutAgain() {
    MeterReading.Success reading =
        (MeterReading.Success) ReadingDecoder.ofTelegrams(List.of(VOLUME), "l", NOW, null);
    MeterReading noticed = reading.withWarnings(List.of("the meter has more"), false);

    assertThat(stored(List.of(noticed))).isEqualTo(json(List.of(noticed)));
  }

  @Test
  void anErrorKeepsWhoWasAskedAndWhatCame() {
    MeterReading.Meter asked =
        new MeterReading.Meter(null, "Cellar", null, null, null, null, null, 9);
    MeterReading failure =
        ReadingDecoder.failure("no-answer", "no meter answers", null, List.of())
            .from(asked, "l", NOW);
    MeterReading damaged =
        ReadingDecoder.failure("garbled", "noise", 3, List.of(new byte[] {1, 2}))
            .from(null, "l", NOW);

    assertThat(stored(List.of(failure, damaged))).isEqualTo(json(List.of(failure, damaged)));
  }

  private static final String SERIAL = "403F0204A1B2C37F110D";

  /** 123.456 MWh. */
  private static final String ENERGY = "403F10003C03044300 01E21BBF9F340D".replace(" ", "");

  /** Ids 291 and 290 of the day log: November 28 and 27, 1234.56 and 1231.36 m3. */
  private static final String DATES =
      "403FB81BF90400020100000123000001230000 03EB3004000003FC080003FC07CA930D".replace(" ", "");

  private static final String VOLUMES =
      "403FB81BF904000201000001230000020000 1BBF00442804420001E21BBF0001E1008A300D"
          .replace(" ", "");

  private static List<byte[]> octets(String... frames) {
    return Stream.of(frames).map(HexFormat.of()::parseHex).toList();
  }

  private static List<MeterReading> logged(String line) {
    return KmpReadings.ofLog(
        octets(SERIAL, DATES, VOLUMES), "day", List.of(291L, 290L), line, ZoneOffset.UTC);
  }

  @Test
  void readingsOfAnOpticalHeadAreDecodedByTheirProtocol() {
    MeterReading live =
        KmpReadings.ofTelegrams(octets(SERIAL, ENERGY), "l", NOW.truncatedTo(ChronoUnit.MILLIS));
    List<MeterReading> readings = new ArrayList<>(List.of(live, live.named("Flat 3")));
    readings.addAll(logged("l"));

    assertThat(codec.entry(live, "m", null, null, NOW).source().protocol()).isEqualTo("kmp");
    assertThat(stored(readings)).isEqualTo(json(readings)).hasSize(4);
  }

  /** The head may be at another port, and the meter have a name now. */
  @Test
  void anEntryOfALogIsKeptOnce() {
    List<MeterReading> first = logged("l");
    List<MeterReading> again =
        logged("tcp://head:10001").stream().map(reading -> reading.named("Flat 3")).toList();
    List<MeterReading> otherLog =
        KmpReadings.ofLog(
            octets(SERIAL, DATES, VOLUMES), "month", List.of(291L), "l", ZoneOffset.UTC);

    stored(first);
    assertThat(stored(again)).isEqualTo(json(first));
    assertThat(stored(otherLog)).hasSize(3);
  }

  @Test
  void anEntryOfALogFillsAGapAndIsNotTheNewestReading() {
    MeterReading live = KmpReadings.ofTelegrams(octets(SERIAL, ENERGY), "l", NOW);
    stored(List.of(live));
    stored(logged("l"));

    try (Archive archive = Archive.read(directory.resolve("archive.db"))) {
      List<Instant> times = new ArrayList<>();
      archive.entries(archive.sources().get(0), null, null, one -> times.add(one.entry().readAt()));
      assertThat(times)
          .containsExactly(
              Instant.parse("2026-11-27T00:00:00Z"),
              Instant.parse("2026-11-28T00:00:00Z"),
              NOW.truncatedTo(ChronoUnit.MILLIS));
      assertThat(archive.newestAfter(0)).extracting(one -> one.entry().event()).containsOnlyNulls();
    }
  }

  @Test
  void anEntryWithoutATimeIsNotArchived() {
    MeterReading reading =
        KmpReadings.ofLog(octets(SERIAL, VOLUMES), "day", List.of(290L), "l", ZoneOffset.UTC)
            .get(0);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> codec.entry(reading, "m", null, null, NOW))
        .withMessage("entry 290 of the day log of meter m has no time, so it cannot be archived");
  }

  private List<String> stored(List<MeterReading> readings) {
    try (Archive archive = Archive.append(directory.resolve("archive.db"))) {
      archive.append(readings.stream().map(one -> codec.entry(one, "m", "1", null, NOW)).toList());
      return archive.after(0, Integer.MAX_VALUE).stream()
          .map(archived -> codec.reading(archived.entry()).json())
          .toList();
    }
  }

  private static List<String> json(List<MeterReading> readings) {
    return readings.stream().map(MeterReading::json).toList();
  }

  private static MeterReading polled(String hex) {
    MeterReading decoded = ReadingDecoder.decodeHex(hex);
    if (decoded.telegrams().isEmpty()) {
      return decoded.from(null, "tcp://gateway:10001", NOW);
    }
    List<byte[]> telegrams = List.of(HexFormat.of().parseHex(decoded.telegrams().get(0)));
    try {
      return ReadingDecoder.ofTelegrams(telegrams, "tcp://gateway:10001", NOW, "Flat 3");
    } catch (MBusFormatException fault) {
      return ReadingDecoder.failure(fault, telegrams).from(null, "tcp://gateway:10001", NOW);
    }
  }

  /** Those of real meters are beside the checkout, or not there. */
  private static List<Path> files(Path folder, String ending) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> found = Files.walk(folder)) {
      return found.filter(file -> file.toString().endsWith(ending)).toList();
    }
  }
}
