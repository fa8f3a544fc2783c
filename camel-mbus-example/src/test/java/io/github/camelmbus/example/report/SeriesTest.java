package io.github.camelmbus.example.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.example.report.Consumption.Source;
import io.github.camelmbus.example.report.Series.Point;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The values of a heat meter by time. */
class SeriesTest extends WithHouse {
  private static final LocalDateTime BEFORE = NOVEMBER.minusDays(5);
  private static final LocalDateTime AFTER = NOVEMBER.plusDays(5);

  /** More readings than are decoded at once. */
  @Test
  void aSeriesIsWhatWasReadByTime() {
    poll(null, BEFORE, BEFORE.plusHours(2100));

    List<Point> points = points("energy", BEFORE, null);

    assertThat(points).hasSize(2100).allMatch(point -> point.source() == Source.POLL);
    assertThat(points).extracting(Point::at).isSorted().doesNotHaveDuplicates();
    assertThat(points).extracting(Point::unit).containsOnly("W.h");
    assertThat(points.get(1500).number())
        .isEqualByComparingTo(value(HEAT, "energy", BEFORE.plusHours(1500)));
  }

  @Test
  void aGapHasWhatTheMeterHasStoredOfADueDateInIt() {
    poll(null, BEFORE.minusHours(3), BEFORE);
    poll(null, AFTER, AFTER.plusHours(3));

    List<Point> points = points("energy", BEFORE.minusHours(3), null);

    assertThat(points).hasSize(7);
    Point filled = points.get(3);
    assertThat(filled.source()).isEqualTo(Source.METER);
    assertThat(filled.at()).isEqualTo(instant(NOVEMBER));
    assertThat(filled.number()).isEqualByComparingTo(value(HEAT, "energy_storage2", AFTER));
    assertThat(points("volume", BEFORE.minusHours(3), null))
        .hasSize(6)
        .allMatch(point -> point.source() == Source.POLL);
  }

  /** Its values of the end of October are in all readings since. */
  @Test
  void whatWasReadIsNotDoubledByWhatTheMeterHasStored() {
    poll(null, BEFORE, AFTER);

    assertThat(points("energy", BEFORE, null)).allMatch(point -> point.source() == Source.POLL);
  }

  @Test
  void theReadingAfterTheEndFillsAGapBeforeIt() {
    poll(null, BEFORE.minusHours(3), BEFORE);
    poll(null, AFTER, AFTER.plusHours(3));

    List<Point> points = points("energy", BEFORE.minusHours(3), NOVEMBER.plusDays(1));

    assertThat(points).hasSize(4);
    assertThat(points.get(3).source()).isEqualTo(Source.METER);
    assertThat(points.get(3).at()).isEqualTo(instant(NOVEMBER));
  }

  @Test
  void whatTheMeterHasStoredBeforeItsFirstReadingIsThere() {
    poll(null, AFTER, AFTER.plusHours(1));

    List<Point> points = points("energy", null, null);

    assertThat(points.get(points.size() - 1).source()).isEqualTo(Source.POLL);
    assertThat(points.subList(0, points.size() - 1))
        .isNotEmpty()
        .allMatch(point -> point.source() == Source.METER)
        .anyMatch(point -> point.at().equals(instant(NOVEMBER)));
  }

  @Test
  void aMeterThatGotANameIsOneSeries() {
    poll(null, BEFORE, BEFORE.plusHours(2));
    poll("Flat 3", BEFORE.plusHours(2), BEFORE.plusHours(4));

    assertThat(points("energy", BEFORE, null))
        .extracting(Point::name)
        .containsExactly(null, null, "Flat 3", "Flat 3");
  }

  @Test
  void aRecordThatNoReadingHasIsNoSeries() {
    poll(null, BEFORE, BEFORE.plusHours(2));

    assertThat(points("enrgy", null, null)).isEmpty();
  }

  private List<Point> points(String key, @Nullable LocalDateTime from, @Nullable LocalDateTime to) {
    List<Point> points = new ArrayList<>();
    new Series(archive, codec, ZoneOffset.UTC)
        .each(
            all -> true,
            key,
            from == null ? null : instant(from),
            to == null ? null : instant(to),
            points::add);
    return points;
  }

  private static Instant instant(LocalDateTime time) {
    return time.toInstant(ZoneOffset.UTC);
  }

  private void poll(@Nullable String name, LocalDateTime from, LocalDateTime to) {
    poll(HEAT, name, from, to, ALWAYS, Duration.ZERO);
  }
}
