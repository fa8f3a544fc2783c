package io.github.camelmbus.camel;

import io.github.camelmbus.application.Keys;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Octets that hold telegrams as octets, or text in UTF-8. */
final class TelegramInput {
  /**
   * No telegram is longer, and each holds octets that are none of text: its stop octet at least.
   */
  private static final int LOOK_AHEAD = 1024;

  private TelegramInput() {}

  static TelegramSource open(InputStream stream, TelegramEncoding encoding, Keys keys)
      throws IOException {
    InputStream in = new BufferedInputStream(stream);
    boolean isText =
        switch (encoding) {
          case AUTO -> isText(in);
          case OCTETS -> false;
          case HEX -> true;
        };
    return isText
        ? new HexTelegrams(
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)), keys)
        : new OctetTelegrams(in, keys);
  }

  private static boolean isText(InputStream in) throws IOException {
    in.mark(LOOK_AHEAD);
    byte[] head = in.readNBytes(LOOK_AHEAD);
    in.reset();
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CharBuffer text = CharBuffer.allocate(head.length);
    CoderResult result = decoder.decode(ByteBuffer.wrap(head), text, head.length < LOOK_AHEAD);
    return !result.isError() && text.flip().chars().allMatch(TelegramInput::isOfText);
  }

  private static boolean isOfText(int character) {
    return !Character.isISOControl(character) || Character.isWhitespace(character);
  }
}
