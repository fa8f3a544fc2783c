package io.github.camelmbus.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KamstrupSerialTest {
  @ParameterizedTest
  @ValueSource(strings = {"82345678/H7/24", " 82345678 / h7 / 24 "})
  void serialIsSplitAsPrinted(String printed) {
    KamstrupSerial serial = KamstrupSerial.parse(printed);

    assertThat(serial).isEqualTo(new KamstrupSerial("82345678", "H7", 2024));
    assertThat(serial).hasToString("82345678/H7/24");
  }

  @Test
  void serialSelectsItsMeter() {
    assertThat(KamstrupSerial.parse("82345678/H7/04").address())
        .isEqualTo(SecondaryAddress.parse("82345678"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "82345678", "8234567/H7/24", "82345678/H7/2024", "82345678//24"})
  void otherTextIsRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KamstrupSerial.parse(text))
        .withMessageContainingAll("82345678/H7/24", "'" + text + "'");
  }

  @Test
  void partsAreChecked() {
    assertThatIllegalArgumentException().isThrownBy(() -> new KamstrupSerial("82345678", "H7", 24));
  }
}
