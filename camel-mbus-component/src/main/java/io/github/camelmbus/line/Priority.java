package io.github.camelmbus.line;

/**
 * Which waiting tasks run first; those of one priority run in the order they came. After eight
 * others a lower priority has its turn.
 */
public enum Priority {
  /** What a user waits for: writes, readings on demand, alarms. */
  COMMAND,
  /** A scheduled reading. */
  POLL,
  /** One probe of a search. */
  SEARCH
}
