package io.github.camelmbus.example.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.main.BaseMainSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * The settings {@code mbus.*} of the app: those in its own {@code application.properties}, in which
 * one without a default is a comment or a placeholder.
 */
final class KnownSettings {
  private static final String FILE = "application.properties";
  private static final String PREFIX = "mbus.";
  private static final Pattern NAME =
      Pattern.compile("(?:^#?|\\$\\{)(mbus\\.[a-z0-9.-]+)(?=[=:}])", Pattern.MULTILINE);

  /** A name with more different letters is not taken for a mistyped one. */
  private static final int MISTYPED = 4;

  private static final Pattern VARIABLE = Pattern.compile("MBUS_[A-Z0-9_]+");

  /** Fewer than for names, because the variable may be that of another program. */
  private static final int MISTYPED_VARIABLE = 2;

  private final Set<String> names;

  private KnownSettings(Set<String> names) {
    this.names = Set.copyOf(names);
  }

  /** Those of the app. */
  static KnownSettings ofApp() {
    ClassLoader loader = KnownSettings.class.getClassLoader();
    try (InputStream file = loader.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new IllegalStateException("the app has no " + FILE);
      }
      return of(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("the settings of the app cannot be read", e);
    }
  }

  /**
   * Those that a file names.
   *
   * @param text of the file.
   */
  static KnownSettings of(String text) {
    Set<String> names = new TreeSet<>(Set.of(ChosenSettings.RUN));
    Matcher name = NAME.matcher(text);
    while (name.find()) {
      names.add(name.group(1));
    }
    return new KnownSettings(names);
  }

  /**
   * Refuses a setting that is not one of them. An environment variable is refused only if its name
   * is nearly that of a setting, because other programs have variables, too: Kubernetes sets {@code
   * MBUS_PORT} if a service is called mbus.
   *
   * @throws IllegalArgumentException with the setting, where it is set, and the nearest known one.
   */
  void check(Config config) {
    for (ConfigSource source : config.getConfigSources()) {
      if (source.getName().startsWith("Env")) {
        source.getPropertyNames().stream().sorted().forEach(this::checkVariable);
      } else {
        source.getPropertyNames().stream()
            .filter(name -> name.startsWith(PREFIX))
            .sorted()
            .forEach(name -> check(name, place(source.getName())));
      }
    }
  }

  /**
   * Sets those that have a value as properties of Camel itself. For each placeholder that it finds
   * in the configuration instead, Camel reads all settings there, to tell where this one is from.
   */
  void addTo(BaseMainSupport main, Config config) {
    for (String name : names) {
      config
          .getOptionalValue(name, String.class)
          .ifPresent(value -> main.addOverrideProperty(name, value));
    }
  }

  /**
   * Refuses a name that is not one of them.
   *
   * @param place where it is set, as the end of a sentence.
   */
  void check(String name, String place) {
    if (!names.contains(name)) {
      String nearest = Spelling.nearest(name, names, MISTYPED);
      String hint =
          nearest != null
              ? "; did you mean " + nearest + "?"
              : "; the settings are in docs/command-line.md and docs/how-to/sinks.md";
      throw new IllegalArgumentException("there is no setting " + name + place + hint);
    }
  }

  /** Refuses an environment variable whose name is nearly that of a setting. */
  void checkVariable(String variable) {
    if (!VARIABLE.matcher(variable).matches()) {
      return;
    }
    List<String> variables = names.stream().map(KnownSettings::variable).toList();
    String nearest = Spelling.nearest(variable, variables, MISTYPED_VARIABLE);
    if (nearest != null && !nearest.equals(variable)) {
      throw new IllegalArgumentException(
          "there is no setting %s, which is an environment variable; did you mean %s?"
              .formatted(variable, nearest));
    }
  }

  /** The environment variable of a setting: each sign that is no letter or digit is _. */
  private static String variable(String name) {
    return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }

  private static String place(String source) {
    if (source.startsWith("SysProp")) {
      return ", which is given by -D";
    }
    return source.contains(FILE) ? ", which is in config/" + FILE : "";
  }
}
