package io.github.camelmbus.data;

import io.github.camelmbus.MBusFormatException;
import io.github.camelmbus.MBusFormatException.Fault;
import io.github.camelmbus.OctetString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the records of one telegram, up to the first octet that cannot be decoded. */
final class RecordListDecoder {
  /** Who sends the records, and in which order their octets come. */
  enum Dialect {
    METER(VifeTable.COMBINABLE, false),
    /** Mode 2 of older editions: the high octet of data comes first. */
    METER_HIGH_OCTET_FIRST(VifeTable.COMBINABLE, true),
    /** Codes below 10h among the VIFEs are actions. */
    MASTER(VifeTable.REQUEST, false);

    private final VifeTable combinable;
    private final boolean highOctetFirst;

    Dialect(VifeTable combinable, boolean highOctetFirst) {
      this.combinable = combinable;
      this.highOctetFirst = highOctetFirst;
    }
  }

  private static final int MANUFACTURER_DATA = 0x0F;
  private static final int MORE_RECORDS_FOLLOW = 0x1F;
  private static final int IDLE_FILLER = 0x2F;
  private static final int GLOBAL_READOUT = 0x7F;

  /** Most records have more octets. */
  private static final int SHORT_RECORD = 6;

  private final OctetReader in;
  private final Dialect dialect;
  private final VibDecoder vibs;
  private final ValueDecoder values = new ValueDecoder();
  private final DataOctets data;
  private List<String> warnings = List.of();
  private DataRecord[] records;
  private int count;
  private boolean someAreAboutOthers;
  private @Nullable OctetString manufacturerData;
  private boolean moreRecordsFollow;

  private RecordListDecoder(
      OctetReader in, Dialect dialect, VibDecoder vibs, DataRecord[] records) {
    this.in = in;
    this.dialect = dialect;
    this.vibs = vibs;
    data = new DataOctets(in.octets(), 0, 0);
    this.records = records;
  }

  private static RecordListDecoder of(
      byte[] octets, PlainText.Position textPosition, Dialect dialect) {
    OctetReader in = new OctetReader(octets);
    VifeTable combinable = dialect.combinable;
    VibDecoder vibs = new VibDecoder(in, textPosition, combinable);
    DataRecord[] records = new DataRecord[in.length() / SHORT_RECORD + 1];
    return new RecordListDecoder(in, dialect, vibs, records);
  }

  /**
   * Decodes all records.
   *
   * <p>The octets of a plain-text VIF do not show whether its text stands after the VIF or after
   * the VIFEs, but a meter uses one place only. The other place is tried if the usual one gives
   * warnings or unprintable texts, and taken if it gives fewer.
   *
   * @param octets not copied; they must not change any more.
   */
  static RecordList decode(byte[] octets, Dialect dialect) {
    RecordListDecoder usual = of(octets, PlainText.Position.AFTER_VIF, dialect);
    usual.decode();
    if (!usual.vibs.hasPlainText() || usual.doubts() == 0) {
      return usual.result();
    }
    RecordListDecoder other = of(octets, PlainText.Position.AFTER_VIFES, dialect);
    other.decode();
    return other.isBetterThan(usual) ? other.result() : usual.result();
  }

  /** As {@link RecordList#places}. */
  static List<RecordPlace> places(byte[] octets) {
    RecordListDecoder list = of(octets, PlainText.Position.AFTER_VIF, Dialect.METER);
    list.decode();
    if (list.someAreAboutOthers || list.vibs.hasPlainText() || !list.warnings.isEmpty()) {
      return List.of();
    }
    List<RecordPlace> places = new ArrayList<>();
    for (int i = 0; i < list.count; i++) {
      places.add(list.records[i].place(list.vibs));
    }
    return places;
  }

  private boolean isBetterThan(RecordListDecoder other) {
    return doubts() == other.doubts() ? count > other.count : doubts() < other.doubts();
  }

  private int doubts() {
    return vibs.oddTexts() + warnings.size();
  }

  private RecordList result() {
    List<DataRecord> read = new ReadRecords(records, count);
    return new RecordList(
        someAreAboutOthers ? StorageBlocks.date(CompactProfiles.expand(read)) : read,
        manufacturerData,
        moreRecordsFollow,
        warnings.isEmpty(),
        warnings);
  }

