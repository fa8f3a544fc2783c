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

  private final OctetReader in;
  private final PlainText.Position textPosition;
  private final Dialect dialect;
  private final List<DataRecord> records = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>(1);
  private byte @Nullable [] manufacturerData;
  private boolean moreRecordsFollow;
  private boolean hasPlainText;
  private int oddTexts;

  private RecordListDecoder(byte[] octets, PlainText.Position textPosition, Dialect dialect) {
    in = new OctetReader(octets);
    this.textPosition = textPosition;
    this.dialect = dialect;
  }

  /**
   * Decodes all records.
   *
   * <p>Where the text of a plain-text VIF is cannot be seen from its octets, but a meter has one
   * place for it: the other one is tried where the usual one leads to a broken telegram or to texts
   * that nobody can read, and taken if it does better.
   */
  static RecordList decode(byte[] octets, Dialect dialect) {
    RecordListDecoder usual = new RecordListDecoder(octets, PlainText.Position.BEHIND_VIF, dialect);
    usual.decode();
    if (!usual.hasPlainText || usual.doubts() == 0) {
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
    return oddTexts + warnings.size();
  }

  private RecordList result() {
    return new RecordList(
        StorageBlocks.date(CompactProfiles.expand(records)),
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
    Meaning meaning = meaning();
    Lvar lvar = dib.dataField() == DataField.VARIABLE ? lvar() : null;
    DataOctets data = data(dib.dataField(), lvar);
    Reading reading = ValueDecoder.decode(dib, meaning, lvar, data);
    records.add(record(dib, meaning.vib(), in.since(from), reading));
    if (lvar == Lvar.UNKNOWN) {
      warnings.add(
          "record at offset %d has a reserved LVAR: what follows is taken as its data"
              .formatted(from));
    }
  }

  private Meaning meaning() {
    VibDecoder vib = new VibDecoder(in, textPosition, dialect.combinable);
    try {
      return vib.decode();
    } finally {
      hasPlainText |= vib.hasPlainText();
      oddTexts += vib.isPrintable() ? 0 : 1;
    }
  }

  private static DataRecord record(Dib dib, Vib vib, byte[] octets, Reading reading) {
    boolean isText = reading.value() instanceof Value.Text;
    return new DataRecord(
        dib, vib, octets, reading.value(), isText ? null : vib.unit(), reading.quality());
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
    DataOctets data = new DataOctets(in.octets(), from, length);
    return dialect.highOctetFirst ? data.reversed() : data;
  }
}
