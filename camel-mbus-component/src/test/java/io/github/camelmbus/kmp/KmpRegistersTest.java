package io.github.camelmbus.kmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.camelmbus.data.FunctionField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rows of the registers. */
class KmpRegistersTest {

  @ParameterizedTest
  @CsvSource({
    "60, energy",
    "63, energy_cooling",
    "64, energy_tariff2",
    "86, flowTemperature",
    "97, energyE8",
    "124, volumeFlow_year_max",
    "175, operatingTime_error",
    "1004, operatingTime",
  })
  void aKeyIsMadeOfTheWordsOfItsRow(int number, String key) {
    assertThat(KmpRegisters.of(number)).isNotNull();
    assertThat(KmpRegisters.of(number).key()).isEqualTo(key);
  }

  @Test
  void keysAndNumbersAreUnique() {
    assertThat(KmpRegisters.all()).extracting(KmpRegister::key).doesNotHaveDuplicates();
    assertThat(KmpRegisters.all()).extracting(KmpRegister::number).doesNotHaveDuplicates();
    assertThat(KmpRegisters.all()).allSatisfy(row -> assertThat(row.meaning()).isNotBlank());
  }

  /** Of the list of the 601 and 801, seen on a 303 and 603, and of other kinds of meters. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          60  | 303, 40x, 60x, 801
          94  | 601, 801
          89  | 403, 601, 801
          155 | 601, 602, 801; not 403
          220 | 801
          369 | 303, 603
          675 | 303
          241 | 21, KWM2231 (one source)
          1023 | 382
          """)
  void aRowSaysWhichMetersHaveTheRegister(int number, String meters) {
    assertThat(KmpRegisters.of(number).meters()).isEqualTo(meters);
  }

  @Test
  void eachRowSaysWhichMetersHaveTheRegisterOrThatThisIsUnknown() {
    assertThat(KmpRegisters.all())
        .allSatisfy(
            row ->
                assertThat(row.meters())
                    .containsPattern("^(\\d{2,3}\\b.*|" + KmpRegister.UNKNOWN + ")$"));
  }

  @Test
  void wordsAtTheEndAreFunctionAndTariff() {
    KmpRegister extreme = KmpRegisters.of(126);

    assertThat(extreme.quantity()).isEqualTo("volume-flow");
    assertThat(extreme.qualifiers()).containsExactly("year");
    assertThat(extreme.function()).isEqualTo(FunctionField.MINIMUM);
    assertThat(KmpRegisters.of(64).tariff()).isEqualTo(2);
  }

  /** Register 1 is an energy of electricity meters, and the date of another kind. */
  @Test
  void theUnitShowsWhetherARowFits() {
    KmpRegister energy = KmpRegisters.of(1);

    assertThat(energy.family().covers(KmpUnit.KILOWATT_HOUR)).isTrue();
    assertThat(energy.family().covers(KmpUnit.GIGAJOULE)).isTrue();
    assertThat(energy.family().covers(KmpUnit.DATE)).isFalse();
    assertThat(energy.family().covers(null)).isFalse();
  }

  @Test
  void usersWriteNumbersAndKeys() {
    assertThat(KmpRegisters.parse("60, volume,1004,flowTemperature,65535"))
        .containsExactly(60, 68, 1004, 86, 65535);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KmpRegisters.parse("60,heat"))
        .withMessage(
            "a register is a number from 0 to 65535 or a name such as energy or volume, not"
                + " 'heat'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KmpRegisters.parse("volumne"))
        .withMessageContaining("not 'volumne'; similar names: volume, ");
    assertThatIllegalArgumentException().isThrownBy(() -> KmpRegisters.parse("65536"));
    assertThatIllegalArgumentException().isThrownBy(() -> KmpRegisters.parse(""));
  }
}
