package io.github.camelmbus.link;

/** What wakes the meters of a line before they are asked. */
public enum WakeUp {
  /** Nothing: meters on a bus always listen. */
  NONE,
  /** What a meter under an optical head waits for, see {@link OpticalWakeUp}. */
  OPTICAL
}
