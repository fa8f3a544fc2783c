package io.github.camelmbus.link;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.application.Telegram;
import io.github.camelmbus.frame.ControlFrame;
import io.github.camelmbus.frame.Frame;
import io.github.camelmbus.frame.LongFrame;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The outcome of one request, sent once. */
public sealed interface Reply {

  /** All octets that came; none for silence. */
  byte[] received();

  /**
   * A good frame from the right meter.
   *
   * @param telegram the decoded frame.
   * @param responseTime from the last bit of the request to the first octet of the answer.
   */
  record Answer(Telegram telegram, Duration responseTime) implements Reply {

    public Frame frame() {
      return telegram.frame();
    }

    /** The octets of the frame as they came. */
    public byte[] octets() {
      return telegram.octets();
    }

    @Override
    public byte[] received() {
      return octets();
    }

    /** Whether it is a telegram with data, not a single character. */
    public boolean isTelegram() {
      return frame() instanceof LongFrame || frame() instanceof ControlFrame;
    }

    /** The A field of a telegram; -1 for a single character. */
    public int primaryAddress() {
      if (frame() instanceof LongFrame frame) {
        return frame.address().value();
      }
      return frame() instanceof ControlFrame frame ? frame.address().value() : -1;
    }

    /** The secondary address in the header of a telegram; null where it has none. */
    public @Nullable SecondaryAddress secondaryAddress() {
      return telegram.sender();
    }
  }

  /**
   * No octet came.
   *
   * @param waited how long the master listened.
   */
  record Silence(Duration waited) implements Reply {
    @Override
    public byte[] received() {
      return new byte[0];
    }
  }

  /**
   * Octets came, but no good frame, or one that is not alone.
   *
   * @param octets all that came.
   * @param damage their likely cause.
   * @param telegram a good telegram with other octets around it; null if none came.
   */
  record Garbled(OctetString octets, Damage damage, @Nullable Answer telegram) implements Reply {
    private static final int CI_LONG_HEADER = 0x72;
    private static final int ADDRESS_OFFSET = 7;

    Garbled(OctetString octets, Damage damage) {
      this(octets, damage, null);
    }

    @Override
    public byte[] received() {
      return octets.toArray();
    }

    /** Whether they may be a collision of several meters. */
    public boolean several() {
      return damage.several();
    }

    /**
     * The secondary address if the octets begin as a telegram with a long header; it may be
     * damaged. Null if they do not.
     */
    public @Nullable SecondaryAddress claimedAddress() {
      boolean longHeader =
          octets.length() >= ADDRESS_OFFSET + SecondaryAddress.OCTETS
              && octets.at(0) == LongFrame.START
              && octets.at(ADDRESS_OFFSET - 1) == CI_LONG_HEADER;
      return longHeader ? SecondaryAddress.decode(octets.toArray(), ADDRESS_OFFSET) : null;
    }
  }

  /**
   * Good frames, but from another meter.
   *
   * @param octets the frames.
   * @param sender who sent the last of them, for the user.
   * @param last the last of them.
   */
  record Mismatch(OctetString octets, String sender, Answer last) implements Reply {
    @Override
    public byte[] received() {
      return octets.toArray();
    }
  }
}
