package io.github.camelmbus.camel.head;

import io.github.camelmbus.MBusException;
import io.github.camelmbus.OctetString;
import io.github.camelmbus.kmp.KmpLog;
import io.github.camelmbus.kmp.KmpRegisters;
import io.github.camelmbus.kmp.head.HeadReadout;
import io.github.camelmbus.kmp.head.KmpLogException;
import io.github.camelmbus.kmp.head.KmpNoAnswerException;
import io.github.camelmbus.kmp.head.LogQuery;
import io.github.camelmbus.kmp.head.LogReadout;
import io.github.camelmbus.kmp.head.LogWindow;
import io.github.camelmbus.kmp.head.ModuleLogQuery;
import io.github.camelmbus.kmp.head.OpticalHead;
import io.github.camelmbus.line.Priority;
import io.github.camelmbus.reading.KmpReadings;
import io.github.camelmbus.reading.MeterReading;
import io.github.camelmbus.reading.ReadingDecoder;
import io.github.camelmbus.transport.LineAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the meter under a head: runs transactions on the line, and decodes the answers to readings.
 */
public final class HeadReader {
  private static final String AUTO = "auto";

  private final OpticalHead head;
  private final LineAddress line;
  private final Executor decoding;
  private final Clock wallClock;
  private final BiConsumer<Long, MeterReading> readings;

  /**
   * @param decoding decodes answers, outside the thread of the line.
   * @param wallClock gives the time of a reading.
   * @param readings receives each reading with the serial number of its meter; must not throw.
   */
  public HeadReader(
      OpticalHead head,
      LineAddress line,
      Executor decoding,
      Clock wallClock,
      BiConsumer<Long, MeterReading> readings) {
    this.head = head;
    this.line = line;
    this.decoding = decoding;
    this.wallClock = wallClock;
    this.readings = readings;
  }

  /**
   * Parses registers.
   *
   * @param text {@code auto}, or numbers and names.
   * @throws IllegalArgumentException naming what is neither.
   */
  public static List<Integer> registers(String text) {
    return text.strip().equalsIgnoreCase(AUTO) ? KmpRegisters.AUTO : KmpRegisters.parse(text);
  }

  /**
   * Queues the reading of registers.
   *
   * @param registers as for {@link #registers}. A named register that the meter does not have is a
   *     warning of the reading.
   * @param patience how long it may take, including the wait for other tasks.
   * @return completes with the reading, or with a {@link MBusException}. Cancelling it takes it out
   *     of the queue.
   * @throws IllegalArgumentException naming what is not a register.
   */
  public CompletableFuture<MeterReading> read(
      String registers, Priority priority, Duration patience) {
    List<Integer> numbers = registers(registers);
    boolean named = !numbers.equals(KmpRegisters.AUTO);
    return reading(head.read(numbers, priority, patience), named);
  }

  /**
   * Queues the identification of the meter.
   *
   * @param patience how long it may take, including the wait for other tasks.
   * @return as {@link #read}, with type, software, customer number and other facts that the meter
   *     has.
   */
  public CompletableFuture<MeterReading> identify(Priority priority, Duration patience) {
    return reading(head.identify(priority, patience), false);
  }

  /**
   * Queues one request for the serial number.
   *
   * @param patience how long it may take, including the wait for other tasks.
   * @return completes with what was received; silence is a result, too.
   */
  public CompletableFuture<ProbeResult> probe(Priority priority, Duration patience) {
    return head.probe(priority, patience)
        .thenApply(probe -> new ProbeResult(line.text(), wallClock.instant(), probe));
  }

  /**
   * Queues the readout of a log.
   *
   * @param patience how long it may take, including the wait for other tasks.
   * @return completes with a reading for each entry, the oldest first. If the meter stops
   *     answering, they are the entries read so far, which are the newest ones, followed by an
   *     error object; without any entry it completes with an exception.
   * @throws IllegalArgumentException if a log of a module is requested without registers, or
   *     without {@code from}.
   */
  public CompletableFuture<List<MeterReading>> log(
      LogRange range, Priority priority, Duration patience) {
    List<LogWindow> windows = new CopyOnWriteArrayList<>();
    CompletableFuture<LogReadout> readout = readLog(range, windows, priority, patience);
    CompletableFuture<List<MeterReading>> readings =
        readout.handleAsync((done, failure) -> entries(windows, done, failure), decoding);
    readings.whenComplete((done, failure) -> readout.cancel(false));
    return readings;
  }

