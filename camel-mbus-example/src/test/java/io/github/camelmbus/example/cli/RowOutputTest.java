package io.github.camelmbus.example.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.camelmbus.example.sink.CsvRows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowOutputTest {
  private static final RowOutput.Form<Integer> FORM =
      new RowOutput.Form<>(List.of("row"), List::of, List.of("row"), List::of);

  /** More than are written in one block: each row is 10 octets or more. */
  private static final int MANY = 100_000;

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  @Test
  void rowsBeforeAFailureAreWritten() {
    try (RowOutput<Integer> rows = output(written)) {
      rows.print(1);
      rows.print(2);
    }
    assertThat(written.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            {"row":1}
            {"row":2}
            """);
  }

  /** Texts of cells are kept for the next row; 1.5 and 1.50 are not the same text. */
  @Test
  void cellsOfCsvAreThoseOfTheirOwnRow() {
    RowOutput.Form<List<Object>> form =
        new RowOutput.Form<>(List.of("name", "value"), row -> row, List.of(), row -> row);
    CsvOutput csv = new CsvOutput(new CsvRows(","), ";");
    try (RowOutput<List<Object>> rows = new RowOutput<>(form, new OutputOptions(written), csv)) {
      rows.print(Arrays.asList("=a;b", new BigDecimal("1.5")));
      rows.print(Arrays.asList("=a;b", new BigDecimal("1.50")));
      rows.print(Arrays.asList(null, new BigDecimal("1.50")));
      rows.print(Arrays.asList("ä", null));
      rows.print(Arrays.asList("", List.of("x", "y")));
    }
    assertThat(written.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "name;value\r\n\"'=a;b\";1,5\r\n\"'=a;b\";1,50\r\n;1,50\r\nä;\r\n\"\";\"x; y\"\r\n");
  }

  @Test
  void rowsThatNobodyReadsAreNotMade() {
    assertThatExceptionOfType(OutputOptions.ReaderGone.class)
        .isThrownBy(() -> printMany(new Failing("Broken pipe")));
  }

  @Test
  void fullDiskIsSaidBeforeTheLastRow() {
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> printMany(new Failing("No space left on device")))
        .withMessage("the output cannot be written");
  }

  private static void printMany(OutputStream out) {
    try (RowOutput<Integer> rows = output(out)) {
      IntStream.range(0, MANY).forEach(rows::print);
    }
  }

  private static RowOutput<Integer> output(OutputStream out) {
    OutputOptions options = new OutputOptions(out);
    options.json = true;
    return new RowOutput<>(FORM, options, null);
  }

  private static final class Failing extends OutputStream {
    private final String message;

    Failing(String message) {
      this.message = message;
    }

    @Override
    public void write(int octet) throws IOException {
      throw new IOException(message);
    }
  }
}
