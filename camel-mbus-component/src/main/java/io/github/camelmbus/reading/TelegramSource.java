package io.github.camelmbus.reading;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Raw telegrams one after the other, each as the reading in it or as an error object. */
interface TelegramSource extends Closeable {

  /**
   * One telegram.
   *
   * @param place where it is in the input, for messages: {@code line 3}, {@code offset 1024}.
   * @param reading of this telegram alone, or an error object.
   * @param noise whether it is an error that is usual between telegrams: octets that are no frame,
   *     and frames that never carry a reading.
   */
  record Piece(String place, MeterReading reading, boolean noise) {}

  /**
   * The next one.
   *
   * @return null at the end of the input.
   * @throws IOException if the input cannot be read.
   */
  @Nullable Piece next() throws IOException;
}
