package io.github.camelmbus.transport;

/** What a line does with octets that arrive with a parity or framing error. */
public enum DamagedOctets {
  /** It delivers them, changed or not: a collision can be detected. */
  SHOWN,
  /** It drops them: a collision can look like silence. */
  DROPPED,
  /** Depends on the gateway. */
  UNKNOWN
}
