package io.github.camelmbus.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.MBusFormatException;
import io.github.camelmbus.application.ApplicationMessage;
import io.github.camelmbus.application.CiField;
import io.github.camelmbus.application.DeviceType;
import io.github.camelmbus.application.UnknownMessage;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The page docs/coverage.md says what the tables of the decoder say. {@code -Dmbus.docs=update}
 * rewrites it.
 */
class CoverageTest {
  private static final Path PAGE = Path.of("..", "docs", "coverage.md");
  private static final String DECODED = "decoded";
  private static final String RAW = "raw";
  private static final String RESERVED = "reserved";

  private static final String INTRODUCTION =
      """
      # What is decoded

      Every code of EN 13757-3 and what becomes of it, written by `CoverageTest` from the tables of the decoder (`-Dmbus.docs=update`); a test fails when it is stale.

      - **decoded**: becomes a value, a qualifier, a quality or a name.
      - **raw**: known by name; its octets stay as they are, in hexadecimal.
      - **reserved**: nobody has given it a meaning. Its record keeps the plain number and its octets (`quality` is `unsupported`), other codes keep their octets.

      Codes of VIFs and VIFEs are given without their extension bit.

      The proof is a file of `camel-mbus-component/src/test/resources/telegrams` with a telegram that holds the code, a field on each line with its meaning worked out by hand; the values that a reading has of it are in the JSON file beside it.
      """;

  private static final String PROFILE =
      ": its values, each with its date, where the telegram tells a date to count from";

  /** One line of a table of the page. */
  private record Line(int code, String meaning, String state, String proof) {
    boolean continues(Line before) {
      return meaning.equals(before.meaning)
          && state.equals(before.state)
          && proof.equals(before.proof);
    }
  }

  private record Section(String title, String column, List<Line> lines) {
    long count(String state) {
      return lines.stream().filter(line -> line.state.equals(state)).count();
    }

    long proved() {
      return lines.stream().filter(line -> !line.proof.isEmpty()).count();
    }
  }

  private final CoverageProofs proofs = CoverageProofs.ofTheTelegrams();

  @Test
  void pageSaysWhatTheTablesSay() throws IOException {
    String expected = page(sections());

    if ("update".equals(System.getProperty("mbus.docs"))) {
      Files.writeString(PAGE, expected);
    } else {
      assertThat(PAGE).exists();
      assertThat(Files.readString(PAGE))
          .as("%s is stale: run the tests with -Dmbus.docs=update", PAGE)
          .isEqualTo(expected);
    }
  }

  @Test
  void everyCodeThatIsDecodedHasATelegram() {
    for (Section section : sections()) {
      assertThat(section.lines.stream().filter(line -> line.state.equals(DECODED)))
          .as(section.title)
          .filteredOn(line -> line.proof.isEmpty())
          .isEmpty();
    }
  }

  private List<Section> sections() {
    return List.of(
        section("CI fields", "CI", 0x100, this::ciField),
        section("Device types", "Code", 0x100, this::deviceType),
        section("Data fields (DIF bits 3..0)", "Code", 0x10, this::dataField),
        section("Function fields (DIF bits 5..4)", "Code", 0x04, this::functionField),
        new Section("Special DIFs", "DIF", IntStream.range(0, 8).mapToObj(this::special).toList()),
        section("Data of variable length", "LVAR", 0x100, this::lvar),
        vifs("Primary VIFs", VifTable.PRIMARY, "", "VIF"),
        vifs("VIFs behind FB", VifTable.FIRST_EXTENSION, "FB", "VIFE"),
        vifs("VIFs behind FD", VifTable.MAIN_EXTENSION, "FD", "VIFE"),
        vifs("VIFs behind FD FD", VifTable.SECOND_LEVEL, "FDFD", "VIFE"),
        section("Combinable VIFEs", "VIFE", CodePattern.CODES, code -> vife("", code)),
        section("VIFEs behind FC", "VIFE", CodePattern.CODES, code -> vife("FC", code)));
  }

  private static Section section(String title, String column, int codes, IntFunction<Line> line) {
    return new Section(title, column, IntStream.range(0, codes).mapToObj(line).toList());
  }

  private Section vifs(String title, VifTable table, String prefix, String column) {
    return section(title, column, CodePattern.CODES, code -> vif(table, prefix, code));
  }

  private Line vif(VifTable table, String prefix, int code) {
    VifRow row = table.row(code);
    String state =
        switch (row.type()) {
          case RESERVED -> row.quantity() == Quantity.RESERVED ? RESERVED : RAW;
          case OCTETS -> RAW;
          default -> DECODED;
        };
    return new Line(code, meaning(row), state, proofs.vif(prefix, code));
  }

  private static String meaning(VifRow row) {
    Unit unit = row.unit();
    if (unit == null || row.type() != DataType.NUMBER) {
      return row.quantity().text();
    }
    BigDecimal step = BigDecimal.valueOf(unit.multiplier()).scaleByPowerOfTen(row.exponent());
    String factor = step.stripTrailingZeros().toPlainString();
    return "%s in %s `%s`".formatted(row.quantity().text(), factor, unit.ucum());
  }

