package io.github.camelmbus.kmp.head;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.kmp.KmpAnswer;
import io.github.camelmbus.kmp.KmpLogAnswer;
import io.github.camelmbus.kmp.KmpLogRequest.GetLog;
import io.github.camelmbus.kmp.KmpLogRequest.GetLogConfiguration;
import io.github.camelmbus.kmp.KmpRegisters;
import io.github.camelmbus.kmp.KmpRequest.GetRegister;
import io.github.camelmbus.kmp.KmpRequest.GetSerialNumber;
import io.github.camelmbus.kmp.LogEntry;
import io.github.camelmbus.kmp.LogTime;
import io.github.camelmbus.kmp.RegisterValue;
import io.github.camelmbus.kmp.head.KmpLogException.Reason;
import io.github.camelmbus.kmp.head.KmpNoAnswerException.Seen;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads a log of a meter from its newest entry towards the past (command B8h).
 *
 * <p>It asks what the log keeps, then for the newest id, then for entries by id, in windows: first
 * when its entries were made, then the other registers of those that were asked for. One register
 * for each request, as a page then has the most entries, and the format of a register is sent once;
 * but eight for each request if there are only one or two entries, since then the request itself
 * takes most of the time. A window is as long as a page, and handed over when all of it was read.
 *
 * <p>Where the clock of a meter was set, times do not fall with the ids. The readout ends with the
 * first window that is older as a whole.
 */
final class ReadLog implements LogTask {
  /** For up to this many entries one request for eight registers is shorter than eight requests. */
  private static final int FEW = 2;

  private final String line;
  private final LogQuery query;
  private final Consumer<LogWindow> windows;
  private final BooleanSupplier isAwaited;

  /** How far it came in earlier runs. */
  private @Nullable Long meter;

  private int handedOver;
  private @Nullable Long belowId;

  /**
   * @param windows take what was read, on the thread of the line; must be quick.
   * @param isAwaited whether others wait for the line.
   */
  ReadLog(String line, LogQuery query, Consumer<LogWindow> windows, BooleanSupplier isAwaited) {
    this.line = line;
    this.query = query;
    this.belowId = query.belowId();
    this.windows = windows;
    this.isAwaited = isAwaited;
  }

  @Override
  public @Nullable Long meter() {
    return meter;
  }

  @Override
  public Optional<LogReadout> run(KmpSession session) {
    KmpSession.Answered<KmpAnswer.SerialNumber> serial = session.ask(new GetSerialNumber());
    Run run = new Run(session, serial);
    long number = serial.answer().number();
    if (meter != null && meter != number) {
      throw run.failure(
          Reason.STOPPED, "has come under the head, where meter %d was".formatted(meter), null);
    }
    meter = number;
    try {
      return run.all();
    } catch (KmpNoAnswerException failure) {
      throw run.failure(Reason.STOPPED, "stopped answering: " + failure.getMessage(), failure);
    } catch (LogPages.RefusedException refusal) {
      throw run.failure(
          Reason.REFUSED,
          "does not give its %s log: %s".formatted(query.log().word(), refusal.getMessage()),
          refusal);
    }
  }

  private static @Nullable String otherLog(int asked, int came) {
    return asked == came ? null : "it is of log %d, %d was asked for".formatted(came, asked);
  }

  /** One readout. */
  private final class Run {
    private final KmpSession session;
    private final KmpSession.Answered<KmpAnswer.SerialNumber> serial;
    private final LogPages pages;
    private List<Integer> times = List.of();
    private List<Integer> registers = List.of();
    private List<Integer> missing = List.of();

    private Run(KmpSession session, KmpSession.Answered<KmpAnswer.SerialNumber> serial) {
      this.session = session;
      this.serial = serial;
      this.pages = new LogPages(session, query.log().code());
    }

    private LogReadout readout() {
      return new LogReadout(serial.answer().number(), handedOver, missing, belowId);
    }

    private KmpLogException failure(Reason reason, String what, @Nullable Throwable cause) {
      String entries = handedOver == 1 ? "1 entry was" : handedOver + " entries were";
      return new KmpLogException(
          reason,
          readout(),
          "%s: meter %d %s. %s read".formatted(line, serial.answer().number(), what, entries),
          cause);
    }

    private Optional<LogReadout> all() {
      select(configuration());
      if (query.isBounded() && times.isEmpty()) {
        throw failure(
            Reason.NO_TIMES,
            "keeps no date and time in its %s log. Ask for it without from and to"
                .formatted(query.log().word()),
            null);
      }
      Long high = registers.isEmpty() ? null : newest();
      while (high != null && high >= 0) {
        high = window(high);
        if (high != null && high >= 0 && isAwaited.getAsBoolean()) {
          return Optional.empty();
        }
      }
      return Optional.of(readout());
    }

    private KmpLogAnswer.LogConfiguration configuration() {
      int log = query.log().code();
      try {
        return session
            .ask(new GetLogConfiguration(log), answer -> otherLog(log, answer.log()))
            .answer();
      } catch (KmpNoAnswerException failure) {
        if (failure.seen() == Seen.OTHER_ANSWER) {
          throw failure(
              Reason.REFUSED,
              "does not say what its %s log keeps: %s"
                  .formatted(query.log().word(), failure.getMessage()),
              failure);
        }
        if (failure.seen() != Seen.NOTHING && failure.seen() != Seen.ECHO) {
          throw failure;
        }
        // Silence is how a meter says no, and how one sleeps.
        session.ask(new GetSerialNumber());
        throw failure(
            Reason.NO_SUCH_LOG,
            ("answers, but not to a request for its %s log (command B8), so it has none of this"
                    + " kind. Logs of a module are asked for with destination 7F or BF")
                .formatted(query.log().word()),
            failure);
      }
    }

