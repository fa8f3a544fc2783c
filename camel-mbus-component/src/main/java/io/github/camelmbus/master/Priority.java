package io.github.camelmbus.master;

/**
 * Which waiting transactions run first; those of one priority run in the order they came. A lower
 * priority that was passed over a few times has a turn all the same.
 */
public enum Priority {
  /** What somebody waits for: writes, readings on demand, alarms. */
  COMMAND,
  /** A scheduled reading. */
  POLL,
  /** One probe of a search. */
  SEARCH
}