  /** What the code does to a volume of 261 l: 02 13 0501; of a profile, what becomes of that. */
  private Line vife(String prefix, int code) {
    DataRecord record =
        RecordList.decode(Records.octets("0293" + prefix + "%02X0501".formatted(code)))
            .records()
            .get(0);
    if (record.qualifiers().stream().anyMatch(text -> text.endsWith("compact-profile"))
        || record.qualifiers().contains("compact-profile-with-registers")) {
      return new Line(code, record.qualifiers().get(0) + PROFILE, DECODED, proofs.vife("", code));
    }
    boolean reserved = record.qualifiers().stream().anyMatch(text -> text.startsWith("reserved-"));
    return new Line(
        code,
        reserved ? "a qualifier made of the code, `reserved-10`" : vifeMeaning(record),
        reserved ? RESERVED : record.quality() == Quality.UNSUPPORTED ? RAW : DECODED,
        proofs.vife(prefix, code));
  }

  private static String vifeMeaning(DataRecord record) {
    List<String> words = new ArrayList<>(record.qualifiers());
    if (record.quality() != Quality.GOOD) {
      words.add("quality `%s`".formatted(record.quality().text()));
    }
    return words.isEmpty()
        ? "261 l become %s `%s`".formatted(Records.value(record), record.unit())
        : String.join(", ", words);
  }

  private Line ciField(int code) {
    String text = new CiField(code).text();
    boolean unassigned = text.equals("unassigned") || text.startsWith("reserved");
    String state = isDecoded(code) ? DECODED : unassigned ? RESERVED : RAW;
    return new Line(code, text, state, proofs.ciField(code));
  }

  /** The fixed data structure has 16 octets. */
  private static boolean isDecoded(int ci) {
    return IntStream.of(16, 64).anyMatch(length -> isDecoded(ci, new byte[length]));
  }

  private static boolean isDecoded(int ci, byte[] data) {
    try {
      return !(ApplicationMessage.decode(ci, data) instanceof UnknownMessage);
    } catch (MBusFormatException wantsOtherData) {
      return true;
    }
  }

  private Line deviceType(int code) {
    String name = DeviceType.name(code);
    boolean reserved = name.startsWith("reserved-");
    return new Line(
        code,
        reserved ? "a name made of the code, `reserved-2A`" : name,
        reserved ? RESERVED : DECODED,
        proofs.deviceType(code));
  }

  private Line dataField(int code) {
    DataField field = DataField.of(code);
    String meaning =
        field == DataField.VARIABLE
            ? "variable length, see LVAR"
            : field == DataField.SPECIAL
                ? "special function, see below"
                : "%s, %d octets".formatted(field.name(), field.length());
    return new Line(code, meaning, DECODED, proofs.dataField(code));
  }

  private Line functionField(int code) {
    return new Line(
        code, FunctionField.ofDif(code << 4).text(), DECODED, proofs.functionField(code));
  }

  private Line special(int number) {
    int dif = number << 4 | 0x0F;
    RecordList list = RecordList.decode(new byte[] {(byte) dif});
    String meaning =
        switch (number) {
          case 0 -> "manufacturer specific data follows";
          case 1 -> "manufacturer specific data follows, and more records in another telegram";
          case 2 -> "idle filler";
          case 7 -> "global readout request";
          default -> "ends the records with a warning";
        };
    String state = list.complete() ? DECODED : RESERVED;
    return new Line(dif, meaning, state, proofs.special(dif));
  }

  private Line lvar(int code) {
    Lvar lvar = Lvar.of(code);
    boolean reserved = lvar.form() == Lvar.Form.RESERVED;
    String meaning =
        switch (lvar.form()) {
          case TEXT -> "text of LVAR characters";
          case POSITIVE_BCD -> "BCD of %d digits".formatted(2 * lvar.length());
          case NEGATIVE_BCD -> "negative BCD of %d digits".formatted(2 * lvar.length());
          case BINARY -> "unsigned integer of %d octets".formatted(lvar.length());
          case REAL -> "floating point number";
          case RESERVED -> "the rest of the telegram is taken as its data";
        };
    return new Line(code, meaning, reserved ? RESERVED : DECODED, proofs.lvar(code));
  }

  private static String page(List<Section> sections) {
    StringBuilder page = new StringBuilder(INTRODUCTION);
    page.append("\n| table | decoded | raw | reserved | with proof |\n|---|---|---|---|---|\n");
    for (Section section : sections) {
      page.append(
          "| %s | %d | %d | %d | %d |\n"
              .formatted(
                  section.title,
                  section.count(DECODED),
                  section.count(RAW),
                  section.count(RESERVED),
                  section.proved()));
    }
    sections.forEach(section -> page.append(text(section)));
    return page.toString();
  }

  private static String text(Section section) {
    return "\n## %s\n\n| %s | meaning | state | proof |\n|---|---|---|---|\n"
            .formatted(section.title, section.column)
        + runs(section.lines).stream().map(CoverageTest::text).collect(Collectors.joining());
  }

  /** Lines that differ in nothing but their code, in a row, are one. */
  private static List<List<Line>> runs(List<Line> lines) {
    List<List<Line>> runs = new ArrayList<>();
    for (Line line : lines) {
      List<Line> last = runs.isEmpty() ? List.of() : runs.get(runs.size() - 1);
      if (!last.isEmpty() && line.continues(last.get(last.size() - 1))) {
        last.add(line);
      } else {
        runs.add(new ArrayList<>(List.of(line)));
      }
    }
    return runs;
  }

  private static String text(List<Line> run) {
    Line first = run.get(0);
    String code = "%02X".formatted(first.code);
    if (run.size() > 1) {
      code += "..%02X".formatted(run.get(run.size() - 1).code);
    }
    return "| %s | %s | %s | %s |\n".formatted(code, first.meaning, first.state, first.proof);
  }
}
