package io.github.camelmbus.it.sinks;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sink {@code http}, and readings on demand by REST. */
@Execution(ExecutionMode.CONCURRENT)
class HttpIT {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @TempDir static Path shared;

  /** Apps that answer requests, of routes of Java and of YAML: tests that only ask share them. */
  private static final Map<String, Answering> ANSWERING = new HashMap<>();

  @TempDir Path directory;
  private final Map<String, String> accepted = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> authorizations = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<String> inOrder = new ConcurrentLinkedQueue<>();
  private final AtomicInteger requests = new AtomicInteger();

  private record Answering(House house, int port) {}

  @BeforeAll
  static void startAnswering() throws IOException {
    for (String dsl : List.of("java", "yaml")) {
      int port = Ports.free();
      House house =
          House.start(
              Files.createDirectory(shared.resolve(dsl)),
              "mbus.dsl=" + dsl,
              "mbus.on-demand=rest",
              "mbus.delay=1h",
              "mbus.rest.port=" + port);
      ANSWERING.put(dsl, new Answering(house, port));
    }
  }

  @AfterAll
  static void endAnswering() {
    ANSWERING.values().forEach(one -> one.house().close());
  }

  /** The port of the app, once it listens. */
  private static int answering(String dsl) {
    Answering app = ANSWERING.get(dsl);
    await().atMost(PATIENCE).until(() -> app.house().app().isRunning() && Ports.isOpen(app.port()));
    return app.port();
  }

  @ParameterizedTest
  @ValueSource(strings = {"java", "yaml"})
  void everyReadingIsPostedUntilTheServerTakesItAndNeverAgainWhereItRefuses(String dsl)
      throws Exception {
    int port = Ports.free();
    try (House house =
        House.start(
            directory,
            "mbus.sinks=json,http",
            "mbus.dsl=" + dsl,
            "mbus.http.authorization-token=Bearer a-$simple{secret}",
            "mbus.http.url=http://127.0.0.1:" + port + "/readings")) {
      await("it polls without a server")
          .atMost(PATIENCE)
          .until(() -> house.readings().size() > House.METERS);
      HttpServer server = serve(port);
      try {
        List<String> first = house.readings().stream().map(House::identity).toList();
        // The second request was refused with 400: that reading is lost, and said so.
        await()
            .atMost(PATIENCE)
            .until(() -> first.stream().filter(one -> !accepted.containsKey(one)).count() == 1);
        assertThat(authorizations).containsOnly("Bearer a-$simple{secret}");
        assertThat(house.app().log()).contains("route http failed").doesNotContain("secret}");
      } finally {
        server.stop(0);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"java", "yaml"})
  void whatWaitsWhenTheAppIsKilledIsPostedInOrderByTheNextOne(String dsl) throws Exception {
    int port = Ports.free();
    String[] settings = {
      "mbus.sinks=json,http",
      "mbus.dsl=" + dsl,
      "mbus.http.url=http://127.0.0.1:" + port + "/readings"
    };
    try (House house = House.start(directory, settings)) {
      await("it polls without a server")
          .atMost(PATIENCE)
          .until(() -> house.readings().size() >= 3 * House.METERS);
      house.app().kill();
    }
    requests.set(2);
    HttpServer server = serve(port);
    try (House house = House.start(directory, settings)) {
      List<String> meanwhile =
          house.readings().stream().limit(3 * House.METERS).map(House::identity).toList();
      await().atMost(PATIENCE).until(() -> inOrder.size() > 4 * House.METERS);

      assertThat(inOrder).startsWith(meanwhile.toArray(String[]::new));
    } finally {
      server.stop(0);
    }
  }

  /** Without an archive the readings that wait are in memory. */
  @Test
  void withoutAnArchiveReadingsAreStillPosted() throws Exception {
    int port = Ports.free();
    requests.set(2);
    HttpServer server = serve(port);
    try (House house =
        House.start(
            directory,
            "mbus.archive=none",
            "mbus.sinks=http",
            "mbus.http.url=http://127.0.0.1:" + port + "/readings")) {
      await().atMost(PATIENCE).until(() -> inOrder.size() > House.METERS);

      assertThat(house.app().log()).doesNotContain("ERROR");
      assertThat(directory.resolve("readings/archive.db")).doesNotExist();
    } finally {
      server.stop(0);
    }
  }

  private HttpServer serve(int port) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
    server.createContext("/readings", this::answer);
    server.start();
    return server;
  }

