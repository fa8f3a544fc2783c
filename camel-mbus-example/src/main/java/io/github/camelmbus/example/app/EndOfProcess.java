package io.github.camelmbus.example.app;

import io.quarkus.logging.LoggingFilter;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.stream.Stream;

/**
 * Whether the process has been asked to end, by Ctrl-C for example. Quarkus then takes its
 * container down while the command may still be starting, which fails because of that. Such a
 * failure is not reported; as a filter this class keeps messages of Quarkus about it out of the
 * log.
 */
@LoggingFilter(name = EndOfProcess.FILTER)
public final class EndOfProcess implements Filter {
  static final String FILTER = "end-of-process";

  private static final String QUARKUS = "io.quarkus.";

  /** Who throws when the container is down, and when a hook for the end comes too late. */
  private static final List<String> THROWERS =
      List.of(QUARKUS, "org.apache.camel.quarkus.", "java.lang.ApplicationShutdownHooks");

  /** The end has been requested: since then Java takes no hooks for it any more. */
  public static boolean requested() {
    Thread hook = new Thread(() -> {}, "end");
    try {
      Runtime.getRuntime().addShutdownHook(hook);
      return !Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      return true;
    }
  }

  /** Whether a command failed because the end has been requested, and its container is down. */
  public static boolean isReasonOf(Throwable failure) {
    return requested()
        && Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
            .anyMatch(EndOfProcess::isOfContainer);
  }

  private static boolean isOfContainer(Throwable failure) {
    return Arrays.stream(failure.getStackTrace())
        .limit(1)
        .map(StackTraceElement::getClassName)
        .anyMatch(thrower -> THROWERS.stream().anyMatch(thrower::startsWith));
  }

  @Override
  public boolean isLoggable(LogRecord message) {
    String logger = message.getLoggerName();
    return logger == null || !logger.startsWith(QUARKUS) || !requested();
  }
}
