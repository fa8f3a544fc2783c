package io.github.camelmbus.camel.operation;

import io.github.camelmbus.MBusException;
import io.github.camelmbus.MBusFormatException;
import io.github.camelmbus.application.Keys;
import io.github.camelmbus.application.Telegram;
import io.github.camelmbus.inventory.KnownMeters;
import io.github.camelmbus.line.Priority;
import io.github.camelmbus.master.AlarmAnswer;
import io.github.camelmbus.master.Bus;
import io.github.camelmbus.master.MeterAddress;
import io.github.camelmbus.master.Readout;
import io.github.camelmbus.master.Transaction;
import io.github.camelmbus.master.Transactions;
import io.github.camelmbus.reading.MeterReading;
import io.github.camelmbus.reading.ReadingDecoder;
import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineUnavailableException;
import io.github.camelmbus.transport.LineUnavailableException.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads meters of a line: a transaction on the bus, and the reading its telegrams make. */
public final class MeterReader {

  private final Bus bus;
  private final LineAddress line;
  private final KnownMeters known;
  private final Keys keys;
  private final Executor decoding;
  private final Clock wallClock;
  private final BiConsumer<MeterAddress, MeterReading> readings;

  /**
   * @param known what meters are called and how they want to be read.
   * @param keys of meters that encrypt and of which no key is known.
   * @param decoding where readings are made of telegrams, so that the bus thread need not.
   * @param wallClock says when a meter was read.
   * @param readings gets each reading that could be decoded, with the address that was asked; must
   *     not throw.
   */
  public MeterReader(
      Bus bus,
      LineAddress line,
      KnownMeters known,
      Keys keys,
      Executor decoding,
      Clock wallClock,
      BiConsumer<MeterAddress, MeterReading> readings) {
    this.bus = bus;
    this.line = line;
    this.known = known;
    this.keys = keys;
    this.decoding = decoding;
    this.wallClock = wallClock;
    this.readings = readings;
  }

  /**
   * Queues the reading of a meter.
   *
   * @return completes with {@link Outcome.Read} or {@link Outcome.Failed}, exceptionally only for
   *     what is no fault of line or meter. Cancelling it takes the reading out of the queue.
   */
  public CompletableFuture<Outcome> read(MeterAddress meter, Priority priority) {
    return outcome(meter, bus.submit(reading(meter), priority, known.settings(meter)));
  }

  /**
   * Queues the reading of a meter that somebody waits for.
   *
   * @param patience how long it may wait for the line.
   * @return as {@link #read}.
   */
  public CompletableFuture<Outcome> command(MeterAddress meter, Duration patience) {
    return outcome(
        meter, bus.submit(reading(meter), Priority.COMMAND, known.settings(meter), patience));
  }

  private Transaction<Readout> reading(MeterAddress meter) {
    Keys own = known.keys(meter, keys);
    return SelectedMeter.ask(
        meter, known.selection(meter), selection -> Transactions.read(selection, own));
  }

  /**
   * Queues the question for alarms of a meter, before polls.
   *
   * @param patience how long it may wait for the line.
   * @return completes with the alarms, each a reading of its own; none without an alarm. With the
   *     {@link BusException} of a meter that does not answer such questions, as many do not.
   */
  public CompletableFuture<List<MeterReading>> alarms(MeterAddress meter, Duration patience) {
    Keys own = known.keys(meter, keys);
    CompletableFuture<AlarmAnswer> answer =
        bus.submit(
            SelectedMeter.ask(
                meter, known.selection(meter), selection -> Transactions.readAlarm(selection, own)),
            Priority.COMMAND,
            known.settings(meter),
            patience);
    CompletableFuture<List<MeterReading>> alarms =
        answer.thenApplyAsync(
            alarm -> alarm.telegrams().stream().map(telegram -> alarm(meter, telegram)).toList(),
            decoding);
    alarms.whenComplete((done, failure) -> answer.cancel(false));
    return alarms;
  }

  private MeterReading alarm(MeterAddress meter, Telegram telegram) {
    MeterReading reading;
    try {
      reading = ReadingDecoder.of(List.of(telegram), line.text(), now());
    } catch (MBusFormatException cause) {
      reading = ReadingDecoder.failure(cause, List.of(telegram.octets()));
    }
    // Most alarm telegrams do not say whose they are.
    boolean anonymous = reading.meter() == null || reading.meter().id() == null;
    return named(anonymous ? reading.from(ReadFailures.meter(meter), line.text(), now()) : reading);
  }

  private CompletableFuture<Outcome> outcome(
      MeterAddress meter, CompletableFuture<Readout> readout) {
    CompletableFuture<Outcome> outcome =
        readout.handleAsync((done, failure) -> outcome(meter, done, failure), decoding);
    outcome.whenComplete((done, failure) -> readout.cancel(false));
    return outcome;
  }

  /**
   * Queues the reading of meters, {@link #inTurn}.
   *
   * @param reading of one of them, {@link #command} for example.
   * @return for each, in the order given, what the reading of one returns.
   */
  public List<CompletableFuture<Outcome>> read(
      List<MeterAddress> meters, Function<MeterAddress, CompletableFuture<Outcome>> reading) {
    Map<MeterAddress, CompletableFuture<Outcome>> readings = new HashMap<>();
    inTurn(meters).forEach(meter -> readings.put(meter, reading.apply(meter)));
    return meters.stream().map(readings::get).toList();
  }

  /** Meters in the order that suits the line. */
  public List<MeterAddress> inTurn(List<MeterAddress> meters) {
    return known.inTurn(meters, bus.settings().line().baudRate());
  }

  /** What came of reading one meter. */
  public sealed interface Outcome {
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
      public boolean lineUnavailable() {
        // One that was lost in use may be back for the next meter.
        return cause instanceof LineUnavailableException line && line.reason() != Reason.LOST;
      }
    }
  }

  private Outcome outcome(
      MeterAddress meter, @Nullable Readout readout, @Nullable Throwable failure) {
    if (readout != null) {
      return read(meter, readout);
    } else if (failure instanceof MBusException cause) {
      MeterReading body = ReadFailures.of(cause, meter, line, now());
      return new Outcome.Failed(meter, named(body), cause);
    }
    throw new CompletionException(failure);
  }

  private Outcome read(MeterAddress meter, Readout readout) {
    try {
      MeterReading decoded = ReadingDecoder.of(readout.telegrams(), line.text(), now());
      MeterReading reading = named(withFindings(decoded, readout));
      readings.accept(meter, reading);
      return new Outcome.Read(meter, reading);
    } catch (MBusFormatException cause) {
      // The meter has answered, so its octets go the way of all readings.
      MeterReading body = ReadingDecoder.failure(cause, ReadingDecoder.octets(readout.telegrams()));
      return new Outcome.Read(
          meter, named(body.from(ReadFailures.meter(meter), line.text(), now())));
    }
  }

  private MeterReading named(MeterReading reading) {
    MeterReading.Meter meter = reading.meter();
    String name = meter == null ? null : known.name(meter);
    return name == null ? reading : reading.named(name);
  }

  private static MeterReading withFindings(MeterReading reading, Readout readout) {
    return reading instanceof MeterReading.Success success
        ? success.withWarnings(readout.warnings(), readout.complete())
        : reading;
  }

  private Instant now() {
    return wallClock.instant();
  }
}
