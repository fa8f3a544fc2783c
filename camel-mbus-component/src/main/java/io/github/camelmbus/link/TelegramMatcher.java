package io.github.camelmbus.link;

import io.github.camelmbus.application.CosemFrames;
import io.github.camelmbus.application.Keys;
import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.application.Telegram;
import io.github.camelmbus.frame.ControlField;
import io.github.camelmbus.frame.ControlFrame;
import io.github.camelmbus.frame.Frame;
import io.github.camelmbus.frame.LongFrame;
import io.github.camelmbus.frame.PrimaryAddress;
import io.github.camelmbus.frame.ShortFrame;
import io.github.camelmbus.frame.SingleCharacter;
import org.jspecify.annotations.Nullable;

/**
 * An RSP_UD, or an acknowledge without data, from the right meter: the A field is the address that
 * was asked (253 and 254: any), and after a selection the secondary address in its header matches.
 *
 * @param asked the address of the request.
 * @param mask what the secondary address must match; null if any may answer.
 * @param keys of meters that encrypt.
 * @param meter the sender if the header does not say it; null if unknown.
 */
public record TelegramMatcher(
    PrimaryAddress asked,
    @Nullable SecondaryAddress mask,
    Keys keys,
    @Nullable SecondaryAddress meter)
    implements ReplyMatcher {

  /** Of a meter that sends in clear. */
  public TelegramMatcher(PrimaryAddress asked, @Nullable SecondaryAddress mask) {
    this(asked, mask, Keys.NONE, null);
  }

  @Override
  public Telegram decode(Frame frame) {
    return Telegram.of(frame, keys, meter);
  }

  @Override
  public @Nullable String otherSender(Telegram telegram) {
    Frame frame = telegram.frame();
    if (frame instanceof SingleCharacter) {
      return null;
    } else if (frame instanceof ShortFrame shortFrame) {
      return "a request of a master, " + shortFrame.control();
    } else if (frame instanceof ControlFrame controlFrame) {
      return otherBy(controlFrame.control(), controlFrame.address());
    } else if (frame instanceof LongFrame longFrame) {
      boolean ofMaster = longFrame.control().fromMaster();
      if (ofMaster && CosemFrames.isCosem(longFrame.ci(), longFrame.data())) {
        return CosemFrames.DESCRIPTION;
      }
      String other = otherBy(longFrame.control(), longFrame.address());
      return other != null ? other : otherByHeader(telegram);
    }
    throw new AssertionError(frame);
  }

  private @Nullable String otherBy(ControlField control, PrimaryAddress sender) {
    if (control.fromMaster()) {
      return "a request of a master, " + control;
    }
    boolean right = asked.acceptsAnyAnswer() || asked.equals(sender);
    return right ? null : "the meter at primary address " + sender;
  }

  private @Nullable String otherByHeader(Telegram telegram) {
    if (mask == null) {
      return null;
    }
    SecondaryAddress sender = telegram.sender();
    return sender == null || mask.matches(sender) ? null : "meter " + sender;
  }

  @Override
  public int longest() {
    return LongFrame.MAX_OCTETS;
  }

  @Override
  public boolean wantsTelegram() {
    return true;
  }

  @Override
  public boolean severalMayAnswer() {
    return mask == null || !mask.isExact();
  }

  @Override
  public boolean asksMany() {
    return mask == null ? asked.acceptsAnyAnswer() : !mask.isExact();
  }

  @Override
  public boolean settle() {
    return true;
  }
}
