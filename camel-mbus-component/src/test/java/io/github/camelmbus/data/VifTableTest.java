package io.github.camelmbus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VifTableTest {

  /**
   * Data field 2 (16 bit), 0105h = 261 low octet first. E000 0nnn is 10^(nnn-3) Wh, so 06h is 10^3
   * Wh and 261 kWh are 261000 W.h; the others are worked out in the same way from their row.
   */
  @ParameterizedTest
  @CsvSource({
    "02 06 0501,          energy,                  261000,       W.h",
    "02 00 0501,          energy,                  0.261,        W.h",
    // 10^(1) J.
    "02 09 0501,          energy,                  2610,         J",
    // 10^(3-6) m3, litres.
    "02 13 0501,          volume,                  0.261,        m3",
    "02 1A 0501,          mass,                    26.1,         kg",
    // 261 s, min, h, d.
    "02 20 0501,          on-time,                 261,          s",
    "02 21 0501,          on-time,                 15660,        s",
    "02 26 0501,          operating-time,          939600,       s",
    "02 27 0501,          operating-time,          22550400,     s",
    "02 2B 0501,          power,                   261,          W",
    "02 31 0501,          power,                   2610,         J/h",
    "02 3B 0501,          volume-flow,             0.261,        m3/h",
    // 261e-7 m3/min x 60 min/h; 261e-9 m3/s x 3600 s/h.
    "02 40 0501,          volume-flow,             0.0015660,    m3/h",
    "02 48 0501,          volume-flow,             0.000939600,  m3/h",
    "02 53 0501,          mass-flow,               261,          kg/h",
    "02 5A 0501,          flow-temperature,        26.1,         Cel",
    "02 5D 0501,          return-temperature,      2.61,         Cel",
    "02 60 0501,          temperature-difference,  0.261,        K",
    "02 67 0501,          external-temperature,    261,          Cel",
    "02 69 0501,          pressure,                2.61,         bar",
    "02 6E 0501,          hca,                     261,          1",
    "02 71 0501,          averaging-duration,      15660,        s",
    "02 76 0501,          actuality-duration,      939600,       s",
    "01 7A FA,            primary-address,         250,          ",
    // FBh: MWh x 10^-1, kvarh, GJ x 10^-1, Mcal x 10^-1.
    "02 FB00 0501,        energy,                  26100000,     W.h",
    "02 FB02 0501,        reactive-energy,         261000,       V.A.h",
    "02 FB08 0501,        energy,                  26100000000,  J",
    "02 FB0C 0501,        energy,                  26100000,     cal",
    "02 FB11 0501,        volume,                  261000,       m3",
    "02 FB16 0501,        reactive-power,          26100,        V.A",
    "02 FB1A 0501,        relative-humidity,       26.1,         %",
    "02 FB21 0501,        volume,                  26.1,         [cft_i]",
    "02 FB22 0501,        volume,                  26.1,         [gal_us]",
    "02 FB25 0501,        volume-flow,             261,          [gal_us]/min",
    "02 FB2A 0501,        phase-angle-uu,          26.1,         deg",
    "02 FB2D 0501,        frequency,               2.61,         Hz",
    "02 FB34 0501,        apparent-power,          261,          V.A",
    "02 FB5A 0501,        flow-temperature,        26.1,         [degF]",
    "02 FB68 0501,        hca-factor,              261,          1",
    "02 FB76 0501,        temperature-limit,       26.1,         Cel",
    "02 FB79 0501,        cumulated-max-power,     2.61,         W",
    // FDh: 10^(nnnn-9) V, 10^(nnnn-12) A.
    "02 FD48 0501,        voltage,                 26.1,         V",
    "02 FD59 0501,        current,                 0.261,        A",
    "02 FD01 0501,        credit,                  2.61,         1",
    "02 FD1C 0501,        baud-rate,               261,          Bd",
    "02 FD1D 0501,        response-delay,          261,          {bit_time}",
    "02 FD27 0501,        storage-interval,        22550400,     s",
    // Months and years are no number of seconds.
    "02 FD28 0501,        storage-interval,        261,          mo",
    "02 FD29 0501,        storage-interval,        261,          a",
    "02 FD31 0501,        tariff-duration,         15660,        s",
    "01 FD71 A6,          rf-level,                -90,          dB{mW}",
    "02 FD3A 0501,        dimensionless,           261,          1",
    // FDh FDh.
    "02 FDFD02 0501,      battery-remaining,       261,          mo",
    "02 FDFD00 0501,      selected-application,    261,          "
  })
  void givesQuantityAndExactDecimalInOneUnit(
      String octets, String quantity, String value, String unit) {
    DataRecord record = Records.record(octets);

    assertThat(record.quantity()).isEqualTo(quantity);
    assertThat(Records.value(record)).isEqualTo(value);
    assertThat(record.unit()).isEqualTo(unit);
    assertThat(record.quality()).isEqualTo(Quality.GOOD);
  }

  @ParameterizedTest
  @CsvSource({"01 6F FF", "01 7B FF", "01 7D FF", "01 FB06 FF", "01 FD7C FF", "01 FDFD01 FF"})
  void keepsThePlainIntegerOfAReservedVif(String octets) {
    DataRecord record = Records.record(octets);

    assertThat(record.quantity()).isEqualTo("reserved");
    assertThat(Records.value(record)).isEqualTo("-1");
    assertThat(record.unit()).isNull();
    assertThat(record.quality()).isEqualTo(Quality.UNSUPPORTED);
  }

  @Test
  void doesNotTakeTheVifesOfTheThirdExtensionTableForCombinableOnes() {
    // EFh selects a table that does not exist; 01h is a code of it, not a record error.
    assertThat(Records.value(Records.record("01 EF01 05"))).isEqualTo("5");
  }

  @ParameterizedTest
  @CsvSource({"01 FD17 FF, 255", "02 FD1B FEFF, 65534", "01 FD08 80, 128", "01 7A 80, 128"})
  void readsCodesAndBitFieldsUnsigned(String octets, String value) {
    assertThat(Records.value(Records.record(octets))).isEqualTo(value);
  }

  @Test
  void refusesPatternsThatAreNoneOfTheStandard() {
    assertThat(CodePattern.parse("E110 10nn")).isEqualTo(new CodePattern(0x68, 4));
    for (String wrong : List.of("E000 0nn", "0000 0nnn", "E00n 0000", "")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> CodePattern.parse(wrong))
          .withMessageContaining("E000 0nnn");
    }
  }

  private static final Pattern ROW =
      Pattern.compile(
          "\\| ([0-9A-F]{2})(?:-([0-9A-F]{2}))? \\|[^|]*\\| ([a-z0-9-]+) \\| ([^|]+) \\| *(-?\\d*) *\\|.*");

  private static final Map<String, String> PREFIXES =
      Map.of(
          "## 1 ", "", "## 2 ", "FB", "## 3 ", "FD", "### 3b", "FDFD", "### 1a", "-", "## 4", "-");

  /** Each row of the tables that the project was given, where they lie beside the checkout. */
  @TestFactory
  List<DynamicTest> agreesWithTheTables() throws IOException {
    Path file = Path.of("..", "..", "shared", "en13757-tables.md");
    if (Files.notExists(file)) {
      // Surefire counts a skipped test, but not a factory that gives up.
      String missing = "no tables at " + file.toAbsolutePath().normalize();
      return List.of(dynamicTest(missing, () -> abort(missing)));
    }
    List<DynamicTest> tests = new ArrayList<>();
    String prefix = "-";
    for (String line : Files.readAllLines(file)) {
      for (Map.Entry<String, String> section : PREFIXES.entrySet()) {
        prefix = line.startsWith(section.getKey()) ? section.getValue() : prefix;
      }
      Matcher row = ROW.matcher(line);
      if (!prefix.equals("-") && row.matches()) {
        addTests(tests, prefix, row);
      }
    }
    assertThat(tests).hasSizeGreaterThan(370);
    return tests;
  }

  private static void addTests(List<DynamicTest> tests, String prefix, Matcher row) {
    int first = Integer.parseInt(row.group(1), 16);
    int last = row.group(2) == null ? first : Integer.parseInt(row.group(2), 16);
    String quantity = row.group(3);
    String unit = row.group(4);
    int exponent = row.group(5).isEmpty() ? 0 : Integer.parseInt(row.group(5));
    for (int code = first; code <= last; code++) {
      String vib = prefix + "%02X".formatted(code);
      tests.add(dynamicTest(vib + " " + quantity, () -> agrees(vib, quantity, unit, exponent)));
    }
  }

  private static void agrees(String vib, String quantity, String unit, int exponent) {
    // Data field 4 with 00000001h: the factor of the row; as date and time of type F it is none.
    DataRecord record = Records.record("04" + vib + "01000000");

    boolean reserved = quantity.equals("reserved");
    assertThat(record.quantity()).isEqualTo(quantity);
    assertThat(record.quality() == Quality.UNSUPPORTED).isEqualTo(reserved);
    assertThat(record.unit()).isEqualTo(reserved || unit.equals("-") ? null : normal(unit));
    if (!unit.equals("-") && !reserved) {
      BigDecimal factor = BigDecimal.ONE.scaleByPowerOfTen(exponent).multiply(multiplier(unit));
      assertThat((BigDecimal) record.value().plain()).isEqualByComparingTo(factor);
    }
  }

  private static String normal(String unit) {
    return switch (unit) {
      case "min", "h", "d" -> "s";
      case "m3/min", "m3/s" -> "m3/h";
      default -> unit;
    };
  }

  private static BigDecimal multiplier(String unit) {
    return BigDecimal.valueOf(
        switch (unit) {
          case "min", "m3/min" -> 60;
          case "h", "m3/s" -> 3600;
          case "d" -> 86400;
          default -> 1;
        });
  }
}
