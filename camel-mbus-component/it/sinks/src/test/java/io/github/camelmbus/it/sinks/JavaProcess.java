package io.github.camelmbus.it.sinks;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A Java program as a process of its own, which a test may end without a warning. */
final class JavaProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  /** Of servers, which start faster with them; those of the app are in a file of its build. */
  private static final List<String> OPTIONS =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData");

  private final Process process;
  private final Path log;

  private JavaProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * How to start the packaged app, a jar or a native image.
   *
   * @param settings such as {@code mbus.sinks=json}.
   */
  static List<String> app(List<String> settings, String... command) {
    String file = System.getProperty("app.file");
    boolean jar = file.endsWith(".jar");
    List<String> words = new ArrayList<>();
    words.addAll(jar ? List.of(JAVA, "@" + System.getProperty("app.options")) : List.of(file));
    settings.forEach(setting -> words.add("-D" + setting));
    if (jar) {
      words.addAll(List.of("-jar", file));
    }
    words.addAll(Arrays.asList(command));
    return words;
  }

  /** Starts it; what it says goes to a file of the directory it works in. */
  static JavaProcess start(Path directory, List<String> words) {
    return start(directory, Map.of(), words);
  }

  /** The same with more in its environment. */
  static JavaProcess start(Path directory, Map<String, String> environment, List<String> words) {
    Path log = directory.resolve("process.log");
    try {
      ProcessBuilder builder = new ProcessBuilder(words).directory(directory.toFile());
      builder.environment().putAll(environment);
      builder
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      return new JavaProcess(builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a class of the tests, and waits until it listens. */
  static JavaProcess server(Class<?> main, int port, Path directory, String... options) {
    List<String> words = new ArrayList<>(List.of(JAVA));
    words.addAll(OPTIONS);
    words.addAll(Arrays.asList(options));
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    words.addAll(List.of(Integer.toString(port), directory.toString()));
    JavaProcess server = start(directory, words);
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .failFast(main.getSimpleName() + " has ended, see its log", () -> !server.isRunning())
        .until(() -> Ports.isOpen(port));
    return server;
  }

  boolean isRunning() {
    return process.isAlive();
  }

  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int exitCode() {
    await().atMost(PATIENCE).until(() -> !process.isAlive());
    return process.exitValue();
  }

  /** As a power cut does. */
  void kill() {
    process.destroyForcibly();
    await().atMost(PATIENCE).until(() -> !process.isAlive());
  }

  @Override
  public void close() {
    process.destroy();
    await().atMost(PATIENCE).until(() -> !process.isAlive());
  }
}
