package io.github.camelmbus.transport;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where a line is, as users write it.
 *
 * <pre>
 *   /dev/ttyUSB0  COM3           scheme serial, rest as written
 *   tcp://host:port  tcp:host:port   scheme tcp, rest host:port
 *   usb:VID:PID[:serial]         scheme usb, rest VID:PID[:serial]
 *   sim:NAME                     scheme sim, rest NAME
 * </pre>
 *
 * @param scheme lower case; decides which {@link TransportProvider} opens the line.
 * @param rest what follows the scheme.
 * @param text the canonical form, equal for all spellings of one line.
 */
public record LineAddress(String scheme, String rest, String text) {
  /** Scheme of serial ports. */
  public static final String SERIAL = "serial";

  /** Scheme of serial ports found by their USB id. */
  public static final String USB = "usb";

  private static final String TCP = "tcp";

  private static final Pattern COM_PORT = Pattern.compile("(?i)COM\\d+");
  private static final Pattern USB_ID = Pattern.compile("^\\p{XDigit}{1,4}:\\p{XDigit}{1,4}");
  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):(//)?(.*)");

  /**
   * Takes a line as users write it.
   *
   * @throws IllegalArgumentException if it has none of the forms above.
   */
  public static LineAddress parse(String line) {
    String text = line.trim();
    if (text.startsWith("/")) {
      return new LineAddress(SERIAL, text, text);
    }
    if (COM_PORT.matcher(text).matches()) {
      String port = text.toUpperCase(Locale.ROOT);
      return new LineAddress(SERIAL, port, port);
    }
    var match = SCHEME.matcher(text);
    if (!match.matches() || match.group(3).isEmpty()) {
      throw new IllegalArgumentException(
          "a line is /dev/ttyUSB0, COM3, tcp://host:port, usb:VID:PID[:serial] or sim:NAME, not '"
              + line
              + "'");
    }
    String scheme = match.group(1).toLowerCase(Locale.ROOT);
    String rest = canonical(scheme, match.group(3));
    String slashes = scheme.equals(TCP) ? "//" : "";
    return new LineAddress(scheme, rest, scheme + ":" + slashes + rest);
  }

  /** Host names and USB ids are the same in upper and lower case; serial numbers are not. */
  private static String canonical(String scheme, String rest) {
    return switch (scheme) {
      case TCP -> rest.toLowerCase(Locale.ROOT);
      case USB -> USB_ID.matcher(rest).replaceFirst(id -> id.group().toUpperCase(Locale.ROOT));
      default -> rest;
    };
  }

  @Override
  public String toString() {
    return text;
  }
}
