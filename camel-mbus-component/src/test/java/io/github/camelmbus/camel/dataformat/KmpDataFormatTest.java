package io.github.camelmbus.camel.dataformat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.camelmbus.MBusFormatException.Fault;
import io.github.camelmbus.reading.MeterReading;
import io.github.camelmbus.reading.TelegramEncoding;
import io.github.camelmbus.reading.Telegrams;
import io.github.camelmbus.reading.UnreadableTelegramException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The frames are examples of the protocol; CRC-16 with polynomial 1021h, from 0. */
class KmpDataFormatTest {
  /** Answer to GetSerialNo: 04A1B2C3h is 77705923. */
  private static final String SERIAL = "403F0204A1B2C37F110D";

  /** Register 60: 123.456 MWh; 40h is stuffed. */
  private static final String ENERGY = "403F10003C0304430001E21BBF9F340D";

  /** Register 1003: 2026-11-28. */
  private static final String DATE = "403F1003EB3004000003FC08BAE80D";

  /** Register 72: 868.480 t. */
  private static final String MASS = "403F1000482C0443001BF21BBF1B7F137B0D";

  /** Type 16F3, software C12. */
  private static final String TYPE = "403F0116F3030C523D0D";

  /** GetSerialNo to a base module. */
  private static final String REQUEST = "80BF022E710D";

  /** Answer to GetEventStatus: nothing is new. */
  private static final String OTHER_COMMAND = "403F9B0000000020FA0D";

  /** Register 1003 of ids 291 and 290 of the day log: 03FC08h = 261128, 03FC07h = 261127. */
  private static final String DATES =
      "403FB81BF9040002010000012300000123000003EB3004000003FC080003FC07CA930D";

  /** Volumes of the same, 1234.56 and 1231.36 m3. */
  private static final String VOLUMES =
      "403FB81BF9040002010000012300000200001BBF00442804420001E21BBF0001E1008A300D";

  /** Id 291 of the hour log, register 348: 2026-11-28 12:45:00. */
  private static final String HOUR =
      "403FB81BF90500010100000123000001230000015C4F07003C1A0B1C0C2D005D010D";

  private final CamelContext context = new DefaultCamelContext();
  private final KmpDataFormat format = new KmpDataFormat();

