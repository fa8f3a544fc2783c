package io.github.camelmbus.example;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Lines of text without comments and empty ones, read as they are needed. */
final class TelegramLines {
  /**
   * What is kept of a line. The longest telegram is 261 octets, 522 digits; a longer line is an
   * error whatever follows, and a file without line ends must not fill the memory.
   */
  private static final int LONGEST = 8 * 1024;

  private static final int END = -1;
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final BufferedReader in;

  TelegramLines(InputStream in) {
    this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }

  /** The next telegram as written, or null at the end. */
  @Nullable String next() throws IOException {
    for (String line = readLine(); line != null; line = readLine()) {
      int comment = line.indexOf('#');
      String telegram = (comment < 0 ? line : line.substring(0, comment)).strip();
      if (!telegram.isEmpty()) {
        return telegram;
      }
    }
    return null;
  }

  private @Nullable String readLine() throws IOException {
    int next = in.read();
    if (next == END) {
      return null;
    }
    StringBuilder line = new StringBuilder();
    while (next != END && next != '\n') {
      if (line.length() < LONGEST) {
        line.append((char) next);
      }
      next = in.read();
    }
    String text = line.toString();
    return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
  }
}
