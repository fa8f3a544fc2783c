package io.github.camelmbus.example.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Entries of the day log of a meter; number 100 was made on November 1. */
class LogGapTest extends WithArchive {
  private static final Instant NOVEMBER = Instant.parse("2026-11-01T00:00:00Z");

  /** A day before entry 100, so that nothing is missing before that one. */
  private static final Instant OCTOBER = Instant.parse("2026-10-31T00:00:00Z");

  /** When entry 80 was made and longer ago. */
  private static final Instant SEPTEMBER = Instant.parse("2026-09-20T00:00:00Z");

  /**
   * A page of the day log with entry 100 of one register, 68. Newest id 107, no info. Register 68:
   * 5 m3.
   */
  private static final String PAGE =
      "403FB81BF90400010100000064" + "0000006B" + "0000" + "004428010005" + "79F80D";

  /** The same with info 0040h, which is stuffed: the oldest entry of the log is in it. */
  private static final String PAGE_WITH_OLDEST =
      "403FB81BF90400010100000064" + "0000006B" + "001BBF" + "004428010005" + "A4140D";

  private static final String LINE = "/dev/ttyUSB0";

  private static Instant madeAt(int number) {
    return NOVEMBER.plus(number - 100, ChronoUnit.DAYS);
  }

  private void append(String meter, String log, int... numbers) {
    append(PAGE, meter, log, numbers);
  }

  private void append(String page, String meter, String log, int... numbers) {
    for (int number : numbers) {
      archive.append(
          List.of(
              new ArchiveEntry(
                  new ArchiveEntry.Source("kmp", LINE, meter, null, null),
                  madeAt(number),
                  ArchiveEntry.LOG,
                  List.of(HexFormat.of().parseHex(page)),
                  null,
                  "{\"log\":\"%s\",\"logEntry\":%d}".formatted(log, number))));
    }
  }

  private Instant from() {
    return LogGap.from(archive, LINE, "day", OCTOBER);
  }

  @Test
  void withoutAnEntryAllIsMissing() {
    append("KAM67218804", "hour", 100, 101);

    assertThat(from()).isEqualTo(OCTOBER);
    assertThat(LogGap.from(archive, "/dev/ttyUSB1", "hour", OCTOBER)).isEqualTo(OCTOBER);
  }

  @Test
  void withoutAGapWhatFollowsTheNewestEntryIsMissing() {
    append("KAM67218804", "day", 100, 101, 102);

    assertThat(from()).isEqualTo(madeAt(102));
  }

  /** A readout begins with the newest entries, so one that was cut short leaves a gap. */
  @Test
  void theFirstGapCounts() {
    append("KAM67218804", "day", 107, 106, 104, 101, 100);

    assertThat(from()).isEqualTo(madeAt(101));
  }

  @Test
  void theMeterThatIsUnderTheHeadNowCounts() {
    append("KAM67218804", "day", 100, 101, 110);
    append(PAGE_WITH_OLDEST, "KAM67218811", "day", 111, 112);

    assertThat(from()).isEqualTo(madeAt(112));
  }

  @Test
  void whatIsOlderIsNotLookedFor() {
    append("KAM67218804", "day", 80, 100, 101);

    assertThat(from()).isEqualTo(madeAt(101));
  }

  /** As after a readout that was cut short, and began with the newest entry. */
  @Test
  void whatIsOlderThanAllEntriesIsMissingToo() {
    append("KAM67218804", "day", 107, 106, 105);

    assertThat(from()).isEqualTo(OCTOBER);
  }

  @Test
  void whatIsOlderThanTheOldestEntryOfTheLogIsNotMissing() {
    append(PAGE_WITH_OLDEST, "KAM67218804", "day", 105, 106, 107);

    assertThat(from()).isEqualTo(madeAt(107));
  }

  /** Entry 80 is of October 12. */
  @Test
  void aGapAboveTheOldestEntriesIsAskedForFromThere() {
    append(PAGE_WITH_OLDEST, "KAM67218804", "day", 80, 100, 101);

    assertThat(LogGap.from(archive, LINE, "day", SEPTEMBER)).isEqualTo(madeAt(80));
  }

  /** An event of the meter has no time when it should have been. */
  @Test
  void nothingIsKnownOfWhatIsOlderInALogOfEvents() {
    append("KAM67218804", "info", 106, 107);

    assertThat(LogGap.from(archive, LINE, "info", OCTOBER)).isEqualTo(madeAt(107));
  }
}
