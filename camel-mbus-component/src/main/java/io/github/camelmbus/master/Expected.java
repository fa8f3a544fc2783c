package io.github.camelmbus.master;

import io.github.camelmbus.frame.Frame;
import io.github.camelmbus.frame.SingleCharacter;
import org.jspecify.annotations.Nullable;

/** What counts as the answer to a request. */
interface Expected {

  /**
   * Who sent a frame, where it is not the meter that was asked.
   *
   * @return the sender in words; null if the frame is an answer to the request.
   */
  @Nullable String strangerIn(Frame frame);

  /**
   * Whether octets that make no frame end the wait once the line is idle, rather than at the end of
   * the answer window: where several may answer at once, they are the answer.
   */
  default boolean givesUpOnJunk() {
    return false;
  }

  /** Octets of the longest answer. */
  int longest();

  /** Whether one octet is the whole answer: an acknowledge or a refusal. */
  default boolean isSingleCharacter() {
    return longest() == 1;
  }

  /** The same, but giving up on junk. */
  default Expected givingUpOnJunk() {
    Expected usual = this;
    return new Expected() {
      @Override
      public @Nullable String strangerIn(Frame frame) {
        return usual.strangerIn(frame);
      }

      @Override
      public boolean settle() {
        return usual.settle();
      }

      @Override
      public int longest() {
        return usual.longest();
      }

      @Override
      public boolean givesUpOnJunk() {
        return true;
      }
    };
  }

  /** Whether to listen behind an acknowledge for what may follow it. */
  boolean settle();

  /**
   * An acknowledge or a refusal.
   *
   * @param settle whether to listen for a second one.
   */
  static Expected acknowledge(boolean settle) {
    return new Expected() {
      @Override
      public @Nullable String strangerIn(Frame frame) {
        return frame instanceof SingleCharacter ? null : "a telegram instead of an acknowledge";
      }

      @Override
      public int longest() {
        return 1;
      }

      @Override
      public boolean settle() {
        return settle;
      }
    };
  }
}
