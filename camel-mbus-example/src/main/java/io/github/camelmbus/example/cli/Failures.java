package io.github.camelmbus.example.cli;

import io.github.camelmbus.MBusException;
import io.github.camelmbus.example.app.FileFailure;
import io.github.camelmbus.example.archive.ArchiveException;
import io.github.camelmbus.example.sink.Printable;
import java.io.UncheckedIOException;
import java.util.stream.Collectors;

/** Messages of failures for users. */
final class Failures {
  private Failures() {}

  /**
   * The message of a failure. Control characters in its lines are escaped, as it may quote gateways
   * and meters.
   */
  static String message(Throwable failure) {
    return words(failure).lines().map(Printable::of).collect(Collectors.joining("\n"));
  }

  /**
   * The first message in the chain that was written for users: that of an {@link MBusException},
   * {@link ArchiveException}, {@link IllegalArgumentException} or {@link UncheckedIOException};
   * else the innermost one.
   */
  private static String words(Throwable failure) {
    Throwable innermost = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof MBusException
          || cause instanceof ArchiveException
          || cause instanceof IllegalArgumentException) {
        return text(cause);
      } else if (cause instanceof UncheckedIOException wrapped) {
        return text(wrapped) + ": " + FileFailure.words(wrapped);
      }
      innermost = cause;
    }
    return text(innermost);
  }

  private static String text(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
