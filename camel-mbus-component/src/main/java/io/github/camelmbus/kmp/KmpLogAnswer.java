package io.github.camelmbus.kmp;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.kmp.KmpFormatException.Fault;
import io.github.camelmbus.kmp.KmpLogRequest.GetLog.By;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer of a meter to a request for a log. */
public sealed interface KmpLogAnswer extends KmpAnswer {

  /** The answer in a frame of a meter. */
  static KmpLogAnswer decode(KmpFrame frame) {
    OctetString data = frame.data();
    if (!KmpLogRequest.isLog(frame.cid())) {
      throw new KmpFormatException(
          Fault.COMMAND,
          "an answer to a command that reads was expected, %s came".formatted(frame));
    } else if (frame.cid() != KmpLogRequest.CID) {
      return ModuleLog.decode(data);
    }
    int subCommand = new OctetReader("answer to a request for a log", data).octet();
    if (subCommand == KmpLogRequest.GetLogConfiguration.SUB_COMMAND) {
      return LogConfiguration.decode(data);
    } else if (By.of(subCommand) == null) {
      throw new KmpFormatException(
          Fault.COMMAND, "sub-command %02X of B8 is not known".formatted(subCommand));
    }
    return Log.decode(subCommand, data);
  }

  /** The entries of the log in it; may be empty. */
  default List<LogEntry> entries() {
    return List.of();
  }

  /**
   * The name of the log for users: {@code day}, {@code module-1} for a log module, or {@code log-8}
   * for an unknown type. Null if the answer does not contain it.
   */
  default @Nullable String word() {
    return null;
  }

  /**
   * How a log is kept.
   *
   * <pre>
   *   05  log  format date(2)  format date(2)  format records  format interval  depth(2)  n  ids(2 each)
   * </pre>
   *
   * <p>What the dates, the records and the interval mean is not published; they stay octets.
   *
   * @param log type of the log, 0..255.
   * @param dates two dates, each a format and two octets.
   * @param records format and number of records.
   * @param interval format and length of the interval.
   * @param depth how many entries the log can keep, 0..65535.
   * @param registers which ones it keeps.
   */
  record LogConfiguration(
      int log,
      OctetString dates,
      OctetString records,
      OctetString interval,
      int depth,
      List<Integer> registers)
      implements KmpLogAnswer {
    private static final int DATES_OCTETS = 6;
    private static final int PAIR_OCTETS = 2;

    /**
     * @throws IllegalArgumentException if one of them is out of its range.
     */
    public LogConfiguration {
      registers = List.copyOf(registers);
      Range.check("log", log, Range.OCTET);
      Range.check("octets of dates", dates.length(), DATES_OCTETS, DATES_OCTETS);
      Range.check("octets of records", records.length(), PAIR_OCTETS, PAIR_OCTETS);
      Range.check("octets of interval", interval.length(), PAIR_OCTETS, PAIR_OCTETS);
      Range.check("depth", depth, Range.TWO_OCTETS);
      Range.check("count of registers", registers.size(), Range.OCTET);
      registers.forEach(register -> Range.check("register", register, Range.TWO_OCTETS));
    }

    static LogConfiguration decode(OctetString data) {
      OctetReader reader = new OctetReader("answer to GetLogConfiguration", data);
      requireSubCommand(KmpLogRequest.GetLogConfiguration.SUB_COMMAND, reader);
      int log = reader.octet();
      OctetString dates = reader.octets(DATES_OCTETS);
      OctetString records = reader.octets(PAIR_OCTETS);
      OctetString interval = reader.octets(PAIR_OCTETS);
      int depth = reader.number(2);
      List<Integer> registers = reader.numbers(reader.octet(), 2);
      reader.end();
      return new LogConfiguration(log, dates, records, interval, depth, registers);
    }

    @Override
    public OctetString data() {
      OctetWriter data = new OctetWriter();
      data.number(KmpLogRequest.GetLogConfiguration.SUB_COMMAND, 1);
      data.number(log, 1);
      data.octets(dates);
      data.octets(records);
      data.octets(interval);
      data.number(depth, 2);
      data.number(registers.size(), 1);
      data.numbers(registers, 2);
      return data.octets();
    }
  }

  private static void encodeValues(int index, List<LogEntry> entries, OctetWriter data) {
    if (index == 0) {
      entries.get(index).encodeFirst(data);
    } else {
      entries.get(index).encodeNext(data);
    }
  }

  private static void requireSubCommand(int expected, OctetReader reader) {
    int came = reader.octet();
    if (came != expected) {
      throw new KmpFormatException(
          Fault.COMMAND,
          "the answer to sub-command %02X was expected, %02X came".formatted(expected, came));
    }
  }

