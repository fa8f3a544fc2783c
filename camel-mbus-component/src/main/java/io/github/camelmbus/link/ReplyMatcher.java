package io.github.camelmbus.link;

import io.github.camelmbus.application.Keys;
import io.github.camelmbus.application.Telegram;
import io.github.camelmbus.frame.Frame;
import io.github.camelmbus.frame.SingleCharacter;
import org.jspecify.annotations.Nullable;

/** Which frames are the answer to a request. */
public interface ReplyMatcher {

  /**
   * The sender of a frame that is not the answer.
   *
   * @return for the user; null if the frame is the answer to the request.
   */
  @Nullable String otherSender(Telegram telegram);

  /** Decodes a frame. */
  default Telegram decode(Frame frame) {
    return Telegram.of(frame, Keys.NONE, null);
  }

  /** Octets of the longest answer. */
  int longest();

  /** Whether one octet is the whole answer: an acknowledge or a refusal. */
  default boolean isSingleCharacter() {
    return longest() == 1;
  }

  /** Whether an acknowledge is no answer: a telegram must follow. */
  default boolean wantsTelegram() {
    return false;
  }

  /** Whether several meters may answer. */
  default boolean severalMayAnswer() {
    return true;
  }

  /** Whether many meters are asked at once, so that superposed answers are usual. */
  default boolean asksMany() {
    return true;
  }

  /** Whether to go on listening after an acknowledge. */
  boolean settle();

  /**
   * The answer is any frame of a meter, an acknowledge too: to REQ_UD1, or to octets as they are.
   */
  static ReplyMatcher anyOf(TelegramMatcher telegram) {
    return new AnyFrame(telegram);
  }

  /** The answer is an acknowledge or a refusal; the wait ends with it. */
  static ReplyMatcher acknowledge() {
    return new Acknowledge(false);
  }

  /** The answer is an acknowledge or a refusal; the wait goes on for a second one. */
  static ReplyMatcher acknowledges() {
    return new Acknowledge(true);
  }

  /** A telegram, or a single character in place of it. */
  record AnyFrame(TelegramMatcher telegram) implements ReplyMatcher {
    @Override
    public @Nullable String otherSender(Telegram received) {
      return telegram.otherSender(received);
    }

    @Override
    public Telegram decode(Frame frame) {
      return telegram.decode(frame);
    }

    @Override
    public int longest() {
      return telegram.longest();
    }

    @Override
    public boolean settle() {
      return true;
    }
  }

  /** E5h, or A2h of meters that refuse. */
  record Acknowledge(boolean settle) implements ReplyMatcher {
    @Override
    public @Nullable String otherSender(Telegram telegram) {
      return telegram.frame() instanceof SingleCharacter
          ? null
          : "a telegram instead of an acknowledge";
    }

    @Override
    public int longest() {
      return 1;
    }
  }
}
