package io.github.camelmbus.master;

import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.frame.ControlFrame;
import io.github.camelmbus.frame.Frame;
import io.github.camelmbus.frame.LongFrame;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of one request, sent once. */
public sealed interface Reply {

  /**
   * A good frame from the right meter.
   *
   * @param frame the frame.
   * @param octets its octets as they came.
   * @param responseTime from the last bit of the request to the first octet of the answer.
   */
  record Answer(Frame frame, byte[] octets, Duration responseTime) implements Reply {

    /** Whether it is a telegram with data, and no single character. */
    public boolean isTelegram() {
      return frame instanceof LongFrame || frame instanceof ControlFrame;
    }

    /** The A field of a telegram; -1 for a single character. */
    public int primaryAddress() {
      if (frame instanceof LongFrame telegram) {
        return telegram.address().value();
      }
      return frame instanceof ControlFrame telegram ? telegram.address().value() : -1;
    }

    /** The secondary address in the header of a telegram; null where it has none. */
    public @Nullable SecondaryAddress secondaryAddress() {
      return frame instanceof LongFrame telegram ? ExpectedTelegram.senderOf(telegram) : null;
    }
  }

  /**
   * No octet came.
   *
   * @param waited how long the master listened.
   */
  record Silence(Duration waited) implements Reply {}

  /**
   * Octets came that are no good frame.
   *
   * @param octets all that came.
   * @param superposed whether they look like several meters talking at once: no telegram begins as
   *     one should, or something follows an acknowledge. Otherwise one telegram began well and was
   *     cut or damaged.
   * @param fault what was wrong, in words.
   */
  record Garbled(byte[] octets, boolean superposed, String fault) implements Reply {
    private static final byte LONG_START = 0x68;
    private static final byte CI_LONG_HEADER = 0x72;
    private static final int ADDRESS_OFFSET = 7;

    /** Whether nothing came but what noise and a wrong parity make of an idle line. */
    public boolean isNoise() {
      return isNoise(octets);
    }

    /**
     * The secondary address in what begins as a telegram with a long header, right or not; null
     * where there is none.
     */
    public @Nullable SecondaryAddress claimedAddress() {
      boolean longHeader =
          octets.length >= ADDRESS_OFFSET + SecondaryAddress.OCTETS
              && octets[0] == LONG_START
              && octets[ADDRESS_OFFSET - 1] == CI_LONG_HEADER;
      return longHeader ? SecondaryAddress.decode(octets, ADDRESS_OFFSET) : null;
    }

    /** Several meters pull bits to 0 instead. */
    static boolean isNoise(byte[] octets) {
      for (byte octet : octets) {
        if ((octet & 0xFF) < 0xFC) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * Good frames, but of another meter than the one asked.
   *
   * @param octets the frames.
   * @param sender who sent the last of them, in words.
   */
  record Mismatch(byte[] octets, String sender) implements Reply {}
}
