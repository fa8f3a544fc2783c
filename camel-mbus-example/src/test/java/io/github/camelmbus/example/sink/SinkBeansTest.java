package io.github.camelmbus.example.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.junit.jupiter.api.Test;

class SinkBeansTest {
  /** One that shares its load among machines may tell by a cookie which of them is asked. */
  @Test
  void aServerGetsItsCookieBack() throws Exception {
    List<String> cookies = new CopyOnWriteArrayList<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          cookies.add(String.valueOf(exchange.getRequestHeaders().getFirst("Cookie")));
          exchange.getResponseHeaders().set("Set-Cookie", "machine=7; Path=/; HttpOnly");
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    HttpClientBuilder builder = HttpClientBuilder.create();
    new SinkBeans().cookiesOfOneServer().configureHttpClient(builder);
    try (CloseableHttpClient client = builder.build()) {
      String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
      client.execute(new HttpGet(url), response -> null);
      client.execute(new HttpGet(url), response -> null);
    } finally {
      server.stop(0);
    }

    assertThat(cookies).containsExactly("null", "machine=7");
  }
}
