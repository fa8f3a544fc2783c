package io.github.camelmbus.camel;

import io.github.camelmbus.MBusFormatException;
import io.github.camelmbus.application.Keys;
import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.master.Bus;
import io.github.camelmbus.master.BusException;
import io.github.camelmbus.master.MeterAddress;
import io.github.camelmbus.master.Priority;
import io.github.camelmbus.master.Readout;
import io.github.camelmbus.master.Transactions;
import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineUnavailableException;
import io.github.camelmbus.transport.LineUnavailableException.Reason;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Reads meters of a line: a transaction on the bus, and the reading its telegrams make. */
final class MeterReader {
  private static final Clock CLOCK = Clock.systemUTC();

  private final Bus bus;
  private final LineAddress line;
  private final KnownMeters names;
  private final Keys keys;
  private final Executor decoding;

  /**
   * @param names what meters are called.
   * @param keys of meters that encrypt.
   * @param decoding where telegrams are decoded, so that the bus thread need not.
   */
  MeterReader(Bus bus, LineAddress line, KnownMeters names, Keys keys, Executor decoding) {
    this.bus = bus;
    this.line = line;
    this.names = names;
    this.keys = keys;
    this.decoding = decoding;
  }

  /**
   * Queues the reading of a meter.
   *
   * @return completes with {@link Outcome.Read} or {@link Outcome.Failed}, exceptionally only for
   *     what is no fault of line or meter. Cancelling it takes the reading out of the queue.
   */
  CompletableFuture<Outcome> read(MeterAddress meter, Priority priority) {
    CompletableFuture<Readout> readout = bus.submit(Transactions.read(meter, keys), priority);
    CompletableFuture<Outcome> outcome =
        readout.handleAsync((done, failure) -> outcome(meter, done, failure), decoding);
    outcome.whenComplete((done, failure) -> readout.cancel(false));
    return outcome;
  }

  /** What came of reading one meter. */
  sealed interface Outcome {
    MeterAddress meter();

    /** The body of a message about it: the reading, or one that says what failed. */
    MeterReading body();

    /** Telegrams came: a reading, or what is known of telegrams that hold none. */
    record Read(MeterAddress meter, MeterReading body) implements Outcome {}

    /**
     * None.
     *
     * @param body says so.
     * @param cause why.
     */
    record Failed(MeterAddress meter, MeterReading body, RuntimeException cause)
        implements Outcome {

      /** Whether other meters of the line need not be tried. */
      boolean lineUnavailable() {
        // One that was lost in use may be back for the next meter.
        return cause instanceof LineUnavailableException line && line.reason() != Reason.LOST;
      }
    }
  }

  private Outcome outcome(
      MeterAddress meter, @Nullable Readout readout, @Nullable Throwable failure) {
    if (readout != null) {
      return decoded(meter, readout);
    } else if (failure instanceof BusException cause) {
      return failed(meter, cause.code(), cause, telegrams(cause.octets()));
    } else if (failure instanceof LineUnavailableException cause) {
      return failed(meter, "line", cause, List.of());
    }
    throw new CompletionException(failure);
  }

  private Outcome decoded(MeterAddress meter, Readout readout) {
    try {
      MeterReading reading =
          Readings.ofTelegrams(readout.telegrams(), line.text(), now(), null, keys);
      return new Outcome.Read(meter, named(withFindings(reading, readout)));
    } catch (MBusFormatException cause) {
      // The meter has answered, so its octets go the way of all readings.
      MeterReading body =
          Readings.failure(cause.fault().code(), text(cause), cause.offset(), readout.telegrams());
      return new Outcome.Read(meter, named(body.from(asked(meter), line.text(), now())));
    }
  }

  private MeterReading named(MeterReading reading) {
    MeterReading.Meter meter = reading.meter();
    String name = meter == null ? null : names.name(meter);
    return name == null ? reading : reading.named(name);
  }

  private static MeterReading withFindings(MeterReading reading, Readout readout) {
    if (readout.complete() && readout.warnings().isEmpty()) {
      return reading;
    }
    List<String> warnings = new ArrayList<>(reading.warnings());
    warnings.addAll(readout.warnings());
    return new MeterReading(
        reading.meter(),
        reading.line(),
        reading.readAt(),
        reading.accessNumber(),
        reading.status(),
        reading.records(),
        reading.manufacturerData(),
        reading.moreRecordsFollow(),
        readout.complete() && Boolean.TRUE.equals(reading.complete()),
        warnings,
        reading.security(),
        reading.error(),
        reading.telegrams());
  }

  private Outcome failed(
      MeterAddress meter, String code, RuntimeException cause, List<byte[]> telegrams) {
    MeterReading body = Readings.failure(code, text(cause), null, telegrams);
    return new Outcome.Failed(meter, named(body.from(asked(meter), line.text(), now())), cause);
  }

  /** What is known of a meter before it has said anything. */
  private static MeterReading.Meter asked(MeterAddress meter) {
    if (meter instanceof MeterAddress.Primary primary) {
      int address = primary.address().value();
      return new MeterReading.Meter(null, null, null, null, null, null, null, address);
    } else if (meter instanceof MeterAddress.Secondary secondary) {
      SecondaryAddress address = secondary.address();
      String id = address.idIsExact() ? address.id() : null;
      String exact = address.isExact() ? address.toString() : null;
      return new MeterReading.Meter(id, null, null, null, null, null, exact, null);
    }
    throw new AssertionError(meter);
  }

  private static Instant now() {
    return CLOCK.instant();
  }

  private static List<byte[]> telegrams(byte[] octets) {
    return octets.length == 0 ? List.of() : List.of(octets);
  }

  private static String text(Throwable cause) {
    return String.valueOf(cause.getMessage());
  }
}
