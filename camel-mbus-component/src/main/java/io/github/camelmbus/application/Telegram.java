package io.github.camelmbus.application;

import io.github.camelmbus.MBusFormatException;
import io.github.camelmbus.frame.ControlField;
import io.github.camelmbus.frame.ControlFrame;
import io.github.camelmbus.frame.Frame;
import io.github.camelmbus.frame.LongFrame;
import org.jspecify.annotations.Nullable;

/**
 * A frame with its decoded application layer. It is decoded once: when the frame is received, or
 * when octets of another source become a reading. Immutable.
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
   * @param meter that sent the telegram if its header names none; null if unknown.
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

  /** Null for frames without an application layer, for those of a master, and with a fault. */
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

  /** The secondary address in the header; null if there is none. */
  public @Nullable SecondaryAddress sender() {
    MeterData data = data();
    return data == null || data.header() == null ? null : data.header().address();
  }
}
