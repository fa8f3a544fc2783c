package io.github.camelmbus.search;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.link.Damage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What answered to one probe. */
public sealed interface Outcome {

  /** Nothing came. */
  record Silence() implements Outcome {}

  /**
   * One meter, read without error.
   *
   * @param address from the header of its telegram; null where the telegram has none.
   * @param primaryAddress its A field, 0..255.
   * @param telegram its first RSP_UD as it came.
   * @param responseTime from the last bit of REQ_UD2 to the first octet of the telegram.
   */
  record One(
      @Nullable SecondaryAddress address,
      int primaryAddress,
      OctetString telegram,
      Duration responseTime)
      implements Outcome {}

  /**
   * Octets that several talkers, or noise, leave on the line.
   *
   * @param talkers whether they send data, or may only acknowledge.
   */
  record Several(Talkers talkers) implements Outcome {
    /** What the octets are of. */
    public enum Talkers {
      /** Meters that send data. */
      METERS,
      /**
       * Devices of which only acknowledges came. Where damaged octets are dropped their data may
       * have put each other out; one of them may be mute, and another acknowledge everything.
       */
      ACKNOWLEDGE_ONLY
    }

    Several() {
      this(Talkers.METERS);
    }
  }

  /** It acknowledges and then sends no data. */
  record Mute() implements Outcome {}

  /**
   * Telegrams begin well and are cut or damaged each time.
   *
   * @param claimed the secondary address in the last of them, which may be damaged too; null if it
   *     has none.
   */
  record Damaged(@Nullable SecondaryAddress claimed) implements Outcome {}

  /**
   * A meter answers that the probe did not ask.
   *
   * @param sender who, in words.
   */
  record Mismatch(String sender) implements Outcome {}

  /**
   * Only octets came that no meter sends: noise, a wrong parity or baud rate, a gateway that speaks
   * for itself.
   *
   * @param damage what they can be.
   */
  record Noise(Damage damage) implements Outcome {
    /** Whether it shows a wrong setting of the line, rather than a stray octet. */
    boolean isOfTheLine() {
      return damage.kind() != Damage.Kind.UNKNOWN && damage.kind() != Damage.Kind.SEVERAL;
    }
  }
}
