package io.github.camelmbus.transport.tcp;

import io.github.camelmbus.transport.LineAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Host and port of a gateway.
 *
 * @param host name or address; an IPv6 address without its brackets.
 * @param port 1 to 65535.
 */
record TcpEndpoint(String host, int port) {
  private static final Pattern FORM =
      Pattern.compile("(?:\\[(?<v6>[^\\[\\]]+)]|(?<name>[^\\s:/?#@\\[\\]]+))(?::(?<port>.*))?");
  private static final Pattern PORT = Pattern.compile("\\d{1,5}");
  private static final int HIGHEST_PORT = 65535;

  /**
   * Takes what follows {@code tcp:} or {@code tcp://}.
   *
   * @throws IllegalArgumentException naming the form that is wanted and the line that came.
   */
  static TcpEndpoint parse(LineAddress line) {
    Matcher match = FORM.matcher(line.rest());
    if (!match.matches() || isBareIpv6(line.rest())) {
      throw new IllegalArgumentException(
          "a TCP line is tcp://host:port, an IPv6 address in brackets as in tcp://[::1]:10001, not '"
              + line
              + "'");
    }
    String v6 = match.group("v6");
    return new TcpEndpoint(v6 == null ? match.group("name") : v6, port(line, match.group("port")));
  }

  private static boolean isBareIpv6(String rest) {
    return !rest.startsWith("[") && rest.indexOf(':') != rest.lastIndexOf(':');
  }

  private static int port(LineAddress line, @Nullable String text) {
    if (text == null || text.isEmpty()) {
      throw new IllegalArgumentException(
          "'"
              + line
              + "' names no port: append the one of the gateway's raw TCP server, as in tcp://"
              + line.rest().replaceFirst(":$", "")
              + ":10001");
    }
    int port = PORT.matcher(text).matches() ? Integer.parseInt(text) : -1;
    if (port < 1 || port > HIGHEST_PORT) {
      throw new IllegalArgumentException(
          "the port of a TCP line is a number from 1 to 65535, not '"
              + text
              + "' as in '"
              + line
              + "'");
    }
    return port;
  }
}
