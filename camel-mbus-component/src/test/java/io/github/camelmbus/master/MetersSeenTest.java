package io.github.camelmbus.master;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetersSeenTest {
  private static final Instant MONDAY = Instant.parse("2026-11-23T08:00:00Z");

  private final List<String> dropped = new ArrayList<>();
  private final MetersSeen meters = new MetersSeen(dropped::add);

  private void fails(String meter, Instant now) {
    meters.update(meter, now, seen -> seen.failed("silent", 0));
  }

  @Test
  void meterThatWasNotAskedForAWeekIsDropped() {
    Instant later = MONDAY.plus(Duration.ofDays(7));
    fails("gone", MONDAY);
    fails("polled", MONDAY);
    fails("polled", later);

    assertThat(meters.current(later)).containsOnlyKeys("gone", "polled");
    assertThat(meters.current(later.plusSeconds(1))).containsOnlyKeys("polled");
    assertThat(meters.current(later.plusSeconds(1)).get("polled").errors()).isEqualTo(2);
    assertThat(dropped).containsExactly("gone");
  }

  /** On a line whose commands name any address. */
  @Test
  void asManyMetersAsCommandsNameAreBounded() {
    for (int i = 0; i < 10_500; i++) {
      fails("%08d".formatted(i), MONDAY.plusMillis(i));
    }
    assertThat(meters.current(MONDAY))
        .hasSize(10_000)
        .doesNotContainKey("00000499")
        .containsKeys("00000500", "00010499");
    assertThat(dropped).hasSize(500).startsWith("00000000").endsWith("00000499");
  }
}
