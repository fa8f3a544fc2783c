package io.github.camelmbus.reading;

import io.github.camelmbus.MBusFormatException;
import io.github.camelmbus.application.Keys;
import io.github.camelmbus.frame.Frame;
import io.github.camelmbus.wireless.WirelessFrame;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** An input with telegrams as octets, or as text in UTF-8. */
final class TelegramInput {
  /** No telegram is longer, and each has an octet that is not in text, at least its stop octet. */
  private static final int LOOK_AHEAD = 1024;

  private TelegramInput() {}

  static TelegramSource open(
      InputStream stream, TelegramEncoding encoding, TelegramContent content, Keys keys)
      throws IOException {
    InputStream in = new BufferedInputStream(stream);
    byte[] head = head(in);
    boolean isText =
        switch (encoding) {
          case AUTO -> isText(head, content);
          case OCTETS -> false;
          case HEX -> true;
        };
    if (isText) {
      Reader text = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      return new HexTelegrams(text, content, keys);
    } else if (content == TelegramContent.RECORDS) {
      return new WholeInput(in, ReadingDecoder::ofRecords);
    }
    return isWireless(head)
        ? new WholeInput(in, octets -> ReadingDecoder.decode(octets, keys))
        : new OctetTelegrams(in, keys);
  }

  /** The first octets, which stay in the stream. */
  static byte[] head(InputStream in) throws IOException {
    in.mark(LOOK_AHEAD);
    byte[] head = in.readNBytes(LOOK_AHEAD);
    in.reset();
    return head;
  }

  /**
   * A short list of records may be printable by chance, but then it is in no notation of octets.
   */
  private static boolean isText(byte[] head, TelegramContent content) {
    return isPrintable(head)
        && (content == TelegramContent.TELEGRAMS
            || new String(head, StandardCharsets.UTF_8)
                .lines()
                .allMatch(line -> TextLine.of(line) != null));
  }

  /** Whether octets are text, as far as they go. */
  static boolean isPrintable(byte[] head) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CharBuffer text = CharBuffer.allocate(head.length);
    CoderResult result = decoder.decode(ByteBuffer.wrap(head), text, head.length < LOOK_AHEAD);
    return !result.isError() && text.flip().chars().allMatch(TelegramInput::isOfText);
  }

  /** Whether the whole input is one wireless telegram, a damaged one included. */
  private static boolean isWireless(byte[] head) {
    if (Frame.isLongHeader(head) || head.length == LOOK_AHEAD) {
      return false;
    }
    try {
      WirelessFrame frame = WirelessFrame.decode(head);
      return frame != null && frame.length() == head.length;
    } catch (MBusFormatException damaged) {
      return true;
    }
  }

  private static boolean isOfText(int character) {
    return !Character.isISOControl(character) || Character.isWhitespace(character);
  }
}
