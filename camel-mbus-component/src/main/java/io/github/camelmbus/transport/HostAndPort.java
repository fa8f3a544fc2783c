package io.github.camelmbus.transport;

import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a gateway is: the address of lines {@code scheme://host:port}.
 *
 * @param host name or address; an IPv6 address without its brackets.
 * @param port 1 to 65535.
 */
public record HostAndPort(String host, int port) {
  private static final Pattern FORM =
      Pattern.compile("(?:\\[(?<v6>[^\\[\\]]+)]|(?<name>[^\\s:/?#@\\[\\]]+))(?::(?<port>.*))?");

  /** An IP address, for which no name server is asked. */
  private static final Pattern LITERAL = Pattern.compile("[0-9.]+|.*:.*");

  private static final Pattern PORT = Pattern.compile("\\d{1,5}");
  private static final int HIGHEST_PORT = 65535;

  /** The canonical form: with slashes, and in lower case, as host names are case-insensitive. */
  public static LineAddress canonical(LineAddress line) {
    return line.withHost(line.rest().toLowerCase(Locale.ROOT));
  }

  /**
   * Parses what follows {@code scheme:} or {@code scheme://}.
   *
   * @throws IllegalArgumentException naming the expected form and the line.
   */
  public static HostAndPort parse(LineAddress line) {
    Matcher match = FORM.matcher(line.rest());
    if (!match.matches() || isBareIpv6(line.rest())) {
      throw new IllegalArgumentException(
          ("a line of this kind is %1$s://host:port, an IPv6 address in brackets as in"
                  + " %1$s://[::1]:10001, not '%2$s'")
              .formatted(line.scheme(), line));
    }
    String v6 = match.group("v6");
    return new HostAndPort(v6 == null ? match.group("name") : v6, port(line, match.group("port")));
  }

  private static boolean isBareIpv6(String rest) {
    return !rest.startsWith("[") && rest.indexOf(':') != rest.lastIndexOf(':');
  }

  private static int port(LineAddress line, @Nullable String text) {
    if (text == null || text.isEmpty()) {
      throw new IllegalArgumentException(
          "'%s' names no port: append that of the gateway, as in %s://%s:10001"
              .formatted(line, line.scheme(), line.rest().replaceFirst(":$", "")));
    }
    int port = PORT.matcher(text).matches() ? Integer.parseInt(text) : -1;
    if (port < 1 || port > HIGHEST_PORT) {
      throw new IllegalArgumentException(
          "a port is a number from 1 to 65535, not '%s' as in '%s'".formatted(text, line));
    }
    return port;
  }

  /**
   * Its network address, by a name look-up, which an interrupt of the thread ends.
   *
   * @throws LineUnavailableException if the name is unknown.
   */
  public InetSocketAddress resolve(LineAddress line) {
    return LITERAL.matcher(host).matches()
        ? known(line, new InetSocketAddress(host, port))
        : resolve(line, () -> new InetSocketAddress(host, port));
  }

  /** Looks up on a separate thread, as look-ups of Java cannot be interrupted. */
  InetSocketAddress resolve(LineAddress line, Callable<InetSocketAddress> lookUp) {
    FutureTask<InetSocketAddress> address = new FutureTask<>(lookUp);
    Thread thread = new Thread(address, "look-up of " + host);
    thread.setDaemon(true);
    thread.start();
    try {
      return known(line, address.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LineUnavailableException(
          line.text(),
          LineUnavailableException.Reason.CLOSED,
          "interrupted while the name '" + host + "' was looked up",
          e);
    } catch (ExecutionException e) {
      throw new LineUnavailableException(
          line.text(),
          LineUnavailableException.Reason.OTHER,
          "the name '" + host + "' cannot be looked up: " + e.getCause(),
          e);
    }
  }

  private InetSocketAddress known(LineAddress line, InetSocketAddress address) {
    if (address.isUnresolved()) {
      throw new LineUnavailableException(
          line.text(),
          LineUnavailableException.Reason.NOT_FOUND,
          "the host '" + host + "' is not known: check the name, or give its IP address");
    }
    return address;
  }

  /** A network address, for messages: {@code 10.0.0.5 port 10001}. */
  public static String inWords(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + " port " + address.getPort();
  }
}
