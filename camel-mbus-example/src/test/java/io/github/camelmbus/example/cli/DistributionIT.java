package io.github.camelmbus.example.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.camelmbus.example.archive.Archive;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The command of the distribution, started through a link to it in another folder. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class DistributionIT {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final String TELEGRAM =
      "68 15 15 68 08 00 72 78 56 34 12 24 23 28 04 01 00 00 00 0C 06 45 23 01 00 7D 16";

  /** In a folder with a space in its name. */
  @TempDir static Path shared;

  private static Path home;

  @TempDir Path directory;
  private final Map<String, String> environment = new HashMap<>();
  private Path mbus;

  @BeforeAll
  static void unpack() throws Exception {
    home = Distribution.unpackedTo(shared.resolve("my programs"));
  }

  @BeforeEach
  void link() throws IOException {
    Path bin = Files.createDirectories(directory.resolve("bin"));
    Path first = Files.createSymbolicLink(bin.resolve("first"), home.resolve("bin/mbus"));
    mbus = Files.createSymbolicLink(bin.resolve("mbus"), Path.of(first.getFileName().toString()));
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("XDG_CACHE_HOME", shared.resolve("cache").toString());
  }

  private record Result(int exitCode, String out, String err) {}

  private ProcessBuilder command(List<String> words) {
    ProcessBuilder builder = new ProcessBuilder(words).directory(directory.toFile());
    List.of("JAVA_HOME", "JAVA_OPTS", "MBUS_OPTS", "NO_COLOR")
        .forEach(builder.environment()::remove);
    builder.environment().putAll(environment);
    return builder;
  }

  private Result run(List<String> words, Path input) throws Exception {
    Path out = Files.createTempFile(directory, "out", "");
    Path err = Files.createTempFile(directory, "err", "");
    Process process =
        command(words)
            .redirectInput(input.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      await().atMost(PATIENCE).until(() -> !process.isAlive());
    } finally {
      process.destroy();
    }
    return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private Result mbus(String... arguments) throws Exception {
    List<String> words = new ArrayList<>(List.of(mbus.toString()));
    words.addAll(List.of(arguments));
    return run(words, Path.of("/dev/null"));
  }

  private Result shell(String script) throws Exception {
    return run(List.of("bash", "-c", script), Path.of("/dev/null"));
  }

  @Test
  void tellsItsNameAndVersion() throws Exception {
    Result version = mbus("--version");

    assertThat(version.out()).matches("mbus \\d\\S+\n");
    assertThat(version.err()).isEmpty();
    assertThat(version.exitCode()).isZero();
  }

  @Test
  void decodesWhatComesFromAPipe() throws Exception {
    Path telegram = Files.writeString(directory.resolve("telegram"), TELEGRAM);

    Result decode = run(List.of(mbus.toString(), "decode"), telegram);

    assertThat(App.json(decode.out()).at("/meter/id").asText()).isEqualTo("12345678");
    assertThat(decode.err()).isEmpty();
  }

  @Test
  void scansTheSimulatedHouse() throws Exception {
    Result scan = mbus("scan", "sim:house", "--secondary", "--mask", "71350412");

    assertThat(scan.out()).contains("\"found\":1", "\"complete\":true");
    assertThat(scan.exitCode()).isZero();
  }

  @Test
  void runWritesWhereItIsStartedAndASignalEndsItWithAllItsProcesses() throws Exception {
    List<String> words = List.of(mbus.toString(), "run", "-Dmbus.directory=my readings");
    Process run = command(words).redirectErrorStream(true).redirectOutput(output()).start();
    try {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(directory.resolve("my readings"))
                      .isDirectoryContaining(file -> file.toString().endsWith(".csv")));
      assertThat(run.descendants()).isEmpty();
      assertThat(run.info().command().orElseThrow()).endsWith("java");
    } finally {
      run.destroy();
    }
    await().atMost(PATIENCE).until(() -> !run.isAlive());
    assertThat(run.exitValue()).isEqualTo(128 + 15);
  }

  private ProcessBuilder.Redirect output() {
    return ProcessBuilder.Redirect.to(directory.resolve("log").toFile());
  }

  @Test
  void runTakesItsLineAsAnArgument() throws Exception {
    Result run = mbus("run", "tcp://", "-Dmbus.meters=primary=1");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("tcp://");
  }

  @Test
  void aFolderWithoutJavaIsNamed() throws Exception {
    environment.put("JAVA_HOME", "/nowhere");

    Result version = mbus("--version");

    assertThat(version.exitCode()).isEqualTo(2);
    assertThat(version.out()).isEmpty();
    assertThat(version.err())
        .isEqualTo(
            "mbus: JAVA_HOME is /nowhere, where there is no bin/java. Set it to the folder of Java"
                + " 17 or newer, or unset it, to use the java of the path\n");
  }

  @Test
  void aPathWithoutJavaIsToldToo() throws Exception {
    environment.put("JAVA_HOME", "");
    environment.put("PATH", pathWith("dirname", "readlink", "sh").toString());

    Result version = mbus("--version");

    assertThat(version.exitCode()).isEqualTo(2);
    assertThat(version.err())
        .isEqualTo(
            "mbus: there is no java on the path. Install Java 17 or newer, or set JAVA_HOME to its"
                + " folder\n");
  }

  private Path pathWith(String... programs) throws IOException {
    Path bin = Files.createDirectories(directory.resolve("few"));
    for (String program : programs) {
      Path found =
          Stream.of("/bin/", "/usr/bin/")
              .map(folder -> Path.of(folder + program))
              .filter(Files::isExecutable)
              .findFirst()
              .orElseThrow();
      Files.createSymbolicLink(bin.resolve(program), found);
    }
    return bin;
  }

  @Test
  void aJavaThatIsTooOldIsToldWithItsVersion() throws Exception {
    Path java = java("echo 'java version \"1.8.0_392\"' >&2");
    Result asked = mbus("--version");
    Files.writeString(java.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");
    Result read = mbus("--version");

    assertThat(asked.exitCode()).isEqualTo(2);
    assertThat(asked.err())
        .isEqualTo(
            "mbus: %s/bin/java is Java 1.8.0_392, and mbus needs 17 or newer. Set JAVA_HOME to the folder of a newer one\n"
                .formatted(java));
    assertThat(read.exitCode()).isEqualTo(2);
    assertThat(read.err()).contains(" is Java 11.0.2, and ");
  }

  /** A folder of Java whose program is a script. */
  private Path java(String script) throws IOException {
    Path java = directory.resolve("jdk");
    Path bin = Files.createDirectories(java.resolve("bin"));
    Path program = Files.writeString(bin.resolve("java"), "#!/bin/sh\n" + script + "\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    environment.put("JAVA_HOME", java.toString());
    return java;
  }

  @Test
  void argumentsArriveAsTheyAreAndOptionsOfJavaBeforeThem() throws Exception {
    Path java = java("printf '<%s>\\n' \"$@\"");
    Files.writeString(java.resolve("release"), "JAVA_VERSION=\"21\"\n");
    environment.put("JAVA_OPTS", "-Xmx64m");
    environment.put("MBUS_OPTS", "-Da=* -Db=$HOME");
    String[] arguments = {
      "decode", "two words", "$HOME", "`id`", "it's", "\"q\"", "*", "", "\\", "a\nb"
    };

    Result decode = mbus(arguments);

    List<String> words = new ArrayList<>();
    words.addAll(List.of("-Xmx64m", "-Da=*", "-Db=$HOME", "-jar", home + "/lib/mbus.jar"));
    words.addAll(Arrays.asList(arguments));
    assertThat(decode.out())
        .endsWith(String.join("", words.stream().map("<%s>\n"::formatted).toList()));
  }

  @Test
  void theSecondStartTakesItsClassesFromAnArchive() throws Exception {
    // The archive of Java 17 leaves out classes whose path has a space.
    Path plain = Distribution.unpackedTo(directory.resolve("plain"));
    Path cache = directory.resolve("cache");
    Path log = directory.resolve("classes.log");
    environment.put("XDG_CACHE_HOME", cache.toString());
    mbus = plain.resolve("bin/mbus");
    Result first = mbus("--version");
    environment.put("MBUS_OPTS", "-Xlog:class+load:file=" + log);
    Result second = mbus("--version");
    Path ofSeries = directory.resolve("series.log");
    environment.put("MBUS_OPTS", "-Xlog:class+load:file=" + ofSeries);
    Result series = mbus("series", "--key", "energy");

    assertThat(second).isEqualTo(first);
    assertThat(first.err()).isEmpty();
    try (Stream<Path> archives = Files.list(cache.resolve("mbus"))) {
      assertThat(archives).singleElement().asString().endsWith(".jsa");
    }
    assertThatItIsOfAnArchive(Main.class.getName(), log);
    // A service starts as fast as commands, which start without Quarkus.
    assertThatItIsOfAnArchive("io.quarkus.runner.ApplicationImpl", log);
    assertThat(series.err()).contains("there is no archive");
    assertThatItIsOfAnArchive(Archive.class.getName(), ofSeries);
  }

  private static void assertThatItIsOfAnArchive(String type, Path log) throws IOException {
    String archived = type + " source: shared objects file";
    assertThat(Files.readAllLines(log)).anyMatch(line -> line.contains(archived));
  }

  /** They start slowly without, and nothing else says so. */
  @Test
  void theAppOfAllTestsTakesItsClassesFromTheArchiveOfTheBuild() throws Exception {
    assumeTrue(App.file().startsWith(Path.of("target").toAbsolutePath().toString()), App.file());
    Path log = directory.resolve("classes.log");
    App lines = App.Start.in(directory).with("-Xlog:class+load:file=" + log).run("lines", "--help");

    assertThat(lines.exitCode()).isZero();
    assertThatItIsOfAnArchive(Main.class.getName(), log);
  }

  @Test
  void ofSeveralFirstStartsOneMakesTheArchive() throws Exception {
    Path java =
        java(
            """
            case "$*" in
              *ArchiveClassesAtExit*)
                echo made >>'%1$s/made'
                until [ -e '%1$s/go' ]; do sleep 0.05; done ;;
              *) echo started ;;
            esac\
            """
                .formatted(directory));
    Files.writeString(java.resolve("release"), "JAVA_VERSION=\"21\"\n");
    Path cache = directory.resolve("cache");
    environment.put("XDG_CACHE_HOME", cache.toString());
    Process first = command(List.of(mbus.toString(), "--version")).redirectOutput(output()).start();
    await().atMost(PATIENCE).until(() -> Files.exists(directory.resolve("made")));

    assertThat(mbus("--version").out()).isEqualTo("started\n");

    Files.createFile(directory.resolve("go"));
    await().atMost(PATIENCE).until(() -> !first.isAlive());
    assertThat(Files.readAllLines(directory.resolve("made"))).hasSize(1);
    try (Stream<Path> left = Files.list(cache.resolve("mbus"))) {
      assertThat(left).singleElement().asString().endsWith(".jsa");
    }
  }

  /** As where memory is short: the next start tries again. */
  @Test
  void aJavaThatIsKilledLeavesNoArchive() throws Exception {
    assertThat(cacheOfAJavaThatEndsBy("kill -9 $$")).isEmptyDirectory();
  }

  /** Making one is not tried at each start then. */
  @Test
  void aJavaThatCanMakeNoArchiveLeavesAnEmptyOne() throws Exception {
    try (Stream<Path> left = Files.list(cacheOfAJavaThatEndsBy("exit 1"))) {
      assertThat(left).singleElement().satisfies(file -> assertThat(file).isEmptyFile());
    }
  }

  /** Starts mbus with a Java that ends so where it is to make an archive. */
  private Path cacheOfAJavaThatEndsBy(String end) throws Exception {
    Path java =
        java(
            """
            case "$*" in
              *ArchiveClassesAtExit*) %s ;;
              *) echo started ;;
            esac\
            """
                .formatted(end));
    Files.writeString(java.resolve("release"), "JAVA_VERSION=\"21\"\n");
    Path cache = directory.resolve("cache");
    environment.put("XDG_CACHE_HOME", cache.toString());

    assertThat(mbus("--version")).isEqualTo(new Result(0, "started\n", ""));

    return cache.resolve("mbus");
  }

  @Test
  void startsWhereNoCacheCanBeWritten() throws Exception {
    Path occupied = Files.createFile(directory.resolve("occupied"));
    environment.put("XDG_CACHE_HOME", occupied.resolve("cache").toString());
    Result version = mbus("--version");

    assertThat(version.out()).startsWith("mbus ");
    assertThat(version.err()).isEmpty();
    assertThat(version.exitCode()).isZero();
  }

  @Test
  void nothingIsWrittenIntoItsFolder() throws Exception {
    List<Path> before = filesAtHome();
    mbus("--version");
    mbus("read", "sim:house", "--primary", "12");

    assertThat(filesAtHome()).isEqualTo(before);
  }

  private static List<Path> filesAtHome() throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      return files.sorted().toList();
    }
  }

  @Test
  void bashCompletesCommandsAndOptions() throws Exception {
    String source = ". '" + home.resolve("share/bash-completion/completions/mbus") + "'\n";

    assertThat(shell(source + completed("mbus", "sc")).out()).isEqualTo("scan\n");
    assertThat(shell(source + completed("mbus", "scan", "--veri")).out()).isEqualTo("--verify\n");
  }

  private static String completed(String... words) {
    return "COMP_WORDS=(%s); COMP_CWORD=%d; _complete_mbus 2>/dev/null; echo \"${COMPREPLY[@]}\""
        .formatted(String.join(" ", words), words.length - 1);
  }

  @Test
  void eachCommandHasAPageThatManUnderstands() throws Exception {
    Path pages = home.resolve("share/man/man1");
    for (String command : DistributionFiles.commands().getSubcommands().keySet()) {
      assertThat(pages.resolve("mbus-" + command + ".1")).exists();
    }
    assumeTrue(shell("command -v groff").exitCode() == 0, "groff is not installed");
    Result groff = shell("cd '%s' && groff -man -ww -Tascii -P-cbou *.1".formatted(pages));
    assertThat(groff.err()).isEmpty();
    assertThat(groff.out().replaceAll("\\s+", " "))
        .contains("mbus scan [-hV]", "--[no-]json", "-DNAME=VALUE");
  }

  @Test
  void theZipHasTheSameFiles() throws Exception {
    String zip = Distribution.archive().toString().replace(".tar.gz", ".zip");
    List<String> names;
    try (ZipFile file = new ZipFile(zip)) {
      names = file.stream().filter(e -> !e.isDirectory()).map(ZipEntry::getName).sorted().toList();
      ZipEntry bat = file.getEntry(home.getFileName() + "/bin/mbus.bat");
      try (InputStream content = file.getInputStream(bat)) {
        assertThat(new String(content.readAllBytes())).startsWith("@echo off\r\n");
      }
    }
    Path folder = home.getParent();
    assertThat(names)
        .isEqualTo(
            filesAtHome().stream()
                .filter(Files::isRegularFile)
                .map(file -> folder.relativize(file).toString())
                .sorted()
                .toList());
  }
}
