package io.github.camelmbus.camel.dataformat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.camelmbus.MBusFormatException.Fault;
import io.github.camelmbus.reading.MeterReading;
import io.github.camelmbus.reading.TelegramContent;
import io.github.camelmbus.reading.TelegramEncoding;
import io.github.camelmbus.reading.Telegrams;
import io.github.camelmbus.reading.UnreadableTelegramException;
import io.github.camelmbus.wireless.WirelessTelegrams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Metadata;
import org.apache.camel.support.DefaultExchange;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MBusDataFormatTest {
  private static final int TEN_MEGABYTES = 10 * 1024 * 1024;

  /** Number 12345678 as in {@link Telegrams}, its checksum one too high: AC for AB. */
  private static final String WRONG_CHECKSUM =
      Telegrams.ENERGY_ONLY.substring(0, Telegrams.ENERGY_ONLY.length() - 4) + "AC16";

  private static final String ACK = "E5";

  /** REQ_UD2 to address 5: 7B + 05 = 80. */
  private static final String REQ_UD2 = "107B058016";

  private final CamelContext context = new DefaultCamelContext();
  private final MBusDataFormat format = new MBusDataFormat();

  @BeforeEach
  void start() {
    context.start();
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  private Object unmarshal(Object body) throws Exception {
    Exchange exchange = new DefaultExchange(context);
    return format.unmarshal(exchange, body);
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

  private UnreadableTelegramException failure(Object body) {
    return Assertions.catchThrowableOfType(
        UnreadableTelegramException.class, () -> unmarshal(body));
  }

  private static List<String> codes(List<MeterReading> readings) {
    return readings.stream()
        .map(reading -> reading.error() == null ? "good" : reading.error().code())
        .toList();
  }

  @Test
  void octetsBecomeAReading() throws Exception {
    MeterReading reading = one(octets(Telegrams.ENERGY_ONLY));

    assertThat(reading.meter()).extracting(MeterReading.Meter::id).isEqualTo("12345678");
    assertThat(reading.records()).singleElement().extracting("value").hasToString("12345000");
    assertThat(reading.telegrams()).containsExactly(Telegrams.ENERGY_ONLY);
  }

  @Test
  void textBecomesAReadingHoweverItArrives() throws Exception {
    String text = "# cellar\n\n68 15 15 68 " + Telegrams.ENERGY_ONLY.substring(8).toLowerCase();
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);

    assertThat(List.of(one(text), one(utf8), one(new ByteArrayInputStream(utf8))))
        .allMatch(reading -> reading.telegrams().equals(List.of(Telegrams.ENERGY_ONLY)));
  }

  @Test
  void commentsAndByteOrderMarkOfAnEditorAreNoTelegrams() throws Exception {
    String text = "\uFEFF# Wärme im Keller\r\n" + Telegrams.ENERGY_ONLY + " # heat\r\n\r\n";

    assertThat(codes(all(text))).containsExactly("good");
    assertThat(codes(all(text.getBytes(StandardCharsets.UTF_8)))).containsExactly("good");
  }

  @Test
  void telegramsOfOneReadoutAreOneReading() throws Exception {
    MeterReading reading = one(octets(Telegrams.FIRST_OF_TWO, Telegrams.SECOND_OF_TWO));

    assertThat(reading.records())
        .extracting(MeterReading.Record::key)
        .containsExactly("energy", "flowTemperature", "energy_storage1", "energy_2");
    assertThat(reading.moreRecordsFollow()).isFalse();
  }

  @Test
  void requestsBetweenTheTelegramsOfOneReadoutDoNotDivideIt() throws Exception {
    String readout = REQ_UD2 + Telegrams.FIRST_OF_TWO + REQ_UD2 + Telegrams.SECOND_OF_TWO;

    assertThat(all(octets(ACK, readout, REQ_UD2, Telegrams.ENERGY_ONLY)))
        .extracting(reading -> reading.telegrams().size())
        .containsExactly(2, 1);
  }

  @Test
  void telegramOfAnotherMeterEndsAReadout() throws Exception {
    assertThat(all(String.join("\n", Telegrams.FIRST_OF_TWO, Telegrams.OF_ANOTHER_METER)))
        .extracting(MeterReading::moreRecordsFollow)
        .containsExactly(true, false);
  }

  /** Manufacturer 97 A6 and then 97 26: both are ITW, and two meters. */
  @Test
  void telegramOfAMeterWithOtherBit15EndsAReadout() throws Exception {
    String local = "681616680805727856341297A628042A0000000C06452301001FC016";
    String registered = "6815156808057278563412972628042B0000000C06452301002216";

    assertThat(all(local + "\n" + registered))
        .extracting(reading -> reading.telegrams().size())
        .containsExactly(1, 1);
    assertThat(all(local + "\n" + "681515680805727856341297A628042B0000000C0645230100A216"))
        .extracting(reading -> reading.telegrams().size())
        .containsExactly(2);
  }

  @Test
  void repeatedTelegramIsNotTheNextOneOfAReadout() throws Exception {
    String capture = Telegrams.FIRST_OF_TWO + Telegrams.FIRST_OF_TWO + Telegrams.SECOND_OF_TWO;

    assertThat(all(octets(capture)))
        .extracting(reading -> reading.telegrams().size())
        .containsExactly(1, 2);
  }

  @Test
  void readoutWithADamagedPartIsNotJoinedAcrossIt() throws Exception {
    format.setLenient(true);

    List<MeterReading> readings =
        all(octets(Telegrams.FIRST_OF_TWO, WRONG_CHECKSUM, Telegrams.SECOND_OF_TWO));

    assertThat(codes(readings)).containsExactly("good", "checksum", "good");
    assertThat(readings.get(0).moreRecordsFollow()).isTrue();
  }

  @Test
  void damagedTelegramIsAnExceptionThatNamesFaultOffsetAndOctets() {
    UnreadableTelegramException failure = failure(octets(WRONG_CHECKSUM));

    assertThat(failure.fault()).isEqualTo(Fault.CHECKSUM);
    // 4 octets of header, 15h octets behind it.
    assertThat(failure.offset()).isEqualTo(25);
    assertThat(failure.octets()).isEqualTo(octets(WRONG_CHECKSUM));
    assertThat(failure).hasMessageContainingAll("checksum at offset 25", WRONG_CHECKSUM);
  }

  @ParameterizedTest
  @CsvSource({
    "hello, HEX, 0",
    "68 15 15 6, HEX, 10",
    "6815156G, HEX, 7",
    "00, START, 0",
    "68151468, LENGTH, 2",
    "E5, NOT_A_READING, 0",
    "680404680805700885 16, APPLICATION_ERROR, 6",
    "68050568 0805B70102C716, UNSUPPORTED_CI, 6",
  })
  void lineWithoutAReadingIsAnException(String line, Fault fault, int offset) {
    UnreadableTelegramException failure = failure("\n" + line);

    assertThat(failure.fault()).isEqualTo(fault);
    assertThat(failure.offset()).isEqualTo(offset);
    assertThat(failure).hasMessageStartingWith("line 2: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "# nothing\n", "   \t\r\n"})
  void inputWithoutATelegramIsTruncatedWhereOneIsWanted(String nothing) throws Exception {
    assertThat(failure(nothing).fault()).isEqualTo(Fault.TRUNCATED);
    assertThat(all(nothing)).isEmpty();
    assertThat(all(nothing.getBytes(StandardCharsets.UTF_8))).isEmpty();
  }

  @Test
  void secondReadingIsAnErrorWhereOneIsWanted() throws Exception {
    byte[] two = octets(Telegrams.ENERGY_ONLY, Telegrams.OF_ANOTHER_METER);

    UnreadableTelegramException failure = failure(two);

    assertThat(failure.fault()).isEqualTo(Fault.LENGTH);
    assertThat(failure.offset()).isEqualTo(27);
    assertThat(failure.octets()).isEqualTo(two);
    assertThat(failure).hasMessageContaining("multiple");
    assertThat(all(two)).hasSize(2);
  }

  @Test
  void lenientGivesErrorObjectsInTheOrderOfTheInput() throws Exception {
    format.setLenient(true);
    String text =
        String.join("\n", Telegrams.ENERGY_ONLY, "nonsense", "681", ACK, Telegrams.SHORT_HEADER);

    assertThat(codes(all(text))).containsExactly("good", "hex", "hex", "not-a-reading", "good");
  }

  @Test
  void lenientErrorObjectStandsForInputWithoutAReading() throws Exception {
    format.setLenient(true);

    assertThat(codes(List.of(one("xyz"), one(""), one(octets(WRONG_CHECKSUM)))))
        .containsExactly("hex", "truncated", "checksum");
  }

  @Test
  void lenientGivesTheReadingThatIsBehindADamagedTelegram() throws Exception {
    format.setLenient(true);

    assertThat(one(octets(WRONG_CHECKSUM, Telegrams.ENERGY_ONLY)).error()).isNull();
  }

  @Test
  void iteratorGoesOnBehindAnException() throws Exception {
    format.setMultiple(true);
    Iterator<?> readings = (Iterator<?>) unmarshal(octets(WRONG_CHECKSUM, Telegrams.ENERGY_ONLY));

    assertThatExceptionOfType(UnreadableTelegramException.class).isThrownBy(readings::next);
    assertThat(readings.next()).isInstanceOf(MeterReading.class);
    assertThat(readings.hasNext()).isFalse();
  }

  @Test
  void telegramInTheMiddleOfNoiseIsRead() throws Exception {
    byte[] noise = "OK\0garbage\u00ff\u0010\u0068h".getBytes(StandardCharsets.ISO_8859_1);
    byte[] input = concat(noise, octets(Telegrams.ENERGY_ONLY), noise);

    assertThat(one(input).telegrams()).containsExactly(Telegrams.ENERGY_ONLY);
    format.setLenient(true);
    assertThat(codes(all(input))).containsExactly("start", "good", "start");
  }

  @Test
  void telegramBehindOneThatIsCutOffIsRead() throws Exception {
    format.setLenient(true);
    String cutOff = Telegrams.FIRST_OF_TWO.substring(0, 40);

    List<MeterReading> readings = all(octets(cutOff, Telegrams.ENERGY_ONLY));

    assertThat(codes(readings)).containsExactly("truncated", "good");
    assertThat(readings.get(0).telegrams()).containsExactly(cutOff);
  }

  @Test
  void tenMegabytesOfNoiseAreOneFailure() {
    UnreadableTelegramException failure = failure(new Noise(TEN_MEGABYTES));

    assertThat(failure.octets()).hasSize(1024);
    assertThat(failure.getMessage()).hasSizeLessThan(1000).contains("10485760 octets");
  }

  @Test
  void tenMegabytesOfTextWithoutLineEndsAreOneFailure() {
    byte[] text = new byte[TEN_MEGABYTES];
    Arrays.fill(text, (byte) 'x');

    UnreadableTelegramException failure = failure(text);

    assertThat(failure.fault()).isEqualTo(Fault.HEX);
    assertThat(failure.getMessage()).hasSizeLessThan(10_000);
  }

  @Test
  void telegramInTheMiddleOfTenMegabytesOfNoiseIsRead() throws Exception {
    InputStream input =
        new SequenceInputStream(
            Collections.enumeration(
                List.of(
                    new Noise(TEN_MEGABYTES / 2),
                    new ByteArrayInputStream(octets(Telegrams.ENERGY_ONLY)),
                    new Noise(TEN_MEGABYTES / 2))));

    assertThat(one(input).telegrams()).containsExactly(Telegrams.ENERGY_ONLY);
  }

  @Test
  void inputIsReadAsItIsNeededAndClosedAtItsEnd() throws Exception {
    format.setMultiple(true);
    Watched input = new Watched(octets(Telegrams.ENERGY_ONLY.repeat(10_000)));

    Iterator<?> readings = (Iterator<?>) unmarshal(input);
    readings.next();
    assertThat(input.read).isLessThan(20_000);
    int count = 1;
    for (; readings.hasNext(); readings.next()) {
      assertThat(input.closed).isFalse();
      count++;
    }

    assertThat(count).isEqualTo(10_000);
    assertThat(input.closed).isTrue();
  }

  @Test
  void inputThatCannotBeReadIsTheErrorItIs() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the disk is gone");
          }
        };

    assertThatIOException().isThrownBy(() -> unmarshal(broken)).withMessage("the disk is gone");
  }

  @Test
  void marshalGivesTheTelegramsBack() throws Exception {
    byte[] input = octets(Telegrams.FIRST_OF_TWO, Telegrams.SECOND_OF_TWO, Telegrams.NO_HEADER);
    List<MeterReading> readings = all(input);

    assertThat(marshal(readings)).isEqualTo(input);
    assertThat(marshal(readings.iterator())).isEqualTo(input);
    assertThat(marshal(readings.get(1))).isEqualTo(octets(Telegrams.NO_HEADER));
  }

  @Test
  void marshalWritesLinesWhereTextIsWanted() throws Exception {
    format.setEncoding(TelegramEncoding.HEX);
    MeterReading reading = one(Telegrams.FIRST_OF_TWO + "\n" + Telegrams.SECOND_OF_TWO);

    assertThat(marshal(reading))
        .asString(StandardCharsets.US_ASCII)
        .isEqualTo(Telegrams.FIRST_OF_TWO + "\n" + Telegrams.SECOND_OF_TWO + "\n");
  }

  @Test
  void marshalOfAnythingElseSaysWhatItTakes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> marshal(List.of(1)))
        .withMessageContainingAll("MeterReading", "java.lang.Integer");
  }

  @Test
  void encodingSettlesWhatTheFirstOctetsDoNot() throws Exception {
    byte[] chatter = "CONNECT 2400\r\n".repeat(100).getBytes(StandardCharsets.US_ASCII);
    byte[] input = concat(chatter, octets(Telegrams.ENERGY_ONLY));

    assertThat(failure(input).fault()).isEqualTo(Fault.HEX);
    format.setEncoding(TelegramEncoding.OCTETS);
    assertThat(one(input).telegrams()).containsExactly(Telegrams.ENERGY_ONLY);
  }

  @Test
  void everyOptionIsInTheManual() throws IOException {
    String manual = Files.readString(Path.of("src/main/docs/mbus-component.adoc"));

    assertThat(MBusDataFormat.class.getDeclaredFields())
        .filteredOn(field -> field.isAnnotationPresent(Metadata.class))
        .isNotEmpty()
        .allSatisfy(option -> assertThat(manual).contains("| *" + option.getName() + "* |"));
  }

  @Test
  void wirelessTelegramIsReadAsOctetsAndAsText() throws Exception {
    String telegram = WirelessTelegrams.FORMAT_A;

    assertThat(one(octets(telegram))).isEqualTo(one(telegram));
    assertThat(one(telegram).meter()).extracting(MeterReading.Meter::id).isEqualTo("12345678");
    assertThat(marshal(one(telegram))).isEqualTo(octets(telegram));
  }

  @Test
  void wirelessTelegramWithAWrongChecksumIsAnException() {
    String telegram = WirelessTelegrams.FORMAT_A.replace("4E6B", "4E6A");

    assertThat(failure(octets(telegram)).fault()).isEqualTo(Fault.CHECKSUM);
    assertThat(failure(telegram).fault()).isEqualTo(Fault.CHECKSUM);
  }

  @Test
  void traceBecomesItsReadings() throws Exception {
    String trace =
        """
        12:17:31.801 DEBUG sim:house SENT 10 7B 05 80 16
        12:17:31.909 DEBUG sim:house RECEIVED %s
        """
            .formatted(Telegrams.ENERGY_ONLY);

    assertThat(one(trace).telegrams()).containsExactly(Telegrams.ENERGY_ONLY);
  }

  /** Volume 1 m3, and date 2015-12-31, which is all printable: Bl?,. */
  @ParameterizedTest
  @ValueSource(strings = {"011601", "426CFF1C", "426C3F2C"})
  void recordsWithoutATelegramAreAReadingWithoutAMeter(String records) throws Exception {
    format.setContent(TelegramContent.RECORDS);

    MeterReading reading = one(octets(records));

    assertThat(reading.records()).hasSize(1);
    assertThat(reading.meter()).isNull();
    assertThat(reading.complete()).isTrue();
    assertThat(reading).isEqualTo(one(records));
    assertThat(marshal(reading)).isEqualTo(octets(records));
  }

  @Test
  void eachLineOfATextIsAListOfRecords() throws Exception {
    format.setContent(TelegramContent.RECORDS);

    assertThat(all("01 16 01\n# a comment\n0x01,0x16,0x02\n"))
        .extracting(reading -> reading.records().get(0).value().toString())
        .containsExactly("1", "2");
  }

  @Test
  void recordsAreNeverAnInputWithoutEnd() {
    format.setContent(TelegramContent.RECORDS);

    assertThat(failure(new Noise(TEN_MEGABYTES)).fault()).isEqualTo(Fault.LENGTH);
    assertThat(failure(new byte[0]).fault()).isEqualTo(Fault.TRUNCATED);
  }

  private byte[] marshal(Object graph) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    format.marshal(new DefaultExchange(context), graph, out);
    return out.toByteArray();
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    Arrays.stream(parts).forEach(all::writeBytes);
    return all.toByteArray();
  }

  /** Random octets, always the same ones; none of them look like the header of a telegram. */
  private static final class Noise extends InputStream {
    private final Random random = new Random(2);
    private int left;

    Noise(int octets) {
      left = octets;
    }

    @Override
    public int read() {
      return left-- > 0 ? random.nextInt(0x100) : -1;
    }
  }

  /** Knows how much was read of it. */
  private static final class Watched extends ByteArrayInputStream {
    private int read;
    private boolean closed;

    Watched(byte[] octets) {
      super(octets);
    }

    @Override
    public synchronized int read(byte[] into, int from, int length) {
      int count = super.read(into, from, length);
      read += Math.max(count, 0);
      return count;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  /**
   * RSP_UD of 1, CI 72, meter 12345678 HYD 28h heat, access number 2Ah, configuration 0510h: mode 5
   * and one block, which is that of {@code DecryptionTest}. L = 3 + 12 + 16 = 1Fh.
   */
  private static final String ENCRYPTED =
      "681F1F6808017278563412242328042A00100582E9C74DACF4CD7681ECCC267F5FC911BA16";

  @Test
  void encryptedTelegramIsReadWithTheKeyOfItsMeter() throws Exception {
    assertThat(one(ENCRYPTED).security().state()).isEqualTo("no-key");
    format.setSecretKey("12345678=000102030405060708090A0B0C0D0E0F");
    MeterReading reading = one(ENCRYPTED);
    assertThat(reading.security().state()).isEqualTo("decrypted");
    assertThat(reading.records().get(0).value()).hasToString("12345000");
  }

  @Test
  void wrongKeysAreRefusedWithoutBeingTold() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> format.setSecretKey("12345678=0001SECRET"))
        .withMessageContaining("entry 1 of the keys")
        .withMessageNotContaining("SECRET");
  }
}
