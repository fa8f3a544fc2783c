package io.github.camelmbus.kmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.kmp.KmpRegister.Family;
import io.github.camelmbus.reading.KmpReadings;
import io.github.camelmbus.reading.MeterReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The page docs/reference/kmp-registers.md says what the rows of the registers say. {@code
 * -Dmbus.docs=update} rewrites it.
 */
class KmpRegistersPageTest {
  private static final Path PAGE = Path.of("..", "docs", "reference", "kmp-registers.md");

  private static final String INTRODUCTION =
      """
      # Registers of Kamstrup meters

      What a reading of an optical head makes of a register, written by `KmpRegistersPageTest` from the rows of `KmpRegisters` (`-Dmbus.docs=update`); a test fails when it is stale.

      - **Register**: its number, in decimal. Options take the number or the key.
      - **Key**: that of its record in a reading.
      - **Unit**: of the value in a reading. A meter sends the unit with each value, so kWh and MWh both become `W.h`. Where it sends another kind of unit, the register is something else in that meter: its key is `register` and the number.
      - **Meters**: the MULTICAL meters, and of electricity the others, that are in a list of the manufacturer with it or have been seen with it. Others may have it, too; a meter leaves out what it does not have, and is not asked for it again.

      A register without a row is kept too, with its number, its unit and its octets.
      """;

  static List<KmpRegister> rows() {
    return KmpRegisters.all();
  }

  @Test
  void pageSaysWhatTheRowsSay() throws IOException {
    String expected = page();

    if ("update".equals(System.getProperty("mbus.docs"))) {
      Files.writeString(PAGE, expected);
    } else {
      assertThat(PAGE).exists();
      assertThat(Files.readString(PAGE))
          .as("%s is stale: run the tests with -Dmbus.docs=update", PAGE)
          .isEqualTo(expected);
    }
  }

  private static String page() {
    String table =
        rows().stream()
            .sorted(Comparator.comparingInt(KmpRegister::number))
            .map(KmpRegistersPageTest::line)
            .collect(Collectors.joining());
    return INTRODUCTION
        + "\n%d registers.\n\n".formatted(rows().size())
        + "| Register | Key | Unit | Meaning | Meters |\n|---|---|---|---|---|\n"
        + table;
  }

  private static String line(KmpRegister row) {
    return "| %d | `%s` | %s | %s | %s |\n"
        .formatted(row.number(), row.key(), units(row.family()), row.meaning(), row.meters());
  }

  private static String units(Family family) {
    return switch (family) {
      case DATE -> "date";
      case CLOCK -> "time";
      case DATE_TIME -> "date and time";
      case TEXT -> "text";
      case PLAIN -> "none";
      case ANY -> "any";
      default ->
          Arrays.stream(KmpUnit.values())
              .filter(family::covers)
              .map(KmpUnit::ucum)
              .filter(Objects::nonNull)
              .distinct()
              .map(unit -> "`" + unit + "`")
              .collect(Collectors.joining(", "));
    };
  }

  /** 128 = 80h, in each unit of the kind: one octet is a number, a text, or octets. */
  @ParameterizedTest
  @MethodSource("rows")
  void aRegisterWithAUnitOfItsKindHasTheKeyOfItsRow(KmpRegister row) {
    List<KmpUnit> units = Arrays.stream(KmpUnit.values()).filter(row.family()::covers).toList();
    assertThat(units).isNotEmpty();
    for (KmpUnit unit : units) {
      RegisterValue value =
          new RegisterValue(row.number(), unit.code(), 0, OctetString.of((byte) 0x80));
      KmpAnswer.Registers answer = new KmpAnswer.Registers(List.of(value));
      byte[] frame = answer.frame(KmpFrame.METER, KmpRequest.GetRegister.CID).encode();

      MeterReading reading = KmpReadings.ofTelegrams(List.of(frame), null, null);

      assertThat(reading.records()).hasSize(1);
      MeterReading.Record record = reading.records().get(0);
      assertThat(record.key()).isEqualTo(row.key());
      assertThat(record.quantity()).isEqualTo(row.quantity());
      assertThat(record.unit()).isEqualTo(unit.ucum());
    }
  }
}
