package io.github.camelmbus.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceTypeTest {
  @ParameterizedTest
  @CsvSource({"04, heat", "07, water", "0D, heat-cooling", "16, cold-water", "2A, reserved-2A"})
  void nameIsThatOfTheTable(String code, String name) {
    assertThat(DeviceType.name(Integer.parseInt(code, 16))).isEqualTo(name);
  }

  @Test
  void everyCodeHasANameOfItsOwn() {
    assertThat(IntStream.rangeClosed(0, 255).mapToObj(DeviceType::name)).doesNotHaveDuplicates();
  }
}
