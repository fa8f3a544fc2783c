package io.github.camelmbus.example.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.application.Keys;
import io.github.camelmbus.example.archive.Archive;
import io.github.camelmbus.example.archive.ArchiveEntry;
import io.github.camelmbus.example.archive.EntryCodec;
import io.github.camelmbus.frame.LongFrame;
import io.github.camelmbus.reading.MeterReading;
import io.github.camelmbus.reading.ReadingDecoder;
import io.github.camelmbus.simulator.House;
import io.github.camelmbus.simulator.MeterDefinition;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** How big a year of the simulated house is, and how fast: {@code -Dmbus.measure=true}. */
@EnabledIfSystemProperty(named = "mbus.measure", matches = "true")
class ArchiveSpeedTest {
  private static final LocalDateTime YEAR = LocalDate.of(2026, 1, 1).atStartOfDay();
  private static final int POLLS = 365 * 24 * 4;

  private final EntryCodec codec = new EntryCodec(source -> Keys.NONE);

  @TempDir Path directory;

  @Test
  void aYearOfElevenMeters() throws Exception {
    List<MeterDefinition> meters = House.named("house").meters();
    try (Archive archive = Archive.append(directory.resolve("archive.db"))) {
      for (int poll = 0; poll < POLLS; poll += 96) {
        List<ArchiveEntry> day = new ArrayList<>();
        for (int i = poll; i < Math.min(POLLS, poll + 96); i++) {
          LocalDateTime time = YEAR.plusMinutes(15L * i);
          meters.forEach(meter -> day.add(entry(meter, time)));
        }
        archive.append(day);
      }
      long octets = Files.size(archive.path());
      System.out.printf(
          "a year of 11 meters: %,d readings, %,d octets, %d for each%n",
          archive.count(), octets, octets / archive.count());
      assertThat(octets).isLessThan(120_000_000);

      for (int jvm = 0; jvm < 5; jvm++) {
        seriesInAnotherJvm(archive.path());
      }
      long start = System.currentTimeMillis();
      Period year = new Period(YEAR.toLocalDate(), YEAR.toLocalDate().plusYears(1), ZoneOffset.UTC);
      int rows =
          new ConsumptionReport(archive, codec, ConsumptionReport.Gaps.OPEN)
              .of(year, Period.Step.MONTH, source -> true)
              .size();
      System.out.printf(
          "report of the year by month: %d rows in %d ms%n",
          rows, System.currentTimeMillis() - start);
      appendOneByOne(archive, meters.get(0));
    }
  }

  private static void seriesInAnotherJvm(Path archive) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes = System.getProperty("java.class.path");
    String main = ArchiveSpeedTest.class.getName();
    Process series =
        new ProcessBuilder(java, "-cp", classes, main, archive.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    System.out.print(new String(series.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    assertThat(series.waitFor()).isZero();
  }

  /** The series of one key, first in a JVM that has just started. */
  public static void main(String... arguments) {
    EntryCodec codec = new EntryCodec(source -> Keys.NONE);
    try (Archive archive = Archive.read(Path.of(arguments[0]))) {
      ArchiveEntry.Source first = archive.sources().get(0);
      for (int run = 0; run < 5; run++) {
        long start = System.nanoTime();
        List<BigDecimal> series = new ArrayList<>();
        new Series(archive, codec, ZoneOffset.UTC)
            .each(
                first::equals,
                "energy",
                YEAR.toInstant(ZoneOffset.UTC),
                null,
                point -> series.add(point.number()));
        System.out.printf(
            "%s of one key, %,d telegrams: %d ms%n",
            run == 0 ? "first series" : "series",
            series.size(),
            Duration.ofNanos(System.nanoTime() - start).toMillis());
      }
    }
  }

  private void appendOneByOne(Archive archive, MeterDefinition meter) {
    var threads = ManagementFactory.getThreadMXBean();
    List<MeterReading> readings = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      readings.add(reading(meter, YEAR.plusYears(1).plusSeconds(i)));
    }
    long start = System.nanoTime();
    long cpu = threads.getCurrentThreadCpuTime();
    for (MeterReading reading : readings) {
      archive.append(
          List.of(codec.entry(reading, meter.addresses().secondary(), null, null, Instant.EPOCH)));
    }
    System.out.printf(
        "appending one: %d us of CPU, %d us until it is on the disk%n",
        (threads.getCurrentThreadCpuTime() - cpu) / 2000 / 1000,
        Duration.ofNanos(System.nanoTime() - start).dividedBy(2000).toNanos() / 1000);
  }

  private ArchiveEntry entry(MeterDefinition meter, LocalDateTime time) {
    Instant at = time.toInstant(ZoneOffset.UTC);
    return codec.entry(reading(meter, time), meter.addresses().secondary(), null, null, at);
  }

  private static MeterReading reading(MeterDefinition meter, LocalDateTime time) {
    List<byte[]> telegrams =
        meter.telegrams().telegrams(time).stream().map(LongFrame::encode).toList();
    return ReadingDecoder.ofTelegrams(
        telegrams, "tcp://10.0.0.5:10001", time.toInstant(ZoneOffset.UTC), null);
  }
}