  private void decode() {
    try {
      int position = 0;
      while (position < in.length()) {
        position = decodeNext(position);
      }
    } catch (MBusFormatException damage) {
      warn("after %d records: %s".formatted(count, damage.getMessage()));
    }
  }

  private void warn(String warning) {
    if (warnings.isEmpty()) {
      warnings = new ArrayList<>();
    }
    warnings.add(warning);
  }

  /** Decodes what starts at a position, and returns the position after it. */
  private int decodeNext(int from) {
    int dif = in.at(from);
    return DataField.isSpecial(dif) ? decodeSpecial(dif, from) : decodeRecord(dif, from);
  }

  private int decodeSpecial(int dif, int from) {
    return switch (dif) {
      case MANUFACTURER_DATA, MORE_RECORDS_FOLLOW -> {
        in.moveTo(from + 1);
        manufacturerData = OctetString.of(in.rest());
        moreRecordsFollow = dif == MORE_RECORDS_FOLLOW;
        yield in.length();
      }
      case IDLE_FILLER, GLOBAL_READOUT -> from + 1;
      default ->
          throw new MBusFormatException(
              Fault.LENGTH, from, "reserved DIF %02Xh at offset %d".formatted(dif, from));
    };
  }

  /** Returns the position after the record. */
  private int decodeRecord(int dif, int from) {
    int vibFrom = from + 1;
    Dib dib;
    if (Dib.isAlone(dif)) {
      dib = Dib.ofDif(dif);
    } else {
      in.moveTo(from);
      dib = Dib.decode(in);
      vibFrom = in.position();
    }
    int dataFrom = vibFrom + 1;
    Meaning meaning;
    if (vibs.isVifAlone(vibFrom)) {
      meaning = vibs.vifAlone(vibFrom);
    } else {
      meaning = vibs.at(vibFrom);
      dataFrom = vibFrom + meaning.vibLength();
    }
    Lvar lvar = null;
    int length = dib.dataField().length();
    if (dib.dataField() == DataField.VARIABLE) {
      lvar = lvarAt(dataFrom);
      dataFrom++;
      length = lvar == Lvar.UNKNOWN ? unknownLength(from, dataFrom) : lvar.length();
    }
    add(dib, meaning, lvar, from, dataFrom, length);
    return dataFrom + length;
  }

  /** The end of the record is unknown: it takes all octets that are left. */
  private int unknownLength(int from, int dataFrom) {
    warn(
        "record at offset %d has a reserved LVAR: what follows is taken as its data"
            .formatted(from));
    return in.length() - dataFrom;
  }

  private void add(
      Dib dib, Meaning meaning, @Nullable Lvar lvar, int from, int dataFrom, int length) {
    Value value = values.value(dib, meaning, lvar, data(dataFrom, length));
    if (count == records.length) {
      records = Arrays.copyOf(records, 2 * count);
    }
    // No call between the allocation of a record and the stores of its fields: the JIT compiler can
    // then leave out the write barriers of the garbage collector. With calls a bare decode takes
    // 7 % longer (docs/benchmark-codec.md).
    Vib vib = meaning.vib();
    byte[] octets = in.octets();
    Quality quality = values.quality();
    int octetsOfRecord = dataFrom + length - from;
    records[count++] = new DataRecord(dib, vib, octets, from, octetsOfRecord, value, quality);
    someAreAboutOthers |= meaning.isAboutOthers();
  }

  private Lvar lvarAt(int at) {
    in.moveTo(at);
    Lvar lvar = Lvar.of(in.next("LVAR"));
    return lvar.form() == Lvar.Form.REAL && !endsOnDif(lvar.length()) ? Lvar.UNKNOWN : lvar;
  }

  /** Whether a record can end after so many octets: with the telegram, or before a DIF. */
  private boolean endsOnDif(int length) {
    if (length >= in.remaining()) {
      return length == in.remaining();
    }
    int dif = in.at(in.position() + length);
    return switch (dif) {
      case MANUFACTURER_DATA, MORE_RECORDS_FOLLOW, IDLE_FILLER -> true;
      default -> !DataField.isSpecial(dif);
    };
  }

  private DataOctets data(int from, int length) {
    if (length > in.length() - from) {
      in.moveTo(from);
      in.skip("data", length);
    }
    data.move(from, length);
    return dialect.highOctetFirst ? data.reversed() : data;
  }
}
