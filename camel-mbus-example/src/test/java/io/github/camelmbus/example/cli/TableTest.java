package io.github.camelmbus.example.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
  /** ESC ] 0 sets the title of a terminal, CR overwrites the line. */
  @Test
  void textOfAMeterDoesNothingToTheTerminal() {
    Table table = new Table("key", "value");
    table.row("customer", "\u001B]0;x\u0007\rroot");
    table.row("volume", new BigDecimal("1E-7"));
    table.row("error", null);

    assertThat(printed(table, Table.ANY_WIDTH))
        .containsExactly(
            "key       value",
            "customer  \\u001B]0;x\\u0007\\u000Droot",
            "volume    0.0000001",
            "error");
  }

  /** One line needs 16 + 2 + 10 + 2 + 7 + 2 + 32 = 71 columns, without the remarks 37. */
  @Test
  void columnsThatDoNotFitContinueBelowAndStayAligned() {
    Table table = new Table("meter", "from", "used", "remarks");
    table.row("5041882324232804", "2026-11-01", 1987800, "");
    table.row("cellar", "2026-11-01", new BigDecimal("0.0009"), "no value before 2026-11-30 08:33");

    assertThat(printed(table, 30))
        .containsExactly(
            "meter             from",
            "  used",
            "  remarks",
            "5041882324232804  2026-11-01",
            "  1987800",
            "cellar            2026-11-01",
            "  0.0009",
            "  no value before 2026-11-30",
            "    08:33");
    assertThat(printed(table, 40))
        .containsExactly(
            "meter             from        used",
            "  remarks",
            "5041882324232804  2026-11-01  1987800",
            "cellar            2026-11-01  0.0009",
            "  no value before 2026-11-30 08:33");
    assertThat(printed(table, Table.ANY_WIDTH))
        .containsExactly(
            "meter             from        used     remarks",
            "5041882324232804  2026-11-01  1987800",
            "cellar            2026-11-01  0.0009   no value before 2026-11-30 08:33");
  }

  private static List<String> printed(Table table, int columns) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    table.print(new PrintStream(printed, true, StandardCharsets.UTF_8), columns);
    return printed.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