    private void select(KmpLogAnswer.LogConfiguration configuration) {
      List<Integer> logged = configuration.registers();
      if (logged.isEmpty()) {
        throw failure(
            Reason.NO_SUCH_LOG,
            "keeps no registers in its %s log".formatted(query.log().word()),
            null);
      }
      times = LogTime.registers(logged);
      Set<Integer> wanted = new LinkedHashSet<>(query.registers());
      missing = wanted.stream().filter(register -> !logged.contains(register)).toList();
      missing.forEach(wanted::remove);
      if (!missing.isEmpty() && wanted.isEmpty()) {
        throw failure(
            Reason.NO_SUCH_LOG,
            "keeps none of these registers in its %s log, which has %s"
                .formatted(
                    query.log().word(),
                    logged.stream().map(String::valueOf).collect(Collectors.joining(", "))),
            null);
      }
      if (query.registers().isEmpty()) {
        logged.stream().filter(register -> KmpRegisters.of(register) != null).forEach(wanted::add);
        if (wanted.isEmpty()) {
          wanted.addAll(logged);
        }
      }
      registers = List.copyOf(wanted);
    }

    /** The highest id that is read; null if there is none. */
    private @Nullable Long newest() {
      int log = query.log().code();
      List<Integer> one = times.isEmpty() ? registers.subList(0, 1) : times;
      KmpLogAnswer.Log newest =
          session
              .ask(GetLog.newest(log, 0, 1, one), answer -> otherLog(log, answer.log()))
              .answer();
      if (newest.entries().isEmpty()) {
        LogPages.requireNoFault(newest);
        return null;
      }
      Long below = belowId;
      return below == null ? newest.firstId() : Math.min(newest.firstId(), below - 1);
    }

    /** Reads a window; the highest id of the next one, null if there is none. */
    private @Nullable Long window(long high) {
      List<OctetString> telegrams = new ArrayList<>(List.of(serial.octets()));
      List<Integer> first = times.isEmpty() ? List.of(registers.get(0)) : times;
      long low = Math.max(0, high - pages.limit(first) + 1);
      LogPages.Found found = pages.read(high, low, first, telegrams);
      TreeMap<Long, Map<Integer, RegisterValue>> entries = found.entries();
      NavigableSet<Long> wanted = wanted(entries);
      if (!wanted.isEmpty()) {
        List<Integer> others = new ArrayList<>(registers);
        others.removeAll(first);
        readOthers(wanted, others, entries, telegrams);
        handOver(wanted, entries, telegrams);
      }
      if (entries.isEmpty()) {
        return null;
      }
      belowId = entries.firstKey();
      return found.endsHere() || isOlder(entries) ? null : low - 1;
    }

    private NavigableSet<Long> wanted(TreeMap<Long, Map<Integer, RegisterValue>> entries) {
      NavigableSet<Long> wanted = new TreeSet<>();
      entries.forEach(
          (id, values) -> {
            LogTime time = time(values);
            boolean inside =
                time != null
                    && (query.from() == null || !time.isBefore(query.from()))
                    && (query.to() == null || !time.isAfter(query.to()));
            if (inside || !query.isBounded()) {
              wanted.add(id);
            }
          });
      return wanted;
    }

    private @Nullable LogTime time(Map<Integer, RegisterValue> values) {
      return LogTime.of(List.copyOf(values.values()));
    }

    /** Whether all entries are older than those that were asked for. */
    private boolean isOlder(TreeMap<Long, Map<Integer, RegisterValue>> entries) {
      return query.from() != null
          && entries.values().stream()
              .allMatch(
                  values -> {
                    LogTime time = time(values);
                    return time != null && time.isBefore(query.from());
                  });
    }

    private void readOthers(
        NavigableSet<Long> wanted,
        List<Integer> others,
        TreeMap<Long, Map<Integer, RegisterValue>> entries,
        List<OctetString> telegrams) {
      long high = wanted.last();
      long low = wanted.first();
      int together = high - low < FEW ? GetRegister.MAX_REGISTERS : 1;
      for (int from = 0; from < others.size(); from += together) {
        List<Integer> group = others.subList(from, Math.min(others.size(), from + together));
        LogPages.Found found = pages.read(high, low, List.copyOf(group), telegrams);
        merge(found, entries);
        if (group.size() > 1) {
          for (int register : group) {
            if (!found.has(register)) {
              merge(pages.read(high, low, List.of(register), telegrams), entries);
            }
          }
        }
      }
    }

    private void merge(LogPages.Found found, TreeMap<Long, Map<Integer, RegisterValue>> entries) {
      found
          .entries()
          .forEach(
              (id, values) -> {
                Map<Integer, RegisterValue> known = entries.get(id);
                if (known != null) {
                  known.putAll(values);
                }
              });
    }

    private void handOver(
        NavigableSet<Long> wanted,
        TreeMap<Long, Map<Integer, RegisterValue>> entries,
        List<OctetString> telegrams) {
      Set<Integer> order = new LinkedHashSet<>(times);
      order.addAll(registers);
      List<LogEntry> window = new ArrayList<>();
      for (long id : wanted.descendingSet()) {
        Map<Integer, RegisterValue> values = entries.getOrDefault(id, Map.of());
        window.add(
            new LogEntry(id, order.stream().filter(values::containsKey).map(values::get).toList()));
      }
      windows.accept(
          new LogWindow(serial.answer().number(), query.log().word(), window, telegrams));
      handedOver += window.size();
    }
  }
}
