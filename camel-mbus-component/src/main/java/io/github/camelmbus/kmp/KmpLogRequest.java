package io.github.camelmbus.kmp;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.kmp.KmpFormatException.Fault;
import io.github.camelmbus.kmp.KmpFrame.Direction;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request for a log: one of the meter itself (B8h), or one of a log module (A0h to A3h).
 *
 * @param <A> its answer.
 */
public sealed interface KmpLogRequest<A extends KmpLogAnswer> extends KmpRequest<A> {
  /** Command of all requests for the logs of a meter itself. */
  int CID = 0xB8;

  /** Whether it is one of these. */
  static boolean isLog(int cid) {
    return cid == CID || isModuleLog(cid);
  }

  private static boolean isModuleLog(int cid) {
    return cid >= GetModuleLogFromTime.CID && cid <= GetModuleLogFromOffset.CID;
  }

  /** The request in the data of a frame. */
  static KmpRequest<?> decode(int cid, OctetReader reader) {
    try {
      return isModuleLog(cid) ? decodeModule(cid, reader) : decodeMeter(reader);
    } catch (IllegalArgumentException | DateTimeException impossible) {
      throw new KmpFormatException(
          Fault.LENGTH, "request %02X: %s".formatted(cid, impossible.getMessage()));
    }
  }

  private static KmpRequest<?> decodeModule(int cid, OctetReader reader) {
    ModuleSelection selection = ModuleSelection.decode(reader);
    return switch (cid) {
      case GetModuleLogFromTime.CID -> new GetModuleLogFromTime(selection, time(reader));
      case GetUnreadModuleLog.CID -> new GetUnreadModuleLog(selection);
      case GetModuleLogFromRecord.CID -> new GetModuleLogFromRecord(selection, reader.number(2));
      default -> new GetModuleLogFromOffset(selection, time(reader), reader.number(2));
    };
  }

  private static KmpRequest<?> decodeMeter(OctetReader reader) {
    int subCommand = reader.octet();
    int log = reader.octet();
    if (subCommand == GetLogConfiguration.SUB_COMMAND) {
      return new GetLogConfiguration(log);
    }
    GetLog.By by = GetLog.By.of(subCommand);
    if (by == null) {
      throw new KmpFormatException(
          Fault.COMMAND, "sub-command %02X of B8 is not known".formatted(subCommand));
    }
    return GetLog.decode(by, log, reader);
  }

  private static void checkRegisters(List<Integer> registers) {
    Range.check("count of registers", registers.size(), 1, Range.OCTET);
    registers.forEach(register -> Range.check("register", register, Range.TWO_OCTETS));
  }

  /** Octets of a time: year of the century, month, day, hour, minute, second, 00, 00. */
  private static LocalDateTime time(OctetReader reader) {
    LocalDateTime time =
        LocalDateTime.of(
            Range.CENTURY + reader.octet(),
            reader.octet(),
            reader.octet(),
            reader.octet(),
            reader.octet(),
            reader.octet());
    reader.number(2);
    return time;
  }

  private static void checkTime(LocalDateTime time) {
    Range.check("year", time.getYear(), Range.CENTURY, Range.CENTURY + Range.OCTET);
  }

  private static void write(LocalDateTime time, OctetWriter data) {
    data.number(time.getYear() - Range.CENTURY, 1);
    data.number(time.getMonthValue(), 1);
    data.number(time.getDayOfMonth(), 1);
    data.number(time.getHour(), 1);
    data.number(time.getMinute(), 1);
    data.number(time.getSecond(), 1);
    data.number(0, 2);
  }

  /**
   * How a log is kept, and which registers are in it.
   *
   * @param log type of the log, 0..255: {@link KmpLog#code()}.
   */
  record GetLogConfiguration(int log) implements KmpLogRequest<KmpLogAnswer.LogConfiguration> {
    static final int SUB_COMMAND = 0x05;

