package io.github.camelmbus.master;

/** Which waiting transactions run first; those of one priority run in the order they came. */
public enum Priority {
  /** What somebody waits for. */
  COMMAND,
  /** A scheduled reading. */
  POLL,
  /** One probe of a search: whatever else waits goes first. */
  SEARCH
}
