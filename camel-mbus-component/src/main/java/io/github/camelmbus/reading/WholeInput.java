package io.github.camelmbus.reading;

import io.github.camelmbus.MBusFormatException.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An input that is one reading from its first octet to its last. */
final class WholeInput implements TelegramSource {
  /** More than a message for a meter has on any network. */
  private static final int MAX_OCTETS = 8 * 1024;

  private final InputStream in;
  private final Function<byte[], MeterReading> decoder;
  private boolean read;

  /**
   * @param decoder gives a reading or an error object.
   */
  WholeInput(InputStream in, Function<byte[], MeterReading> decoder) {
    this.in = in;
    this.decoder = decoder;
  }

  @Override
  public @Nullable Piece next() throws IOException {
    if (read) {
      return null;
    }
    read = true;
    byte[] octets = in.readNBytes(MAX_OCTETS + 1);
    return octets.length == 0 ? null : new Piece("offset 0", decode(octets), false);
  }

  private MeterReading decode(byte[] octets) {
    return octets.length > MAX_OCTETS
        ? ReadingDecoder.failure(
            Fault.LENGTH.code(),
            "one reading is expected, in at most %d octets; more came".formatted(MAX_OCTETS),
            MAX_OCTETS,
            List.of())
        : decoder.apply(octets);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
