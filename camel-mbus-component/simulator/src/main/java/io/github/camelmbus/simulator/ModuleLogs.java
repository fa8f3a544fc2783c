package io.github.camelmbus.simulator;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.kmp.KmpLogAnswer.ModuleLog;
import io.github.camelmbus.kmp.KmpLogRequest;
import io.github.camelmbus.kmp.KmpLogRequest.ModuleLogRequest;
import io.github.camelmbus.kmp.KmpLogRequest.ModuleSelection;
import io.github.camelmbus.kmp.LogEntry;
import io.github.camelmbus.kmp.RegisterValue;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a logger module on the top of a simulated meter answers (commands A0h to A3h). */
final class ModuleLogs {
  /** Start, destination, CID, log, n, two ids, info, checksum, stop. */
  private static final int FIXED_OCTETS = 13;

  /** Id, unit, length, sign and exponent of a value. */
  private static final int FORMAT_OCTETS = 5;

  private static final int RECORD_ID_OCTETS = 2;
  private static final int MASK = 0xFFFF;

  private final List<ModuleLogModel> logs;
  private final MeterLogs.Registers registers;

  ModuleLogs(List<ModuleLogModel> logs, MeterLogs.Registers registers) {
    this.logs = List.copyOf(logs);
    this.registers = registers;
  }

  boolean isThere() {
    return !logs.isEmpty();
  }

  /** The answer; empty if the module does not know the request. */
  Optional<ModuleLog> answer(KmpLogRequest<?> request, LocalDateTime now) {
    return request instanceof ModuleLogRequest asked
        ? log(asked.selection())
            .map(log -> records(log, asked.selection(), first(log, asked, now), now))
        : Optional.empty();
  }

  /** The first id that is asked for. */
  private static long first(LogModel log, ModuleLogRequest asked, LocalDateTime now) {
    if (asked instanceof KmpLogRequest.GetModuleLogFromTime from) {
      return since(log, from.time());
    } else if (asked instanceof KmpLogRequest.GetUnreadModuleLog) {
      return log.oldestId(now);
    } else if (asked instanceof KmpLogRequest.GetModuleLogFromRecord from) {
      return idOf(log, from.record(), now);
    } else if (asked instanceof KmpLogRequest.GetModuleLogFromOffset from) {
      return since(log, from.time()) + from.offset();
    }
    throw new AssertionError(asked);
  }

  private Optional<LogModel> log(ModuleSelection selection) {
    return logs.stream()
        .filter(log -> log.number() == selection.log())
        .map(ModuleLogModel::entries)
        .findFirst();
  }

  /** The first id at a time or after it. */
  private static long since(LogModel log, LocalDateTime time) {
    long before = log.newestId(time);
    return before > 0 && log.timeOf(before).equals(time) ? before : before + 1;
  }

  /** The id that is sent as these two octets. */
  private static long idOf(LogModel log, int octets, LocalDateTime now) {
    long newest = log.newestId(now);
    return newest - (newest - octets & MASK);
  }

  private ModuleLog records(LogModel log, ModuleSelection selection, long from, LocalDateTime now) {
    long newest = log.newestId(now);
    if (newest == 0) {
      return withoutRecords(ModuleLog.EMPTY);
    }
    if (from > newest || from < 1) {
      return withoutRecords(ModuleLog.OUT_OF_RANGE);
    }
    long first = Math.max(from, log.oldestId(now));
    List<Integer> wanted =
        selection.registers().stream().filter(log.registers()::contains).toList();
    List<LogEntry> entries = new ArrayList<>();
    int info = 0;
    int left = selection.maxLength() - FIXED_OCTETS - FORMAT_OCTETS * wanted.size();
    for (long id = first; id <= newest && entries.size() < selection.records(); id++) {
      List<RegisterValue> values = registers.values(wanted, log.timeOf(id));
      left -= RECORD_ID_OCTETS + octets(values);
      if (left < 0) {
        info = ModuleLog.CUT;
        break;
      }
      entries.add(new LogEntry(id & MASK, values));
    }
    long last = first + entries.size() - 1;
    info |= last == newest ? ModuleLog.END_OF_LOG : 0;
    return new ModuleLog(
        new ModuleLog.Page(
            selection.log(), wanted.size(), entries, (int) (last & MASK), (int) (newest & MASK)),
        info);
  }

  /** In this answer the fields between the command and the info are missing. */
  private static ModuleLog withoutRecords(int info) {
    return new ModuleLog(null, OctetString.EMPTY, info);
  }

  private static int octets(List<RegisterValue> values) {
    return values.stream().mapToInt(value -> value.octets().length()).sum();
  }
}
