package io.github.camelmbus.transport;

/** What a line does with octets that arrive with a parity or framing error. */
public enum DamagedOctets {
  /** It hands them out, changed or not: meters that talk at once are heard. */
  SHOWN,
  /** It drops them: meters that talk at once can look like silence. */
  DROPPED,
  /** One or the other: a gateway decides it. */
  UNKNOWN
}
