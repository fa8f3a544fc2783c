package io.github.camelmbus.simulator;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.kmp.KmpLogAnswer;
import io.github.camelmbus.kmp.KmpLogAnswer.Log;
import io.github.camelmbus.kmp.KmpLogRequest;
import io.github.camelmbus.kmp.KmpLogRequest.GetLog;
import io.github.camelmbus.kmp.LogEntry;
import io.github.camelmbus.kmp.RegisterValue;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a simulated meter answers requests for its own logs (command B8h). */
final class MeterLogs {
  /** The values of registers at a time. */
  interface Registers {
    Optional<RegisterValue> value(int register, LocalDateTime time);

    default List<RegisterValue> values(List<Integer> numbers, LocalDateTime time) {
      return numbers.stream().map(number -> value(number, time)).flatMap(Optional::stream).toList();
    }
  }

  /** Destination, CID, sub-command, log, entries, n, two ids, info, checksum. */
  private static final int FIXED_OCTETS = 19;

  /** Id, unit, length, sign and exponent of a value. */
  private static final int FORMAT_OCTETS = 5;

  private final List<LogModel> logs;
  private final int longestAnswer;
  private final Registers registers;

  MeterLogs(KmpMeterDefinition.Logs logs, Registers registers) {
    this.logs = logs.own();
    this.longestAnswer = logs.longestAnswer();
    this.registers = registers;
  }

  /** The answer; empty if the meter does not know the request. */
  Optional<KmpLogAnswer> answer(KmpLogRequest<?> request, LocalDateTime now) {
    if (logs.isEmpty()) {
      return Optional.empty();
    }
    if (request instanceof KmpLogRequest.GetLogConfiguration asked) {
      return log(asked.log()).map(MeterLogs::configuration);
    }
    if (request instanceof GetLog asked) {
      int subCommand = asked.by().subCommand();
      return Optional.of(
          log(asked.log())
              .map(log -> page(new Page(log, subCommand, asked.registers(), now), asked))
              .orElseGet(() -> unknown(subCommand, asked.log())));
    }
    return Optional.empty();
  }

  private static Log page(Page page, GetLog asked) {
    return page.from(first(page, asked), asked.entries());
  }

  private static long first(Page page, GetLog asked) {
    if (asked.by() == GetLog.By.ID) {
      return asked.from();
    }
    return asked.from() == GetLog.OLDEST ? page.oldest : Math.max(0, page.newest - asked.from());
  }

  private static Log unknown(int subCommand, int log) {
    return new Log(subCommand, log, 0, 0, 0, Log.BAD_REQUEST, List.of());
  }

  private Optional<LogModel> log(int code) {
    return logs.stream().filter(log -> log.log().code() == code).findFirst();
  }

  /** Dates, count of records and interval are octets without a published meaning. */
  private static KmpLogAnswer configuration(LogModel log) {
    return new KmpLogAnswer.LogConfiguration(
        log.log().code(),
        OctetString.of(new byte[6]),
        OctetString.of(new byte[2]),
        OctetString.of(new byte[2]),
        log.depth(),
        log.registers());
  }

  /** The entries of one answer, from an id back in time, as many as it has room for. */
  private final class Page {
    private final LogModel log;
    private final int subCommand;
    private final List<Integer> wanted;
    private final long newest;
    private final long oldest;
    private int info;

    Page(LogModel log, int subCommand, List<Integer> asked, LocalDateTime now) {
      this.log = log;
      this.subCommand = subCommand;
      this.wanted = asked.stream().filter(log.registers()::contains).toList();
      this.newest = log.newestId(now);
      this.oldest = log.oldestId(now);
      info = wanted.size() < asked.size() ? Log.REGISTER_NOT_LOGGED : 0;
    }

    Log from(long first, int count) {
      if (newest == 0 || wanted.isEmpty()) {
        info |= Log.NONE;
        return answer(first, 0, List.of());
      }
      if (first > newest || first < oldest) {
        info |= Log.OUT_OF_RANGE;
        return answer(first, 0, List.of());
      }
      List<RegisterValue> values = withRoom(registers.values(wanted, log.timeOf(first)));
      List<LogEntry> entries = entries(first, count, values);
      if (!entries.isEmpty()) {
        info |= first == newest ? Log.NEWEST_INCLUDED : 0;
        info |= first - entries.size() < oldest ? Log.OLDEST_INCLUDED : 0;
      }
      return answer(first, values.size(), entries);
    }

    private Log answer(long first, int registers, List<LogEntry> entries) {
      int code = log.log().code();
      return new Log(subCommand, code, registers, first, newest, info, entries);
    }

    /** As many registers as one entry has room for. */
    private List<RegisterValue> withRoom(List<RegisterValue> values) {
      int left = longestAnswer - FIXED_OCTETS;
      List<RegisterValue> fitting = new ArrayList<>();
      for (RegisterValue value : values) {
        left -= FORMAT_OCTETS + value.octets().length();
        if (left < 0) {
          info |= Log.REGISTERS_CUT;
          return fitting;
        }
        fitting.add(value);
      }
      return fitting;
    }

    private List<LogEntry> entries(long first, int count, List<RegisterValue> newestValues) {
      List<Integer> numbers = newestValues.stream().map(RegisterValue::register).toList();
      int octets = newestValues.stream().mapToInt(value -> value.octets().length()).sum();
      int left = longestAnswer - FIXED_OCTETS - FORMAT_OCTETS * numbers.size();
      List<LogEntry> entries = new ArrayList<>();
      for (long id = first; id >= oldest && entries.size() < count; id--) {
        List<RegisterValue> values = registers.values(numbers, log.timeOf(id));
        left -= octets;
        if (!sameFormats(values, newestValues)) {
          info |= Log.FORMAT_CHANGED;
          return entries;
        }
        if (left < 0) {
          info |= Log.ENTRIES_CUT;
          return entries;
        }
        entries.add(new LogEntry(id, values));
      }
      return entries;
    }

    private static boolean sameFormats(List<RegisterValue> some, List<RegisterValue> others) {
      return formats(some).equals(formats(others));
    }

    private static List<List<Integer>> formats(List<RegisterValue> values) {
      return values.stream()
          .map(value -> List.of(value.signExponent(), value.octets().length()))
          .toList();
    }
  }
}
