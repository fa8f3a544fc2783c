package io.github.camelmbus.example.sink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {
  @Test
  void whatATerminalObeysIsEscapedAsInJson() {
    assertThat(Printable.of("a\u001B[2Jb\r\nc\0d"))
        .isEqualTo("a\\u001B[2Jb\\u000D\\u000Ac\\u0000d");
    // C1 CSI, right to left override, line separator
    assertThat(Printable.of("\u009B\u202E\u2028")).isEqualTo("\\u009B\\u202E\\u2028");
  }

  @Test
  void lettersOfAnyScriptStay() {
    assertThat(Printable.of("Wärmezähler µ 水表")).isEqualTo("Wärmezähler µ 水表");
  }

  @Test
  void longTextIsCutAndSaysHowLongItIs() {
    assertThat(Printable.of("x".repeat(100), 100)).isEqualTo("x".repeat(100));
    assertThat(Printable.of("x\n" + "y".repeat(99), 4)).isEqualTo("x\\u000Ayy... (101 characters)");
  }
}
