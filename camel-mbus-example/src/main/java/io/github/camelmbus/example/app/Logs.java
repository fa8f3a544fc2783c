package io.github.camelmbus.example.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.logging.Filter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;
import org.jboss.logmanager.LogContext;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.jboss.logmanager.handlers.ConsoleHandler;

/** How much of the log a command shows on stderr. */
public final class Logs {
  private static final Logger ROOT = Logger.getLogger("");

  private static final Pattern CATEGORY =
      Pattern.compile("quarkus\\.log\\.category\\.\"(.+)\"\\.level");

  /** The settings that {@link #toStderr} knows, and those of the app that change nothing for it. */
  private static final Pattern OF_STDERR =
      Pattern.compile(
          "quarkus\\.log\\.(level|console\\.(format|stderr|filter)|category\\.\".+\"\\.level)");

  // Kept in fields: a logger without a reference may be collected, and its level is lost.
  private static final Logger CAMEL = Logger.getLogger("org.apache.camel");

  /**
   * From the octets to the transactions; commands do not report the warnings of these packages
   * themselves.
   */
  private static final List<Logger> BUS =
      List.of(
          Logger.getLogger("io.github.camelmbus.line"),
          Logger.getLogger("io.github.camelmbus.link"),
          Logger.getLogger("io.github.camelmbus.kmp.head"),
          Logger.getLogger("io.github.camelmbus.master"));

  /** Whether a line is away, which commands report themselves. */
  private static final Logger OPEN_LINE = Logger.getLogger("io.github.camelmbus.line.OpenLine");

  private Logs() {}

  /** Whether a setting is about the log, and only Quarkus knows it: that of a file, for example. */
  public static boolean isForQuarkus(String setting) {
    return setting.startsWith("QUARKUS_LOG_")
        || setting.startsWith("quarkus.log.") && !OF_STDERR.matcher(setting).matches();
  }

  /**
   * Writes the log to stderr in the form and from the levels on that the settings have, as Quarkus
   * does for commands that start it.
   */
  public static void toStderr(Config settings) {
    for (Handler handler : ROOT.getHandlers()) {
      ROOT.removeHandler(handler);
    }
    ROOT.addHandler(
        new ConsoleHandler(
            ConsoleHandler.Target.SYSTEM_ERR,
            new PatternFormatter(settings.getValue("quarkus.log.console.format", String.class))));
    ROOT.setLevel(
        level(settings.getOptionalValue("quarkus.log.level", String.class).orElse("INFO")));
    for (String name : settings.getPropertyNames()) {
      Matcher category = CATEGORY.matcher(name);
      if (category.matches()) {
        Logger.getLogger(category.group(1)).setLevel(level(settings.getValue(name, String.class)));
      }
    }
  }

  private static Level level(String name) {
    return LogContext.getLogContext().getLevelForName(name.toUpperCase(Locale.ROOT));
  }

  /** Hides how Camel starts and stops, and what the command reports about the line itself. */
  public static void quiet() {
    CAMEL.setLevel(Level.WARNING);
    BUS.forEach(logger -> logger.setLevel(Level.WARNING));
    OPEN_LINE.setLevel(Level.SEVERE);
  }

  /** Shows a line for each frame, and what line and link notice between them. */
  public static void traceFrames() {
    BUS.forEach(logger -> logger.setLevel(Level.FINE));
    OPEN_LINE.setLevel(Level.FINE);
  }

  /**
   * Runs something before each line of the log.
   *
   * @return ends it.
   */
  public static Runnable beforeEachLine(Runnable action) {
    List<Runnable> ends = new ArrayList<>();
    for (Handler handler : Logger.getLogger("").getHandlers()) {
      Filter before = handler.getFilter();
      handler.setFilter(
          line -> {
            boolean shown = before == null || before.isLoggable(line);
            if (shown) {
              action.run();
            }
            return shown;
          });
      ends.add(() -> handler.setFilter(before));
    }
    return () -> ends.forEach(Runnable::run);
  }
}
