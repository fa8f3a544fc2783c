package io.github.camelmbus.link;

import io.github.camelmbus.MBusFormatException;
import io.github.camelmbus.application.ApplicationMessage;
import io.github.camelmbus.application.CosemFrames;
import io.github.camelmbus.application.Header;
import io.github.camelmbus.application.MeterData;
import io.github.camelmbus.application.SecondaryAddress;
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
 */
public record TelegramMatcher(PrimaryAddress asked, @Nullable SecondaryAddress mask)
    implements ReplyMatcher {

  @Override
  public @Nullable String otherSender(Frame frame) {
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
      return other != null ? other : otherByHeader(longFrame);
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

  private @Nullable String otherByHeader(LongFrame frame) {
    if (mask == null) {
      return null;
    }
    SecondaryAddress sender = senderOf(frame);
    return sender == null || mask.matches(sender) ? null : "meter " + sender;
  }

  static @Nullable SecondaryAddress senderOf(LongFrame frame) {
    try {
      if (ApplicationMessage.decode(frame.ci(), frame.data()) instanceof MeterData message) {
        Header header = message.header();
        return header == null ? null : header.address();
      }
      return null;
    } catch (MBusFormatException noHeader) {
      // Too short to name its sender: the caller gets the octets and finds the same fault.
      return null;
    }
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
  public boolean settle() {
    return true;
  }
}