  /** The first request meets a server in trouble, the second one a server that refuses. */
  private void answer(HttpExchange exchange) throws IOException {
    JsonNode reading =
        House.json(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    authorizations.add(
        Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Authorization"), "none"));
    int request = requests.incrementAndGet();
    int status = request == 1 ? 503 : request == 2 ? 400 : 204;
    if (status == 204) {
      inOrder.add(House.identity(reading));
      accepted.put(
          House.identity(reading), exchange.getRequestHeaders().getFirst("Idempotency-Key"));
    }
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"java", "yaml"})
  void aReadingWithAnErrorIsPostedLikeAllOthers(String dsl) throws Exception {
    int port = Ports.free();
    requests.set(2);
    HttpServer server = serve(port);
    try (House house =
        House.startOdd(
            directory,
            "mbus.sinks=json,http",
            "mbus.dsl=" + dsl,
            "mbus.http.url=http://127.0.0.1:" + port + "/readings")) {
      await().atMost(PATIENCE).until(() -> accepted.size() >= 6);

      assertThat(accepted.values().stream().map(key -> key.replaceFirst("@[^@]*$", "")).distinct())
          .containsExactlyInAnyOrder(House.ODD, "1@" + house.line(), "99999999@" + house.line());
      assertThat(authorizations).containsOnly("none");
    } finally {
      server.stop(0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"java", "yaml"})
  void aLineThatIsAwayIsNoEmptyAnswer(String dsl) throws Exception {
    int port = Ports.free();
    try (House house =
        House.start(
            directory,
            "mbus.line=tcp://127.0.0.1:" + House.PORT_OF_NOBODY,
            "mbus.dsl=" + dsl,
            "mbus.on-demand=rest",
            "mbus.delay=1h",
            "mbus.rest.port=" + port)) {
      await().atMost(PATIENCE).until(() -> Ports.isOpen(port));

      for (String path : List.of("/meters", "/meters/50418823")) {
        HttpResponse<String> answer = get(port, path);
        assertThat(answer.statusCode()).isEqualTo(504);
        assertThat(answer.body())
            .startsWith("tcp://127.0.0.1:" + House.PORT_OF_NOBODY)
            .contains("refused the connection")
            .doesNotContain("\tat ", "Exception", "Exchange");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"java", "yaml"})
  void metersAreReadWhenSomebodyAsks(String dsl) throws Exception {
    int port = answering(dsl);
    HttpResponse<String> one = get(port, "/meters/50418823");
    assertThat(one.statusCode()).isEqualTo(200);
    assertThat(House.json(one.body()).at("/meter/id").asText()).isEqualTo("50418823");

    assertThat(House.json(get(port, "/meters").body())).hasSize(House.METERS);

    HttpResponse<String> nobody = get(port, "/meters/99999999");
    assertThat(nobody.statusCode()).isEqualTo(504);
    assertThat(nobody.body()).contains("99999999").doesNotContain("\tat ");

    assertThat(get(port, "/meters/1%26operation=raw").statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"java", "yaml"})
  void metersThatTakeTooLongAreNoEmptyAnswer(String dsl) throws Exception {
    int port = Ports.free();
    try (House house =
        House.start(
            directory,
            "mbus.dsl=" + dsl,
            "mbus.on-demand=rest",
            "mbus.delay=1h",
            "mbus.rest.timeout=1",
            "mbus.rest.port=" + port)) {
      await().atMost(PATIENCE).until(() -> Ports.isOpen(port));

      HttpResponse<String> answer = get(port, "/meters");
      assertThat(answer.statusCode()).isEqualTo(504);
      assertThat(answer.body()).isEqualTo("the meters could not be read within 1 ms");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"java", "yaml"})
  void restAnswersWhatIsMeantForItAndGivesNothingBack(String dsl) throws Exception {
    int port = answering(dsl);
    String own = "Host: 127.0.0.1:" + port;

    String answer =
        send(
            port,
            "GET /meters/50418823?Access-Control-Allow-Origin=*&meter=1 HTTP/1.1",
            own,
            "Set-Cookie: a=b",
            "Authorization: secret",
            "X-Other: 1",
            "Connection: close");
    assertThat(answer).startsWith("HTTP/1.1 200").contains("50418823");
    assertThat(
            answer
                .substring(0, answer.indexOf("\r\n\r\n"))
                .lines()
                .skip(1)
                .map(line -> line.replaceFirst(":.*", "").toLowerCase(Locale.ROOT)))
        .isSubsetOf("content-type", "content-length", "transfer-encoding", "connection");

    for (String path : List.of("/meters/251", "/meters/255", "/meters/999")) {
      HttpResponse<String> none = get(port, path);
      assertThat(none.statusCode()).isEqualTo(404);
      assertThat(none.body()).contains("a primary address from 0 to 250");
    }

    String request = "GET /meters/50418823 HTTP/1.1";
    assertThat(send(port, request, "Host: example.com")).startsWith("HTTP/1.1 403");
    assertThat(send(port, request, own, "Origin: http://example.com")).startsWith("HTTP/1.1 403");
    assertThat(send(port, request, own, "Origin: null")).startsWith("HTTP/1.1 403");
    assertThat(send(port, request, own, "Origin: http://127.0.0.1:" + port, "Connection: close"))
        .startsWith("HTTP/1.1 200");
  }

  @Test
  void aRequestThatIsNotWholeIsCutOff() throws Exception {
    int port = answering("java");
    try (Socket half = new Socket("127.0.0.1", port);
        Socket body = new Socket("127.0.0.1", port)) {
      half.getOutputStream().write("GET /meters HTTP/1.1\r\nHost: 127.0.0.1".getBytes(US_ASCII));
      body.getOutputStream()
          .write(
              "POST /meters HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n\r\n1"
                  .getBytes(US_ASCII));

      half.setSoTimeout(60_000);
      body.setSoTimeout(60_000);
      assertThat(half.getInputStream().readAllBytes()).isEmpty();
      body.getInputStream().readAllBytes();
    }
  }

  /** Sends lines as they are, and returns all that comes back. */
  private static String send(int port, String... lines) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write((String.join("\r\n", lines) + "\r\n\r\n").getBytes(US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static HttpResponse<String> get(int port, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }
}
