package io.github.camelmbus.transport;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a line is, as users write it: {@code scheme:rest} or {@code scheme://rest}, or a serial
 * port without a scheme.
 *
 * <pre>
 *   tcp://host:port                scheme tcp, rest host:port
 *   sim:NAME                       scheme sim, rest NAME
 *   /dev/ttyUSB0  ./pty  COM3      scheme serial, rest as written
 * </pre>
 *
 * @param scheme lower case; decides which {@link TransportProvider} opens the line.
 * @param rest what follows the scheme.
 * @param text the whole; equal for all spellings of one line after {@link Transports#line}.
 */
public record LineAddress(String scheme, String rest, String text) {
  /** Scheme of serial ports, which are written without one. */
  public static final String SERIAL = "serial";

  private static final Pattern PORT = Pattern.compile("(?i)\\.{0,2}/.*|COM\\d+");
  private static final Pattern SCHEMED =
      Pattern.compile("(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)(?<mark>:(?://)?+)(?<rest>.+)");

  /**
   * Parses a line. Different spellings of one line stay different; see {@link Transports#line}.
   *
   * @throws IllegalArgumentException if it has neither a scheme nor the form of a serial port.
   */
  public static LineAddress parse(String line) {
    String text = line.trim();
    if (PORT.matcher(text).matches()) {
      return new LineAddress(SERIAL, text, text);
    }
    Matcher match = SCHEMED.matcher(text);
    if (!match.matches()) {
      throw new IllegalArgumentException(
          "a line has the form scheme:address, or is the path of a serial port, not '"
              + line
              + "'");
    }
    String scheme = match.group("scheme").toLowerCase(Locale.ROOT);
    String rest = match.group("rest");
    return new LineAddress(scheme, rest, scheme + match.group("mark") + rest);
  }

  /** The line {@code scheme://rest} of this scheme. */
  public LineAddress withHost(String host) {
    return new LineAddress(scheme, host, scheme + "://" + host);
  }

  @Override
  public String toString() {
    return text;
  }
}
