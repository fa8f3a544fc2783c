package io.github.camelmbus.camel.operation;

import io.github.camelmbus.MBusException;
import io.github.camelmbus.MBusFormatException;
import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.master.BaudRateException;
import io.github.camelmbus.master.BusException;
import io.github.camelmbus.master.MeterAddress;
import io.github.camelmbus.master.NoReplyException;
import io.github.camelmbus.reading.MeterReading;
import io.github.camelmbus.reading.ReadingDecoder;
import io.github.camelmbus.transport.LineAddress;
import java.time.Instant;
import java.util.List;

/** The error objects of meters that could not be read. */
public final class ReadFailures {
  private ReadFailures() {}

  /**
   * The error object of a meter.
   *
   * @param cause a {@link BusException}, an {@link MBusFormatException}, or a failure of the line.
   * @param asked the address that was asked.
   * @param at the time of the failure.
   */
  public static MeterReading of(
      MBusException cause, MeterAddress asked, LineAddress line, Instant at) {
    return of(cause).from(meter(asked), line.text(), at);
  }

  private static MeterReading of(MBusException cause) {
    String message = String.valueOf(cause.getMessage());
    if (cause instanceof MBusFormatException fault) {
      return ReadingDecoder.failure(fault, List.of());
    } else if (cause instanceof BusException failed) {
      byte[] octets = failed.octets();
      List<byte[]> telegrams = octets.length == 0 ? List.of() : List.of(octets);
      return ReadingDecoder.failure(failed.code(), message, null, telegrams);
    }
    return ReadingDecoder.failure("line", message, null, List.of());
  }

  /** Whether a meter has answered a transaction that failed. */
  static boolean hasAnswered(BusException failure) {
    return !(failure instanceof NoReplyException || failure instanceof BaudRateException);
  }

  /** The identification of a meter as far as the address shows it. */
  static MeterReading.Meter meter(MeterAddress asked) {
    if (asked instanceof MeterAddress.Primary primary) {
      int address = primary.address().value();
      return new MeterReading.Meter(null, null, null, null, null, null, null, address);
    } else if (asked instanceof MeterAddress.Secondary secondary) {
      SecondaryAddress address = secondary.address();
      String id = address.idIsExact() ? address.id() : null;
      String exact = address.isExact() ? address.toString() : null;
      return new MeterReading.Meter(id, null, null, null, null, null, exact, null);
    }
    throw new AssertionError(asked);
  }
}
