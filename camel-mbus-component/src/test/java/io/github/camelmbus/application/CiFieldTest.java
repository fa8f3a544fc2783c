package io.github.camelmbus.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.camelmbus.application.CiField.Layout;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CiFieldTest {
  @ParameterizedTest
  @CsvSource({
    "70, APPLICATION_ERROR",
    "72, LONG_HEADER",
    "78, NO_HEADER",
    "7A, SHORT_HEADER",
    "6E, APPLICATION_ERROR_SHORT_HEADER",
    "73, FIXED_DATA",
    "75, ALARM_LONG_HEADER",
    "76, LONG_HEADER_HIGH_OCTET_FIRST",
    "51, COMMAND",
    "5B, COMMAND_LONG_HEADER",
    "BF, COMMAND",
    "B7, UNSUPPORTED",
  })
  void layoutFollowsTheCode(String code, Layout layout) {
    assertThat(new CiField(Integer.parseInt(code, 16)).layout()).isEqualTo(layout);
  }

  @ParameterizedTest
  @CsvSource({
    "00, reserved for DLMS/COSEM based layers",
    "4F, reserved for DLMS/COSEM based layers",
    "51, data send",
    "52, selection of a slave",
    "71, alarm status",
    "7D, 'COSEM application layer, short header'",
    "90, authentication and fragmentation layer (AFL)",
    "A0, manufacturer specific",
    "B1, 'manufacturer specific, RAM read'",
    "B7, manufacturer specific",
    "BB, set baud rate to 2400",
    "C0, unassigned",
  })
  void meaningIsThatOfTheTable(String code, String text) {
    assertThat(new CiField(Integer.parseInt(code, 16)).text()).isEqualTo(text);
  }

  @Test
  void meterSaysNothingElseThatIsDecoded() {
    int[] decoded =
        IntStream.rangeClosed(0x60, 0xB7)
            .filter(code -> new CiField(code).layout() != Layout.UNSUPPORTED)
            .toArray();

    assertThat(decoded)
        .containsExactly(
            0x6E, 0x6F, 0x70, 0x71, 0x72, 0x73, 0x74, 0x75, 0x76, 0x77, 0x78, 0x7A, 0x90);
  }

  @Test
  void moreThanAnOctetIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CiField(256))
        .withMessage("CI field is one octet, 0 to 255, not 256");
  }
}
