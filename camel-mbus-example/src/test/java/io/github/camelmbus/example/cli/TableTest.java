package io.github.camelmbus.example.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TableTest {
  /** ESC ] 0 sets the title of a terminal, CR overwrites the line. */
  @Test
  void textOfAMeterDoesNothingToTheTerminal() {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    Table table = new Table("key", "value");
    table.row("customer", "\u001B]0;x\u0007\rroot");
    table.row("volume", new BigDecimal("1E-7"));
    table.row("error", null);

    table.print(new PrintStream(printed, true, StandardCharsets.UTF_8));

    assertThat(printed.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "key       value",
            "customer  \\u001B]0;x\\u0007\\u000Droot",
            "volume    0.0000001",
            "error");
  }
}