  /**
   * Entries of a log, the newest first; their ids fall by one.
   *
   * <pre>
   *   06 | 07  log  entries(2)  n  first id(4)  newest id(4)  info(2)  entries...
   * </pre>
   *
   * @param subCommand that of the request, 06h or 07h.
   * @param log type of the log, 0..255.
   * @param registers of each entry, 0..255.
   * @param firstId the highest id in this answer; without entries any number.
   * @param newestId the highest id in the log.
   * @param info bits, 0..65535: {@link #NONE} and the others.
   * @param entries all with the same registers, units and lengths.
   */
  record Log(
      int subCommand,
      int log,
      int registers,
      long firstId,
      long newestId,
      int info,
      List<LogEntry> entries)
      implements KmpLogAnswer {
    /** There is nothing to send. */
    public static final int NONE = 1;

    /** The id that was asked for is not in the log. */
    public static final int OUT_OF_RANGE = 1 << 1;

    /** A register that was asked for is not in the log. */
    public static final int REGISTER_NOT_LOGGED = 1 << 3;

    /** There are fewer entries than were asked for, as the answer would be too long. */
    public static final int ENTRIES_CUT = 1 << 4;

    /** Older entries have another format, and have to be asked for with a new request. */
    public static final int FORMAT_CHANGED = 1 << 5;

    /** The oldest entry of the log is in the answer. */
    public static final int OLDEST_INCLUDED = 1 << 6;

    /** The newest entry of the log is in the answer. */
    public static final int NEWEST_INCLUDED = 1 << 7;

    /** The memory of the meter has a fault. */
    public static final int MEMORY_FAULT = 1 << 8;

    /** The meter does not know the request. */
    public static final int BAD_REQUEST = 1 << 9;

    /** There are fewer registers than were asked for, as the answer would be too long. */
    public static final int REGISTERS_CUT = 1 << 13;

    private static final int ID_OCTETS = 4;

    /**
     * @throws IllegalArgumentException if one of them is out of its range, or entries do not have
     *     the same formats, or ids that fall by one from the first one.
     */
    public Log {
      entries = List.copyOf(entries);
      Range.check("sub-command", subCommand, By.ID.subCommand(), By.OFFSET.subCommand());
      Range.check("log", log, Range.OCTET);
      Range.check("registers", registers, Range.OCTET);
      Range.check("first id", firstId, Range.FOUR_OCTETS);
      Range.check("newest id", newestId, Range.FOUR_OCTETS);
      Range.check("info", info, Range.TWO_OCTETS);
      Range.check("count of entries", entries.size(), Range.TWO_OCTETS);
      for (int i = 0; i < entries.size(); i++) {
        LogEntry entry = entries.get(i);
        Range.check("id", entry.id(), firstId - i, firstId - i);
        Range.check("values of an entry", entry.values().size(), registers, registers);
      }
      LogEntry.requireOneFormat(entries);
    }

    /** Whether a bit of the info is set. */
    public boolean has(int bit) {
      return (info & bit) != 0;
    }

    @Override
    public String word() {
      KmpLog known = KmpLog.of(log);
      return known == null ? "log-" + log : known.word();
    }

    static Log decode(int subCommand, OctetString data) {
      OctetReader reader = new OctetReader("answer to a request for a log", data);
      requireSubCommand(subCommand, reader);
      int log = reader.octet();
      int count = reader.number(2);
      int registers = reader.octet();
      long firstId = reader.longNumber(ID_OCTETS);
      long newestId = reader.longNumber(ID_OCTETS);
      int info = reader.number(2);
      List<LogEntry> entries = entries(reader, firstId, count, registers);
      reader.end();
      return new Log(subCommand, log, registers, firstId, newestId, info, entries);
    }

    private static List<LogEntry> entries(
        OctetReader reader, long firstId, int count, int registers) {
      if (count > firstId + 1) {
        throw new KmpFormatException(
            Fault.LENGTH, "%d entries down from id %d".formatted(count, firstId));
      }
      List<LogEntry> entries = new ArrayList<>();
      if (count > 0) {
        List<RegisterValue> first = LogEntry.decodeFirst(reader, registers);
        LogEntry.requireOctets(first, count);
        entries.add(new LogEntry(firstId, first));
        for (int i = 1; i < count; i++) {
          entries.add(new LogEntry(firstId - i, LogEntry.decodeNext(reader, first)));
        }
      }
      return entries;
    }

    @Override
    public OctetString data() {
      OctetWriter data = new OctetWriter();
      data.number(subCommand, 1);
      data.number(log, 1);
      data.number(entries.size(), 2);
      data.number(registers, 1);
      data.number(firstId, ID_OCTETS);
      data.number(newestId, ID_OCTETS);
      data.number(info, 2);
      for (int i = 0; i < entries.size(); i++) {
        encodeValues(i, entries, data);
      }
      return data.octets();
    }
  }

