package io.github.camelmbus.line;

/**
 * Which waiting tasks run first; those of one priority run in the order they were submitted. After
 * eight tasks of higher priorities, one of a lower priority runs.
 */
public enum Priority {
  /** A task that a user waits for: writes, readings on demand, alarms. */
  COMMAND,
  /** A scheduled reading. */
  POLL,
  /** One probe of a search. */
  SEARCH
}