    /**
     * @throws IllegalArgumentException if the log is no octet.
     */
    public GetLogConfiguration {
      Range.check("log", log, Range.OCTET);
    }

    @Override
    public int cid() {
      return CID;
    }

    @Override
    public OctetString data() {
      return OctetString.of((byte) SUB_COMMAND, (byte) log);
    }

    @Override
    public KmpLogAnswer.LogConfiguration answer(OctetString data) {
      return KmpLogAnswer.LogConfiguration.decode(data);
    }
  }

  /**
   * Entries of a log towards the past.
   *
   * @param by what {@code from} counts.
   * @param log type of the log, 0..255: {@link KmpLog#code()}.
   * @param from the first entry: its id, 0..4294967295; or how many of the newest are left out,
   *     0..65535; {@link #OLDEST} begins with the oldest entry.
   * @param entries how many, 0..65535.
   * @param registers 1 to 255 numbers, each 0..65535.
   */
  record GetLog(By by, int log, long from, int entries, List<Integer> registers)
      implements KmpLogRequest<KmpLogAnswer.Log> {
    /** The offset of the oldest entry. */
    public static final int OLDEST = 0xFFFF;

    /** How the first entry is given. */
    public enum By {
      ID(0x06, 4, Range.FOUR_OCTETS),
      OFFSET(0x07, 2, Range.TWO_OCTETS);

      private final int subCommand;
      private final int octets;
      private final long highest;

      By(int subCommand, int octets, long highest) {
        this.subCommand = subCommand;
        this.octets = octets;
        this.highest = highest;
      }

      /** The second octet of the request, and of its answer. */
      public int subCommand() {
        return subCommand;
      }

      /** The constant of a sub-command; null if it does not ask for entries. */
      static @Nullable By of(int subCommand) {
        return Arrays.stream(values())
            .filter(by -> by.subCommand == subCommand)
            .findFirst()
            .orElse(null);
      }
    }

    /**
     * @throws IllegalArgumentException if one of them is out of its range.
     */
    public GetLog {
      registers = List.copyOf(registers);
      Range.check("log", log, Range.OCTET);
      Range.check(by == By.ID ? "id" : "offset", from, by.highest);
      Range.check("entries", entries, Range.TWO_OCTETS);
      checkRegisters(registers);
    }

    /** From an id on. */
    public static GetLog back(int log, long id, int entries, List<Integer> registers) {
      return new GetLog(By.ID, log, id, entries, registers);
    }

    /** From the newest entry on, or that after some others. */
    public static GetLog newest(int log, int offset, int entries, List<Integer> registers) {
      return new GetLog(By.OFFSET, log, offset, entries, registers);
    }

    private static GetLog decode(By by, int log, OctetReader reader) {
      return new GetLog(
          by,
          log,
          reader.longNumber(by.octets),
          reader.number(2),
          reader.numbers(reader.octet(), 2));
    }

    @Override
    public int cid() {
      return CID;
    }

    @Override
    public OctetString data() {
      OctetWriter data = new OctetWriter();
      data.number(by.subCommand, 1);
      data.number(log, 1);
      data.number(from, by.octets);
      data.number(entries, 2);
      data.number(registers.size(), 1);
      data.numbers(registers, 2);
      return data.octets();
    }

    @Override
    public KmpLogAnswer.Log answer(OctetString data) {
      return KmpLogAnswer.Log.decode(by.subCommand, data);
    }
  }

  /**
   * The first part of all requests to a log module.
   *
   * @param log number of the log in the module, 0..255.
   * @param registers 1 to 255 numbers, each 0..65535.
   * @param records how many, 0..255.
   * @param maxLength the most octets of the answer, 0..255.
   */
  record ModuleSelection(int log, List<Integer> registers, int records, int maxLength) {

    /**
     * @throws IllegalArgumentException if one of them is out of its range.
     */
    public ModuleSelection {
      registers = List.copyOf(registers);
      Range.check("log", log, Range.OCTET);
      Range.check("records", records, Range.OCTET);
      Range.check("maximal length", maxLength, Range.OCTET);
      checkRegisters(registers);
    }

