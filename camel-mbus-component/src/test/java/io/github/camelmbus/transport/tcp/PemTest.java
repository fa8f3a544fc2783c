package io.github.camelmbus.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

/** RFC 7468: blocks of base64 between lines of text. */
class PemTest {

  @Test
  void blocksAreFoundAmongOtherText() {
    // AQID is 01 02 03, BAU= is 04 05 (RFC 4648)
    String text =
        """
        Bag Attributes: none
        -----BEGIN CERTIFICATE-----
        AQID
        -----END CERTIFICATE-----
        subject=CN = gateway
        -----BEGIN PRIVATE KEY-----
        BA
        U=
        -----END PRIVATE KEY-----
        """;

    assertThat(Pem.parse(text))
        .extracting(Pem::label)
        .containsExactly("CERTIFICATE", "PRIVATE KEY");
    assertThat(Pem.parse(text).get(0).octets()).containsExactly(1, 2, 3);
    assertThat(Pem.parse(text).get(1).octets()).containsExactly(4, 5);
  }

  @Test
  void linesMayEndAsOnWindows() {
    assertThat(Pem.parse("-----BEGIN CERTIFICATE-----\r\nAQID\r\n-----END CERTIFICATE-----\r\n"))
        .hasSize(1);
  }

  @Test
  void blockWithoutEndIsNone() {
    assertThat(Pem.parse("-----BEGIN CERTIFICATE-----\nAQID\n")).isEmpty();
  }

  @Test
  void damagedBase64IsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Pem.parse("-----BEGIN CERTIFICATE-----\nA\n-----END CERTIFICATE-----"))
        .withMessageContaining("the block CERTIFICATE in it is damaged");
  }
}
