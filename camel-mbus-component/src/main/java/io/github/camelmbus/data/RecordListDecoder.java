package io.github.camelmbus.data;

import io.github.camelmbus.MBusFormatException;
import io.github.camelmbus.MBusFormatException.Fault;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the records of one telegram, up to the first octet that makes no sense. */
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
  private final List<DataRecord> records;
  private final List<String> warnings = new ArrayList<>();
  private byte @Nullable [] manufacturerData;
  private boolean moreRecordsFollow;

  private RecordListDecoder(byte[] octets, PlainText.Position textPosition, Dialect dialect) {
    in = new OctetReader(octets);
    this.dialect = dialect;
    vibs = new VibDecoder(in, textPosition, dialect.combinable);
    data = new DataOctets(octets, 0, 0);
    records = new ArrayList<>(octets.length / SHORT_RECORD + 1);
  }

  /**
   * Decodes all records.
   *
   * <p>Where the text of a plain-text VIF is cannot be seen from its octets, but a meter has one
   * place for it: the other one is tried where the usual one leads to a broken telegram or to texts
   * that nobody can read, and taken if it does better.
   *
   * @param octets not copied: nobody may change them any more.
   */
  static RecordList decode(byte[] octets, Dialect dialect) {
    RecordListDecoder usual = new RecordListDecoder(octets, PlainText.Position.BEHIND_VIF, dialect);
    usual.decode();
    if (!usual.vibs.hasPlainText() || usual.doubts() == 0) {
      return usual.result();
    }
    RecordListDecoder other =
        new RecordListDecoder(octets, PlainText.Position.BEHIND_VIFES, dialect);
    other.decode();
    return other.isBetterThan(usual) ? other.result() : usual.result();
  }

  private boolean isBetterThan(RecordListDecoder other) {
    return doubts() == other.doubts()
        ? records.size() > other.records.size()
        : doubts() < other.doubts();
  }

  private int doubts() {
    return vibs.oddTexts() + warnings.size();
  }

  private RecordList result() {
    return RecordList.read(
        StorageBlocks.date(CompactProfiles.expand(records)),
        manufacturerData,
        moreRecordsFollow,
        warnings);
  }

  private void decode() {
    try {
      int position = 0;
      while (position < in.length()) {
        position = decodeNext(position);
      }
    } catch (MBusFormatException damage) {
      warnings.add("behind %d records: %s".formatted(records.size(), damage.getMessage()));
    }
  }

  /** Returns the position behind what it read. */
  private int decodeNext(int from) {
    int dif = in.at(from);
    return isSpecial(dif) ? decodeSpecial(dif, from) : decodeRecord(from);
  }

  private int decodeSpecial(int dif, int from) {
    return switch (dif) {
      case MANUFACTURER_DATA, MORE_RECORDS_FOLLOW -> {
        in.moveTo(from + 1);
        manufacturerData = in.rest();
        moreRecordsFollow = dif == MORE_RECORDS_FOLLOW;
        yield in.length();
      }
      case IDLE_FILLER, GLOBAL_READOUT -> from + 1;
      default ->
          throw new MBusFormatException(
              Fault.LENGTH, from, "reserved DIF %02Xh at offset %d".formatted(dif, from));
    };
  }

  /** Goes by the lengths of the parts, which most of the time come out of tables. */
  private int decodeRecord(int from) {
    Dib dib = Dib.at(in, from);
    int vibFrom = from + dib.length();
    Meaning meaning = vibs.at(vibFrom);
    int dataFrom = vibFrom + meaning.vib().length();
    int length = dib.dataField().length();
    Lvar lvar = null;
    if (dib.dataField() == DataField.VARIABLE) {
      lvar = lvarAt(dataFrom++);
      length = lvar == Lvar.UNKNOWN ? in.length() - dataFrom : lvar.length();
    }
    int to = dataFrom + length;
    Value value = values.value(dib, meaning, lvar, data(dataFrom, length));
    records.add(
        new DataRecord(dib, meaning.vib(), in.octets(), from, to - from, value, values.quality()));
    if (lvar == Lvar.UNKNOWN) {
      warnings.add(
          "record at offset %d has a reserved LVAR: what follows is taken as its data"
              .formatted(from));
    }
    return to;
  }

  private static boolean isSpecial(int dif) {
    return DataField.of(dif) == DataField.SPECIAL;
  }

  private Lvar lvarAt(int at) {
    in.moveTo(at);
    Lvar lvar = Lvar.of(in.next("LVAR"));
    return lvar.form() == Lvar.Form.REAL && !endsOnDif(lvar.length()) ? Lvar.UNKNOWN : lvar;
  }

  /** Whether a record can end behind so many octets: with the telegram, or before a DIF. */
  private boolean endsOnDif(int length) {
    if (length >= in.remaining()) {
      return length == in.remaining();
    }
    int dif = in.at(in.position() + length);
    return switch (dif) {
      case MANUFACTURER_DATA, MORE_RECORDS_FOLLOW, IDLE_FILLER -> true;
      default -> !isSpecial(dif);
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
