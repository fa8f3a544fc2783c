package io.github.camelmbus.reading;

import io.github.camelmbus.application.Keys;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Telegrams in a text, one after the other, each as a reading of its own or as an error object. The
 * text is read on demand. Confined to one thread.
 */
public final class TelegramReader implements Closeable {
  private final HexTelegrams telegrams;

  /**
   * @param text in UTF-8: a telegram or a list of records on each line, in hexadecimal digits or in
   *     another notation that the manual of the data format names.
   * @param content of the lines.
   * @param keys of meters that encrypt.
   */
  public TelegramReader(InputStream text, TelegramContent content, Keys keys) {
    InputStreamReader in = new InputStreamReader(text, StandardCharsets.UTF_8);
    telegrams = new HexTelegrams(new BufferedReader(in), content, keys);
  }

  /**
   * The next one.
   *
   * @return null at the end of the text.
   * @throws IOException if the text cannot be read.
   */
  public @Nullable MeterReading next() throws IOException {
    TelegramSource.Piece piece = telegrams.next();
    return piece == null ? null : piece.reading();
  }

  @Override
  public void close() throws IOException {
    telegrams.close();
  }
}
