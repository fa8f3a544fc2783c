package io.github.camelmbus.example.archive;

import org.jspecify.annotations.Nullable;

/** The file cannot be used; the message says what came and what helps. */
public final class ArchiveException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What is wrong with the file. */
  public enum Reason {
    /** It, or its directory, cannot be written. */
    READ_ONLY,
    /** There is no room. */
    FULL,
    /** Its contents are no database, or not a whole one. */
    DAMAGED,
    /** A later version of the app has written it. */
    NEWER,
    /** It is a database of another program. */
    FOREIGN,
    /** Another process writes it. */
    IN_USE,
    /** There is none. */
    MISSING,
    /** Anything else, such as a disk that fails. */
    OTHER
  }

  private final Reason reason;

  ArchiveException(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** What is wrong. */
  public Reason reason() {
    return reason;
  }
}
