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

/**
 * Reads meters of a line: runs transactions on the bus, and decodes their telegrams to readings.
 */
public final class MeterReader {

  private final Bus bus;
  private final KnownMeters known;
  private final Keys keys;
  private final Decoding decoding;
  private final BiConsumer<MeterAddress, MeterReading> readings;

  /**
   * How telegrams become readings.
   *
   * @param executor decodes them, outside the bus thread.
   * @param clock gives the time of a reading.
   */
  public record Decoding(Executor executor, Clock clock) {}

  /**
   * @param known names, settings, selections and keys of meters.
   * @param keys for meters without a key of their own.
   * @param readings receives each decoded reading with the address that was asked; must not throw.
   */
  public MeterReader(
      Bus bus,
      KnownMeters known,
      Keys keys,
      Decoding decoding,
      BiConsumer<MeterAddress, MeterReading> readings) {
    this.bus = bus;
    this.known = known;
    this.keys = keys;
    this.decoding = decoding;
    this.readings = readings;
  }

  /**
   * Queues the reading of a meter.
   *
   * @return completes with {@link Outcome.Read} or {@link Outcome.Failed}, exceptionally only if
   *     neither line nor meter is the cause. Cancelling it takes the reading out of the queue.
   */
  public CompletableFuture<Outcome> read(MeterAddress meter, Priority priority) {
    return outcome(meter, bus.submit(reading(meter), priority, known.settings(meter)));
  }

  /**
   * Queues the reading of a meter with the priority of commands.
   *
   * @param patience how long it may take, including the wait for the line.
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
   * Queues a request for the alarms of a meter, with the priority of commands.
   *
   * @param patience how long it may take, including the wait for the line.
   * @return completes with the alarms, each a reading of its own; empty without an alarm. Completes
   *     with a {@link BusException} if the meter does not answer such requests, as many do not.
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
            decoding.executor);
    alarms.whenComplete((done, failure) -> answer.cancel(false));
    return alarms;
  }

  private MeterReading alarm(MeterAddress meter, Telegram telegram) {
    MeterReading reading;
    try {
      reading = ReadingDecoder.of(List.of(telegram), bus.line().text(), now());
    } catch (MBusFormatException cause) {
      reading = ReadingDecoder.failure(cause, List.of(telegram.octets()));
    }
    // Most alarm telegrams do not identify the meter.
    boolean anonymous = reading.meter() == null || reading.meter().id() == null;
    return named(
        anonymous ? reading.from(ReadFailures.meter(meter), bus.line().text(), now()) : reading);
  }

  private CompletableFuture<Outcome> outcome(
      MeterAddress meter, CompletableFuture<Readout> readout) {
    CompletableFuture<Outcome> outcome =
        readout.handleAsync((done, failure) -> outcome(meter, done, failure), decoding.executor);
    outcome.whenComplete((done, failure) -> readout.cancel(false));
    return outcome;
  }

  /**
   * Queues the reading of meters in the order of {@link #inTurn}.
   *
   * @param reading queues one of them, such as {@link #command}.
   * @return the results of {@code reading}, in the order of {@code meters}.
   */
  public List<CompletableFuture<Outcome>> read(
      List<MeterAddress> meters, Function<MeterAddress, CompletableFuture<Outcome>> reading) {
    Map<MeterAddress, CompletableFuture<Outcome>> readings = new HashMap<>();
    inTurn(meters).forEach(meter -> readings.put(meter, reading.apply(meter)));
    return meters.stream().map(readings::get).toList();
  }

  /** Orders meters by baud rate, see {@link KnownMeters#inTurn}. */
  public List<MeterAddress> inTurn(List<MeterAddress> meters) {
    return known.inTurn(meters, bus.settings().line().baudRate());
  }

  /** The outcome of reading one meter. */
  public sealed interface Outcome {
    MeterAddress meter();

    /** The message body: the reading, or an error object. */
    MeterReading body();

    /** The meter has answered: a reading, or an error object if its telegrams cannot be decoded. */
    record Read(MeterAddress meter, MeterReading body) implements Outcome {}

    /**
     * The meter could not be read.
     *
     * @param body the error object.
     */
    record Failed(MeterAddress meter, MeterReading body, RuntimeException cause)
        implements Outcome {

      /** Whether reading other meters of the line would fail, too. */
      public boolean lineUnavailable() {
        // A line that was lost while in use may be available for the next meter.
        return cause instanceof LineUnavailableException line && line.reason() != Reason.LOST;
      }
    }
  }

  private Outcome outcome(
      MeterAddress meter, @Nullable Readout readout, @Nullable Throwable failure) {
    if (readout != null) {
      return read(meter, readout);
    } else if (failure instanceof MBusException cause) {
      MeterReading body = ReadFailures.of(cause, meter, bus.line(), now());
      return new Outcome.Failed(meter, named(body), cause);
    }
    throw new CompletionException(failure);
  }

  private Outcome read(MeterAddress meter, Readout readout) {
    try {
      MeterReading decoded = ReadingDecoder.of(readout.telegrams(), bus.line().text(), now());
      MeterReading reading = named(withFindings(decoded, readout));
      readings.accept(meter, reading);
      return new Outcome.Read(meter, reading);
    } catch (MBusFormatException cause) {
      // The meter has answered, so its octets are delivered like a reading.
      MeterReading body = ReadingDecoder.failure(cause, ReadingDecoder.octets(readout.telegrams()));
      return new Outcome.Read(
          meter, named(body.from(ReadFailures.meter(meter), bus.line().text(), now())));
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
    return decoding.clock.instant();
  }
}
