package io.github.camelmbus.example.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.example.archive.WithArchive;
import io.github.camelmbus.example.report.Consumption.Source;
import io.github.camelmbus.example.report.ConsumptionReport.Gaps;
import io.github.camelmbus.kmp.KmpAnswer;
import io.github.camelmbus.kmp.KmpFrame;
import io.github.camelmbus.kmp.KmpLog;
import io.github.camelmbus.kmp.KmpLogAnswer;
import io.github.camelmbus.kmp.KmpLogRequest;
import io.github.camelmbus.kmp.KmpRequest.GetRegister;
import io.github.camelmbus.kmp.KmpRequest.GetSerialNumber;
import io.github.camelmbus.kmp.LogEntry;
import io.github.camelmbus.kmp.LogTime;
import io.github.camelmbus.kmp.RegisterValue;
import io.github.camelmbus.reading.KmpReadings;
import io.github.camelmbus.reading.MeterReading;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A meter under an optical head that nobody has read for 40 days. Its volume is 1 m3 a day. */
class LogFillsGapTest extends WithArchive {
  private static final LocalDate LAST_READ = LocalDate.of(2026, 10, 26);
  private static final LocalDate READ_AGAIN = LAST_READ.plusDays(41);
  private static final Period NOVEMBER =
      new Period(LocalDate.of(2026, 11, 1), LocalDate.of(2026, 12, 1), ZoneOffset.UTC);

  private static final int VOLUME = 68;
  private static final int CUBIC_METRES = 0x28;
  private static final int DATE = 0x30;
  private static final byte[] SERIAL =
      frame(new KmpAnswer.SerialNumber(77705923L), new GetSerialNumber().cid());

  @BeforeEach
  void read() {
    append(List.of(live(LAST_READ), live(READ_AGAIN)));
  }

  private static byte[] frame(KmpAnswer answer, int cid) {
    return answer.frame(KmpFrame.METER, cid).encode();
  }

  private void append(List<MeterReading> readings) {
    archive.append(
        readings.stream()
            .map(one -> codec.entry(one, "KAM77705923", null, null, one.readAt()))
            .toList());
  }

  private static RegisterValue value(int register, int unit, long number) {
    byte[] octets = ByteBuffer.allocate(Integer.BYTES).putInt((int) number).array();
    return new RegisterValue(register, unit, 0, OctetString.of(octets));
  }

  private static RegisterValue volume(LocalDate day) {
    return value(VOLUME, CUBIC_METRES, day.toEpochDay());
  }

  private static MeterReading live(LocalDate day) {
    KmpAnswer answer = new KmpAnswer.Registers(List.of(volume(day)));
    byte[] frame = frame(answer, new GetRegister(List.of(VOLUME)).cid());
    return KmpReadings.ofTelegrams(
        List.of(SERIAL, frame), "l", day.atStartOfDay().toInstant(ZoneOffset.UTC));
  }

  /** The 40 days as pages of 20. */
  private static List<MeterReading> log() {
    List<MeterReading> readings = new ArrayList<>();
    for (int last = 40; last > 0; last -= 20) {
      List<LogEntry> entries = new ArrayList<>();
      for (int id = last; id > last - 20; id--) {
        LocalDate day = LAST_READ.plusDays(id);
        int digits =
            (day.getYear() - 2000) * 10_000 + day.getMonthValue() * 100 + day.getDayOfMonth();
        entries.add(new LogEntry(id, List.of(value(LogTime.DATE, DATE, digits), volume(day))));
      }
      KmpLogAnswer.Log page = new KmpLogAnswer.Log(6, KmpLog.DAY.code(), 2, last, 40, 0, entries);
      readings.addAll(
          KmpReadings.ofLog(
              List.of(SERIAL, frame(page, KmpLogRequest.CID)),
              KmpLog.DAY.word(),
              entries.stream().map(LogEntry::id).toList(),
              "l",
              ZoneOffset.UTC));
    }
    return readings;
  }

  private List<Consumption> days() {
    return new ConsumptionReport(archive, codec, Gaps.OPEN)
        .of(NOVEMBER, Period.Step.DAY, all -> true).stream()
            .filter(row -> row.key().equals("volume"))
            .toList();
  }

  @Test
  void daysThatNobodyReadComeFromTheLogOfTheMeter() {
    assertThat(days()).noneMatch(row -> row.complete() == 1);

    append(log());

    assertThat(archive.count()).isEqualTo(42);
    assertThat(days())
        .hasSize(30)
        .allSatisfy(
            row -> {
              assertThat(row.complete()).isEqualTo(1);
              assertThat(row.used()).isEqualByComparingTo("1");
              assertThat(row.start()).extracting(Consumption.Value::source).isEqualTo(Source.LOG);
            });
  }

  /** The last reading before the outage, 40 days, and that after it. */
  @Test
  void aSeriesHasTheEntriesOfTheLogBetweenItsPolls() {
    append(log());
    List<Series.Point> points = new ArrayList<>();

    new Series(archive, codec, ZoneOffset.UTC).each(all -> true, "volume", null, null, points::add);

    assertThat(points).extracting(Series.Point::at).isSorted();
    assertThat(points)
        .filteredOn(point -> point.source() == Source.LOG)
        .hasSizeGreaterThanOrEqualTo(39)
        .allSatisfy(
            point ->
                assertThat(point.number().longValueExact())
                    .isEqualTo(LocalDate.ofInstant(point.at(), ZoneOffset.UTC).toEpochDay()));
    assertThat(points.get(0).source()).isEqualTo(Source.POLL);
  }

  @Test
  void aLogThatIsReadAgainChangesNothing() {
    append(log());
    List<Consumption> before = days();

    append(log());

    assertThat(archive.count()).isEqualTo(42);
    assertThat(days()).isEqualTo(before);
  }
}
