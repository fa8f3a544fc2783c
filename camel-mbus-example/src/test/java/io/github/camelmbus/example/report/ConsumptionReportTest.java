package io.github.camelmbus.example.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.example.archive.ArchiveEntry;
import io.github.camelmbus.example.report.Consumption.Source;
import io.github.camelmbus.example.report.ConsumptionReport.Gaps;
import io.github.camelmbus.reading.MeterReading;
import io.github.camelmbus.reading.ReadingDecoder;
import io.github.camelmbus.simulator.House;
import io.github.camelmbus.simulator.MeterDefinition;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** How much meters of the simulated house have counted in November. */
class ConsumptionReportTest extends WithHouse {
  private static final ZoneId ZONE = ZoneOffset.UTC;
  private static final LocalDateTime OCTOBER = LocalDate.of(2026, 10, 1).atStartOfDay();
  private static final LocalDateTime DECEMBER = LocalDate.of(2026, 12, 1).atStartOfDay();
  private static final LocalDateTime LATER = DECEMBER.plusDays(9);
  private static final Period MONTH =
      new Period(NOVEMBER.toLocalDate(), DECEMBER.toLocalDate(), ZONE);

  @Test
  void aMonthOfTheHouseIsTheDifferenceOfItsValueModel() {
    for (MeterDefinition meter : House.named("house").meters()) {
      poll(meter, null, OCTOBER, LATER, ALWAYS);
    }

    List<Consumption> rows = report(Gaps.OPEN);

    assertThat(rows.stream().map(Consumption::meter).distinct()).hasSize(11);
    for (MeterDefinition meter : House.named("house").meters()) {
      for (Consumption row : rows) {
        if (row.meter().equals(meter.addresses().secondary()) && !row.key().contains("_")) {
          assertThat(row.used())
              .as(row.toString())
              .isEqualByComparingTo(
                  value(meter, row.key(), DECEMBER).subtract(value(meter, row.key(), NOVEMBER)));
          assertThat(row.used().signum()).isPositive();
          assertThat(row.complete()).isEqualTo(1);
          assertThat(row.start().source()).isEqualTo(Source.POLL);
          assertThat(row.remarks()).isEmpty();
        }
      }
    }
  }

  @Test
  void theDaysOfAMonthAreTheMonthTogether() {
    poll(HEAT, null, OCTOBER, LATER, ALWAYS);
    ConsumptionReport report = new ConsumptionReport(archive, codec, Gaps.OPEN);

    List<Consumption> days = report.of(MONTH, Period.Step.DAY, source -> true);

    assertThat(days.stream().filter(row -> row.key().equals("energy"))).hasSize(30);
    assertThat(
            days.stream()
                .filter(row -> row.key().equals("energy"))
                .map(Consumption::used)
                .reduce(BigDecimal.ZERO, BigDecimal::add))
        .isEqualByComparingTo(energy(report(Gaps.OPEN)).used());
  }

  @Test
  void aMonthByYearIsTheMonthAndNotTheYearThatBeginsWithIt() {
    assertThat(MONTH.by(Period.Step.YEAR)).containsExactly(MONTH);
  }

  /** No polls in the five days before the first of November, and in those after it. */
  private void pollButAroundNovember() {
    poll(
        HEAT,
        null,
        OCTOBER,
        LATER,
        time -> isOutside(time, NOVEMBER.minusDays(5), NOVEMBER.plusDays(5)));
  }

  @Test
  void aGapAtTheEndOfAMonthIsFilledByWhatTheMeterHasStored() {
    pollButAroundNovember();

    Consumption row = energy(report(Gaps.OPEN));

    assertThat(row.start().source()).isEqualTo(Source.METER);
    assertThat(row.start().at()).isEqualTo(NOVEMBER.toInstant(ZoneOffset.UTC));
    assertThat(row.start().number())
        .isEqualByComparingTo(value(HEAT, "energy_storage2", NOVEMBER.plusDays(5)));
    assertThat(row.used())
        .isEqualByComparingTo(value(HEAT, "energy", DECEMBER).subtract(row.start().number()));
    assertThat(row.complete()).isEqualTo(1);
  }

  @Test
  void aGapWithoutStoredValuesIsTold() {
    pollButAroundNovember();

    Consumption row = only("volume", report(Gaps.OPEN));

    assertThat(row.start().at()).isEqualTo(NOVEMBER.plusDays(5).toInstant(ZoneOffset.UTC));
    assertThat(row.used())
        .isEqualByComparingTo(
            value(HEAT, "volume", DECEMBER).subtract(value(HEAT, "volume", NOVEMBER.plusDays(5))));
    assertThat(row.complete()).isEqualTo(0.833);
    assertThat(row.remarks()).containsExactly("no value before 2026-11-06 00:00");
  }

  @Test
  void aGapIsInterpolatedOnlyWhereThatIsAskedFor() {
    pollButAroundNovember();

    Consumption row = only("volume", report(Gaps.INTERPOLATED));

    assertThat(row.start().source()).isEqualTo(Source.INTERPOLATED);
    assertThat(row.start().number())
        .isBetween(
            value(HEAT, "volume", NOVEMBER.minusDays(5)),
            value(HEAT, "volume", NOVEMBER.plusDays(5)));
    assertThat(row.complete()).isEqualTo(1);
  }

  @Test
  void aMonthWithoutAnyValueSaysSo() {
    poll(HEAT, null, OCTOBER, OCTOBER.plusDays(3), ALWAYS);

    Consumption row = only("volume", report(Gaps.OPEN));

    assertThat(row.used()).isNull();
    assertThat(row.complete()).isZero();
    assertThat(row.remarks()).containsExactly("no value in this time");
  }

