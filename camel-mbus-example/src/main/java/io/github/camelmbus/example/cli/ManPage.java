package io.github.camelmbus.example.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual page of a command, made from its help, in standard macros of roff. */
final class ManPage {
  /** A width that keeps a synopsis on one line; man breaks it. */
  private static final int ONE_LINE = 10_000;

  private final CommandLine command;
  private final String version;
  private final List<String> lines = new ArrayList<>();

  private ManPage(CommandLine command, String version) {
    this.command = command;
    this.version = version;
  }

  /** The name of the page, such as mbus-scan. */
  static String name(CommandLine command) {
    return command.getCommandSpec().qualifiedName("-");
  }

  /** The page of a command. */
  static String of(CommandLine command, String version) {
    return new ManPage(command, version).page();
  }

  private String page() {
    String name = name(command);
    lines.add(".TH %s 1 \"\" %s \"\"".formatted(quoted(name), quoted("mbus " + version)));
    section("NAME");
    lines.add(text(name) + " \\- " + text(description()));
    section("SYNOPSIS");
    lines.add(text(synopsis()));
    section("DESCRIPTION");
    lines.add(text(description()));
    arguments();
    if (command.getSubcommands().isEmpty()) {
      section("SEE ALSO");
      lines.add(".BR mbus (1)");
    } else {
      commands();
      surroundings();
    }
    return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
  }

  private void section(String title) {
    lines.add(".SH " + title);
  }

  private String description() {
    return String.join(" ", command.getCommandSpec().usageMessage().description());
  }

  private String synopsis() {
    command.setUsageHelpWidth(ONE_LINE);
    return command.getHelp().synopsis(0).strip();
  }

  private void arguments() {
    CommandSpec spec = command.getCommandSpec();
    section("OPTIONS");
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      argument(parameter.paramLabel(), parameter);
    }
    for (OptionSpec option : spec.options()) {
      argument(names(option), option);
    }
  }

  private static String names(OptionSpec option) {
    String names = String.join(", ", option.names());
    if (option.negatable()) {
      names = names.replace("--", "--[no-]");
    }
    if (option.arity().max() == 0) {
      return names;
    }
    // -Dname=value, -b value, --baud=value
    String separator = option.isMultiValue() ? "" : names.contains("--") ? "=" : " ";
    return names + separator + option.paramLabel();
  }

  private void argument(String name, ArgSpec argument) {
    entry(name, String.join(" ", argument.description()));
  }

  private void entry(String name, String text) {
    lines.add(".TP");
    lines.add(".B " + text(name));
    lines.add(text(text));
  }

  private void commands() {
    section("COMMANDS");
    for (CommandLine each : command.getSubcommands().values()) {
      ManPage page = new ManPage(each, version);
      lines.add(".TP");
      lines.add(".BR " + quoted(name(each)) + " (1)");
      lines.add(text(page.description()));
    }
  }

  private void surroundings() {
    section("EXIT STATUS");
    entry("0", "Success.");
    entry("1", "Some meters failed or were not found.");
    entry("2", "Wrong usage, no Java, or the line is not available.");
    section("ENVIRONMENT");
    entry(
        "JAVA_HOME", "The folder of the Java to use, 17 or newer; by default java from the PATH.");
    entry("JAVA_OPTS, MBUS_OPTS", "Options for Java, such as -Xmx64m.");
    entry(
        "MBUS_LINE, ...",
        "Settings of run: names in capitals, with _ in place of other characters.");
    entry("NO_COLOR", "If set, no colours are shown on a terminal.");
    section("FILES");
    entry("config/application.properties", "Settings of run, in the directory it is started from.");
    entry("readings/", "Files that run writes, in the directory it is started from.");
    entry(
        "$XDG_CACHE_HOME/mbus, ~/.cache/mbus", "A cache that makes starts faster; may be removed.");
  }

  private static String quoted(String text) {
    return "\"" + text(text).replace("\"", "\\(dq") + "\"";
  }

  /** Escapes backslashes and hyphens, and the first character of a line that would be a macro. */
  static String text(String text) {
    String plain = Ansi.OFF.string(text.formatted());
    String escaped =
        plain
            .lines()
            .map(String::strip)
            .collect(Collectors.joining(" "))
            .replace("\\", "\\e")
            .replace("-", "\\-");
    return Stream.of(".", "'").anyMatch(escaped::startsWith) ? "\\&" + escaped : escaped;
  }
}
