package io.github.camelmbus.kmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.data.Quality;
import io.github.camelmbus.kmp.KmpRequest.GetEventStatus;
import io.github.camelmbus.kmp.KmpRequest.GetRegister;
import io.github.camelmbus.kmp.KmpRequest.GetSerialNumber;
import io.github.camelmbus.kmp.KmpRequest.GetType;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests, answers and values. */
class KmpAnswerTest {
  private static KmpFrame frame(String hex) {
    return KmpFrame.decode(HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  private static String hex(KmpFrame frame) {
    return HexFormat.ofDelimiter(" ").withUpperCase().formatHex(frame.encode());
  }

  @Test
  void theUsualRegistersAreOneRequest() {
    GetRegister request = new GetRegister(KmpRegisters.DEFAULT);
    String octets = "80 3F 10 08 00 3C 00 44 00 4A 00 50 00 56 00 57 00 63 03 EC 67 6C 0D";

    assertThat(hex(request.frame(KmpFrame.METER))).isEqualTo(octets);
    assertThat(KmpRequest.decode(frame(octets))).isEqualTo(request);
  }

  @Test
  void requestsWithoutDataAreTheirCommand() {
    assertThat(hex(new GetType().frame(KmpFrame.TOP_MODULE))).isEqualTo("80 7F 01 08 46 0D");
    assertThat(hex(new GetSerialNumber().frame(KmpFrame.BASE_MODULE)))
        .isEqualTo("80 BF 02 2E 71 0D");
    assertThat(KmpRequest.decode(frame("80 7F 01 08 46 0D"))).isEqualTo(new GetType());
    assertThat(KmpRequest.decode(frame("80 BF 02 2E 71 0D"))).isEqualTo(new GetSerialNumber());
  }

  @Test
  void aRequestHasOneToEightRegisters() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GetRegister(List.of()))
        .withMessage("one request asks for 1 to 8 registers, not 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GetRegister(Collections.nCopies(9, 60)))
        .withMessage("one request asks for 1 to 8 registers, not 9");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GetRegister(List.of(65536)))
        .withMessage("the number of a register is 0..65535, not 65536");
  }

  @Test
  void aMeterSaysItsTypeAndSoftware() {
    KmpFrame answer = frame("40 3F 01 16 F3 03 0C 52 3D 0D");
    KmpAnswer.Type type = new GetType().answer(answer);

    // Type 16F3, revision 3 = C, number 12.
    assertThat(type.code()).isEqualTo(0x16F3);
    assertThat(type.software()).isEqualTo("C12");
    assertThat(type.frame(KmpFrame.METER, answer.cid())).isEqualTo(answer);
  }

  @Test
  void aMeterThatDoesNotSayItsSoftwareHasNone() {
    assertThat(new KmpAnswer.Type(0, 0, 0).software()).isEmpty();
  }

  @Test
  void aMeterSaysItsSerialNumber() {
    KmpFrame answer = frame("40 3F 02 04 A1 B2 C3 7F 11 0D");
    KmpAnswer.SerialNumber serial = new GetSerialNumber().answer(answer);

    // 04A1B2C3h.
    assertThat(serial.number()).isEqualTo(77705923L);
    assertThat(serial.frame(KmpFrame.METER, answer.cid())).isEqualTo(answer);
  }

  @Test
  void anAnswerToAnotherCommandIsRefused() {
    KmpFrame serial = frame("40 3F 02 04 A1 B2 C3 7F 11 0D");

    assertThatExceptionOfType(KmpFormatException.class)
        .isThrownBy(() -> new GetType().answer(serial))
        .withMessageContaining("the answer to command 01 was expected");
    assertThatExceptionOfType(KmpFormatException.class)
        .isThrownBy(() -> new GetSerialNumber().answer(frame("80 BF 02 2E 71 0D")));
  }

  @Test
  void aMeterWithoutTheRegistersAnswersNone() {
    KmpFrame answer = frame("40 3F 10 07 9A 0D");

    assertThat(new GetRegister(List.of(1)).answer(answer).values()).isEmpty();
  }

  @Test
  void theEventStatusHasFourOctets() {
    KmpAnswer.EventStatus status =
        new GetEventStatus().answer(OctetString.of(new byte[] {0, 1, 0, 0}));

    assertThat(status.status().at(1)).isEqualTo(1);
    assertThatExceptionOfType(KmpFormatException.class)
        .isThrownBy(() -> new GetEventStatus().answer(OctetString.of((byte) 0)))
        .withMessageContaining("3 octets are missing");
  }

