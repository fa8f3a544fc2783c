package io.github.camelmbus.it.consumers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelmbus.simulator.House;
import io.github.camelmbus.simulator.SimulatorServer;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Projects as users have them, outside of this build: each takes the artifacts from a local
 * repository, is packaged by a Maven of its own, and runs as a process. {@code mvn verify
 * -Dmbus.consumers=all} runs every row of the table in README, and with {@code -Dmbus.docs=update}
 * writes the rows again.
 */
@Execution(ExecutionMode.CONCURRENT)
class ConsumersIT {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration BUILD = Duration.ofMinutes(5);
  private static final Path PROJECTS = Path.of("src/test/projects");
  private static final Path WORK = Path.of("target/consumers").toAbsolutePath();
  private static final Path README = Path.of("../../../README.md");
  private static final boolean ALL = System.getProperty("mbus.consumers").equals("all");

  /** One meter at 5. */
  private static final String HOUSE =
      """
      {"meters": [{
        "id": "12345678", "manufacturer": "HYD", "version": 40, "deviceType": 4,
        "primaryAddress": 5,
        "records": [{"dib": "0C", "vib": "13", "model": "constant", "value": 12345678}]}]}
      """;

  private final HttpClient client = HttpClient.newHttpClient();

  static List<Consumer> consumers() {
    return ALL ? Consumer.all() : Consumer.OLDEST;
  }

  @BeforeAll
  static void createRepository() throws IOException {
    Files.createDirectories(WORK);
    Repository.create(
        WORK.resolve("m2"),
        Path.of(System.getProperty("maven.repository")),
        System.getProperty("mbus.version"));
    Files.writeString(WORK.resolve("house.json"), HOUSE);
  }

  @ParameterizedTest
  @MethodSource("consumers")
  void aProjectTakesTheArtifactsAndRuns(Consumer consumer) throws Exception {
    Path project = copy(consumer);
    build(consumer, project);
    Map<Integer, Path> javas = ALL ? Machine.javas() : Machine.javaOfThisBuild();
    for (Map.Entry<Integer, Path> java : javas.entrySet()) {
      run(consumer, project, java.getKey(), java.getValue());
    }
    Table.of(README).row(consumer, javas.keySet(), ALL);
  }

  @Test
  void theTableHasNoOtherRows() throws IOException {
    assertThat(Table.of(README).rows())
        .allSatisfy(
            row -> assertThat(Consumer.all()).anyMatch(consumer -> row.startsWith(consumer.row())));
  }

  private static Path copy(Consumer consumer) throws IOException {
    Path project = WORK.resolve(consumer.toString());
    copy(PROJECTS.resolve(consumer.project()), project);
    Path routes = project.resolve("src/main/resources/camel");
    copy(PROJECTS.resolve("shared/camel"), routes);
    if (!consumer.kamelets()) {
      Files.delete(routes.resolve("kamelet.camel.yaml"));
    }
    copy(PROJECTS.resolve("shared/java"), project.resolve("src/main/java"));
    Files.createDirectories(project.resolve(".mvn")); // or Maven takes that of this build
    return project;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  private static void build(Consumer consumer, Path project) throws Exception {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("maven.home"), "bin", "mvn").toString());
    words.addAll(List.of("-B", "-q", "package"));
    words.add("-Dmaven.repo.local=" + WORK.resolve("m2"));
    words.add("-Dmbus.version=" + System.getProperty("mbus.version"));
    words.addAll(consumer.versions());
    if (System.getProperty("maven.offline").equals("is true")) {
      words.add("-o");
    }
    Path log = project.resolve("build.log");
    ProcessBuilder maven =
        new ProcessBuilder(words)
            .directory(project.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
    // Most of its time would go into the second compiler of Java.
    maven
        .environment()
        .merge("MAVEN_OPTS", "-XX:TieredStopAtLevel=1", (given, ours) -> given + " " + ours);
    Process process = maven.start();
    boolean ended = process.waitFor(BUILD.toSeconds(), TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(ended && process.exitValue() == 0).as("%s: %s", words, text(log)).isTrue();
  }

  private void run(Consumer consumer, Path project, int version, Path java) throws Exception {
    Path directory = project.resolve("java-" + version);
    Path readings = directory.resolve("readings");
    Files.createDirectories(directory);
    clear(readings.toFile());
    int port = Machine.freePort();
    SimulatorServer gateway = SimulatorServer.start(house(), 0, 1);
    Path log = directory.resolve("app.log");
    Process app =
        new ProcessBuilder(
                java.resolve("bin/java").toString(),
                "-XX:TieredStopAtLevel=1", // starts faster
                "-Dgateway=tcp://127.0.0.1:" + gateway.port(),
                "-Dport=" + port,
                "-Dreadings=" + readings,
                "-jar",
                project.resolve("target").resolve(consumer.jar()).toString())
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      readsInEveryWay(consumer, readings);
      URI server = URI.create("http://127.0.0.1:" + port);
      await().atMost(PATIENCE).until(() -> health(server) == 200);
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(get(server, "/metrics").body())
                      .containsPattern("camel_mbus_reads_total\\{.*meter=\"5\".*} [1-9]")
                      .containsPattern("camel_mbus_value\\{.*key=\"volume\".*} 12345\\.678")
                      .containsPattern("camel_mbus_line_up\\{.*tcp.*} 1"));

      int address = gateway.port();
      gateway.close();
      await().atMost(PATIENCE).until(() -> health(server) == 503);
      assertThat(get(server, "/metrics").body()).containsPattern("camel_mbus_line_up\\{.*tcp.*} 0");

      gateway = SimulatorServer.start(house(), address, 1);
      await().atMost(PATIENCE).until(() -> health(server) == 200);
    } catch (Throwable failed) {
      throw new AssertionError(consumer + " on Java " + version + ": " + text(log), failed);
    } finally {
      gateway.close();
      app.destroy();
      if (!app.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        app.destroyForcibly();
      }
    }
    assertThat(app.exitValue()).as("as a program that SIGTERM has ended").isIn(0, 143);
  }

  private static House house() {
    return House.read(WORK.resolve("house.json"));
  }

  private static void readsInEveryWay(Consumer consumer, Path readings) throws IOException {
    List<String> names =
        new ArrayList<>(List.of("route", "java", "toD", "pollEnrich", "dataFormat", "opticalHead"));
    if (consumer.kamelets()) {
      names.add("kamelet");
    }
    if (consumer.xml()) {
      names.add("xml");
    }
    for (String name : names) {
      Path file = readings.resolve(name + ".json");
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(file).content().startsWith("{\"meter\":{\"id\":").endsWith("}"));
      assertThat(Files.readString(file)).contains(meter(name));
    }
  }

  /** Which one a route reads. */
  private static String meter(String route) {
    return switch (route) {
      case "kamelet" -> "71350410";
      case "opticalHead" -> "67218804";
      default -> "12345678";
    };
  }

  private int health(URI server) {
    HttpResponse<String> answer = get(server, "/health");
    return answer == null ? 0 : answer.statusCode();
  }

  /** Null as long as the app does not listen. */
  private HttpResponse<String> get(URI server, String path) {
    HttpRequest request = HttpRequest.newBuilder(server.resolve(path)).build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      return null;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void clear(File directory) throws IOException {
    File[] files = directory.listFiles();
    if (files != null) {
      for (File file : files) {
        Files.delete(file.toPath());
      }
    }
  }

  private static String text(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    return lines.stream()
        .skip(Math.max(0, lines.size() - 60))
        .collect(Collectors.joining("\n", "\n", "\n"));
  }
}
