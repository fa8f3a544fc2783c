package io.github.camelmbus.reading;

import io.github.camelmbus.MBusFormatException;
import io.github.camelmbus.MBusFormatException.Fault;
import io.github.camelmbus.application.ApplicationError;
import io.github.camelmbus.application.ApplicationMessage;
import io.github.camelmbus.application.CiField;
import io.github.camelmbus.application.CosemFrames;
import io.github.camelmbus.application.Header;
import io.github.camelmbus.application.Keys;
import io.github.camelmbus.application.MasterCommand;
import io.github.camelmbus.application.MeterData;
import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.application.Telegram;
import io.github.camelmbus.application.UnknownMessage;
import io.github.camelmbus.frame.ControlField;
import io.github.camelmbus.frame.ControlFrame;
import io.github.camelmbus.frame.Frame;
import io.github.camelmbus.frame.LongFrame;
import io.github.camelmbus.frame.PrimaryAddress;
import io.github.camelmbus.wireless.WirelessFrame;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A telegram that carries data of a meter. Offsets in its faults count from its first octet.
 *
 * @param primaryAddress A field of a wired meter; null for a wireless one.
 * @param sender in the link layer of a wireless telegram; null for a wired one.
 */
record MeterTelegram(
    @Nullable PrimaryAddress primaryAddress, @Nullable SecondaryAddress sender, MeterData data) {
  private static final int CONTROL_OFFSET = 4;
  private static final int CI_OFFSET = 6;
  private static final int DATA_OFFSET = 7;

  /**
   * Decodes the telegram of a wired meter, or of a wireless one.
   *
   * @param keys of meters that encrypt.
   * @param meter that sent the telegram if neither its header nor its link layer names one; null if
   *     unknown.
   * @throws MBusFormatException if the octets are no good frame, or one without data of a meter.
   */
  static MeterTelegram decode(byte[] octets, Keys keys, @Nullable SecondaryAddress meter) {
    WirelessFrame wireless = Frame.isLongHeader(octets) ? null : WirelessFrame.decode(octets);
    return wireless == null
        ? of(Telegram.decode(octets, keys, meter))
        : wireless(octets, wireless, keys);
  }

  private static MeterTelegram wireless(byte[] octets, WirelessFrame frame, Keys keys) {
    if (octets.length > frame.length()) {
      throw new MBusFormatException(
          Fault.LENGTH,
          frame.length(),
          "the wireless telegram ends after %d octets, %d came"
              .formatted(frame.length(), octets.length));
    }
    MeterData data = meterData(frame.message(keys), frame.ciOffset());
    return new MeterTelegram(null, frame.sender(), data);
  }

  /**
   * The data in the telegram of a wired meter.
   *
   * @throws MBusFormatException if it is one without data of a meter.
   */
  static MeterTelegram of(Telegram telegram) {
    Frame frame = telegram.frame();
    if (frame instanceof LongFrame answer) {
      if (answer.control().fromMaster()) {
        throw ofMaster(answer.control(), answer.ci(), answer.data());
      }
      MeterData data = meterData(messageOf(telegram), CI_OFFSET);
      return new MeterTelegram(answer.address(), null, data);
    }
    if (frame instanceof ControlFrame control) {
      if (control.control().fromMaster()) {
        throw ofMaster(control.control(), control.ci(), new byte[0]);
      }
      // Without an octet of data only an error can be reported; the CI field decides which fault it
      // is.
      meterData(messageOf(telegram), CI_OFFSET);
      throw notAReading(CONTROL_OFFSET, "a control frame");
    }
    throw notAReading(0, frame + " is a frame without application data");
  }

  private static MeterData meterData(ApplicationMessage message, int ciOffset) {
    if (message instanceof MeterData meterData) {
      return meterData;
    }
    if (message instanceof ApplicationError error) {
      throw new MBusFormatException(
          Fault.APPLICATION_ERROR, ciOffset, "the meter reports an error: " + error.text());
    }
    if (message instanceof MasterCommand command) {
      throw notAReading(ciOffset, "a command to a meter, " + command.text());
    }
    if (message instanceof UnknownMessage unknown) {
      throw new MBusFormatException(
          Fault.UNSUPPORTED_CI,
          ciOffset,
          "%s is not decoded, its octets are kept".formatted(unknown.ci()));
    }
    throw new AssertionError(message);
  }

  private static MBusFormatException ofMaster(ControlField control, int ci, byte[] data) {
    if (CosemFrames.isCosem(ci, data)) {
      String what = "%s: %s, %s".formatted(CosemFrames.DESCRIPTION, new CiField(ci), control);
      return new MBusFormatException(Fault.NOT_A_READING, CI_OFFSET, what);
    }
    return notAReading(CONTROL_OFFSET, control + " is a frame of the master" + wish(ci, data));
  }

  /** What the master requests, if known. */
  private static String wish(int ci, byte[] data) {
    try {
      return ApplicationMessage.decode(ci, data) instanceof MasterCommand command
          ? ": " + command.text()
          : "";
    } catch (MBusFormatException undecided) {
      return "";
    }
  }

  private static ApplicationMessage messageOf(Telegram telegram) {
    MBusFormatException fault = telegram.fault();
    if (fault != null) {
      throw new MBusFormatException(
          fault.fault(), DATA_OFFSET + fault.offset(), String.valueOf(fault.getMessage()));
    }
    return Objects.requireNonNull(telegram.message(), "a meter sent it");
  }

  private static MBusFormatException notAReading(int offset, String what) {
    return new MBusFormatException(
        Fault.NOT_A_READING, offset, "a reading is a long frame of a meter, this is not: " + what);
  }

  @Nullable Header header() {
    return data.header();
  }

  /** The address in the header or, without one, in the link layer. */
  @Nullable SecondaryAddress secondaryAddress() {
    Header header = data.header();
    return header == null || header.address() == null ? sender : header.address();
  }

  /** The meter that sent it, for messages. */
  String owner() {
    SecondaryAddress address = secondaryAddress();
    return address == null ? "at primary address " + primaryAddress : address.toString();
  }

  /**
   * Whether both can be of one meter. Version and device type do not count: meters with a heat and
   * a cooling part (SVM F22) change the type between their telegrams.
   */
  boolean mayBelongTo(MeterTelegram other) {
    SecondaryAddress mine = secondaryAddress();
    SecondaryAddress theirs = other.secondaryAddress();
    return Objects.equals(primaryAddress, other.primaryAddress)
        && (mine == null
            || theirs == null
            || mine.id().equals(theirs.id()) && mine.manufacturer() == theirs.manufacturer());
  }
}