    private static ModuleSelection decode(OctetReader reader) {
      int log = reader.octet();
      List<Integer> registers = reader.numbers(reader.octet(), 2);
      return new ModuleSelection(log, registers, reader.octet(), reader.octet());
    }

    private OctetWriter write() {
      OctetWriter data = new OctetWriter();
      data.number(log, 1);
      data.number(registers.size(), 1);
      data.numbers(registers, 2);
      data.number(records, 1);
      data.number(maxLength, 1);
      return data;
    }
  }

  /** A request to a log module. */
  sealed interface ModuleLogRequest extends KmpLogRequest<KmpLogAnswer.ModuleLog> {
    /** Its first part. */
    ModuleSelection selection();

    @Override
    default KmpLogAnswer.ModuleLog answer(OctetString data) {
      return KmpLogAnswer.ModuleLog.decode(data);
    }
  }

  /**
   * Records of a log module from a time on.
   *
   * @param time of the clock of the meter; years 2000..2255.
   */
  record GetModuleLogFromTime(ModuleSelection selection, LocalDateTime time)
      implements ModuleLogRequest {
    static final int CID = 0xA0;

    /**
     * @throws IllegalArgumentException if the year is out of range.
     */
    public GetModuleLogFromTime {
      checkTime(time);
    }

    @Override
    public int cid() {
      return CID;
    }

    @Override
    public OctetString data() {
      OctetWriter data = selection.write();
      KmpLogRequest.write(time, data);
      return data.octets();
    }
  }

  /**
   * Records of a log module that were not read yet. The module then counts them as read, so another
   * reader would miss them: this request is never sent, only decoded by a simulated meter.
   */
  record GetUnreadModuleLog(ModuleSelection selection) implements ModuleLogRequest {
    static final int CID = 0xA1;

    @Override
    public int cid() {
      return CID;
    }

    @Override
    public boolean changesNothing() {
      return false;
    }

    @Override
    public OctetString data() {
      return selection.write().octets();
    }
  }

  /**
   * Records of a log module from a record on.
   *
   * @param record its id, 0..65535.
   */
  record GetModuleLogFromRecord(ModuleSelection selection, int record) implements ModuleLogRequest {
    static final int CID = 0xA2;

    /**
     * @throws IllegalArgumentException if the id is out of range.
     */
    public GetModuleLogFromRecord {
      Range.check("record", record, Range.TWO_OCTETS);
    }

    @Override
    public int cid() {
      return CID;
    }

    @Override
    public OctetString data() {
      OctetWriter data = selection.write();
      data.number(record, 2);
      return data.octets();
    }
  }

  /**
   * Records of a log module from some records after a time on.
   *
   * @param time of the clock of the meter; years 2000..2255.
   * @param offset how many records after that time are left out, 0..65535.
   */
  record GetModuleLogFromOffset(ModuleSelection selection, LocalDateTime time, int offset)
      implements ModuleLogRequest {
    static final int CID = 0xA3;

    /**
     * @throws IllegalArgumentException if year or offset are out of range.
     */
    public GetModuleLogFromOffset {
      checkTime(time);
      Range.check("offset", offset, Range.TWO_OCTETS);
    }

    @Override
    public int cid() {
      return CID;
    }

    @Override
    public OctetString data() {
      OctetWriter data = selection.write();
      KmpLogRequest.write(time, data);
      data.number(offset, 2);
      return data.octets();
    }

    /** Also accepts an answer with the CID of {@link GetModuleLogFromTime}, as of some modules. */
    @Override
    public KmpLogAnswer.ModuleLog answer(KmpFrame frame) {
      if (frame.direction() == Direction.FROM_METER && frame.cid() == GetModuleLogFromTime.CID) {
        return answer(frame.data());
      }
      return ModuleLogRequest.super.answer(frame);
    }
  }
}
