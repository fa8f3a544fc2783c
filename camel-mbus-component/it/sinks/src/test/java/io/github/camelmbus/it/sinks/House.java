package io.github.camelmbus.it.sinks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.camelmbus.simulator.SimulatorServer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The packaged app, polling a simulated house faster than anybody would. Its files of JSON lines
 * say what it has read.
 */
final class House implements AutoCloseable {
  static final int METERS = 11;

  /** The meter of {@link #startOdd} that can be read. */
  static final String ODD = "1111111124232804";

  /** What it sends as text: quotes, NUL, the end of a line, a letter that is not of ASCII. */
  static final String ODD_TEXT = "O'Neil\0\"a\nµ;--";

  static final int PORT_OF_NOBODY = 1;

  /** Polls without a pause: for tests of many readings, as it takes all of a processor. */
  static final String WITHOUT_PAUSE = "mbus.delay=10ms";

  private static final String NAMED =
      "secondary=50418823,50418825,71350410,71350412,71350415,71350417,"
          + "71412274,71412275,71412276,64208831,64208832";

  private static final double SPEED = 2000;

  /** A meter under a head drops a request with a gap in it, which lasts as much shorter. */
  private static final double SPEED_OF_HEAD = 20;

  /** Numbers stay as they are written: 4936.3800 is not 4936.38. */
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final Path directory;
  private final SimulatorServer gateway;
  private final JavaProcess app;
  private final List<JsonNode> read = new ArrayList<>();
  private final Map<Path, Integer> taken = new HashMap<>();

  private House(Path directory, SimulatorServer gateway, JavaProcess app) {
    this.directory = directory;
    this.gateway = gateway;
    this.app = app;
  }

  /** Starts it with settings such as {@code mbus.sinks=json}. */
  static House start(Path directory, String... settings) {
    return start(directory, Map.of(), settings);
  }

  /** The same with secrets in its environment. */
  static House start(Path directory, Map<String, String> environment, String... settings) {
    return start(
        io.github.camelmbus.simulator.House.named("house"), directory, environment, settings);
  }

  /**
   * The same of a house whose first meter sends what is hard to keep, the second one a telegram
   * that cannot be decoded, and the third one is not there.
   */
  static House startOdd(Path directory, String... settings) {
    Stream<String> more =
        Stream.of("mbus.meters=secondary=11111111,99999999&primary=1&onMeterError=exchange");
    return start(
        io.github.camelmbus.simulator.House.read(Path.of("src/test/resources/odd.json")),
        directory,
        Map.of(),
        Stream.concat(Stream.of(settings), more).toArray(String[]::new));
  }

  /** The same of the meter under an optical head, which has a log of its days. */
  static House startHead(Path directory, String... settings) {
    SimulatorServer head =
        SimulatorServer.start(io.github.camelmbus.simulator.House.named("kmp"), 0, SPEED_OF_HEAD);
    Stream<String> more = Stream.of("mbus.line=kmp:tcp://localhost:" + head.port(), "mbus.meters=");
    return start(
        head, directory, Map.of(), Stream.concat(Stream.of(settings), more).toArray(String[]::new));
  }

  private static House start(
      io.github.camelmbus.simulator.House simulated,
      Path directory,
      Map<String, String> environment,
      String... settings) {
    return start(SimulatorServer.start(simulated, 0, SPEED), directory, environment, settings);
  }

  private static House start(
      SimulatorServer gateway,
      Path directory,
      Map<String, String> environment,
      String... settings) {
    List<String> options =
        new ArrayList<>(
            List.of(
                "mbus.line=tcp://localhost:" + gateway.port(),
                "camel.component.mbus.lines.cellar=tcp://localhost:" + gateway.port(),
                "mbus.meters=" + NAMED,
                "mbus.delay=250ms",
                "mbus.directory=" + directory.resolve("readings")));
    options.addAll(List.of(settings));
    return new House(
        directory,
        gateway,
        JavaProcess.start(directory, environment, JavaProcess.app(options, "run")));
  }

  JavaProcess app() {
    return app;
  }

  String line() {
    return "tcp://localhost:" + gateway.port();
  }

  /** What was read so far, in order. Each line is taken once, as tests ask again and again. */
  synchronized List<JsonNode> readings() {
    Path readings = directory.resolve("readings");
    if (Files.exists(readings)) {
      try (Stream<Path> files = Files.list(readings)) {
        files.filter(file -> file.toString().endsWith(".jsonl")).sorted().forEach(this::takeLines);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return List.copyOf(read);
  }

  /** Without one that is being written. */
  private void takeLines(Path file) {
    int start = taken.getOrDefault(file, 0);
    try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "r")) {
      byte[] octets = new byte[Math.toIntExact(content.length()) - start];
      content.seek(start);
      content.readFully(octets);
      String text = new String(octets, StandardCharsets.UTF_8);
      String lines = text.substring(0, text.lastIndexOf('\n') + 1);
      lines.lines().map(House::json).forEach(read::add);
      taken.put(file, start + lines.getBytes(StandardCharsets.UTF_8).length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("no JSON: " + text, e);
    }
  }

  /** Meter and time: no two readings have the same. */
  static String identity(JsonNode reading) {
    return meter(reading) + "@" + reading.get("readAt").asText();
  }

  static String meter(JsonNode reading) {
    return reading.at("/meter/secondaryAddress").asText();
  }

  @Override
  public void close() {
    app.close();
    gateway.close();
  }
}
