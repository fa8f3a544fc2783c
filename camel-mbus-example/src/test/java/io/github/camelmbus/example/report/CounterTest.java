package io.github.camelmbus.example.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The values of one counter. */
class CounterTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

  private static Sample sample(int hours, String number, String unit) {
    return new Sample(
        NOON.plus(Duration.ofHours(hours)),
        Consumption.Source.POLL,
        Map.of("energy", new Sample.Count(new BigDecimal(number), unit)),
        List.of(),
        List.of(),
        null);
  }

  /** 3.6 MJ are 1000 Wh: as numbers they would be a counter that went back. */
  @Test
  void valuesInAnotherUnitThanTheLastOneAreLeftOut() {
    Counter counter =
        new Counter(
            "energy",
            List.of(sample(0, "3600000", "J"), sample(1, "1000", "W.h"), sample(2, "1200", "W.h")));

    assertThat(counter.unit()).isEqualTo("W.h");
    assertThat(counter.otherUnit()).isEqualTo("J");
    assertThat(counter.first()).isEqualTo(NOON.plus(Duration.ofHours(1)));
  }

  @Test
  void oneUnitLeavesNothingOut() {
    Counter counter =
        new Counter("energy", List.of(sample(0, "1000", "W.h"), sample(1, "1200", "W.h")));

    assertThat(counter.otherUnit()).isNull();
    assertThat(counter.first()).isEqualTo(NOON);
  }
}
