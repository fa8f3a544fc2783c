package io.github.camelmbus.example.archive;

import org.jspecify.annotations.Nullable;

/** The archive cannot be used; the message states why, and what to do. */
public final class ArchiveException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Why an archive cannot be used. */
  public enum Reason {
    /** The file, or its directory, cannot be written. */
    READ_ONLY,
    /** The disk is full. */
    FULL,
    /** The file is not a database, or a damaged one. */
    DAMAGED,
    /** A later version of the app has written the file. */
    NEWER,
    /** The file is a database of another program. */
    FOREIGN,
    /** Another process writes to the file. */
    IN_USE,
    /** The file does not exist. */
    MISSING,
    /** Any other reason, such as a failing disk. */
    OTHER
  }

  private final Reason reason;

  ArchiveException(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
