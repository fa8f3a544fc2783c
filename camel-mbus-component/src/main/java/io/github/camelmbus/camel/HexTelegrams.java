package io.github.camelmbus.camel;

import io.github.camelmbus.application.Keys;
import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/**
 * Telegrams as text: one on each line, in hexadecimal digits with spaces anywhere. Empty lines are
 * skipped, and what follows a #.
 */
final class HexTelegrams implements TelegramSource {
  /**
   * What is kept of a line. The longest telegram is 261 octets, 522 digits; a longer line is an
   * error whatever follows, and text without line ends must not fill the memory.
   */
  private static final int LONGEST = 8 * 1024;

  private static final int END = -1;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final Reader in;
  private final Keys keys;
  private int lineNumber;

  /**
   * @param in buffered.
   * @param keys of encrypted meters.
   */
  HexTelegrams(Reader in, Keys keys) {
    this.in = in;
    this.keys = keys;
  }

  @Override
  public @Nullable Piece next() throws IOException {
    for (String line = readLine(); line != null; line = readLine()) {
      lineNumber++;
      int comment = line.indexOf('#');
      String telegram = (comment < 0 ? line : line.substring(0, comment)).strip();
      if (!telegram.isEmpty()) {
        return new Piece("line " + lineNumber, Readings.decodeHex(telegram, keys), false);
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
      if (line.length() < LONGEST && next != BYTE_ORDER_MARK) {
        line.append((char) next);
      }
      next = in.read();
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
