package io.github.camelmbus.simulator;

/** What the receiver of the master does with an octet whose parity or stop bit is wrong. */
public enum BadOctets {
  /** Returns it as sampled. */
  RAW,
  /** Returns 00h in its place. */
  ZERO,
  /** Drops it, as most serial drivers do with parity checking on. */
  DROP
}