  @Test
  void anExchangedMeterIsCountedBeforeAndAfterUnderItsName() {
    MeterDefinition second = House.named("house").meters().get(1);
    LocalDateTime exchange = NOVEMBER.plusDays(10);
    poll(HEAT, "Flat 3", OCTOBER, exchange, ALWAYS);
    poll(second, "Flat 3", exchange.plusHours(4), LATER, ALWAYS);

    Consumption row = energy(report(Gaps.OPEN));

    BigDecimal before =
        value(HEAT, "energy", exchange.minusHours(1)).subtract(value(HEAT, "energy", NOVEMBER));
    BigDecimal after =
        value(second, "energy", DECEMBER).subtract(value(second, "energy", exchange.plusHours(4)));
    assertThat(row.used()).isEqualByComparingTo(before.add(after));
    assertThat(row.name()).isEqualTo("Flat 3");
    assertThat(row.remarks())
        .containsExactly(
            "exchanged before 2026-11-11 04:00: %s by %s"
                .formatted(HEAT.addresses().secondary(), second.addresses().secondary()));
  }

  @Test
  void aCounterThatWentBackIsToldAndCountedOnBothSides() {
    poll(HEAT, null, OCTOBER, NOVEMBER.plusDays(10), ALWAYS);
    // The same meter with the values of years before.
    Duration back = Duration.between(OCTOBER.minusYears(3), OCTOBER);
    poll(HEAT, null, NOVEMBER.plusDays(10), LATER, ALWAYS, back);

    Consumption row = energy(report(Gaps.OPEN));

    BigDecimal before =
        value(HEAT, "energy", NOVEMBER.plusDays(10).minusHours(1))
            .subtract(value(HEAT, "energy", NOVEMBER));
    BigDecimal after =
        value(HEAT, "energy", DECEMBER.minus(back))
            .subtract(value(HEAT, "energy", NOVEMBER.plusDays(10).minus(back)));
    assertThat(row.used()).isEqualByComparingTo(before.add(after));
    assertThat(row.remarks())
        .anySatisfy(remark -> assertThat(remark).startsWith("went back from "));
    // Its clock went back, too: by three years, one of them a leap year. It shows no seconds.
    assertThat(row.remarks())
        .anySatisfy(
            remark -> assertThat(remark).matches("the clock of the meter is 109[56] days late"));
  }

  @Test
  void aCounterThatStandsStillWhileOthersMoveIsTold() {
    poll(HEAT, null, OCTOBER, LATER, ALWAYS);
    MeterDefinition second = House.named("house").meters().get(1);
    List<ArchiveEntry> entries = new ArrayList<>();
    for (LocalDateTime time = OCTOBER; time.isBefore(LATER); time = time.plusHours(1)) {
      entries.add(entry(second, null, time, OCTOBER));
    }
    archive.append(entries);

    assertThat(report(Gaps.OPEN))
        .filteredOn(row -> row.meter().equals(second.addresses().secondary()))
        .filteredOn(row -> row.key().equals("energy"))
        .singleElement()
        .satisfies(row -> assertThat(row.remarks()).contains("stood still while others moved"));
  }

  @Test
  void unitsOfAHeatCostAllocatorAreCountedAndItsStatusIsTold() {
    archive.append(List.of(allocator(NOVEMBER, "00", "C6"), allocator(DECEMBER, "30", "F6")));

    Consumption row = only("hca", report(Gaps.OPEN));

    assertThat(row.used()).isEqualByComparingTo("30");
    assertThat(row.complete()).isEqualTo(1);
    assertThat(row.remarks()).containsExactly("status: power-low");
  }

  /**
   * Units for H.C.A. (VIF 6E) 1xx, power low (status 04). L = 3 + 12 (long header) + 6 = 21 = 15h;
   * 08+05+72 + 21+43+65+87 + 24+23+28+08 + 01+04 + 0C+6E+01 = 2C6, and the units.
   */
  private ArchiveEntry allocator(LocalDateTime time, String units, String checksum) {
    byte[] telegram =
        HexFormat.ofDelimiter(" ")
            .parseHex(
                "68 15 15 68 08 05 72 21 43 65 87 24 23 28 08 01 04 00 00 0C 6E "
                    + units
                    + " 01 00 00 "
                    + checksum
                    + " 16");
    Instant at = time.toInstant(ZoneOffset.UTC);
    MeterReading reading = ReadingDecoder.ofTelegrams(List.of(telegram), "l", at, null);
    return codec.entry(reading, "8765432124232808", null, null, at);
  }

  private List<Consumption> report(Gaps gaps) {
    return new ConsumptionReport(archive, codec, gaps).of(MONTH, Period.Step.WHOLE, all -> true);
  }

  private static Consumption energy(List<Consumption> rows) {
    return only("energy", rows);
  }

  private static Consumption only(String key, List<Consumption> rows) {
    List<Consumption> found = rows.stream().filter(row -> row.key().equals(key)).toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private static boolean isOutside(LocalDateTime time, LocalDateTime from, LocalDateTime to) {
    return time.isBefore(from) || !time.isBefore(to);
  }

  private void poll(
      MeterDefinition meter,
      String name,
      LocalDateTime from,
      LocalDateTime to,
      Predicate<LocalDateTime> when) {
    poll(meter, name, from, to, when, Duration.ZERO);
  }
}
