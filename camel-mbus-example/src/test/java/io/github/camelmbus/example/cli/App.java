package io.github.camelmbus.example.cli;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The packaged app, a jar or a native image, as a process of its own; end it with {@link #close()}.
 */
final class App implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(8);

  private final Process process;
  private final Path out;
  private final Path err;

  private App(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** The jar or native image. */
  static String file() {
    return System.getProperty("app.file");
  }

  /** What starts it, options such as {@code -Dmbus.delay=1s} included, before a command. */
  static List<String> words(List<String> settings) {
    String file = file();
    List<String> words = new ArrayList<>();
    if (file.endsWith(".jar")) {
      words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      words.add("@" + System.getProperty("app.options"));
      words.addAll(settings);
      words.add("-jar");
      words.add(file);
    } else {
      words.add(file);
      words.addAll(settings);
    }
    return words;
  }

  /**
   * How to start it.
   *
   * @param directory where it works; its output is kept there as well.
   * @param path the environment variable.
   * @param settings options such as {@code -Dmbus.delay=1s}.
   */
  record Start(Path directory, String path, List<String> settings) {
    static Start in(Path directory) {
      return new Start(directory, System.getenv("PATH"), List.of());
    }

    Start withPath(String other) {
      return new Start(directory, other, settings);
    }

    Start with(String... options) {
      return new Start(directory, path, List.of(options));
    }

    /** Runs a command to its end. */
    App run(String... command) throws Exception {
      try (App app = start(command)) {
        app.awaitEnd();
        return app;
      }
    }

    /** Runs a command to its end, with a file as its input. */
    App runOn(Path input, String... command) throws Exception {
      try (App app = start(builder(command).redirectInput(input.toFile()))) {
        app.awaitEnd();
        return app;
      }
    }

    /** Runs a command to its end, with a file for its output. */
    App runInto(Path output, String... command) throws Exception {
      Path err = Files.createTempFile(directory, "stderr", "");
      ProcessBuilder builder = builder(command);
      builder.redirectOutput(output.toFile()).redirectError(err.toFile());
      try (App app = new App(builder.start(), output, err)) {
        app.awaitEnd();
        return app;
      }
    }

    /** Runs a command to its end on a terminal, at which somebody types. */
    App runOnTerminal(String typed, String... command) throws Exception {
      Path input = Files.writeString(Files.createTempFile(directory, "typed", ""), typed);
      String words =
          builder(command).command().stream()
              .map(word -> "'" + word + "'")
              .collect(Collectors.joining(" "));
      ProcessBuilder terminal =
          new ProcessBuilder("script", "-qec", words, "/dev/null")
              .directory(directory.toFile())
              .redirectInput(input.toFile());
      try (App app = start(terminal)) {
        app.awaitEnd();
        return app;
      }
    }

    /** Starts a command that can write files up to a size, as on a disk that gets full. */
    App startWithFilesUpTo(int kib, String... command) throws IOException {
      ProcessBuilder limited = builder(command);
      List<String> words =
          new ArrayList<>(List.of("bash", "-c", "ulimit -f " + kib + "; exec \"$@\"", "limited"));
      words.addAll(limited.command());
      return start(limited.command(words));
    }

    /** Starts a command that goes on until it is ended. */
    App start(String... command) throws IOException {
      return start(builder(command));
    }

    private App start(ProcessBuilder builder) throws IOException {
      Path out = Files.createTempFile(directory, "stdout", "");
      Path err = Files.createTempFile(directory, "stderr", "");
      Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      return new App(process, out, err);
    }

    private ProcessBuilder builder(String... command) {
      List<String> words = words(settings);
      words.addAll(Arrays.asList(command));
      ProcessBuilder builder = new ProcessBuilder(words).directory(directory.toFile());
      builder.environment().put("PATH", path);
      return builder;
    }
  }

  private void awaitEnd() {
    await().atMost(PATIENCE).until(() -> !process.isAlive());
  }

  boolean isRunning() {
    return process.isAlive();
  }

  /** The processes it has started. */
  Stream<ProcessHandle> children() {
    return process.children();
  }

  int exitCode() {
    return process.exitValue();
  }

  String out() {
    return text(out);
  }

  String err() {
    return text(err);
  }

  /** The lines of its output, each of which must be JSON. */
  List<JsonNode> json() {
    return out().lines().map(App::json).toList();
  }

  static JsonNode json(String line) {
    try {
      return MAPPER.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException("no JSON: " + line, e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until its output has a text. */
  void awaitOut(String text) {
    await().atMost(PATIENCE).until(() -> out().contains(text));
  }

  /** Waits until its log or its messages have a text. */
  void awaitErr(String text) {
    await().atMost(PATIENCE).until(() -> err().contains(text));
  }

  /** Presses Ctrl-C, and waits for its end. */
  void interrupt() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    awaitEnd();
  }

  /** Asks it to end, as a terminal or an init system does, and waits for it. */
  @Override
  public void close() {
    process.destroy();
    awaitEnd();
  }
}
