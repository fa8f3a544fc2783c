package io.github.camelmbus.application;

import io.github.camelmbus.MBusFormatException;
import io.github.camelmbus.frame.ControlField;
import io.github.camelmbus.frame.ControlFrame;
import io.github.camelmbus.frame.Frame;
import io.github.camelmbus.frame.LongFrame;
import org.jspecify.annotations.Nullable;

/**
 * A frame with what its application layer says, decoded once: where the frame is received, or where
 * octets from elsewhere become a reading. Immutable.
 */
public final class Telegram {
  private static final byte[] NO_DATA = {};

  private final Frame frame;
  private final @Nullable ApplicationMessage message;
  private final @Nullable MBusFormatException fault;

  private Telegram(
      Frame frame, @Nullable ApplicationMessage message, @Nullable MBusFormatException fault) {
    this.frame = frame;
    this.message = message;
    this.fault = fault;
  }

  /**
   * Decodes the application layer of a frame.
   *
   * @param keys of meters that encrypt.
   * @param meter whose telegram it is where its header does not say so; null if unknown.
   */
  public static Telegram of(Frame frame, Keys keys, @Nullable SecondaryAddress meter) {
    try {
      return new Telegram(frame, messageOf(frame, keys, meter), null);
    } catch (MBusFormatException fault) {
      return new Telegram(frame, null, fault);
    }
  }

  /**
   * Decodes octets.
   *
   * @throws MBusFormatException if they are no good frame; what is wrong after its CI field is
   *     {@link #fault()}.
   */
  public static Telegram decode(byte[] octets, Keys keys, @Nullable SecondaryAddress meter) {
    return of(Frame.decode(octets), keys, meter);
  }

  private static @Nullable ApplicationMessage messageOf(
      Frame frame, Keys keys, @Nullable SecondaryAddress meter) {
    if (frame instanceof LongFrame data) {
      return messageOf(data.control(), data.ci(), data.data(), keys, meter);
    }
    return frame instanceof ControlFrame control
        ? messageOf(control.control(), control.ci(), NO_DATA, keys, meter)
        : null;
  }

  private static @Nullable ApplicationMessage messageOf(
      ControlField control, int ci, byte[] data, Keys keys, @Nullable SecondaryAddress meter) {
    return control.fromMaster() ? null : ApplicationMessage.decode(ci, data, keys, meter);
  }

  public Frame frame() {
    return frame;
  }

  /** All octets of the frame. */
  public byte[] octets() {
    return frame.encode();
  }

  /** Null of frames without an application layer, of those of a master, and with a fault. */
  public @Nullable ApplicationMessage message() {
    return message;
  }

  /** Why there is no message; its offset counts from the octet after the CI field. */
  public @Nullable MBusFormatException fault() {
    return fault;
  }

  /** The message, if it is data of a meter. */
  public @Nullable MeterData data() {
    return message instanceof MeterData data ? data : null;
  }

  /** The secondary address in the header; null where there is none. */
  public @Nullable SecondaryAddress sender() {
    return message instanceof MeterData data && data.header() != null
        ? data.header().address()
        : null;
  }
}
