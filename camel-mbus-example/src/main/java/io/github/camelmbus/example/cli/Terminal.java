package io.github.camelmbus.example.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The terminal in front of the user, which Java tells little about. */
final class Terminal {
  /** As wide as a terminal is where nobody has made it narrower. */
  static final int USUAL_COLUMNS = 80;

  private static final Pattern SIZE = Pattern.compile("\\d{1,5} ([1-9]\\d{0,4})");

  private Terminal() {}

  /** How wide it is: what {@code stty} says, or the usual width where there is no such program. */
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

  /** Whether it shows colours and nobody has asked for none: https://no-color.org. */
  static boolean showsColours() {
    return showsColours(System.getenv("TERM"), System.getenv("NO_COLOR"));
  }

  static boolean showsColours(@Nullable String terminal, @Nullable String noColour) {
    boolean refused = noColour != null && !noColour.isEmpty();
    return terminal != null && !terminal.equals("dumb") && !refused;
  }

  /** The columns in rows and columns; 0 of them is a terminal that does not know its size. */
  static int columns(String size) {
    Matcher matcher = SIZE.matcher(size.strip());
    return matcher.matches() ? Integer.parseInt(matcher.group(1)) : USUAL_COLUMNS;
  }
}
