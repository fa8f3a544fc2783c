package io.github.camelmbus.kmp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** On 2026-10-25 clocks in Berlin go from 03:00 back to 02:00. */
class LogTimeTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  /** Times of that day, by ids from 290 on. */
  private static List<Instant> instants(String log, String... times) {
    SortedMap<Long, LogTime> byId = new TreeMap<>();
    for (String time : times) {
      LocalDateTime at = LocalDateTime.parse("2026-10-25T" + time);
      byId.put(290L + byId.size(), new LogTime(at.toLocalDate(), at.toLocalTime()));
    }
    Map<Long, Instant> instants = LogTime.instants(log, byId, BERLIN);
    return byId.keySet().stream().map(instants::get).toList();
  }

  private static List<Instant> utc(String... times) {
    return List.of(times).stream().map(time -> Instant.parse("2026-10-25T" + time + "Z")).toList();
  }

  @Test
  void theSecondEntryOfAnHourThatComesTwiceIsAnHourLater() {
    assertThat(instants("hour", "02:00", "02:00", "03:00"))
        .isEqualTo(utc("00:00:00", "01:00:00", "02:00:00"));
  }

  @Test
  void allAfterTheFirstThatGoesBackAreOfTheSecondPass() {
    assertThat(instants("module-1", "02:15", "02:45", "02:00", "02:30"))
        .isEqualTo(utc("00:15:00", "00:45:00", "01:00:00", "01:30:00"));
  }

  /** The meter may have been without power, or not have changed its clock. */
  @Test
  void anHourThatComesOnceIsThatOfSummer() {
    assertThat(instants("hour", "02:00", "03:00")).isEqualTo(utc("00:00:00", "02:00:00"));
  }

  @Test
  void twoEventsOfOneTimeAreNoProof() {
    assertThat(instants("info", "02:10", "02:10")).isEqualTo(utc("00:10:00", "00:10:00"));
    assertThat(instants("info", "02:10", "02:10", "02:05"))
        .isEqualTo(utc("00:10:00", "00:10:00", "01:05:00"));
  }

  @Test
  void aClockThatWasSetBackInAnotherHourChangesNothing() {
    assertThat(instants("hour", "12:00", "11:00", "12:00"))
        .isEqualTo(utc("11:00:00", "10:00:00", "11:00:00"));
  }
}
