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
    return new RecordList(
        CompactProfiles.expand(records),
        manufacturerData,
        moreRecordsFollow,
        warnings.isEmpty(),
        warnings);
  }

  private void decode() {
    try {
      while (in.remaining() > 0) {
        decodeNext();
      }
    } catch (MBusFormatException damage) {
      warnings.add("behind %d records: %s".formatted(records.size(), damage.getMessage()));
    }
  }

  private void decodeNext() {
    int dif = in.peek();
    switch (dif) {
      case MANUFACTURER_DATA, MORE_RECORDS_FOLLOW -> {
        in.skip("DIF", 1);
        manufacturerData = in.rest();
        moreRecordsFollow = dif == MORE_RECORDS_FOLLOW;
      }
      case IDLE_FILLER, GLOBAL_READOUT -> in.skip("DIF", 1);
      default -> decodeRecord(dif);
    }
  }

  private void decodeRecord(int dif) {
    if (isReserved(dif)) {
      throw new MBusFormatException(
          Fault.LENGTH,
          in.position(),
          "reserved DIF %02Xh at offset %d".formatted(dif, in.position()));
    }
    int from = in.position();
    Dib dib = Dib.decode(in);
    Meaning meaning = vibs.decode();
    Lvar lvar = dib.dataField() == DataField.VARIABLE ? lvar() : null;
    Value value = values.value(dib, meaning, lvar, data(dib.dataField(), lvar));
    records.add(DataRecord.read(dib, meaning.vib(), in, from, value, values.quality()));
    if (lvar == Lvar.UNKNOWN) {
      warnings.add(
          "record at offset %d has a reserved LVAR: what follows is taken as its data"
              .formatted(from));
    }
  }

  private static boolean isReserved(int dif) {
    return DataField.of(dif) == DataField.SPECIAL;
  }

  private Lvar lvar() {
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
      default -> !isReserved(dif);
    };
  }

  private DataOctets data(DataField field, @Nullable Lvar lvar) {
    int length = lvar == null ? field.length() : lvar.length();
    if (lvar == Lvar.UNKNOWN) {
      length = in.remaining();
    }
    int from = in.position();
    in.skip("data", length);
    data.move(from, length);
    return dialect.highOctetFirst ? data.reversed() : data;
  }
}
