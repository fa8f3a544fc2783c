package io.github.camelmbus.data;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One data record (EN 13757-3, 6.2): its meaning, its value and its octets.
 *
 * <p>Immutable. The records of one telegram share one copy of its octets: with a copy for each
 * record a bare decode takes 17 % longer (docs/benchmark-codec.md).
 */
public final class DataRecord {
  private static final byte ANY_VIF = 0x7E;

  private final Dib dib;
  private final Vib vib;
  private final byte[] telegram;
  private final int from;
  private final int length;
  private final Value value;
  private final Quality quality;

  /**
   * @param octets DIB, VIB, LVAR and data as on the wire; copied.
   * @param value in the unit of the VIB; {@link Value#NONE} if the quality says that there is none.
   */
  public DataRecord(Dib dib, Vib vib, byte[] octets, Value value, Quality quality) {
    this(dib, vib, octets.clone(), 0, octets.length, value, quality);
  }

  /**
   * A record of a telegram.
   *
   * @param telegram not copied; it must not change any more.
   * @param from index of the first octet of the record.
   * @param length how many octets it has.
   */
  DataRecord(
      Dib dib, Vib vib, byte[] telegram, int from, int length, Value value, Quality quality) {
    this.dib = dib;
    this.vib = vib;
    this.telegram = telegram;
    this.from = from;
    this.length = length;
    this.value = value;
    this.quality = quality;
  }

  public Dib dib() {
    return dib;
  }

  public Vib vib() {
    return vib;
  }

  /** DIB, VIB, LVAR and data as on the wire. */
  public byte[] octets() {
    return Arrays.copyOfRange(telegram, from, from + length);
  }

  /** The octets in hexadecimal, upper case. */
  public String hex() {
    return OctetReader.HEX.formatHex(telegram, from, from + length);
  }

  /** Where it is in its telegram. */
  RecordPlace place(VibDecoder vibs) {
    int vibFrom = from + dib.length();
    int data = vibFrom + vib.length() + (dib.dataField() == DataField.VARIABLE ? 1 : 0);
    Meaning meaning = vibs.isVifAlone(vibFrom) ? vibs.vifAlone(vibFrom) : vibs.at(vibFrom);
    return new RecordPlace(from, data, from + length, meaning.type() == DataType.TIME_POINT);
  }

  /** In {@link #unit()}; {@link Value#NONE} if the quality says that there is none. */
  public Value value() {
    return value;
  }

  /** UCUM code; null for texts and dates, and if none is known. */
  public @Nullable String unit() {
    return value instanceof Value.Text ? null : vib.unit();
  }

  public Quality quality() {
    return quality;
  }

  /** What is measured, in kebab-case. */
  public String quantity() {
    return vib.quantity();
  }

  /** What changes the meaning of the quantity, in kebab-case. */
  public List<String> qualifiers() {
    return vib.qualifiers();
  }

  /** Whether it is just the time at which the values of its storage number were stored. */
  boolean isStorageTime() {
    boolean isTime = value instanceof Value.Date || value instanceof Value.DateTime;
    boolean isPlain =
        quantity().equals(Quantity.DATE.text()) || quantity().equals(Quantity.DATE_TIME.text());
    return isTime
        && isPlain
        && qualifiers().isEmpty()
        && dib.function() == FunctionField.INSTANTANEOUS;
  }

  /**
   * Whether a selection of a master includes this record in the readout (EN 13757-3, 6.3.3):
   * storage number, tariff, subunit and function are those of the selection, and so are VIF and
   * VIFEs unless the selection has any VIF (7Eh).
   *
   * @param selection a record with data field 8.
   */
  public boolean isChosenBy(DataRecord selection) {
    Dib wanted = selection.dib();
    byte[] wantedVib = selection.vib().octets();
    boolean anyVif = wantedVib.length == 1 && wantedVib[0] == ANY_VIF;
    return wanted.dataField() == DataField.SELECTION
        && wanted.function() == dib.function()
        && wanted.storageNumber() == dib.storageNumber()
        && wanted.tariff() == dib.tariff()
        && wanted.subunit() == dib.subunit()
        && (anyVif || Arrays.equals(wantedVib, vib.octets()));
  }

  /**
   * The same record, read on a day: a date and time for which the meter names a century that has
   * not begun gets the year closest to that day. Without this it gets a year from 1981 to 2080.
   */
  public DataRecord readOn(LocalDate day) {
    if (!(value instanceof Value.DateTime time)) {
      return this;
    }
    Value.DateTime closest = time.closestTo(day);
    return closest.equals(value)
        ? this
        : new DataRecord(dib, vib, telegram, from, length, closest, quality);
  }

  /** The same record with other qualifiers. */
  public DataRecord withQualifiers(List<String> qualifiers) {
    Vib other = new Vib(vib.quantity(), vib.unit(), qualifiers, vib.octets());
    return new DataRecord(dib, other, telegram, from, length, value, quality);
  }

  /**
   * A record with a VIF of the manufacturer and a known meaning: integers, BCD digits and real
   * numbers are numbers as sent, without a unit.
   *
   * @param name the quantity, in kebab-case.
   */
  public DataRecord ofManufacturer(String name) {
    Vib other = new Vib(name, null, List.of(), vib.octets());
    int before = dib.length() + vib.length();
    Lvar lvar = null;
    if (dib.dataField() == DataField.VARIABLE) {
      lvar = Lvar.of(telegram[from + before] & 0xFF);
      before++;
    }
    DataOctets data = new DataOctets(telegram, from + before, length - before);
    Reading reading = ValueDecoder.decode(dib, number(other), lvar, data);
    return new DataRecord(dib, other, telegram, from, length, reading.value(), reading.quality());
  }

  /**
   * A number in a data block of the manufacturer, which has neither DIB nor VIB.
   *
   * @param name the quantity, in kebab-case.
   * @param coding an integer, BCD or real field.
   * @param octets as many as it has.
   */
  public static DataRecord ofBlock(String name, DataField coding, byte[] octets) {
    Dib dib = Dib.implied(coding, 0);
    Vib vib = new Vib(name, null, List.of(), new byte[0]);
    DataOctets data = new DataOctets(octets, 0, coding.length());
    Reading reading = ValueDecoder.decode(dib, number(vib), null, data);
    return new DataRecord(dib, vib, octets, reading.value(), reading.quality());
  }

  private static Meaning number(Vib vib) {
    return new Meaning(vib, DataType.NUMBER, null, 0, null, null);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DataRecord that
        && dib.equals(that.dib)
        && vib.equals(that.vib)
        && value.equals(that.value)
        && quality == that.quality
        && Arrays.equals(
            telegram, from, from + length, that.telegram, that.from, that.from + that.length);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(octets());
  }

  @Override
  public String toString() {
    return "DataRecord[%s %s = %s %s, %s, %s]"
        .formatted(vib.quantity(), vib.qualifiers(), value.plain(), unit(), quality.text(), hex());
  }
}
