package io.github.camelmbus.frame;

import io.github.camelmbus.MBusFormatException;
import io.github.camelmbus.MBusFormatException.Fault;
import java.util.Arrays;

/** The octets of the frames; the only place that knows their start and stop octets. */
final class FrameCodec {
  static final int SHORT_START = 0x10;
  static final int LONG_START = 0x68;
  static final int STOP = 0x16;
  static final int SHORT_LENGTH = 5;

  /** Octets of {@code 68 L L 68}. */
  static final int LONG_HEADER = 4;

  /** Where the data of a long frame starts, after the CI field. */
  private static final int DATA = 7;

  /** Octets of a long frame after its data: checksum and stop octet. */
  private static final int TAIL = 2;

  /** Octets of a long frame that its L field does not count. */
  static final int LONG_OVERHEAD = LONG_HEADER + TAIL;

  /** C, A and CI field. */
  private static final int MIN_L = 3;

  private FrameCodec() {}

  static void requireOctet(String what, int value) {
    if (value < 0 || value > 0xFF) {
      throw new IllegalArgumentException(what + " is one octet, 0 to 255, not " + value);
    }
  }

  static byte[] encodeShort(ControlField control, PrimaryAddress address) {
    byte[] frame = {
      SHORT_START, (byte) control.octet(), (byte) address.value(), 0, STOP,
    };
    frame[3] = (byte) checksum(frame, 1, 3);
    return frame;
  }

  static byte[] encodeLong(ControlField control, PrimaryAddress address, int ci, byte[] data) {
    int l = MIN_L + data.length;
    byte[] frame = new byte[l + LONG_OVERHEAD];
    frame[0] = LONG_START;
    frame[1] = (byte) l;
    frame[2] = (byte) l;
    frame[3] = LONG_START;
    frame[4] = (byte) control.octet();
    frame[5] = (byte) address.value();
    frame[6] = (byte) ci;
    System.arraycopy(data, 0, frame, DATA, data.length);
    frame[frame.length - 2] = (byte) checksum(frame, LONG_HEADER, frame.length - 2);
    frame[frame.length - 1] = STOP;
    return frame;
  }

  static Frame decode(byte[] octets) {
    if (octets.length == 0) {
      throw fault(Fault.TRUNCATED, 0, "a frame has at least one octet, none came");
    }
    int start = octets[0] & 0xFF;
    return switch (start) {
      case LONG_START -> decodeLong(octets);
      case SHORT_START -> decodeShort(octets);
      default -> decodeSingle(octets, start);
    };
  }

  /** Octets of the frame that seems to start at a place; 0 if none does. */
  static int length(byte[] octets, int at, int to) {
    int start = at < to ? octets[at] & 0xFF : 0;
    if (start == SingleCharacter.ACK.octet() || start == SingleCharacter.NACK.octet()) {
      return 1;
    }
    if (start == SHORT_START) {
      return SHORT_LENGTH;
    }
    return isLongHeader(octets, at, to) ? (octets[at + 1] & 0xFF) + LONG_OVERHEAD : 0;
  }

  /** Whether four octets at a place are a header with a large enough L field. */
  static boolean isLongHeader(byte[] octets, int at, int to) {
    return at + LONG_HEADER <= to
        && (octets[at] & 0xFF) == LONG_START
        && (octets[at + 1] & 0xFF) >= MIN_L
        && octets[at + 1] == octets[at + 2]
        && (octets[at + 3] & 0xFF) == LONG_START;
  }

  /**
   * Whether octets are the first one, two or three of the header of a long frame.
   *
   * @param size how many octets there are.
   */
  static boolean isPartOfLongHeader(byte[] octets, int size) {
    return size > 0
        && size < LONG_HEADER
        && (octets[0] & 0xFF) == LONG_START
        && (size < 2 || (octets[1] & 0xFF) >= MIN_L)
        && (size < 3 || octets[1] == octets[2]);
  }

  private static Frame decodeSingle(byte[] octets, int start) {
    for (SingleCharacter single : SingleCharacter.values()) {
      if (start == single.octet()) {
        requireLength(octets, 1);
        return single;
      }
    }
    throw fault(
        Fault.START, 0, "a frame starts with 68h, 10h, E5h or A2h, not %02Xh".formatted(start));
  }

  private static Frame decodeShort(byte[] octets) {
    requireLength(octets, SHORT_LENGTH);
    requireTail(octets, 1);
    return new ShortFrame(new ControlField(octets[1] & 0xFF), new PrimaryAddress(octets[2] & 0xFF));
  }

  private static Frame decodeLong(byte[] octets) {
    if (octets.length < LONG_HEADER) {
      throw fault(
          Fault.TRUNCATED,
          octets.length,
          "a long frame starts with four octets 68 L L 68, only " + octets.length + " came");
    }
    int l = octets[1] & 0xFF;
    if (l != (octets[2] & 0xFF)) {
      throw fault(
          Fault.LENGTH, 2, "the two L fields differ: %02Xh and %02Xh".formatted(l, octets[2]));
    }
    if (l < MIN_L) {
      throw fault(Fault.LENGTH, 1, "the L field counts C, A and CI, so it is at least 3, not " + l);
    }
    if ((octets[3] & 0xFF) != LONG_START) {
      throw fault(Fault.START, 3, "the second start octet is 68h, not %02Xh".formatted(octets[3]));
    }
    requireLength(octets, l + LONG_OVERHEAD);
    requireTail(octets, LONG_HEADER);
    ControlField control = new ControlField(octets[4] & 0xFF);
    PrimaryAddress address = new PrimaryAddress(octets[5] & 0xFF);
    int ci = octets[6] & 0xFF;
    return l == MIN_L
        ? new ControlFrame(control, address, ci)
        : LongFrame.read(control, address, ci, octets);
  }

  /** The octets of a long frame between CI field and checksum. */
  static byte[] data(byte[] octets) {
    return Arrays.copyOfRange(octets, DATA, octets.length - TAIL);
  }

  private static void requireLength(byte[] octets, int length) {
    if (octets.length < length) {
      throw fault(
          Fault.TRUNCATED,
          octets.length,
          "the frame has " + length + " octets, only " + octets.length + " came");
    }
    if (octets.length > length) {
      throw fault(
          Fault.LENGTH,
          length,
          "the frame ends after " + length + " octets, " + octets.length + " came");
    }
  }

  private static void requireTail(byte[] octets, int from) {
    int at = octets.length - 2;
    int expected = checksum(octets, from, at);
    if (expected != (octets[at] & 0xFF)) {
      throw fault(
          Fault.CHECKSUM,
          at,
          "the checksum of the octets is %02Xh, the frame says %02Xh"
              .formatted(expected, octets[at]));
    }
    if ((octets[at + 1] & 0xFF) != STOP) {
      throw fault(Fault.STOP, at + 1, "a frame ends with 16h, not %02Xh".formatted(octets[at + 1]));
    }
  }

  static int checksum(byte[] octets, int from, int to) {
    int sum = 0;
    for (int i = from; i < to; i++) {
      sum += octets[i];
    }
    return sum & 0xFF;
  }

  private static MBusFormatException fault(Fault fault, int offset, String message) {
    return new MBusFormatException(fault, offset, message);
  }
}
