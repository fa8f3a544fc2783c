package io.github.camelmbus.example.app;

import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server for all that Quarkus and Camel answer by HTTP. It is not the one of Quarkus, which all
 * commands would start, and which waits without a limit for the rest of a request.
 */
@ApplicationScoped
class WebServer {
  private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

  /** From the first octet of a request to its last, and from an answer to the next request. */
  private static final Duration WHOLE_REQUEST = Duration.ofSeconds(10);

  private static final int FIRST = Integer.MAX_VALUE / 2;

  private final Instance<Vertx> vertx;
  private final RequestOrigin origin;
  private final String host;
  private final int port;
  private final Map<HttpConnection, Deadline> deadlines = new ConcurrentHashMap<>();

  WebServer(
      Instance<Vertx> vertx,
      @ConfigProperty(name = "mbus.rest.host") String host,
      @ConfigProperty(name = "mbus.rest.port") int port,
      @ConfigProperty(name = "mbus.rest.names") Optional<List<String>> names) {
    this.vertx = vertx;
    this.host = host;
    this.port = port;
    this.origin = new RequestOrigin(host, names.orElse(List.of()));
  }

  /**
   * Starts it.
   *
   * @throws IllegalArgumentException if its address cannot be used.
   */
  void start() throws InterruptedException {
    HttpServer server =
        vertx
            .get()
            .createHttpServer(
                new HttpServerOptions()
                    .setHost(host)
                    .setPort(port)
                    // So that a connection has only one request at a time.
                    .setHttp2ClearTextEnabled(false))
            .connectionHandler(this::connected)
            .requestHandler(this::requested);
    try {
      server.listen().toCompletionStage().toCompletableFuture().get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IllegalArgumentException(
          "REST cannot use port %d of %s (mbus.rest.port, mbus.rest.host): %s"
              .formatted(port, host, cause.getMessage()),
          e);
    }
    LOG.info("REST is at http://{}:{}/meters", host, server.actualPort());
  }

  private void connected(HttpConnection connection) {
    Deadline deadline = new Deadline(connection);
    deadlines.put(connection, deadline);
    connection.closeHandler(closed -> deadlines.remove(connection));
    deadline.restart();
  }

  private void requested(HttpServerRequest request) {
    Deadline deadline = deadlines.get(request.connection());
    if (deadline != null) {
      deadline.request = request;
    }
    String refusal = origin.refusal(request);
    if (refusal == null) {
      Handler<HttpServerRequest> quarkus = VertxHttpRecorder.getRootHandler();
      quarkus.handle(request);
    } else {
      request
          .response()
          .setStatusCode(403)
          .putHeader("Content-Type", "text/plain")
          .end(refusal)
          .onComplete(ended -> request.connection().close());
    }
  }

  void watchAnswers(@Observes Filters filters) {
    filters.register(
        request -> {
          request.addEndHandler(
              ended -> {
                Deadline deadline = deadlines.get(request.request().connection());
                if (deadline != null) {
                  deadline.answered();
                }
              });
          request.next();
        },
        FIRST);
  }

  /** Closes a connection if a request is not complete in time. Confined to its event loop. */
  private final class Deadline {
    private final HttpConnection connection;
    private @Nullable HttpServerRequest request;
    private long timer;

    Deadline(HttpConnection connection) {
      this.connection = connection;
    }

    void restart() {
      timer = vertx.get().setTimer(WHOLE_REQUEST.toMillis(), fired -> expired());
    }

    private void expired() {
      if (request == null || !request.isEnded()) {
        connection.close();
      }
    }

    void answered() {
      vertx.get().cancelTimer(timer);
      request = null;
      restart();
    }
  }
}
