package io.github.camelmbus.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What users paste instead of a secondary address, and what they are told. */
class SecondaryAddressAdviceTest {

  private static void assertAdvice(String text, String advice) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SecondaryAddress.parse(text))
        .withMessageEndingWith(", not '" + text + "': " + advice);
  }

  @Test
  void messageNamesBothForms() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SecondaryAddress.parse("kitchen"))
        .withMessage(
            "a secondary address is 8 digits (identification number as printed on the meter, F for"
                + " any digit) or 16 (then manufacturer, version and device type, their octets as"
                + " sent), such as 12345678 or 1234567824232804, not 'kitchen'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "680B0B6853FD5278563412242328042916",
        "68 0B 0B 68 73 FD 52 78 56 34 12 24 23 28 04 49 16",
        "680b0b6853fd527856341224232804",
      })
  void selectFrameNamesTheAddressInside(String frame) {
    assertAdvice(frame, "that is a SELECT frame, the address inside it is 1234567824232804");
  }

  @Test
  void telegramNamesTheMeter() {
    assertAdvice(
        "6815156808057278563412242328042A0000000C0645230100AB16",
        "that is a telegram of a meter, the address inside it is 1234567824232804");
  }

  @ParameterizedTest
  @ValueSource(strings = {"680303680805707D16", "680B0B6853FD527856"})
  void frameWithoutAWholeAddressIsNamed(String frame) {
    assertAdvice(frame, "that is a frame, and no secondary address is in it");
  }

  @Test
  void sixteenDigitsAreAnAddressEvenIfTheyLookLikeAFrame() {
    assertThat(SecondaryAddress.parse("680B0B6853FD5278")).hasToString("680B0B6853FD5278");
  }

  @ParameterizedTest
  @CsvSource({
    // 5B + 0C = 67, 7B + FD = 178: the checksum tells a frame from ten digits of another kind.
    "105B0C6716, 'that is a short frame, it asks the meter with primary address 12'",
    "10 7B FD 78 16, 'that is a short frame, and no address of a meter is in it'",
    "1012345616, 'it has 10 digits, the last 8 are 12345616'",
  })
  void shortFrameNamesThePrimaryAddress(String text, String advice) {
    assertAdvice(text, advice);
  }

  @ParameterizedTest
  @CsvSource({
    "78 56 34 12 24 23 28 04, 7856341224232804, 1234567824232804",
    "78:56:34:12, 78563412, 12345678",
  })
  void octetsMayBeAsSent(String text, String asWritten, String asSent) {
    assertAdvice(
        text,
        "without spaces it is %s, and if these are octets as sent, %s"
            .formatted(asWritten, asSent));
  }

  @Test
  void groupsOfDigitsAreJoined() {
    assertAdvice("1234 5678", "without separators it is 12345678");
    assertAdvice("12345678-2423-28-04", "without separators it is 1234567824232804");
  }

  @ParameterizedTest
  @ValueSource(strings = {"12345678HYD", "HYD 12345678", "hyd-12345678"})
  void manufacturerLettersBecomeOctets(String text) {
    assertAdvice(text, "the manufacturer is written as two octets, HYD as 2423: 123456782423FFFF");
  }

  @Test
  void versionAndTypeBehindTheLettersAreKept() {
    assertAdvice(
        "12345678 HYD 2804",
        "the manufacturer is written as two octets, HYD as 2423: 1234567824232804");
  }

  @ParameterizedTest
  @CsvSource({
    "5, that may be a primary address; as an identification number it is 00000005",
    "250, that may be a primary address; as an identification number it is 00000250",
    "251, 'it has 3 digits, with zeros in front it is 00000251'",
    "2345678, 'it has 7 digits, with zeros in front it is 02345678'",
    "6912345678, 'it has 10 digits, the last 8 are 12345678'",
    "12345678242328041, 'it has 17 digits, the first 16 are 1234567824232804'",
  })
  void numberOfAnotherLengthIsCompleted(String text, String advice) {
    assertAdvice(text, advice);
  }

  @ParameterizedTest
  @CsvSource({
    // BC614Eh = 12345678.
    "BC614E, as a serial number in hexadecimal it is 12345678",
    "0xBC614E, as a serial number in hexadecimal it is 12345678",
    "0x00BC614E, 'as digits it is 00BC614E, as a serial number in hexadecimal it is 12345678'",
    "123456789ABC, it has 12 digits",
  })
  void hexadecimalSerialBecomesDecimal(String text, String advice) {
    assertAdvice(text, advice);
  }
}
