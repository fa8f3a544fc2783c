package io.github.camelmbus.reading;

import io.github.camelmbus.data.FunctionField;
import io.github.camelmbus.data.Quality;
import io.github.camelmbus.kmp.KmpAnswer;
import io.github.camelmbus.kmp.KmpFormatException;
import io.github.camelmbus.kmp.KmpFrame;
import io.github.camelmbus.kmp.KmpLogAnswer;
import io.github.camelmbus.kmp.KmpRegister;
import io.github.camelmbus.kmp.KmpRegisters;
import io.github.camelmbus.kmp.KmpUnit;
import io.github.camelmbus.kmp.LogEntry;
import io.github.camelmbus.kmp.LogTime;
import io.github.camelmbus.kmp.RegisterValue;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Answers of the Kamstrup Meter Protocol to readings. A register becomes a record: a row of {@link
 * KmpRegisters} gives it quantity and key as M-Bus records have them; without a row, or with a unit
 * that does not fit it, the key is {@code register123}.
 */
public final class KmpReadings {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final String MANUFACTURER = "KAM";
  private static final int SERIAL_DIGITS = 8;
  private static final byte ANSWER = 0x40;

  private KmpReadings() {}

  /**
   * The reading in the answers of one readout.
   *
   * @param telegrams whole frames in the order they came: an answer with the serial number, those
   *     with registers, and that with the type.
   * @param line where they were read.
   * @param readAt when they were read.
   * @throws KmpFormatException if one of them is no good frame, or another answer.
   */
  public static MeterReading.Success ofTelegrams(
      List<byte[]> telegrams, @Nullable String line, @Nullable Instant readAt) {
    Long serial = null;
    List<MeterReading.Record> records = new ArrayList<>();
    Map<Integer, Integer> times = new LinkedHashMap<>();
    for (byte[] telegram : telegrams) {
      KmpAnswer answer = KmpAnswer.decode(KmpFrame.decode(telegram));
      if (answer instanceof KmpAnswer.SerialNumber one) {
        serial = one.number();
      } else if (answer instanceof KmpAnswer.Type type) {
        records.addAll(type(type));
      } else if (answer instanceof KmpAnswer.Registers registers) {
        for (RegisterValue value : registers.values()) {
          records.add(record(value, times.merge(value.register(), 1, Integer::sum)));
        }
      } else {
        throw other("registers", telegram);
      }
    }
    return new MeterReading.Success(
        serial == null ? null : meter(serial),
        line,
        readAt,
        null,
        null,
        records,
        null,
        false,
        true,
        repeated(times),
        null,
        telegrams.stream().map(HEX::formatHex).toList());
  }

  /** A meter has each register once, so which of the values is right is not known. */
  private static List<String> repeated(Map<Integer, Integer> times) {
    List<String> warnings = new ArrayList<>();
    times.forEach(
        (register, count) -> {
          if (count > 1) {
            warnings.add("register %d came %d times in one readout".formatted(register, count));
          }
        });
    return warnings;
  }

  private static KmpFormatException other(String expected, byte[] telegram) {
    return new KmpFormatException(
        KmpFormatException.Fault.COMMAND,
        "an answer with %s was expected, %s came".formatted(expected, HEX.formatHex(telegram)));
  }

  /**
   * Whether octets are answers of this protocol: they begin with 40h, as no telegram of M-Bus does.
   */
  public static boolean areTelegrams(List<byte[]> telegrams) {
    return !telegrams.isEmpty()
        && telegrams.stream().allMatch(octets -> octets.length > 0 && octets[0] == ANSWER);
  }

  /**
   * A reading for each entry of a log. Its telegrams are whole frames as they came: those with the
   * serial number, and the pages with a part of the entry. As a page has several entries, the same
   * page is in several readings.
   *
   * <p>The time of an entry is in registers of the entry, by the clock of the meter and without a
   * zone; see {@link LogTime#instants}. If a log keeps only the day, {@code readAt} is the start of
   * the day; if it keeps no time, there is no {@code readAt}, and a warning.
   *
   * @param telegrams whole frames in the order they came: an answer with the serial number, and
   *     pages.
   * @param log which one, {@code day} for example.
   * @param entries their ids.
   * @param line where they were read.
   * @param zone of the clock of the meter.
   * @throws KmpFormatException if one of the telegrams is no good frame, or another answer.
   */
  public static List<MeterReading> ofLog(
      List<byte[]> telegrams, String log, List<Long> entries, @Nullable String line, ZoneId zone) {
    Pages pages = new Pages(telegrams);
    SortedMap<Long, LogTime> times = new TreeMap<>();
    for (long entry : entries) {
      LogTime time = LogTime.of(pages.values(entry));
      if (time != null) {
        times.put(entry, time);
      }
    }
    Map<Long, Instant> madeAt = LogTime.instants(log, times, zone);
    return entries.stream()
        .map(id -> pages.reading(new MeterReading.LogPlace(log, id), line, madeAt.get(id)))
        .toList();
  }

  /**
   * The entries in pages of one log, in the order of the pages, without a time, because the zone of
   * the clock of the meter is not known.
   *
   * @param telegrams whole frames in the order they came: an answer with the serial number, and
   *     pages.
   * @param places of the entries.
   */
  static List<MeterReading> ofLogEntries(
      List<byte[]> telegrams, Collection<MeterReading.LogPlace> places) {
    Pages pages = new Pages(telegrams);
    return places.stream().map(place -> pages.reading(place, null, null)).toList();
  }