  @ParameterizedTest
  @CsvSource({
    // Mass: 000D4080h = 868480, three decimals, t.
    "40 3F 10 00 48 2C 04 43 00 1B F2 1B BF 1B 7F 13 7B 0D, 72, TONNE, 868480, GOOD",
    // -300, two decimals, in two octets.
    "40 3F 10 00 59 26 02 C2 01 2C DF 85 0D, 89, KELVIN, -3.00, GOOD",
    "40 3F 10 00 61 2B 04 00 00 00 1B E4 7F 59 00 0D, 97, CUBIC_METRE_DEGREE_CELSIUS, 7039, GOOD",
    // 0001E240h = 123456, three decimals, MWh.
    "40 3F 10 00 3C 03 04 43 00 01 E2 1B BF 9F 34 0D, 60, MEGAWATT_HOUR, 123456000, GOOD",
    // 0003FC08h = 261128.
    "40 3F 10 03 EB 30 04 00 00 03 FC 08 BA E8 0D, 1003, DATE, 2026-11-28, GOOD",
    // 0001E654h = 124500.
    "40 3F 10 03 EA 2F 04 00 00 01 E6 54 59 08 0D, 1002, CLOCK, 12:45:00, GOOD",
    "40 3F 10 01 5C 4F 07 00 3C 1A 0B 1C 0C 2D 00 88 64 0D, 348, DATE_TIME_OFFSET,"
        + " 2026-11-28T12:45:00, GOOD",
  })
  void aValueIsExact(String octets, int register, KmpUnit unit, String value, Quality quality) {
    KmpFrame answer = frame(octets);
    KmpAnswer.Registers registers = new GetRegister(List.of(register)).answer(answer);

    assertThat(registers.values()).hasSize(1);
    RegisterValue only = registers.values().get(0);
    assertThat(only.register()).isEqualTo(register);
    assertThat(only.unit()).isEqualTo(unit);
    assertThat(only.meaning().value()).hasToString(value);
    assertThat(only.meaning().quality()).isEqualTo(quality);
    assertThat(registers.frame(KmpFrame.METER, answer.cid())).isEqualTo(answer);
  }

  @ParameterizedTest
  @CsvSource({
    // Unit, sign and exponent, octets.
    "01, 00, 07, 7, GOOD",
    // 500 l, one decimal.
    "27, 41, 01F4, 0.0500, GOOD",
    // 2 h.
    "2E, 00, 02, 7200, GOOD",
    // 3 x 10 m3, exponent 2.
    "37, 02, 03, 3000, GOOD",
    // A unit that is not known: the number as it was sent.
    "7E, 42, 0064, 1.00, UNSUPPORTED",
    // No octets, no date, no such date, no such time.
    "01, 00, '', , MISSING",
    "30, 00, 00000000, , MISSING",
    "30, 00, 0001869F, , INVALID",
    "2F, 00, 0003D090, , INVALID",
    // 20261128 = 01352908h; 1231 = 04CFh.
    "31, 00, 01352908, 2026-11-28, GOOD",
    "32, 00, 04CF, --12-31, RECURRING",
    // A date has no sign.
    "30, 80, 0003FC08, , INVALID",
    "36, 00, 4B4D5000, KMP, GOOD",
    "35, 00, 0102, 0102, GOOD",
    "4F, 00, 001A0B, , INVALID",
    // Exponent 63.
    "33, 7F, 01, 0.000000000000000000000000000000000000000000000000000000000000001, GOOD",
  })
  void aValueIsReadByItsUnit(
      String unit, String signExponent, String octets, String value, Quality quality) {
    RegisterValue sent =
        new RegisterValue(
            1,
            Integer.parseInt(unit, 16),
            Integer.parseInt(signExponent, 16),
            OctetString.of(HexFormat.of().parseHex(octets)));

    RegisterValue.Meaning meaning = sent.meaning();

    Object shown = meaning.value();
    assertThat(shown instanceof BigDecimal number ? number.toPlainString() : shown)
        .isEqualTo(value);
    assertThat(meaning.quality()).isEqualTo(quality);
  }

  @Test
  void aValueOfMoreThan64OctetsIsNone() {
    byte[] data = new byte[5 + 65];
    data[3] = 65;

    assertThatExceptionOfType(KmpFormatException.class)
        .isThrownBy(() -> new GetRegister(List.of(60)).answer(OctetString.of(data)))
        .withMessageContaining("a value has at most 64 octets, register 0 has 65");
  }
}
