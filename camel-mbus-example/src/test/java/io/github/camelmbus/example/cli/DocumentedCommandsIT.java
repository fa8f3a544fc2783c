package io.github.camelmbus.example.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.camelmbus.example.cli.DocumentedCommands.Block;
import io.github.camelmbus.simulator.House;
import io.github.camelmbus.simulator.SimulatorServer;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The commands of a document do what it says, one after the other in one directory, as a reader
 * would type them. Behind its gateways and serial ports is a simulated house. Documents run side by
 * side, as most of their time goes into waiting for meters that are not there, and begin before
 * most other tests.
 */
@Order(2)
@EnabledOnOs({OS.LINUX, OS.MAC})
@Execution(ExecutionMode.CONCURRENT)
class DocumentedCommandsIT {
  private static final Duration PATIENCE = Duration.ofMinutes(8);

  /** Sixteen times 2400 bit/s are the 38400 bit/s that scans are told. */
  private static final double SPEED = 16;

  private static final String FAST_SCAN = "--baud 38400 --timeout 50ms";
  private static final String FAST_RUN =
      "-Dcamel.component.mbus.configuration.baud-rate=38400"
          + " -Dcamel.component.mbus.configuration.response-timeout=50";
  private static final String APP = "camel-mbus-example/target/quarkus-app/quarkus-run.jar";
  private static final String RUNS_APP = "java -jar " + APP;

  /** They start it faster. */
  private static final String OPTIONS = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData";

  private static final String UNPACKS = "tar xzf ";
  private static final Pattern TEST_CLASS = Pattern.compile("-Dtest=(\\w+)");
  private static final Pattern MAIN_CLASS = Pattern.compile("-Dexec.mainClass=([\\w.]+)");
  private static final Pattern MODULE = Pattern.compile("-pl (\\S+)");

  /** A heat meter of its own telegram; ids and primary addresses are those of the documents. */
  private static final String HOUSE =
      """
      {"templates": {"heat": {"manufacturer": "HYD", "version": 40, "deviceType": 4,
         "records": [{"dib": "0C", "vib": "06", "model": "constant", "value": 12345}]}},
       "meters": [
         {"id": "12345678", "template": "heat", "primaryAddress": 1},
         {"id": "23456789", "template": "heat", "primaryAddress": 2},
         {"id": "87654321", "template": "heat", "primaryAddress": 10},
         {"id": "71350412", "template": "heat", "primaryAddress": 12}]}
      """;

  @TempDir static Path shared;
  private static Path mbus;

  @TempDir Path directory;
  private SimulatorServer gateway;

  @BeforeAll
  static void unpack() throws Exception {
    // A native image is the command itself.
    mbus =
        App.file().endsWith(".jar")
            ? Distribution.unpackedTo(shared.resolve("unpacked")).resolve("bin/mbus")
            : Path.of(App.file());
    // Documents that run side by side would each make the archive of classes.
    Process first = command("'" + mbus + "' --version").start();
    assertThat(first.waitFor()).isZero();
  }

  /** Each document has its own, as commands change meters. */
  @BeforeEach
  void serveTheHouse() throws IOException {
    Path house = Files.writeString(directory.resolve("documented.json"), HOUSE);
    gateway = SimulatorServer.start(House.read(house), 0, SPEED);
  }

  @AfterEach
  void endTheHouse() {
    gateway.close();
  }

  /** Those without a test of their own. */
  static List<Path> documents() {
    return DocumentedCommands.documents().stream()
        .filter(document -> !document.endsWith("configure-meters.md"))
        .filter(document -> !document.endsWith("sinks.md"))
        // ArchiveIT has an archive for their commands.
        .filter(document -> !document.endsWith("consumption.md"))
        .filter(document -> !document.endsWith("broker-away.md"))
        .sorted(Comparator.comparingLong(DocumentedCommandsIT::scans).reversed())
        .toList();
  }

