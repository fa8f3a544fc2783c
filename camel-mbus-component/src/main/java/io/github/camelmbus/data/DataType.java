package io.github.camelmbus.data;

import org.jspecify.annotations.Nullable;

/** How a VIF wants the data of its record to be read (EN 13757-3, annex A). */
enum DataType {
  /** A number: type A where the data is BCD, type B (signed) where it is an integer. */
  NUMBER(ValueDecoder::byField),
  /** An unsigned integer where it is binary (type C); a code or counter. */
  UNSIGNED(ValueDecoder::byField),
  /** A bit field (type D): unsigned, never scaled. */
  BITS(ValueDecoder::byField),
  /** A date, a time or both: type F, G, I, J or M, or BCD digits, by the length of the data. */
  TIME_POINT(ValueDecoder::timePoint),
  /** The digits of an identification number: text. */
  IDENTIFICATION(ValueDecoder::byField),
  /** As {@link #IDENTIFICATION}, but eight octets are a whole secondary address. */
  METER_IDENTIFICATION(ValueDecoder::byField),
  /** A structure that stays octets: types K and L. */
  OCTETS(ValueDecoder::octets),
  /**
   * Known to the manufacturer only: the plain number as type A, type B or a real, and octets if the
   * data is no number or binary of variable length.
   */
  MANUFACTURER(ValueDecoder::ofManufacturer),
  /** As {@link #UNSIGNED}, but two octets are the letters of {@link ManufacturerCode}. */
  MANUFACTURER_CODE(ValueDecoder::manufacturerCode),
  /**
   * Values packed as a compact profile (VIFE 13h, 1Eh, 1Fh); {@link CompactProfiles} unpacks them.
   */
  PROFILE(ValueDecoder::profile),
  /** A code without an agreed meaning: the plain number. */
  RESERVED(ValueDecoder::reserved);

  private final Reader reader;

  DataType(Reader reader) {
    this.reader = reader;
  }

  /** Reads the data of a record that has some. */
  @FunctionalInterface
  private interface Reader {
    Value read(
        ValueDecoder decoder,
        DataField field,
        Meaning meaning,
        @Nullable Lvar lvar,
        DataOctets data);
  }

  /**
   * The value of a record.
   *
   * @param decoder takes its quality.
   * @param lvar of data of variable length, not a reserved one; null for others.
   */
  Value value(
      ValueDecoder decoder,
      DataField field,
      Meaning meaning,
      @Nullable Lvar lvar,
      DataOctets data) {
    return reader.read(decoder, field, meaning, lvar, data);
  }
}
