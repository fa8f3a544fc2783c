package io.github.camelmbus.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CosemFramesTest {
  private static boolean isCosem(String ci, String data) {
    return CosemFrames.isCosem(Integer.parseInt(ci, 16), HexFormat.of().parseHex(data));
  }

  @ParameterizedTest
  @CsvSource({
    // STSAP, DTSAP, general ciphering with a system title of 8 octets.
    "00, 0167DB084D42555301020304",
    // The parts that follow: numbered, the last one with bit 4.
    "01, 0167A55A",
    "11, 0167A55A",
    // Data notification, and the LLC of a reply.
    "0F, 01670F0000",
    "10, 0110E6E700",
    // The CI fields of the COSEM application layer.
    "60, 0102",
    "7C, 7856341224232804",
    // Other CI fields, by the beginning of the APDU.
    "20, 0167DB08",
    "5F, E6E7000F",
    "B7, DB084D42"
  })
  void dlmsIsKnownByItsCiFieldOrItsFirstOctets(String ci, String data) {
    assertThat(isCosem(ci, data)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    // Data send: DIF DB and DIFE 08; VIFEs; selection; baud rate.
    "51, DB080601020304",
    "51, 017A08",
    "52, E6E7000024232804",
    "BB, ''",
    // A meter's data, and octets of which nothing is known.
    "72, DB08341224232804",
    "B7, 0102",
    "5F, DB",
    "5F, E6E7"
  })
  void whatAMasterOfMBusSendsIsNoDlms(String ci, String data) {
    assertThat(isCosem(ci, data)).isFalse();
  }
}
