package io.github.camelmbus.reading;

import io.github.camelmbus.MBusFormatException;
import io.github.camelmbus.kmp.KmpFormatException;
import io.github.camelmbus.kmp.KmpFrame;
import java.util.List;

/** What is wrong with a frame of the Kamstrup Meter Protocol, as the error of a reading. */
final class KmpFaults {
  private static final int CID_OFFSET = 2;
  private static final int ESCAPE = 0x1B;
  private static final int CHECKSUM_OCTETS = 2;

  private KmpFaults() {}

  /**
   * @param octets the frame, or what there is of it.
   */
  static MeterReading failure(KmpFormatException fault, byte[] octets) {
    return ReadingDecoder.failure(
        code(fault.fault()),
        String.valueOf(fault.getMessage()),
        offset(fault.fault(), octets),
        List.of(octets));
  }

  private static String code(KmpFormatException.Fault fault) {
    return fault == KmpFormatException.Fault.COMMAND
        ? MBusFormatException.Fault.NOT_A_READING.code()
        : fault.code();
  }

  private static int offset(KmpFormatException.Fault fault, byte[] octets) {
    return switch (fault) {
      case START -> 0;
      case COMMAND -> CID_OFFSET;
      case STUFFING -> badStuffing(octets);
      case CHECKSUM -> checksum(octets);
      case TRUNCATED, LENGTH -> octets.length;
    };
  }

  /** The first octet that is not stuffed, or the one after a 1Bh that stands before none. */
  private static int badStuffing(byte[] octets) {
    int last = octets.length - 1;
    for (int i = 1; i < last; i++) {
      int octet = octets[i] & 0xFF;
      if (octet == ESCAPE) {
        i++;
        if (i == last || !KmpFrame.isControl(~octets[i] & 0xFF)) {
          return i;
        }
      } else if (KmpFrame.isControl(octet)) {
        return i;
      }
    }
    return last;
  }

  /** The first octet of the checksum, each of which may be stuffed. */
  private static int checksum(byte[] octets) {
    int at = octets.length - 1;
    for (int i = 0; i < CHECKSUM_OCTETS; i++) {
      at -= at >= 2 && octets[at - 2] == ESCAPE ? 2 : 1;
    }
    return at;
  }
}
