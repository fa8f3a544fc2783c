package io.github.camelmbus.example.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Entries of the day log of a meter; number 100 was made on November 1. */
class LogGapTest {
  private static final Instant NOVEMBER = Instant.parse("2026-11-01T00:00:00Z");
  private static final Instant OCTOBER = Instant.parse("2026-10-20T00:00:00Z");
  private static final String LINE = "/dev/ttyUSB0";

  private Archive archive;

  @BeforeEach
  void open(@TempDir Path directory) {
    archive = Archive.append(directory.resolve("archive.db"));
  }

  @AfterEach
  void close() {
    archive.close();
  }

  private static Instant madeAt(int number) {
    return NOVEMBER.plus(number - 100, ChronoUnit.DAYS);
  }

  private void append(String meter, String log, int... numbers) {
    for (int number : numbers) {
      archive.append(
          List.of(
              new ArchiveEntry(
                  new ArchiveEntry.Source("kmp", LINE, meter, null, null),
                  madeAt(number),
                  ArchiveEntry.LOG,
                  List.of(new byte[] {0x40}),
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
    append("KAM67218811", "day", 111, 112);

    assertThat(from()).isEqualTo(madeAt(112));
  }

  @Test
  void whatIsOlderIsNotLookedFor() {
    append("KAM67218804", "day", 80, 100, 101);

    assertThat(from()).isEqualTo(madeAt(101));
  }
}
