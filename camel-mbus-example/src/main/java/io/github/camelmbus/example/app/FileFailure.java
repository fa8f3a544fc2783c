package io.github.camelmbus.example.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;

/** Why a file cannot be read or written, for people. */
public final class FileFailure {
  private FileFailure() {}

  /** The reason in words: the message of some exceptions is only the name of the file. */
  public static String words(Exception failure) {
    if (failure instanceof UncheckedIOException wrapped) {
      IOException cause = wrapped.getCause();
      return cause == null ? text(failure) : words(cause);
    } else if (failure instanceof AccessDeniedException) {
      return "permission denied, " + failure.getMessage();
    } else if (failure instanceof NoSuchFileException) {
      return "there is no " + failure.getMessage();
    } else if (failure instanceof FileAlreadyExistsException) {
      return failure.getMessage() + " is no directory";
    }
    return text(failure);
  }

  private static String text(Exception failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
