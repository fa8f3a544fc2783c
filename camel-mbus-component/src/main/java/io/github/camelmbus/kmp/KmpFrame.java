package io.github.camelmbus.kmp;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.kmp.KmpFormatException.Fault;
import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * A frame of the protocol. An acknowledge is no frame but the single octet 06h.
 *
 * @param direction who sends it.
 * @param destination part of the meter that is addressed, 0..255: {@link #METER}, {@link
 *     #TOP_MODULE} or {@link #BASE_MODULE}; an answer carries that of its request.
 * @param cid command, 0..255; an answer carries that of its request.
 * @param data the octets after the command.
 */
public record KmpFrame(Direction direction, int destination, int cid, OctetString data) {
  /** The meter itself. */
  public static final int METER = 0x3F;

  /** A module at the top of the meter, a logger for example. */
  public static final int TOP_MODULE = 0x7F;

  /** A module in the base of the meter. */
  public static final int BASE_MODULE = 0xBF;

  static final int STOP = 0x0D;
  static final int ACKNOWLEDGE = 0x06;
  static final int ESCAPE = 0x1B;

  /** Destination and CID. */
  private static final int HEADER_OCTETS = 2;

  private static final int OCTET = 0xFF;

  /** Who sends a frame. */
  public enum Direction {
    TO_METER(0x80),
    FROM_METER(0x40);

    private final int start;

    Direction(int start) {
      this.start = start;
    }

    /** The start octet. */
    int start() {
      return start;
    }
  }

  /**
   * @throws IllegalArgumentException if destination or command is no octet.
   */
  public KmpFrame {
    Range.check("destination", destination, Range.OCTET);
    Range.check("cid", cid, Range.OCTET);
  }

  /** Whether an octet, 0..255, has a function in the stream, so that it is stuffed in a frame. */
  public static boolean isControl(int octet) {
    return octet == Direction.TO_METER.start
        || octet == Direction.FROM_METER.start
        || octet == STOP
        || octet == ACKNOWLEDGE
        || octet == ESCAPE;
  }

  /** All octets, from the start to the stop octet, stuffed. */
  public byte[] encode() {
    byte[] body = new byte[HEADER_OCTETS + data.length() + Crc16.OCTETS];
    int checked = body.length - Crc16.OCTETS;
    body[0] = (byte) destination;
    body[1] = (byte) cid;
    System.arraycopy(data.toArray(), 0, body, HEADER_OCTETS, data.length());
    int crc = Crc16.of(body, checked);
    body[checked] = (byte) (crc >> Byte.SIZE);
    body[checked + 1] = (byte) crc;

    ByteArrayOutputStream frame = new ByteArrayOutputStream(2 * body.length);
    frame.write(direction.start);
    for (byte octet : body) {
      stuff(octet & OCTET, frame);
    }
    frame.write(STOP);
    return frame.toByteArray();
  }

  private static void stuff(int octet, ByteArrayOutputStream frame) {
    if (isControl(octet)) {
      frame.write(ESCAPE);
      frame.write(octet ^ OCTET);
    } else {
      frame.write(octet);
    }
  }

  /**
   * Decodes one frame.
   *
   * @param octets from the start to the stop octet.
   * @throws KmpFormatException if they are not exactly one frame.
   */
  public static KmpFrame decode(byte[] octets) {
    KmpAssembler assembler = new KmpAssembler();
    List<KmpReceived> received = assembler.accept(octets, 0, octets.length);
    if (received.isEmpty()) {
      throw assembler.isInFrame()
          ? new KmpFormatException(
              Fault.TRUNCATED, "a frame ends with 0D, these octets do not: " + hex(octets))
          : new KmpFormatException(
              Fault.START, "a frame begins with 80 or 40, these octets do not: " + hex(octets));
    }
    KmpReceived first = received.get(0);
    if (first instanceof KmpReceived.Damaged damaged) {
      throw damaged.fault();
    }
    if (first instanceof KmpReceived.Good good && good.octets().length() == octets.length) {
      return good.frame();
    }
    throw new KmpFormatException(Fault.LENGTH, "more than one frame: " + hex(octets));
  }

  /** The frame in the octets between start and stop octet, stuffing removed. */
  static KmpFrame ofBody(Direction direction, byte[] body) {
    int checked = body.length - Crc16.OCTETS;
    if (checked < HEADER_OCTETS) {
      throw new KmpFormatException(
          Fault.TRUNCATED,
          "a frame has destination, CID and two octets of checksum, this one has " + hex(body));
    }
    if (Crc16.of(body, body.length) != 0) {
      throw new KmpFormatException(
          Fault.CHECKSUM,
          "checksum %02X%02X, that of the octets is %04X: %s"
              .formatted(body[checked], body[checked + 1], Crc16.of(body, checked), hex(body)));
    }
    byte[] data = new byte[checked - HEADER_OCTETS];
    System.arraycopy(body, HEADER_OCTETS, data, 0, data.length);
    return new KmpFrame(direction, body[0] & OCTET, body[1] & OCTET, OctetString.of(data));
  }

  private static String hex(byte[] octets) {
    return OctetString.of(octets).toString();
  }
}