  private CompletableFuture<LogReadout> readLog(
      LogRange range, List<LogWindow> windows, Priority priority, Duration patience) {
    Integer module = range.moduleLog();
    if (module == null) {
      LogQuery query =
          new LogQuery(KmpLog.of(range.log()), range.from(), range.to(), range.registers(), null);
      return head.readLog(query, windows::add, priority, patience);
    }
    LocalDateTime from = range.from();
    if (from == null) {
      throw new IllegalArgumentException(
          "a log of a module needs the time from which to read; give from, such as 2026-11-01");
    }
    ModuleLogQuery query = new ModuleLogQuery(module, from, range.to(), range.registers());
    return head.readModuleLog(query, windows::add, priority, patience);
  }

  private List<MeterReading> entries(
      List<LogWindow> windows, @Nullable LogReadout done, @Nullable Throwable failure) {
    List<MeterReading> all = readings(windows, line.text(), wallClock.getZone());
    if (done != null && !done.missing().isEmpty()) {
      all.replaceAll(entry -> withMissing(entry, done.missing()));
    }
    if (failure != null) {
      if (all.isEmpty() || !(failure instanceof MBusException cause)) {
        throw failure instanceof RuntimeException as ? as : new CompletionException(failure);
      }
      all.add(failure(cause));
    }
    return all;
  }

  private static MeterReading withMissing(MeterReading entry, List<Integer> registers) {
    String warning = "this log does not keep " + numbered(registers);
    return entry instanceof MeterReading.Success success
        ? success.withWarnings(List.of(warning), true)
        : entry;
  }

  /**
   * The entries as readings, the oldest first. All windows together, as registers that distinguish
   * two entries of one time may be in two windows.
   */
  static List<MeterReading> readings(List<LogWindow> windows, String line, ZoneId zone) {
    if (windows.isEmpty()) {
      return new ArrayList<>();
    }
    // Each window begins with the telegram of the serial number, which is kept once.
    Set<OctetString> telegrams = new LinkedHashSet<>();
    SortedSet<Long> entries = new TreeSet<>();
    for (LogWindow window : windows) {
      telegrams.addAll(window.telegrams());
      window.entries().forEach(entry -> entries.add(entry.id()));
    }
    return new ArrayList<>(
        KmpReadings.ofLog(
            telegrams.stream().map(OctetString::toArray).toList(),
            windows.get(0).log(),
            List.copyOf(entries),
            line,
            zone));
  }

  private CompletableFuture<MeterReading> reading(
      CompletableFuture<HeadReadout> readout, boolean named) {
    CompletableFuture<MeterReading> reading =
        readout.thenApplyAsync(done -> reading(done, named), decoding);
    reading.whenComplete((done, failure) -> readout.cancel(false));
    return reading;
  }

  private MeterReading reading(HeadReadout readout, boolean named) {
    List<byte[]> telegrams = readout.telegrams().stream().map(OctetString::toArray).toList();
    MeterReading.Success reading =
        KmpReadings.ofTelegrams(telegrams, line.text(), wallClock.instant());
    if (named && !readout.missing().isEmpty()) {
      reading =
          reading.withWarnings(
              List.of("this meter does not have " + numbered(readout.missing())), true);
    }
    readings.accept(readout.serialNumber(), reading);
    return reading;
  }

  private static String numbered(List<Integer> registers) {
    String numbers = registers.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return (registers.size() == 1 ? "register " : "registers ") + numbers;
  }

  /** The body of a message about a meter that could not be read. */
  public MeterReading failure(MBusException cause) {
    return ReadingDecoder.failure(code(cause), String.valueOf(cause.getMessage()), null, List.of())
        .from(null, line.text(), wallClock.instant());
  }

  private static String code(MBusException cause) {
    if (cause instanceof KmpNoAnswerException silent) {
      return silent.code();
    }
    return cause instanceof KmpLogException log ? log.reason().code() : "line";
  }
}