  /**
   * The reading of one entry of a log, from the telegrams that {@link #ofLog} put into it.
   *
   * @param readAt when the entry was made.
   * @throws KmpFormatException if one of the telegrams is no good frame, or another answer.
   */
  public static MeterReading ofLogEntry(
      List<byte[]> telegrams,
      MeterReading.LogPlace place,
      @Nullable String line,
      @Nullable Instant readAt) {
    return new Pages(telegrams).reading(place, line, readAt);
  }

  /** Frames with entries of a log, and which entry is in which of them. */
  private static final class Pages {
    private @Nullable Long serial;
    private final List<String> telegrams = new ArrayList<>();
    private final BitSet serials = new BitSet();
    private final Map<Long, BitSet> pagesOf = new HashMap<>();
    private final Map<Long, Map<Integer, RegisterValue>> values = new HashMap<>();

    private Pages(List<byte[]> telegrams) {
      for (byte[] telegram : telegrams) {
        add(telegram);
      }
    }

    private void add(byte[] telegram) {
      KmpAnswer answer = KmpAnswer.decode(KmpFrame.decode(telegram));
      int place = telegrams.size();
      if (answer instanceof KmpAnswer.SerialNumber one) {
        serial = one.number();
        serials.set(place);
      } else if (answer instanceof KmpLogAnswer ofLog && ofLog.word() != null) {
        for (LogEntry entry : ofLog.entries()) {
          pagesOf.computeIfAbsent(entry.id(), id -> new BitSet()).set(place);
          Map<Integer, RegisterValue> ofEntry =
              values.computeIfAbsent(entry.id(), id -> new LinkedHashMap<>());
          entry.values().forEach(value -> ofEntry.putIfAbsent(value.register(), value));
        }
      } else {
        throw other("entries of a log", telegram);
      }
      telegrams.add(HEX.formatHex(telegram));
    }

    /** The values of an entry; the first one of a register that came twice. */
    private List<RegisterValue> values(long id) {
      return List.copyOf(values.getOrDefault(id, Map.of()).values());
    }

    private MeterReading reading(
        MeterReading.LogPlace place, @Nullable String line, @Nullable Instant madeAt) {
      List<RegisterValue> values = values(place.entry());
      return new MeterReading.Success(
          serial == null ? null : meter(serial),
          line,
          madeAt,
          place,
          null,
          null,
          values.stream().map(value -> record(value, 1)).toList(),
          null,
          false,
          true,
          warnings(LogTime.of(values), place),
          null,
          telegrams(place.entry()));
    }

    private static List<String> warnings(@Nullable LogTime time, MeterReading.LogPlace place) {
      return time != null
          ? List.of()
          : List.of(
              "entry %d of the %s log does not say when it was made"
                  .formatted(place.entry(), place.log()));
    }

    private List<String> telegrams(long id) {
      BitSet places = (BitSet) serials.clone();
      places.or(pagesOf.getOrDefault(id, new BitSet()));
      return places.stream().mapToObj(telegrams::get).toList();
    }
  }

  /** The identification number of a meter: its serial number with at least eight digits. */
  public static String id(long serial) {
    return ("%0" + SERIAL_DIGITS + "d").formatted(serial);
  }

  /** A meter under an optical head has no address; its serial number identifies it. */
  private static MeterReading.Meter meter(long serial) {
    return new MeterReading.Meter(id(serial), null, MANUFACTURER, null, null, null, null, null);
  }

  /** Type and software; empty if the meter has them only in registers. */
  private static List<MeterReading.Record> type(KmpAnswer.Type type) {
    List<MeterReading.Record> records = new ArrayList<>();
    if (type.code() != 0) {
      records.add(text("type", "%04X".formatted(type.code()), type));
    }
    if (!type.software().isEmpty()) {
      records.add(text("software", type.software(), type));
    }
    return records;
  }

  private static MeterReading.Record text(String key, String text, KmpAnswer.Type type) {
    return new MeterReading.Record(
        key,
        key,
        text,
        null,
        FunctionField.INSTANTANEOUS,
        0,
        0,
        0,
        List.of(),
        Quality.GOOD,
        HEX.formatHex(type.data().toArray()));
  }

  /**
   * @param time 1 for the first value of this register, 2 for the next one.
   */
  private static MeterReading.Record record(RegisterValue value, int time) {
    RegisterValue.Meaning meaning = value.meaning();
    KmpUnit unit = value.unit();
    KmpRegister row = KmpRegisters.of(value.register());
    KmpRegister known = row != null && row.family().covers(unit) ? row : null;
    String key = known == null ? "register" + value.register() : known.key();
    return new MeterReading.Record(
        time == 1 ? key : key + "_" + time,
        known == null ? "register-" + value.register() : known.quantity(),
        meaning.value(),
        unit == null ? null : unit.ucum(),
        known == null ? FunctionField.INSTANTANEOUS : known.function(),
        0,
        known == null ? 0 : known.tariff(),
        0,
        known == null ? List.of() : known.qualifiers(),
        meaning.quality(),
        value.raw());
  }
}
