package io.github.camelmbus.reading;

import io.github.camelmbus.MBusFormatException;
import io.github.camelmbus.kmp.KmpFormatException;
import java.util.List;

/** What is wrong with a frame of the Kamstrup Meter Protocol, as the error of a reading. */
final class KmpFaults {
  private static final int CID_OFFSET = 2;

  private KmpFaults() {}

  /**
   * @param octets the frame, or what there is of it.
   */
  static MeterReading failure(KmpFormatException fault, byte[] octets) {
    return ReadingDecoder.failure(
        code(fault.fault()),
        String.valueOf(fault.getMessage()),
        offset(fault, octets),
        List.of(octets));
  }

  private static String code(KmpFormatException.Fault fault) {
    return fault == KmpFormatException.Fault.COMMAND
        ? MBusFormatException.Fault.NOT_A_READING.code()
        : fault.code();
  }

  private static int offset(KmpFormatException fault, byte[] octets) {
    Integer known = fault.offset();
    if (known != null) {
      return known;
    }
    return switch (fault.fault()) {
      case START -> 0;
      case COMMAND -> CID_OFFSET;
      case STUFFING, CHECKSUM, TRUNCATED, LENGTH -> octets.length;
    };
  }
}
