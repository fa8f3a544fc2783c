package io.github.camelmbus.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.camelmbus.MBusFormatException;
import io.github.camelmbus.MBusFormatException.Fault;
import io.github.camelmbus.OctetString;
import io.github.camelmbus.data.Value;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApplicationMessageTest {
  private static final String ADDRESS = "78563412" + "2423" + "28" + "04";
  // DIF 0A = 4 digit BCD, VIF 5A = flow temperature in 0.1 Cel, 423: 42.3 Cel.
  private static final String FLOW_TEMPERATURE = "0A5A2304";
  private static final String BLOCK = "000102030405060708090A0B0C0D0E0F";

  private static ApplicationMessage decode(int ci, String data) {
    return ApplicationMessage.decode(ci, HexFormat.of().parseHex(data));
  }

  private static MeterData meterData(int ci, String data) {
    return (MeterData) decode(ci, data);
  }

  private static void assertFlowTemperature(MeterData data) {
    assertThat(data.content().complete()).isTrue();
    assertThat(data.content().records())
        .singleElement()
        .satisfies(
            record ->
                assertThat(record.value()).isEqualTo(new Value.Number(new BigDecimal("42.3"))));
  }

  @Test
  void longHeaderComesBeforeTheRecords() {
    MeterData data = meterData(0x72, ADDRESS + "2A" + "04" + "3412" + FLOW_TEMPERATURE);

    assertThat(data.header())
        .isEqualTo(
            new Header(
                new SecondaryAddress("12345678", 0x2324, 0x28, 0x04),
                0x2A,
                new StatusField(0x04),
                0x1234));
    assertThat(data.security()).isNull();
    assertFlowTemperature(data);
  }

  @Test
  void shortHeaderHasNoAddress() {
    MeterData data = meterData(0x7A, "2A" + "00" + "0000" + FLOW_TEMPERATURE);

    assertThat(data.header()).isEqualTo(new Header(null, 0x2A, new StatusField(0), 0));
    assertFlowTemperature(data);
  }

  @Test
  void recordsMayComeWithoutHeader() {
    MeterData data = meterData(0x78, FLOW_TEMPERATURE);

    assertThat(data.header()).isNull();
    assertFlowTemperature(data);
  }

  static IntStream lengthsBelowTheLongHeader() {
    return IntStream.range(0, 12);
  }

  @ParameterizedTest
  @MethodSource("lengthsBelowTheLongHeader")
  void headerThatDoesNotFitIsTruncated(int length) {
    assertThatExceptionOfType(MBusFormatException.class)
        .isThrownBy(() -> ApplicationMessage.decode(0x72, new byte[length]))
        .withMessage(
            "CI 72h (variable data, long header): a header of 12 octets follows, only %d came"
                .formatted(length))
        .satisfies(fault -> assertThat(fault.fault()).isEqualTo(Fault.TRUNCATED))
        .satisfies(fault -> assertThat(fault.offset()).isEqualTo(length));
  }

  @Test
  void headerAloneIsAMessageWithoutRecords() {
    assertThat(meterData(0x72, ADDRESS + "2A" + "00" + "0000").content().records()).isEmpty();
    assertThat(meterData(0x7A, "2A" + "00" + "0000").content().records()).isEmpty();
  }

  // Low octet first: 10 05 = 0510h: bits 12-8 = mode 5, bits 7-4 = 1 block.
  @ParameterizedTest
  @CsvSource({"1005, 5, no-key", "1007, 7, unsupported", "1F25, 5, no-key", "10E5, 5, no-key"})
  void encryptedRecordsAreNotGuessed(String configuration, int mode, String state) {
    MeterData data = meterData(0x72, ADDRESS + "2A" + "00" + configuration + BLOCK);

    assertThat(data.security()).isEqualTo(new Security(mode, state));
    assertThat(data.content().records()).isEmpty();
    assertThat(data.content().complete()).isFalse();
    assertThat(data.content().warnings())
        .singleElement()
        .asString()
        .startsWith("the records are encrypted in security mode " + mode);
  }

  @Test
  void shortHeaderTellsEncryptionToo() {
    assertThat(meterData(0x7A, "2A" + "00" + "1005" + BLOCK).security())
        .isEqualTo(new Security(5, "no-key"));
  }

  // Modes 31, 22 and 4; mode 5 with no block; mode 5 with more blocks than there is data for.
  @ParameterizedTest
  @ValueSource(strings = {"FFFF", "27B6", "1004", "0005", "1005", "F007"})
  void clearDataIsDecodedWhateverTheConfigurationWordSays(String configuration) {
    MeterData data = meterData(0x72, ADDRESS + "2A" + "00" + configuration + FLOW_TEMPERATURE);

    assertThat(data.security()).isNull();
    assertFlowTemperature(data);
  }

  @ParameterizedTest
  @CsvSource({
    "'', unspecified error, false",
    "00, unspecified error (00h), false",
    "01, unimplemented CI field (01h), false",
    "02, 'buffer too long, truncated (02h)', false",
    "03, too many records (03h), false",
    "04, premature end of record (04h), false",
    "05, more than 10 DIFEs (05h), false",
    "06, more than 10 VIFEs (06h), false",
    "07, reserved (07h), false",
    "08, application too busy for the readout (08h), true",
    "09, 'too many readouts, the budget of the meter is used up (09h)', true",
    "0A, reserved (0Ah), false",
    "FF, reserved (FFh), false",
  })
  void applicationErrorIsNamed(String data, String text, boolean retryLater) {
    ApplicationError error = (ApplicationError) decode(0x70, data);

    assertThat(error.text()).isEqualTo(text);
    assertThat(error.retryLater()).isEqualTo(retryLater);
  }

  @Test
  void applicationErrorMayComeBehindAHeader() {
    ApplicationError behindShort = (ApplicationError) decode(0x6E, "2A000000" + "08");
    ApplicationError behindLong = (ApplicationError) decode(0x6F, ADDRESS + "2A000000" + "09");
    ApplicationError without = (ApplicationError) decode(0x6E, "2A000000");

    assertThat(behindShort.code()).isEqualTo(8);
    assertThat(behindShort.retryLater()).isTrue();
    assertThat(behindLong.code()).isEqualTo(9);
    assertThat(without.code()).isEqualTo(ApplicationError.NO_CODE);
  }

  @ParameterizedTest
  @CsvSource({"6E, 3", "6F, 11", "74, 3", "75, 11", "76, 11"})
  void headerOfEveryCiFieldMustFit(String ci, int length) {
    assertThatExceptionOfType(MBusFormatException.class)
        .isThrownBy(() -> ApplicationMessage.decode(Integer.parseInt(ci, 16), new byte[length]))
        .satisfies(fault -> assertThat(fault.fault()).isEqualTo(Fault.TRUNCATED))
        .satisfies(fault -> assertThat(fault.offset()).isEqualTo(length));
  }

  // Bits 8 and 0, low octet first.
  @ParameterizedTest
  @CsvSource({"71, ''", "74, 2A000000", "75, 785634122423280400000000"})
  void alarmBitsAreARecord(String ci, String header) {
    MeterData data = meterData(Integer.parseInt(ci, 16), header + "0101");

    assertThat(data.content().complete()).isTrue();
    assertThat(data.content().records())
        .singleElement()
        .satisfies(record -> assertThat(record.quantity()).isEqualTo("alarm-status"))
        .satisfies(record -> assertThat(record.octets()).containsExactly(1, 1))
        .satisfies(
            record ->
                assertThat(record.value()).isEqualTo(new Value.Number(new BigDecimal("257"))));
  }

  @Test
  void alarmWithoutBitsIsTruncated() {
    assertThatExceptionOfType(MBusFormatException.class)
        .isThrownBy(() -> decode(0x74, "2A000000"))
        .satisfies(fault -> assertThat(fault.fault()).isEqualTo(Fault.TRUNCATED))
        .satisfies(fault -> assertThat(fault.offset()).isEqualTo(4));
  }

  @Test
  void mode2HasItsHighOctetsFirst() {
    // Everything of several octets of the first test the other way round; text first letter first.
    MeterData data =
        meterData(
            0x76,
            "12345678" + "2324" + "28" + "04" + "2A" + "04" + "1234" + "0A5A0423" + "0DFD11024142");

    assertThat(data.header())
        .isEqualTo(
            new Header(
                new SecondaryAddress("12345678", 0x2324, 0x28, 0x04),
                0x2A,
                new StatusField(0x04),
                0x1234));
    assertThat(data.content().records().get(0).value())
        .isEqualTo(new Value.Number(new BigDecimal("42.3")));
    assertThat(data.content().records().get(1).value()).isEqualTo(new Value.Text("AB"));
  }

  @Test
  void unknownMessageKeepsItsOctets() {
    assertThat(decode(0xB7, "0102"))
        .isEqualTo(new UnknownMessage(new CiField(0xB7), OctetString.of((byte) 1, (byte) 2)))
        .hasToString("UnknownMessage[ci=CI B7h (manufacturer specific), data=0102]");
  }
}
