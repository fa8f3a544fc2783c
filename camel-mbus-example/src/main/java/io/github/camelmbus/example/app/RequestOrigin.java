package io.github.camelmbus.example.app;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request is meant for this server. Pages of other sites run in browsers that can reach
 * it. Their requests have another {@code Origin}, or, where the name of the site resolves to this
 * address, another name in {@code Host}.
 */
final class RequestOrigin {
  private final Set<String> names;

  /**
   * @param host that the server is bound to.
   * @param more names under which it is reached.
   */
  RequestOrigin(String host, List<String> more) {
    names =
        Stream.concat(Stream.of("localhost", "127.0.0.1", "[::1]", host), more.stream())
            .map(name -> name.trim().toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Why a request is not answered; null if it is. */
  @Nullable String refusal(HttpServerRequest request) {
    HostAndPort authority = request.authority();
    if (authority == null || request.headers().getAll("Host").size() != 1) {
      return "a request must have one header Host";
    } else if (!isOurs(authority, request)) {
      return "Host is not a name of this server: names that it has go into mbus.rest.names";
    }
    for (String origin : request.headers().getAll("Origin")) {
      String own = request.getHeader("Host");
      if (!origin.equalsIgnoreCase("http://" + own) && !origin.equalsIgnoreCase("https://" + own)) {
        return "pages of other origins may not use this server";
      }
    }
    return null;
  }

  private boolean isOurs(HostAndPort authority, HttpServerRequest request) {
    String name = authority.host().toLowerCase(Locale.ROOT);
    return names.contains(name) || name.equals(request.localAddress().hostAddress());
  }
}
