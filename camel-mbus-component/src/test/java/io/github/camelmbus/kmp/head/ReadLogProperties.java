package io.github.camelmbus.kmp.head;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.kmp.KmpLog;
import io.github.camelmbus.kmp.LogEntry;
import io.github.camelmbus.kmp.LogTime;
import io.github.camelmbus.kmp.RegisterValue;
import io.github.camelmbus.kmp.head.KmpLogException.Reason;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** Whatever a meter cuts, and whatever is damaged, entries come once, whole and in their order. */
class ReadLogProperties {
  private static final List<Integer> REGISTERS = List.of(60, 68, LogTime.DATE);

  /** The day of entry 1. */
  private static final LocalDate FIRST = LocalDate.of(2026, 11, 1);

  private final List<LogEntry> entries = new ArrayList<>();

  private void read(KmpConnection connection, LogQuery query) {
    new ReadLog("sim:test", query, window -> entries.addAll(window.entries()), () -> false)
        .run(connection.session(Long.MAX_VALUE))
        .orElseThrow();
  }

  @Property(tries = 300)
  void everyEntryComesOnce(
      @ForAll Random random,
      @ForAll @IntRange(max = 90) int oldest,
      @ForAll @IntRange(min = 1, max = 90) int count,
      @ForAll @IntRange(min = 1, max = 40) int limit,
      @ForAll boolean cutsNewer,
      @ForAll boolean damages,
      @ForAll boolean bounded) {
    int newest = oldest + count - 1;
    double damage = damages ? 0.15 : 0;
    LogMeter meter = new LogMeter(REGISTERS, oldest, newest, limit, cutsNewer, damage, random);
    KmpConnection connection =
        new KmpConnection(new HeadProtocol("sim:test", KmpSettings.DEFAULT), meter);
    int from = bounded ? oldest + count / 3 : oldest;
    int to = bounded ? oldest + count * 2 / 3 : newest;
    entries.clear();

    Long below = null;
    boolean ended = false;
    for (int run = 0; run < 50 && !ended; run++) {
      try {
        read(connection, query(bounded, from, to, below));
        ended = true;
      } catch (KmpLogException stopped) {
        assertThat(stopped.reason()).isEqualTo(Reason.STOPPED);
        below = stopped.readout().belowId() == null ? below : stopped.readout().belowId();
      } catch (KmpNoAnswerException serialNumber) {
        assertThat(damages).isTrue();
      }
    }

    assertThat(ended).isTrue();
    assertThat(entries.stream().map(LogEntry::id))
        .containsExactlyElementsOf(
            LongStream.rangeClosed(from, Math.min(to, newest))
                .map(id -> from + Math.min(to, newest) - id)
                .boxed()
                .toList());
    for (LogEntry entry : entries) {
      assertThat(entry.values())
          .extracting(RegisterValue::register)
          .containsExactly(LogTime.DATE, 60, 68);
      assertThat(entry).isEqualTo(ReadLogTest.entry(entry.id(), LogTime.DATE, 60, 68));
    }
  }

  private static LogQuery query(boolean bounded, int from, int to, @Nullable Long below) {
    return bounded
        ? new LogQuery(
            KmpLog.DAY,
            FIRST.plusDays(from - 1).atStartOfDay(),
            FIRST.plusDays(to - 1).atStartOfDay(),
            List.of(),
            below)
        : new LogQuery(KmpLog.DAY, null, null, List.of(), below);
  }

  /**
   * Serial number, configuration, newest entry; three pages of dates, the last of which is older;
   * two pages of each register.
   */
  @Property(tries = 1)
  void daysOfAnOutageAreAFewRequests() {
    LogMeter meter =
        new LogMeter(List.of(LogTime.DATE, 60, 68), 1, 460, 255, false, 0, new Random(1));
    KmpConnection connection =
        new KmpConnection(new HeadProtocol("sim:test", KmpSettings.DEFAULT), meter);
    entries.clear();

    read(connection, LogQuery.since(KmpLog.DAY, FIRST.plusDays(460 - 40).atStartOfDay()));

    assertThat(entries).hasSize(40);
    assertThat(meter.requests()).isEqualTo(3 + 3 + 2 * 2);
  }
}