  /** Documents with many scans begin first: these wait the longest, with little work. */
  private static long scans(Path document) {
    return DocumentedCommands.blocks(document).stream()
        .flatMap(block -> block.text().lines())
        .filter(line -> line.startsWith("mbus scan "))
        .count();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void commandsDoWhatIsShown(Path document) throws Exception {
    writeMbus();
    for (Block block : DocumentedCommands.blocks(document)) {
      if (isOurs(block.text())) {
        run(block);
      }
    }
  }

  /**
   * The command, for scans in the time of a test, and with consent to writes. The scan of all
   * primary addresses, which waits for hundreds of silent ones, is that of ScanIT.
   */
  private void writeMbus() throws IOException {
    Path bin = Files.createDirectories(directory.resolve("bin"));
    Path script =
        Files.writeString(
            bin.resolve("mbus"),
            """
            #!/bin/sh
            case "$1 $2" in
              scan\\ tcp:*) more='%s' ;;
              run\\ tcp:*) more='%s' ;;
              set-*|baud-rate*|select*|reset*|write*|synchronise*) more=--yes ;;
            esac
            case "$1 $*" in
              *\\ --secondary*|*\\ --primary*|*\\ --verify*) ;;
              scan\\ *) more="$more --secondary" ;;
            esac
            exec '%s' "$@" $more
            """
                .formatted(FAST_SCAN, FAST_RUN, mbus));
    assertThat(script.toFile().setExecutable(true)).isTrue();
  }

  /** Others build, or make a native image. */
  private static boolean isOurs(String commands) {
    return Pattern.compile("(^|\\| )mbus ", Pattern.MULTILINE).matcher(commands).find()
        || commands.contains(RUNS_APP);
  }

  private void run(Block block) throws Exception {
    assumeTrue(!block.text().contains("jq ") || isInstalled("jq"), "jq is not installed");
    String script = script(block.text());
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    ProcessBuilder builder =
        command(script)
            .directory(directory.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder
        .environment()
        .merge("PATH", directory.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
    delete(directory.resolve("readings"));
    Process process = builder.start();
    try {
      if (goesOn(block.text())) {
        awaitWork(block, process);
      } else {
        await().atMost(PATIENCE).until(() -> !process.isAlive());
        assertThat(process.exitValue())
            .as("%s: %s%n%s", block, script, Files.readString(err))
            .isZero();
        assertThat(isSilent(block.text()) || Files.size(out) > 0).as("%s", block).isTrue();
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
      await().atMost(PATIENCE).until(() -> !process.isAlive());
    }
  }

  private static ProcessBuilder command(String script) {
    ProcessBuilder builder = new ProcessBuilder("bash", "-e", "-o", "pipefail", "-c", script);
    Map<String, String> environment = builder.environment();
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("XDG_CACHE_HOME", shared.resolve("cache").toString());
    environment.put("MBUS_OPTS", OPTIONS);
    return builder;
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
      }
    }
  }

  private String script(String shown) throws IOException {
    String line = "tcp://127.0.0.1:" + gateway.port();
    return shown
        .replaceFirst("^mvn [^&\n]*( && |\n)", "")
        .replace("/dev/ttyUSB0", line)
        .replace("tcp://10.0.0.5:10001", line)
        .replace("--tcp 10001", "--tcp " + freePort())
        .replace("mbus COMMAND", "mbus lines")
        .replace(RUNS_APP, runsApp());
  }

  /** The jar of the build itself, where other tests start that of the distribution. */
  private static String runsApp() {
    Path jar = Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath();
    return App.file().endsWith(".jar")
        ? "'%s/bin/java' %s -jar '%s'".formatted(System.getProperty("java.home"), OPTIONS, jar)
        : App.file();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static boolean isInstalled(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }

  /** The routes, and simulated houses, which run until somebody ends them. */
  private static boolean goesOn(String commands) {
    return commands.contains("mbus simulate") || isRun(commands);
  }

  private static boolean isRun(String commands) {
    return commands
        .lines()
        .anyMatch(line -> line.startsWith("mbus run") || line.endsWith(RUNS_APP));
  }

  private static boolean isSilent(String commands) {
    return commands.contains("mbus lines") || commands.contains(" COMMAND");
  }

  private void awaitWork(Block block, Process process) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(process.isAlive()).as("%s", block).isTrue();
              if (isRun(block.text())) {
                assertThat(directory.resolve("readings"))
                    .isDirectoryContaining(file -> file.toString().endsWith(".csv"));
              } else {
                assertThat(Files.readString(directory.resolve("out"))).contains("localhost");
              }
            });
  }

  /** In a fresh clone, after the build. */
  @Test
  void theReadmePutsTheCommandOnThePath() throws Exception {
    Block block =
        DocumentedCommands.blocks(Path.of("../README.md")).stream()
            .filter(each -> each.text().contains(UNPACKS))
            .findFirst()
            .orElseThrow();
    Path target = Files.createDirectories(directory.resolve("camel-mbus-example/target"));
    Path archive = Distribution.archive();
    Files.createSymbolicLink(target.resolve(archive.getFileName()), archive);
    String script = script(block.text()) + "mbus --version";
    ProcessBuilder shell =
        new ProcessBuilder("bash", "-e", "-c", script)
            .directory(directory.toFile())
            .redirectErrorStream(true);
    shell.environment().put("HOME", directory.toString());
    // No archive of classes, which takes longer to make than all the rest.
    shell.environment().put("XDG_CACHE_HOME", "/dev/null");

    Process process = shell.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    assertThat(out).startsWith("mbus ");
  }

  /** Builds cannot be run by a build; what they name is there. */
  @Test
  void whatCommandsOfMavenNameIsThere() throws IOException {
    int names = 0;
    for (Path document : documents()) {
      for (Block block : DocumentedCommands.blocks(document)) {
        for (Matcher module = MODULE.matcher(block.text()); module.find(); names++) {
          assertThat(Path.of("..", module.group(1), "pom.xml")).as("%s", block).exists();
        }
        for (Pattern named : List.of(TEST_CLASS, MAIN_CLASS)) {
          for (Matcher name = named.matcher(block.text()); name.find(); names++) {
            assertThat(isSource(name.group(1))).as("%s: %s", block, name.group(1)).isTrue();
          }
        }
      }
    }
    assertThat(names).isPositive();
  }

  private static boolean isSource(String name) throws IOException {
    String file = name.replaceFirst(".*\\.", "") + ".java";
    for (String tests : List.of("../camel-mbus-component/src/test", "src/test")) {
      try (Stream<Path> sources = Files.walk(Path.of(tests))) {
        if (sources.anyMatch(source -> source.getFileName().toString().equals(file))) {
          return true;
        }
      }
    }
    return false;
  }
}
