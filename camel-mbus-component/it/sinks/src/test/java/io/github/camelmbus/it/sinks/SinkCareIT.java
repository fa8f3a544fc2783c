package io.github.camelmbus.it.sinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** How far a sink has come in the archive: where it begins, set back, and seen by operators. */
@Execution(ExecutionMode.CONCURRENT)
class SinkCareIT {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @TempDir Path directory;
  private final ConcurrentLinkedQueue<String> posted = new ConcurrentLinkedQueue<>();

  @Test
  void aNewSinkBeginsWithTheFirstReadingOfTheArchiveWhereThatIsWanted() throws Exception {
    try (House house = House.start(directory, "mbus.sinks=json")) {
      await().atMost(PATIENCE).until(() -> house.readings().size() > 2 * House.METERS);
    }
    int port = Ports.free();
    HttpServer server = serve(port);
    try (House house =
        House.start(
            directory,
            "mbus.sinks=json,http",
            "mbus.http.from=beginning",
            "mbus.http.url=" + url(port))) {
      await().atMost(PATIENCE).until(() -> posted.size() > 3 * House.METERS);

      String[] all =
          house.readings().stream()
              .limit(3 * House.METERS)
              .map(House::identity)
              .toArray(String[]::new);
      assertThat(posted).startsWith(all);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aSinkThatIsSetBackWhileItRunsGetsAllAgainInOrderAndGoesOn() throws Exception {
    int port = Ports.free();
    HttpServer server = serve(port);
    try (House house =
        House.start(directory, "mbus.sinks=json,http", "mbus.http.url=" + url(port))) {
      await().atMost(PATIENCE).until(() -> posted.size() > 2 * House.METERS);
      List<String> first =
          house.readings().stream().limit(2 * House.METERS).map(House::identity).toList();

      JavaProcess rewind =
          JavaProcess.start(
              directory,
              JavaProcess.app(
                  List.of("mbus.directory=" + directory.resolve("readings")),
                  "sinks",
                  "rewind",
                  "http",
                  "--to",
                  "2020-01-01"));

      assertThat(rewind.exitCode()).isZero();
      assertThat(rewind.log()).containsPattern("http gets \\d+ readings again");
      await()
          .atMost(PATIENCE)
          .until(() -> Collections.frequency(posted, first.get(first.size() - 1)) > 1);
      List<String> again = List.copyOf(posted);
      int begin = again.lastIndexOf(first.get(0));
      assertThat(again.subList(begin, begin + first.size())).isEqualTo(first);
      int sofar = house.readings().size();
      await("new ones follow").atMost(PATIENCE).until(() -> house.readings().size() > sofar + 1);
      String newer = House.identity(house.readings().get(sofar));
      await().atMost(PATIENCE).until(() -> posted.contains(newer));
    } finally {
      server.stop(0);
    }
  }

  @Test
  void healthAndMetricsSayHowManyReadingsASinkHasNotGotAndWhy() throws Exception {
    int port = Ports.free();
    int rest = Ports.free();
    try (House house =
        House.start(
            directory,
            "mbus.sinks=json,http",
            "mbus.on-demand=rest",
            "mbus.rest.port=" + rest,
            "mbus.http.url=" + url(port))) {
      await().atMost(PATIENCE).until(() -> Ports.isOpen(rest));
      await().atMost(PATIENCE).until(() -> status(rest).equals("DOWN"));
      await().atMost(PATIENCE).until(() -> lag(rest) > House.METERS);
      assertThat(check(rest).at("/data/problem").asText()).contains("refused");
      assertThat(check(rest).at("/data/lag").asInt()).isPositive();

      HttpServer server = serve(port);
      try {
        await().atMost(PATIENCE).until(() -> status(rest).equals("UP"));
        await().atMost(PATIENCE).until(() -> lag(rest) < House.METERS);
        assertThat(check(rest).at("/data/problem").isMissingNode()).isTrue();
      } finally {
        server.stop(0);
      }
    }
  }

  private static String status(int port) throws Exception {
    return check(port).path("status").asText();
  }

  private static JsonNode check(int port) throws Exception {
    for (JsonNode check : House.json(get(port, "/q/health")).path("checks")) {
      if (check.path("name").asText().equals("sink-http")) {
        return check;
      }
    }
    return House.json("{}");
  }

  private static double lag(int port) throws Exception {
    return get(port, "/q/metrics")
        .lines()
        .filter(line -> line.startsWith("mbus_sink_lag{sink=\"http\"} "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
        .findFirst()
        .orElse(-1);
  }

  private static String get(int port, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
        .body();
  }

  private static String url(int port) {
    return "http://127.0.0.1:" + port + "/readings";
  }

  private HttpServer serve(int port) throws Exception {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
    server.createContext(
        "/readings",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          posted.add(House.identity(House.json(new String(body, StandardCharsets.UTF_8))));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    return server;
  }
}
