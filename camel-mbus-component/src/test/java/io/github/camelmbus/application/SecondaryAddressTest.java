package io.github.camelmbus.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecondaryAddressTest {
  // HYD = 2324h, low octet first 24 23; version 28h = 40; device type 04 = heat.
  private static final SecondaryAddress HEAT_METER =
      new SecondaryAddress("12345678", 0x2324, 40, 4);

  private static final byte[] ON_THE_WIRE = HexFormat.of().parseHex("7856341224232804");

  @Test
  void identificationNumberIsSentLowOctetFirst() {
    assertThat(HEAT_METER.octets()).isEqualTo(ON_THE_WIRE);
    assertThat(SecondaryAddress.decode(ON_THE_WIRE, 0)).isEqualTo(HEAT_METER);
  }

  @Test
  void octetsAreTakenFromTheOffset() {
    byte[] behindTwo = HexFormat.of().parseHex("FFFF" + "7856341224232804" + "2A");

    assertThat(SecondaryAddress.decode(behindTwo, 2)).isEqualTo(HEAT_METER);
  }

  @Test
  void tooFewOctetsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SecondaryAddress.decode(ON_THE_WIRE, 1))
        .withMessage("a secondary address is 8 octets, from offset 1 of 8 there are fewer");
  }

  @Test
  void textIsTheNumberAsPrintedAndTheRestAsSent() {
    assertThat(HEAT_METER).hasToString("1234567824232804");
    assertThat(SecondaryAddress.parse("1234567824232804")).isEqualTo(HEAT_METER);
    assertThat(SecondaryAddress.ANY).hasToString("FFFFFFFFFFFFFFFF");
  }

  @Test
  void eightDigitsMeanAnyManufacturerVersionAndType() {
    assertThat(SecondaryAddress.parse("12345678"))
        .isEqualTo(new SecondaryAddress("12345678", 0xFFFF, 0xFF, 0xFF));
  }

  @Test
  void lowerCaseAndSpaceAroundAreTaken() {
    assertThat(SecondaryAddress.parse(" 1a34567f ")).hasToString("1A34567FFFFFFFFF");
  }

  @ParameterizedTest
  @CsvSource({
    "1234567824232804, true, true",
    "1234567E24232804, true, true",
    "1234567824232FF4, true, true",
    "12345678FFFF2804, false, true",
    "123456782423FF04, false, true",
    "12345678242328FF, false, true",
    "1234567F24232804, false, false",
  })
  void anyWildcardMakesAMask(String address, boolean exact, boolean idExact) {
    assertThat(SecondaryAddress.parse(address).isExact()).isEqualTo(exact);
    assertThat(SecondaryAddress.parse(address).idIsExact()).isEqualTo(idExact);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1234567824232804", "12345678", "FFFFFFF8", "1F3F5F7F", "FFFFFFFFFFFFFF04"})
  void maskSelectsTheMeter(String mask) {
    assertThat(SecondaryAddress.parse(mask).matches(HEAT_METER)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "12345679",
        "FFFFFFF9",
        "1234567824242804",
        // Half a manufacturer is no wildcard.
        "12345678FF232804",
        "1234567824232904",
        "FFFFFFFFFFFFFF07",
      })
  void maskOfAnotherMeterDoesNot(String mask) {
    assertThat(SecondaryAddress.parse(mask).matches(HEAT_METER)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    // 4024h is PAD, sent as 24 40; read the other way round the code has no third letter.
    "1111111140240107, 1111111124400107",
    // Octets of the number the other way round.
    "7856341224232804, 1234567824232804",
  })
  void alternativesSwapOctets(String address, String meant) {
    assertThat(SecondaryAddress.parse(address).alternatives())
        .contains(SecondaryAddress.parse(meant));
  }

  @Test
  void alternativesTakeASerialNumberInHexadecimal() {
    // BC614Eh = 12345678.
    assertThat(SecondaryAddress.parse("00BC614E").alternatives())
        .containsExactly(SecondaryAddress.parse("4E61BC00"), SecondaryAddress.parse("12345678"));
  }

  // AC48h is 48ACh (REL) with its octets swapped, and KBH with bit 15: unlikely, but possible.
  // 97A6h is A697h (ITW with bit 15) swapped, and no letters.
  @ParameterizedTest
  @CsvSource({
    "1234567848AC2804, 12345678AC482804",
    "12345678A6972804, 1234567897A62804",
  })
  void manufacturerThatIsUnlikelyIsSwapped(String address, String meant) {
    assertThat(SecondaryAddress.parse(address).alternatives())
        .contains(SecondaryAddress.parse(meant));
  }

  @Test
  void bit15OfTheManufacturerMakesAnotherAddress() {
    SecondaryAddress local = SecondaryAddress.parse("1234567897A62804");
    SecondaryAddress registered = SecondaryAddress.parse("1234567897262804");

    assertThat(local.octets()).containsExactly(0x78, 0x56, 0x34, 0x12, 0x97, 0xA6, 0x28, 0x04);
    assertThat(SecondaryAddress.decode(local.octets(), 0)).isEqualTo(local);
    assertThat(local).hasToString("1234567897A62804").isNotEqualTo(registered);
    assertThat(registered.matches(local)).isFalse();
    assertThat(SecondaryAddress.parse("12345678FFFF2804").matches(local)).isTrue();
  }

  @Test
  void palindromeHasNoAlternative() {
    assertThat(SecondaryAddress.parse("12343412").alternatives()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1234567", "123456789", "1234567G", "1234567a"})
  void identificationNumberIsEightUpperCaseDigits(String id) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SecondaryAddress(id, 0, 0, 0))
        .withMessageEndingWith("not '" + id + "'");
  }
}