  @BeforeEach
  void start() {
    context.start();
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  private Object unmarshal(Object body) throws Exception {
    return format.unmarshal(new DefaultExchange(context), body);
  }

  private MeterReading one(Object body) throws Exception {
    return (MeterReading) unmarshal(body);
  }

  private List<MeterReading> all(Object body) throws Exception {
    format.setMultiple(true);
    List<MeterReading> readings = new ArrayList<>();
    ((Iterator<?>) unmarshal(body)).forEachRemaining(next -> readings.add((MeterReading) next));
    return readings;
  }

  private static byte[] octets(String... hex) {
    return Telegrams.octets(String.join("", hex));
  }

  private static List<List<String>> telegrams(List<MeterReading> readings) {
    return readings.stream().map(MeterReading::telegrams).toList();
  }

  private static List<String> codes(List<MeterReading> readings) {
    return readings.stream()
        .map(reading -> reading.error() == null ? "good" : reading.error().code())
        .toList();
  }

  private UnreadableTelegramException failure(Object body) {
    return Assertions.catchThrowableOfType(
        UnreadableTelegramException.class, () -> unmarshal(body));
  }

  @Test
  void framesOfAReadoutBecomeOneReadingHoweverTheyArrive() throws Exception {
    byte[] octets = octets(SERIAL, ENERGY, DATE, TYPE);
    String oneOnEachLine = "# cellar\n" + SERIAL + "\n" + ENERGY + "\n" + DATE + "\n" + TYPE;
    String oneLine = (SERIAL + ENERGY + DATE + TYPE).toLowerCase();

    for (Object body :
        List.of(
            octets,
            new ByteArrayInputStream(octets),
            oneOnEachLine,
            oneOnEachLine.getBytes(StandardCharsets.UTF_8),
            oneLine)) {
      MeterReading reading = one(body);
      assertThat(reading.meter()).extracting(MeterReading.Meter::id).isEqualTo("77705923");
      assertThat(reading.records())
          .extracting(MeterReading.Record::key)
          .containsExactly("energy", "date", "type", "software");
      assertThat(reading.telegrams()).containsExactly(SERIAL, ENERGY, DATE, TYPE);
    }
  }

  @Test
  void theSerialNumberBeginsTheNextReading() throws Exception {
    assertThat(telegrams(all(octets(SERIAL, ENERGY, SERIAL, ENERGY, TYPE))))
        .containsExactly(List.of(SERIAL, ENERGY), List.of(SERIAL, ENERGY, TYPE));
  }

  /** Of readers that do not ask for the serial number. */
  @Test
  void aRegisterThatComesAgainBeginsTheNextReading() throws Exception {
    assertThat(telegrams(all(octets(ENERGY, DATE, ENERGY, DATE))))
        .containsExactly(List.of(ENERGY, DATE), List.of(ENERGY, DATE));
  }

  @Test
  void anEmptyLineAndALineWithSeveralAnswersEndAReading() throws Exception {
    String text = String.join("\n", ENERGY, "", DATE, MASS + TYPE, DATE);

    assertThat(telegrams(all(text)))
        .containsExactly(List.of(ENERGY), List.of(DATE), List.of(MASS, TYPE), List.of(DATE));
  }

  @Test
  void echoOfRequestsAndOctetsBetweenFramesDoNotDivideAReading() throws Exception {
    MeterReading reading = one(octets("0000", REQUEST, SERIAL, "00", REQUEST, ENERGY, "06"));

    assertThat(reading.telegrams()).containsExactly(SERIAL, ENERGY);
  }

  /** The octet before the checksum is 35h in place of 34h. */
  @ParameterizedTest
  @CsvSource({
    "403F10003C0304430001E21BBF9F350D, CHECKSUM, 13",
    "403F10003C0304430001E21BBF9F34,   TRUNCATED, 15",
    "403F10003C0304430001E21BBE9F340D, STUFFING, 12",
    "403F1000063C0D,                   STUFFING, 4",
    "40079A0D,                         TRUNCATED, 4",
    "403F0235E90D,                     LENGTH, 6",
    "3F02E851,                         START, 0",
    "80BF022E710D,                     NOT_A_READING, 0",
  })
  void whatIsWrongIsSaidWithCodeOffsetAndOctets(String hex, Fault fault, int offset) {
    for (Object body : List.of(octets(hex), hex)) {
      UnreadableTelegramException failure = failure(body);
      assertThat(failure.fault()).isEqualTo(fault);
      assertThat(failure.offset()).isEqualTo(offset);
      assertThat(failure.octets()).isEqualTo(octets(hex));
    }
  }

  @Test
  void textThatIsNotHexadecimalIsNamedWithItsLine() {
    format.setMultiple(true);

    assertThat(failureOfAll(SERIAL + "\nhello")).hasMessageStartingWith("line 2: ");
  }

  private UnreadableTelegramException failureOfAll(Object body) {
    return Assertions.catchThrowableOfType(UnreadableTelegramException.class, () -> all(body));
  }

  @Test
  void aDamagedFrameIsAnErrorAtItsPlaceWhenLenient() throws Exception {
    format.setLenient(true);
    String damaged = "403F10079B0D";

    List<MeterReading> readings = all(octets(SERIAL, ENERGY, damaged, SERIAL, DATE));

    assertThat(codes(readings)).containsExactly("good", "checksum", "good");
    assertThat(readings.get(1).telegrams()).containsExactly(damaged);
  }

  @Test
  void aFrameThatIsCutOffDoesNotCostTheNextOne() throws Exception {
    format.setLenient(true);

    List<MeterReading> readings = all(octets("403F1000", SERIAL, ENERGY));

    assertThat(codes(readings)).containsExactly("truncated", "good");
    assertThat(readings.get(1).telegrams()).containsExactly(SERIAL, ENERGY);
  }

  @Test
  void thePlaceOfAFailureIsThatInTheInput() {
    // 10 octets, then three of a frame without its end.
    assertThat(failureOfAll(octets(SERIAL, "403F10", SERIAL)))
        .hasMessageStartingWith("offset 10: ");
  }

  @Test
  void severalReadingsNeedTheOptionMultiple() {
    assertThat(failure(octets(SERIAL, ENERGY, SERIAL, DATE)))
        .hasMessageContaining("the option multiple takes them all");
  }

  @Test
  void answersWithoutRegistersAreNoReading() throws Exception {
    assertThat(failure(octets(OTHER_COMMAND)).fault()).isEqualTo(Fault.NOT_A_READING);
    assertThat(telegrams(all(octets(OTHER_COMMAND, SERIAL, OTHER_COMMAND, ENERGY))))
        .containsExactly(List.of(SERIAL, ENERGY));
  }

  @Test
  void pagesOfALogAreAReadingForEachEntry() throws Exception {
    List<MeterReading> readings = all(octets(SERIAL, REQUEST, DATES, VOLUMES));

    assertThat(readings)
        .extracting(MeterReading::log)
        .containsExactly(
            new MeterReading.LogPlace("day", 291), new MeterReading.LogPlace("day", 290));
    assertThat(readings.get(1).records())
        .extracting(MeterReading.Record::key)
        .containsExactly("date", "volume");
    assertThat(readings).extracting(reading -> reading.meter().id()).containsOnly("77705923");
    assertThat(readings).extracting(MeterReading::readAt).containsOnlyNulls();
  }

  /** The hour log has id 291, too; after it come the serial number, and a page without one. */
  @Test
  void otherPagesAndOtherAnswersBeginTheNextReading() throws Exception {
    List<MeterReading> readings = all(octets(SERIAL, VOLUMES, HOUR, SERIAL, ENERGY, DATES));

    assertThat(telegrams(readings))
        .containsExactly(
            List.of(SERIAL, VOLUMES),
            List.of(SERIAL, VOLUMES),
            List.of(SERIAL, HOUR),
            List.of(SERIAL, ENERGY),
            List.of(DATES),
            List.of(DATES));
    assertThat(readings.get(2).log()).isEqualTo(new MeterReading.LogPlace("hour", 291));
  }

  @Test
  void marshalWritesAPageOfALogOnce() throws Exception {
    byte[] octets = octets(SERIAL, DATES, VOLUMES);

    ByteArrayOutputStream out = new ByteArrayOutputStream();
    format.marshal(new DefaultExchange(context), all(octets), out);

    assertThat(out.toByteArray()).isEqualTo(octets);
  }

  @Test
  void marshalGivesTheFramesBack() throws Exception {
    byte[] octets = octets(SERIAL, ENERGY, SERIAL, DATE);
    List<MeterReading> readings = all(octets);

    ByteArrayOutputStream out = new ByteArrayOutputStream();
    format.marshal(new DefaultExchange(context), readings, out);
    assertThat(out.toByteArray()).isEqualTo(octets);

    format.setEncoding(TelegramEncoding.HEX);
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    format.marshal(new DefaultExchange(context), readings, text);
    assertThat(text).hasToString(String.join("\n", SERIAL, ENERGY, SERIAL, DATE, ""));
    assertThat(telegrams(all(text.toByteArray()))).isEqualTo(telegrams(readings));
  }

  @Test
  void marshalRefusesWhatIsNoReading() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> format.marshal(new DefaultExchange(context), "text", new ByteArrayOutputStream()))
        .withMessage("marshal with kmp takes MeterReading, one or several, not java.lang.String");
  }

  @Test
  void mutatedInputGivesReadingsAndErrorsOnly() throws Exception {
    format.setLenient(true);
    Random random = new Random(16);
    byte[] good = octets(SERIAL, REQUEST, ENERGY, DATE, TYPE, OTHER_COMMAND, MASS, DATES, VOLUMES);
    for (int i = 0; i < 5_000; i++) {
      byte[] octets = Arrays.copyOf(good, 1 + random.nextInt(good.length));
      for (int changes = random.nextInt(4); changes >= 0; changes--) {
        octets[random.nextInt(octets.length)] = (byte) random.nextInt();
      }
      format.setEncoding(TelegramEncoding.OCTETS);
      assertThat(all(octets)).as(() -> Arrays.toString(octets)).isNotEmpty();
    }
  }
}
