package io.github.camelmbus.data;

/** How a VIF wants the data of its record to be read (EN 13757-3, annex A). */
enum DataType {
  /** A number: type A where the data is BCD, type B (signed) where it is an integer. */
  NUMBER,
  /** An unsigned integer where it is binary (type C); a code or counter. */
  UNSIGNED,
  /** A bit field (type D): unsigned, never scaled. */
  BITS,
  /** A date, a time or both: type F, G, I, J or M by the length of the data. */
  TIME_POINT,
  /** The digits of an identification number: text. */
  IDENTIFICATION,
  /** As {@link #IDENTIFICATION}, but eight octets are a whole secondary address. */
  METER_IDENTIFICATION,
  /** A structure that stays octets: types K and L. */
  OCTETS,
  /** Octets that only the manufacturer understands. */
  MANUFACTURER,
  /**
   * Values packed as a compact profile (VIFE 13h, 1Eh, 1Fh); {@link CompactProfiles} unpacks them.
   */
  PROFILE,
  /** A code without an agreed meaning: the plain number. */
  RESERVED
}
