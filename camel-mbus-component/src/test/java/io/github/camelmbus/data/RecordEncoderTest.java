package io.github.camelmbus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordEncoderTest {
  private static Dib dib(DataField field) {
    return Dib.of(field, FunctionField.INSTANTANEOUS, 0, 0, 0);
  }

  private static Value number(String value) {
    return new Value.Number(new BigDecimal(value));
  }

  // Storage 1: bit 6 of the DIF; 8: DIFE 04; tariff 1: bit 4; subunit 2: bit 6 of the second DIFE.
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, 04",
    "1, 0, 0, 44",
    "8, 0, 0, 8404",
    "0, 1, 0, 8410",
    "1, 1, 1, C450",
    "0, 0, 2, 848040",
    "31, 5, 0, CF9F10",
    "32, 0, 0, 848001",
  })
  void dibHasTheFewestOctets(long storage, int tariff, int subunit, String octets) {
    DataField field = octets.startsWith("CF") ? DataField.SPECIAL : DataField.INT32;

    assertThat(Dib.of(field, FunctionField.INSTANTANEOUS, storage, tariff, subunit).octets())
        .isEqualTo(Records.octets(octets));
  }

  @Test
  void dibOfANumberThatIsTooLargeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dib.of(DataField.INT32, FunctionField.MAXIMUM, 0, 0, 1024))
        .withMessage("subunit has 10 bits, it cannot be 1024");
  }

  @Test
  void numberIsDividedByItsResolution() {
    Vib energy = Records.vib("06");
    Vib hours = Records.vib("26");

    // 12345 kWh, 2 h.
    assertThat(RecordEncoder.encode(dib(DataField.BCD8), energy, number("12345000")))
        .isEqualTo(Records.octets("0C06 45230100"));
    assertThat(RecordEncoder.encode(dib(DataField.INT16), hours, number("7200")))
        .isEqualTo(Records.octets("0226 0200"));
  }

  @Test
  void numberThatIsNoMultipleOfItsResolutionIsRefused() {
    Vib energy = Records.vib("06");
    Vib hours = Records.vib("26");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> RecordEncoder.encode(dib(DataField.INT32), energy, number("1500")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RecordEncoder.encode(dib(DataField.INT32), hours, number("7201")))
        .withMessageContainingAll("INT32", "operating-time", "7201");
  }

  @Test
  void codeThatMeansNoValueIsNotANumber() {
    Vib energy = Records.vib("03");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> RecordEncoder.encode(dib(DataField.INT8), energy, number("-128")));
    assertThat(RecordEncoder.encode(dib(DataField.INT8), energy, Value.NONE))
        .isEqualTo(Records.octets("0103 80"));
    assertThat(RecordEncoder.encode(dib(DataField.INT16), Records.vib("6C"), Value.NONE))
        .isEqualTo(Records.octets("026C FFFF"));
  }

  @Test
  void timesAreEncodedByTheirField() {
    Vib date = Records.vib("6C");
    Vib dateTime = Records.vib("6D");
    LocalDateTime time = LocalDateTime.of(2024, 9, 10, 22, 33);

    // See DataEncoderTest.
    assertThat(
            RecordEncoder.encode(
                dib(DataField.INT16), date, new Value.Date(LocalDate.of(2020, 12, 31))))
        .isEqualTo(Records.octets("026C 9F2C"));
    assertThat(
            RecordEncoder.encode(dib(DataField.INT32), dateTime, new Value.DateTime(time, false)))
        .isEqualTo(Records.octets("046D 21160A39"));
    assertThat(
            RecordEncoder.encode(
                dib(DataField.INT24), dateTime, new Value.Time(LocalTime.of(22, 33, 1))))
        .isEqualTo(Records.octets("036D 012116"));
    assertThat(RecordEncoder.encode(dib(DataField.BCD12), dateTime, new Value.DateTime(time, true)))
        .isEqualTo(Records.octets("0E6D 003322100924"));
  }

  @Test
  void hexadecimalDigitsAreNoDate() {
    // 2024--01 is a text of the decoder, and 2024 hexadecimal for two octets that are another date.
    for (String text : new String[] {"2024--01", "2024"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  RecordEncoder.encode(
                      dib(DataField.INT16), Records.vib("6C"), new Value.Text(text)))
          .withMessageContaining(text);
    }
  }

  @Test
  void numberBehindAVifOfTheManufacturerIsTheOneSent() {
    Vib vib = Records.record("02 FF13 0501").vib();

    // 261 = 0105h; 42.3 as a real is 42293333h; octets only where the length is in LVAR.
    assertThat(RecordEncoder.encode(dib(DataField.INT16), vib, number("261")))
        .isEqualTo(Records.octets("02FF13 0501"));
    assertThat(RecordEncoder.encode(dib(DataField.REAL32), vib, number("42.3")))
        .isEqualTo(Records.octets("05FF13 33332942"));
    assertThat(RecordEncoder.encode(dib(DataField.INT16), vib, Value.NONE))
        .isEqualTo(Records.octets("02FF13 0080"));
    assertThat(RecordEncoder.encode(dib(DataField.VARIABLE), vib, new Value.Text("0501")))
        .isEqualTo(Records.octets("0DFF13 02 0501"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RecordEncoder.encode(dib(DataField.INT16), vib, new Value.Text("0501")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RecordEncoder.encode(dib(DataField.INT16), vib, number("-32768")));
  }

  @Test
  void lettersOfAManufacturerAreItsCode() {
    Vib manufacturer = Records.vib("FD0A");

    // HYD is 2324h.
    assertThat(RecordEncoder.encode(dib(DataField.INT16), manufacturer, new Value.Text("HYD")))
        .isEqualTo(Records.octets("02FD0A 2423"));
    assertThat(RecordEncoder.encode(dib(DataField.VARIABLE), manufacturer, new Value.Text("HYD")))
        .isEqualTo(Records.octets("0DFD0A 03 445948"));
    assertThat(RecordEncoder.encode(dib(DataField.INT16), manufacturer, number("261")))
        .isEqualTo(Records.octets("02FD0A 0501"));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                RecordEncoder.encode(dib(DataField.INT16), manufacturer, new Value.Text("HYDRO")));
  }

  @Test
  void textIsSentLastCharacterFirst() {
    Vib customer = Records.vib("FD11");

    assertThat(RecordEncoder.encode(dib(DataField.VARIABLE), customer, new Value.Text("AB")))
        .isEqualTo(Records.octets("0DFD11 02 4241"));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                RecordEncoder.encode(dib(DataField.VARIABLE), customer, new Value.Text("\u20AC")));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> RecordEncoder.encode(dib(DataField.INT32), customer, new Value.Text("AB")));
  }

  @Test
  void identificationIsDigits() {
    assertThat(
            RecordEncoder.encode(
                dib(DataField.BCD8), Records.vib("78"), new Value.Text("12345678")))
        .isEqualTo(Records.octets("0C78 78563412"));
    assertThat(
            RecordEncoder.encode(
                dib(DataField.INT64), Records.vib("79"), new Value.Text("1234567824232804")))
        .isEqualTo(Records.octets("0779 78563412 24232804"));
  }

  @Test
  void numbersOfVariableLengthTakeTheOctetsTheyNeed() {
    Vib volume = Records.vib("16");

    // E2: two octets binary, as 8000h needs a bit more than one; D2: 4 digits, negative.
    assertThat(RecordEncoder.encode(dib(DataField.VARIABLE), volume, number("261")))
        .isEqualTo(Records.octets("0D16 E2 0501"));
    assertThat(RecordEncoder.encode(dib(DataField.VARIABLE), volume, number("-261")))
        .isEqualTo(Records.octets("0D16 D2 6102"));
  }

  @Test
  void selectionHasNoData() {
    assertThat(RecordEncoder.encode(dib(DataField.SELECTION), Records.vib("13"), Value.NONE))
        .isEqualTo(Records.octets("0813"));
  }
}
