package io.github.camelmbus.example.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Properties of the terminal that Java does not know. */
final class Terminal {
  /** The default width of terminals. */
  static final int USUAL_COLUMNS = 80;

  private static final Pattern SIZE = Pattern.compile("\\d{1,5} ([1-9]\\d{0,4})");

  private Terminal() {}

  /** The width: that which {@code stty} prints, or the default width without this program. */
  static int columns() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(Redirect.INHERIT)
              .redirectError(Redirect.DISCARD)
              .start();
      return columns(new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
    } catch (IOException e) {
      return USUAL_COLUMNS;
    }
  }

  /** Whether to print colours: the terminal can, and NO_COLOR is not set (no-color.org). */
  static boolean showsColours() {
    return showsColours(System.getenv("TERM"), System.getenv("NO_COLOR"));
  }

  static boolean showsColours(@Nullable String terminal, @Nullable String noColour) {
    boolean refused = noColour != null && !noColour.isEmpty();
    return terminal != null && !terminal.equals("dumb") && !refused;
  }

  /** Parses rows and columns; 0 columns mean that the terminal does not know its size. */
  static int columns(String size) {
    Matcher matcher = SIZE.matcher(size.strip());
    return matcher.matches() ? Integer.parseInt(matcher.group(1)) : USUAL_COLUMNS;
  }
}
