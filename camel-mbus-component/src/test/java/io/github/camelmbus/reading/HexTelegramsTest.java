package io.github.camelmbus.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.application.Keys;
import io.github.camelmbus.wireless.WirelessTelegrams;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HexTelegramsTest {
  private static final String ENERGY = Telegrams.ENERGY_ONLY;
  private static final String OTHER = Telegrams.OF_ANOTHER_METER;
  private static final String WRONG_CHECKSUM = ENERGY.substring(0, ENERGY.length() - 4) + "AC16";

  /** REQ_UD2 to address 5, and selection of 12345678: 53+FD+52+78+56+34+12+FF+FF+FF+FF = 2B2h. */
  private static final String REQ_UD2 = "107B058016";

  private static final String SELECT = "680B0B6853FD5278563412FFFFFFFFB216";

  private static List<TelegramSource.Piece> pieces(String text, TelegramContent content) {
    try (HexTelegrams telegrams = new HexTelegrams(new StringReader(text), content, Keys.NONE)) {
      List<TelegramSource.Piece> all = new ArrayList<>();
      for (TelegramSource.Piece next = telegrams.next(); next != null; next = telegrams.next()) {
        all.add(next);
      }
      return all;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<MeterReading> readings(String text) {
    return pieces(text, TelegramContent.TELEGRAMS).stream()
        .map(TelegramSource.Piece::reading)
        .toList();
  }

  /** The identification numbers of readings, the codes of errors. */
  private static List<String> found(String text) {
    return readings(text).stream()
        .map(next -> next.error() == null ? next.meter().id() : next.error().code())
        .toList();
  }

  private static List<String> warnings(String text) {
    return readings(text).stream().flatMap(reading -> reading.warnings().stream()).toList();
  }

  private static String spaced(String telegram) {
    return telegram.replaceAll("..", "$0 ").strip();
  }

  @Test
  void traceGivesTheTelegramsOfMetersAndNothingElse() {
    String trace =
        """
        12:17:31.700 DEBUG tcp://10.0.0.5:10001 SENT %s
        12:17:31.800 DEBUG tcp://10.0.0.5:10001 RECEIVED E5
        12:17:31.801 DEBUG tcp://10.0.0.5:10001 SENT %s
        12:17:31.909 DEBUG tcp://10.0.0.5:10001 RECEIVED %s
        12:17:32.000 DEBUG tcp://10.0.0.5:10001 DISCARDED 00 FE
        12:17:32.001 DEBUG tcp://10.0.0.5:10001: closed
        """
            .formatted(spaced(SELECT), spaced(REQ_UD2), spaced(ENERGY));

    assertThat(found(trace)).containsExactly("12345678");
    assertThat(warnings(trace)).isEmpty();
  }

  @Test
  void damagedTelegramOfATraceIsAnError() {
    String trace = "12:17:31.909 DEBUG sim:house DISCARDED " + spaced(WRONG_CHECKSUM);

    assertThat(found(trace)).containsExactly("checksum");
  }

  @Test
  void echoOfASelectionInATraceIsNoReading() {
    assertThat(found("12:17:31.909 DEBUG sim:house RECEIVED " + spaced(SELECT))).isEmpty();
  }

  @Test
  void meterThatReportsAnErrorInATraceIsAnError() {
    assertThat(found("12:17:31.909 DEBUG sim:house RECEIVED " + spaced(Telegrams.BUSY)))
        .containsExactly("application-error");
  }

  @Test
  void messagesBetweenTheLinesOfALogAreNoTelegrams() {
    String log = "SEND (005): " + spaced(REQ_UD2) + "\nsomething of another program\n";

    assertThat(found(log + "RECV (027): " + spaced(ENERGY))).containsExactly("12345678");
    // Unless they look like a telegram, or stand before any line of the log.
    assertThat(found(log + "RECV (027): 68 1")).containsExactly("hex");
    assertThat(found("something\n" + log)).containsExactly("hex");
    assertThat(found("# what we SENT\nsomething")).containsExactly("hex");
  }

  @Test
  void telegramMayGoOnInTheNextLineOfALog() {
    String first = spaced(ENERGY.substring(0, 20));
    String second = spaced(ENERGY.substring(20));

    assertThat(found("RECV (010) " + first + "\nRECV (017) " + second)).containsExactly("12345678");
  }

  /** With debug output libmbus shows octets as they come, and the frames of the answer again. */
  @Test
  void dumpOfAFrameThatWasReceivedIsNoOtherTelegram() {
    String received = "[2026-11-29 19:55:50Z] RECV (027): " + spaced(ENERGY) + "\n";
    String dump = "mbus_frame_print: Dumping M-Bus frame [type 4, 27 bytes]: ";
    String other = "[2026-11-29 19:55:51Z] RECV (027): " + spaced(OTHER) + "\n";

    assertThat(found(received + dump + spaced(ENERGY) + " \n<?xml version=\"1.0\"?>\n"))
        .containsExactly("12345678");
    assertThat(found(received + other + dump + spaced(ENERGY) + "\n" + dump + spaced(OTHER)))
        .containsExactly("12345678", "12345679");
    // A log of which somebody has kept these lines only.
    assertThat(found(dump + spaced(ENERGY) + "\n" + dump + spaced(OTHER)))
        .containsExactly("12345678", "12345679");
  }

  @Test
  void telegramThatIsCutOffDoesNotTakeTheLinesBehindIt() {
    String cutOff = "RECV (010) " + spaced(ENERGY.substring(0, 20)) + "\n";

    assertThat(found(cutOff + "SEND (005) " + REQ_UD2 + "\nRECV (027) " + spaced(OTHER)))
        .containsExactly("truncated", "12345679");
    assertThat(found(cutOff + OTHER)).containsExactly("truncated", "12345679");
    String alsoCutOff = "char a[] = {\n  0x68, 0x15,\n";
    assertThat(found(cutOff + alsoCutOff + ENERGY + "\n" + OTHER))
        .containsExactly("truncated", "truncated", "12345678", "12345679");
  }

  @ParameterizedTest
  @CsvSource({
    "'unsigned char a[] = {', '};'",
    "'unsigned char a[] =\n{', '}'",
    "{,}",
    "'',''",
  })
  void arrayMayHaveSeveralLines(String start, String end) {
    String octets = ENERGY.replaceAll("..", "0x$0, ");
    String array =
        "%s\n  %s // the header\n\n  %s\n%s\n"
            .formatted(
                start, octets.substring(0, 48), octets.substring(48, octets.length() - 2), end);

    assertThat(found(array + OTHER)).containsExactly("12345678", "12345679");
  }

  @Test
  void arrayWithoutItsEndDoesNotTakeTheTelegramsBehindIt() {
    assertThat(found("char a[] = {\n  0x68, 0x15,\n" + ENERGY + "\n" + OTHER))
        .containsExactly("truncated", "12345678", "12345679");
  }

  @Test
  void placeOfATelegramIsItsFirstLine() {
    String text = "\n{\n0x10, 0x7B\n}\n" + ENERGY;

    assertThat(pieces(text, TelegramContent.TELEGRAMS))
        .extracting(TelegramSource.Piece::place)
        .containsExactly("line 2", "line 5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"E5", REQ_UD2, "E5" + REQ_UD2, SELECT + "E5" + REQ_UD2})
  void requestsAndAcknowledgesAroundATelegramArePassedOver(String other) {
    assertThat(found(other + ENERGY)).containsExactly("12345678");
    assertThat(found(ENERGY + other)).containsExactly("12345678");
    assertThat(warnings(other + ENERGY + other)).isEmpty();
  }

  @Test
  void otherOctetsAroundATelegramAreAWarning() {
    assertThat(warnings("00FE" + ENERGY))
        .singleElement()
        .asString()
        .contains("2 octets in front of", "00FE");
    assertThat(warnings(ENERGY + "00")).singleElement().asString().contains("1 octet after", "00");
    assertThat(readings("00" + ENERGY).get(0).telegrams()).containsExactly(ENERGY);
    assertThat(readings("00" + ENERGY).get(0).complete()).isTrue();
  }

  @Test
  void severalTelegramsOnALineAreSeveralReadings() {
    assertThat(found(ENERGY + "E5" + OTHER)).containsExactly("12345678", "12345679");
    assertThat(found(WRONG_CHECKSUM + OTHER)).containsExactly("checksum", "12345679");
  }

  @ParameterizedTest
  @CsvSource({
    "00, start",
    "68151468, length",
    "E5, not-a-reading",
    "E5E5, length",
    REQ_UD2 + ", not-a-reading",
    SELECT + ", not-a-reading",
    "WRONG_CHECKSUM, checksum",
    "00WRONG_CHECKSUM, start",
    "hello, hex",
  })
  void lineWithoutAGoodTelegramIsTheErrorOfTheWholeLine(String line, String code) {
    assertThat(found(line.replace("WRONG_CHECKSUM", WRONG_CHECKSUM))).containsExactly(code);
  }

  @Test
  void octetsBehindAWirelessTelegramAreAWarning() {
    String text = WirelessTelegrams.FORMAT_A + "5A";

    assertThat(found(text)).containsExactly("12345678");
    assertThat(warnings(text)).singleElement().asString().contains("1 octet after", "5A");
    assertThat(readings(text).get(0).telegrams()).containsExactly(WirelessTelegrams.FORMAT_A);
  }

  /** A line of a dump for each 16 octets: its offset, its octets, and its characters. */
  private static String dump(String offset, String octetFormat, String end) {
    StringBuilder lines = new StringBuilder();
    for (int at = 0; at < ENERGY.length(); at += 32) {
      String octets = ENERGY.substring(at, Math.min(at + 32, ENERGY.length()));
      lines.append(offset.formatted(at / 2)).append(octets.replaceAll("(..)", octetFormat));
      // Characters that look like octets, too.
      lines.append(end.replace("CHARACTERS", "h..h.A7.CAFE.12".substring(0, 14))).append('\n');
    }
    return lines.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "'%08x: ', '$1 ', ' CHARACTERS'",
    "'%04x   ', '$1 ', '  CHARACTERS'",
    "'\t0x%04x:  ', '$1 ', ' CHARACTERS'",
    "'%08x  ', '$1 ', ' |CHARACTERS|'",
    "'%07o ', '$1 ', ''",
    "'%06x ', '$1 ', ' >CHARACTERS<'",
    "'0x7fff%04x:\t', '0x$1\t', ''",
    "'', '$1 ', '  CHARACTERS'",
    "'', '$1', ''",
    "'', '$1 ', ''",
    "'> ', '$1 ', ''",
    "'[10:15:30][D][uart_debug:114]: <<< ', ':$1', ''",
    "'10:15:30.123 -> ', '$1 ', ''",
  })
  void telegramOfADumpGoesOnInItsNextLines(String offset, String octetFormat, String end) {
    String dump = dump(offset.replace("\\t", "\t"), octetFormat.replace("\\t", "\t"), end);

    assertThat(found(dump)).containsExactly("12345678");
    assertThat(found(dump + "\n" + OTHER)).containsExactly("12345678", "12345679");
    assertThat(warnings(dump)).isEmpty();
  }

  @Test
  void dumpMayEndWithAnOffsetAndHaveTwoHalves() {
    String halves =
        """
        00000000  68 15 15 68 08 00 72 78  56 34 12 24 23 28 04 01  |h..h..rxV4.$#(..|
        00000010  00 00 00 0c 06 45 23 01  00 7d 16                 |.....E#..}.|
        0000001b
        """;

    assertThat(found(halves)).containsExactly("12345678");
    assertThat(found(halves.replaceAll("(?m)^00", ""))).containsExactly("12345678");
    assertThat(found(halves + OTHER)).containsExactly("12345678", "12345679");
  }

  @Test
  void wordsOfADumpAreReadLowOctetFirst() {
    String words =
        """
        0000000 1568 6815 0008 7872 3456 2412 2823 0104
        0000010 0000 0c00 4506 0123 7d00 0016
        000001b
        """;

    assertThat(found(words)).containsExactly("12345678");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Received: 0xTELEGRAM",
        "Data: TELEGRAM",
        "10:15:30.123 -> RX: SPACED",
        "28.11.2026 10:15:30.223 [RX] - SPACED",
        "Telegram of meter 71330042: SPACED",
        "`SPACED`",
        "<pre>SPACED</pre>",
        "{\"payload\": \"TELEGRAM\"}",
        "2026-11-28 10:00:00;1;TELEGRAM",
        "bytes.fromhex('TELEGRAM')",
        "<Buffer SPACED>",
      })
  void telegramInASentenceIsFoundByItsChecksum(String text) {
    String line = text.replace("TELEGRAM", ENERGY).replace("SPACED", spaced(ENERGY));

    assertThat(found(line)).containsExactly("12345678");
    assertThat(warnings(line)).isEmpty();
    assertThat(
            found(
                line.replace(ENERGY, WRONG_CHECKSUM)
                    .replace(spaced(ENERGY), spaced(WRONG_CHECKSUM))))
        .containsExactly("hex");
  }

  @ParameterizedTest
  @CsvSource({"'0x$1 ', ''", "'$1h ', ''", "'(byte) 0x$1, ', ''", "'&H$1 ', ''", "'$1.', ''"})
  void octetsMayHaveMarks(String octet) {
    assertThat(found("data " + ENERGY.replaceAll("(..)", octet))).containsExactly("12345678");
  }

  @Test
  void octetsMayLackTheZeroInFront() {
    String octets = spaced(ENERGY).replaceAll("\\b0", "");

    assertThat(octets).startsWith("68 15 15 68 8 5 72");
    assertThat(found(octets)).containsExactly("12345678");
  }

  @Test
  void octetsMayBeDecimal() {
    StringBuilder signed = new StringBuilder();
    StringBuilder unsigned = new StringBuilder();
    for (byte octet : HexFormat.of().parseHex(ENERGY)) {
      signed.append(", ").append(octet);
      unsigned.append(' ').append(octet & 0xFF);
    }

    assertThat(found("[" + signed.substring(2) + "]")).containsExactly("12345678");
    assertThat(found("[\n" + signed.substring(2).replace(" ", "\n") + "\n]\n"))
        .containsExactly("12345678");
    assertThat(found(unsigned.substring(1))).containsExactly("12345678");
  }

  @Test
  void telegramMayBeInBase64() {
    String base64 = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(ENERGY));

    assertThat(found(base64)).containsExactly("12345678");
    assertThat(found("{\"data\": \"" + base64 + "\"}")).containsExactly("12345678");
  }

  @Test
  void telegramThatGoesOnInLinesOfTextIsTakenWithTheNextOne() {
    String both = spaced(ENERGY + OTHER);
    String lines =
        both.substring(0, 48) + "\n" + both.substring(48, 96) + "\n" + both.substring(96);

    assertThat(found(lines)).containsExactly("12345678", "12345679");
  }

  @Test
  void eachOctetMayHaveALine() {
    assertThat(found(ENERGY.replaceAll("..", "$0\n"))).containsExactly("12345678");
    assertThat(found(ENERGY.replaceAll("..", "10:15:30.123 -> 0x$0\n")))
        .containsExactly("12345678");
  }

  @Test
  void telegramThatIsCutOffTakesNoLines() {
    String first = spaced(ENERGY.substring(0, 20));

    assertThat(found(first + "\n" + OTHER)).containsExactly("truncated", "12345679");
    assertThat(found(first + "\n00 00\n" + OTHER))
        .containsExactly("truncated", "start", "12345679");
  }

  /** A recording of minutes, in which no telegram is good; none of it is octets in other text. */
  @ParameterizedTest
  @ValueSource(strings = {"", "00000000: ", "RX ", "00000000  0"})
  void lineMayBeLong(String before) throws Exception {
    String line = before + "6A FF ".repeat(50_000) + "\n" + ENERGY;
    List<String> found = new ArrayList<>();
    // As small as the stacks of some pools of threads.
    Thread reader = new Thread(null, () -> found.addAll(found(line)), "small", 256 * 1024);
    reader.start();
    reader.join();

    assertThat(found).hasSize(2).last().isEqualTo("12345678");
  }

  @Test
  void linesOfBracketsAreNoTelegrams() {
    assertThat(found("```\n" + ENERGY + "\n```\n--\n")).containsExactly("12345678");
  }

  @Test
  void wirelessTelegramToAMeterIsTheErrorOfTheWholeLine() {
    // SND_NKE with its checksum ECAE, worked out as in WirelessTelegrams, and an octet behind it.
    assertThat(found("0940242378563412" + "2804" + "ECAE" + "00")).containsExactly("length");
    assertThat(found("0940242378563412" + "2804" + "ECAE")).containsExactly("not-a-reading");
  }

  @Test
  void wirelessTelegramOfAReceiverIsRead() {
    String log = "telegram=|" + WirelessTelegrams.WITHOUT_CRC + "|+4";

    assertThat(found(log + "\n" + ENERGY)).containsExactly("12345678", "12345678");
  }

  @Test
  void recordsHaveNoMeter() {
    // Volume 1 m3; fabrication number 12345678.
    List<TelegramSource.Piece> found =
        pieces("0x01, 0x16, 0x01\n0C 78 78 56 34 12\n6\n", TelegramContent.RECORDS);

    assertThat(found).extracting(piece -> piece.reading().meter()).containsOnlyNulls().hasSize(3);
    assertThat(found.get(0).reading().records().get(0).key()).isEqualTo("volume");
    assertThat(found.get(1).reading().records().get(0).value()).isEqualTo("12345678");
    assertThat(found.get(2).reading().error().code()).isEqualTo("hex");
    assertThat(found.get(0).reading().telegrams()).containsExactly("011601");
  }

  /** 04 13 E8 03 00 00: volume 1000 x 0.001 m3; 2Fh are fillers. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "4 13 E8 3 0 0",
        "04 13 E8 3 0 0",
        "4, 19, 232, 3, 0, 0, 47, 47, 47",
        "BBPoAwAALy8v",
        "{\"frm_payload\": \"BBPoAwAALy8v\"}",
      })
  void recordsMayBeShortDecimalOrInBase64(String text) {
    MeterReading reading = pieces(text, TelegramContent.RECORDS).get(0).reading();

    assertThat(reading.error()).isNull();
    assertThat(reading.complete()).isTrue();
    assertThat(reading.records()).hasSize(1);
    assertThat(reading.records().get(0).key()).isEqualTo("volume");
    assertThat(reading.records().get(0).value()).hasToString("1.000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hello", "measurements", "4, 19, 232", "BBPoAw=="})
  void textThatIsNoWholeListOfRecordsIsAnError(String text) {
    assertThat(pieces(text, TelegramContent.RECORDS).get(0).reading().error().code())
        .isEqualTo("hex");
  }

  @Test
  void telegramAmongRecordsIsReadAsOne() {
    assertThat(pieces(ENERGY, TelegramContent.RECORDS).get(0).reading().meter().id())
        .isEqualTo("12345678");
  }

  @Test
  void damagedRecordsAreAWarning() {
    MeterReading reading = pieces("011601 0413", TelegramContent.RECORDS).get(0).reading();

    assertThat(reading.records()).hasSize(1);
    assertThat(reading.complete()).isFalse();
    assertThat(reading.warnings()).hasSize(1);
  }

  @Test
  void everyOctetOfATelegramMayBeWrittenInPython() {
    StringBuilder text = new StringBuilder("b'");
    for (byte octet : HexFormat.of().parseHex(ENERGY)) {
      boolean isLetter = octet > 0x20 && octet < 0x7F && octet != '\'' && octet != '\\';
      text.append(isLetter ? String.valueOf((char) octet) : "\\x%02x".formatted(octet));
    }

    assertThat(found(text + "'")).containsExactly("12345678");
  }

  @Test
  void anyTextGivesReadingsAndErrors() {
    String alphabet = "0123456789ABCDEFabcdefx68   :,-;_|{}[]()'\"\\\\/#=TRECVSND\n\n\n";
    Random random = new Random(3);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 200_000; i++) {
      boolean isTelegram = random.nextInt(2000) == 0;
      text.append(
          isTelegram ? "\n" + ENERGY + "\n" : alphabet.charAt(random.nextInt(alphabet.length())));
    }

    assertThat(readings(text.toString()))
        .hasSizeGreaterThan(5_000)
        .allMatch(reading -> reading.error() == null == (reading.meter() != null))
        .anyMatch(reading -> reading.error() == null);
  }
}