  /**
   * Records of a log module, in the order of the module.
   *
   * <pre>
   *   log  n  id(2) first record  id(2) record...  last read id(2)  newest id(2)  info
   * </pre>
   *
   * <p>With an info a meter may leave out anything between the command and the info.
   *
   * @param page all parts before the info; null if some are missing.
   * @param cut the octets before the info if {@code page} is null; else none.
   * @param info bits, 0..255: {@link #EMPTY} and the others.
   */
  record ModuleLog(@Nullable Page page, OctetString cut, int info) implements KmpLogAnswer {
    /** There is no record. */
    public static final int EMPTY = 1;

    /** What was asked for is not in the log. */
    public static final int OUT_OF_RANGE = 1 << 2;

    /** There are fewer records than were asked for, as the answer would be too long. */
    public static final int CUT = 1 << 3;

    /** The log ends here. */
    public static final int END_OF_LOG = 1 << 4;

    private static final int WITHOUT_MIDDLE = EMPTY | OUT_OF_RANGE | CUT | END_OF_LOG;
    private static final int LAST_READ_AND_NEWEST_OCTETS = 4;

    /**
     * @throws IllegalArgumentException if info is no octet, or there is both a page and other
     *     octets.
     */
    public ModuleLog {
      Range.check("info", info, Range.OCTET);
      Range.check("octets beside a page", page == null ? 0 : cut.length(), 0);
    }

    /** An answer with all parts. */
    public ModuleLog(Page page, int info) {
      this(page, OctetString.EMPTY, info);
    }

    /**
     * The parts of an answer.
     *
     * @param log number of the log in the module, 0..255.
     * @param registers of each record, 0..255.
     * @param entries all with the same registers, units and lengths; ids 0..65535.
     * @param lastReadId the last record that the module counts as read.
     * @param newestId the highest id in the log.
     */
    public record Page(
        int log, int registers, List<LogEntry> entries, int lastReadId, int newestId) {

      /**
       * @throws IllegalArgumentException if one of them is out of its range, or entries do not have
       *     the same formats.
       */
      public Page {
        entries = List.copyOf(entries);
        Range.check("log", log, Range.OCTET);
        Range.check("registers", registers, Range.OCTET);
        Range.check("last read id", lastReadId, Range.TWO_OCTETS);
        Range.check("newest id", newestId, Range.TWO_OCTETS);
        for (LogEntry entry : entries) {
          Range.check("id", entry.id(), Range.TWO_OCTETS);
          Range.check("values of a record", entry.values().size(), registers, registers);
        }
        LogEntry.requireOneFormat(entries);
      }

      private static Page decode(OctetString data) {
        OctetReader reader = new OctetReader("answer of a log module", data);
        int log = reader.octet();
        int registers = reader.octet();
        List<LogEntry> entries = new ArrayList<>();
        List<RegisterValue> first = List.of();
        while (reader.left() > LAST_READ_AND_NEWEST_OCTETS) {
          int id = reader.number(2);
          if (entries.isEmpty()) {
            first = LogEntry.decodeFirst(reader, registers);
            entries.add(new LogEntry(id, first));
          } else {
            LogEntry.requireOctets(first, entries.size() + 1);
            entries.add(new LogEntry(id, LogEntry.decodeNext(reader, first)));
          }
        }
        Page page = new Page(log, registers, entries, reader.number(2), reader.number(2));
        reader.end();
        return page;
      }

      private void encode(OctetWriter data) {
        data.number(log, 1);
        data.number(registers, 1);
        for (int i = 0; i < entries.size(); i++) {
          data.number(entries.get(i).id(), 2);
          encodeValues(i, entries, data);
        }
        data.number(lastReadId, 2);
        data.number(newestId, 2);
      }
    }

    /** Whether a bit of the info is set. */
    public boolean has(int bit) {
      return (info & bit) != 0;
    }

    @Override
    public @Nullable String word() {
      return page == null ? null : "module-" + page.log();
    }

    /** The records; none where the meter has left out the middle. */
    @Override
    public List<LogEntry> entries() {
      return page == null ? List.of() : page.entries();
    }

    static ModuleLog decode(OctetString data) {
      OctetReader reader = new OctetReader("answer of a log module", data);
      OctetString middle = reader.octets(Math.max(0, data.length() - 1));
      int info = reader.octet();
      try {
        return new ModuleLog(Page.decode(middle), info);
      } catch (KmpFormatException incomplete) {
        if ((info & WITHOUT_MIDDLE) == 0) {
          throw incomplete;
        }
        return new ModuleLog(null, middle, info);
      }
    }

    @Override
    public OctetString data() {
      OctetWriter data = new OctetWriter();
      if (page == null) {
        data.octets(cut);
      } else {
        page.encode(data);
      }
      data.number(info, 1);
      return data.octets();
    }
  }
}
