package io.github.camelmbus.camel.head;

import io.github.camelmbus.MBusException;
import io.github.camelmbus.OctetString;
import io.github.camelmbus.kmp.KmpRegisters;
import io.github.camelmbus.kmp.head.HeadReadout;
import io.github.camelmbus.kmp.head.KmpNoAnswerException;
import io.github.camelmbus.kmp.head.OpticalHead;
import io.github.camelmbus.line.Priority;
import io.github.camelmbus.reading.KmpReadings;
import io.github.camelmbus.reading.MeterReading;
import io.github.camelmbus.reading.ReadingDecoder;
import io.github.camelmbus.transport.LineAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** Reads the meter under a head: a transaction on the line, and the reading its answers make. */
public final class HeadReader {
  private static final String AUTO = "auto";

  private final OpticalHead head;
  private final LineAddress line;
  private final Executor decoding;
  private final Clock wallClock;
  private final BiConsumer<Long, MeterReading> readings;

  /**
   * @param decoding where readings are made of answers, so that the thread of the line need not.
   * @param wallClock says when a meter was read.
   * @param readings gets each reading, with the serial number of its meter; must not throw.
   */
  public HeadReader(
      OpticalHead head,
      LineAddress line,
      Executor decoding,
      Clock wallClock,
      BiConsumer<Long, MeterReading> readings) {
    this.head = head;
    this.line = line;
    this.decoding = decoding;
    this.wallClock = wallClock;
    this.readings = readings;
  }

  /**
   * Registers as users write them.
   *
   * @param text {@code auto}, or numbers and names.
   * @throws IllegalArgumentException naming what is neither.
   */
  public static List<Integer> registers(String text) {
    return text.strip().equalsIgnoreCase(AUTO) ? KmpRegisters.AUTO : KmpRegisters.parse(text);
  }

  /**
   * Queues the reading of registers.
   *
   * @param registers as users write them. One that is named and that the meter does not have is a
   *     warning of the reading.
   * @param patience how long it may take, the wait for others included.
   * @return completes with the reading, or with the {@link MBusException} that says why there is
   *     none. Cancelling it takes it out of the queue.
   * @throws IllegalArgumentException naming what is no register.
   */
  public CompletableFuture<MeterReading> read(
      String registers, Priority priority, Duration patience) {
    List<Integer> numbers = registers(registers);
    boolean named = !numbers.equals(KmpRegisters.AUTO);
    return reading(head.read(numbers, priority, patience), named);
  }

  /**
   * Queues the question which meter it is.
   *
   * @param patience how long it may take, the wait for others included.
   * @return as {@link #read}: type, software, customer number and what else the meter tells.
   */
  public CompletableFuture<MeterReading> identify(Priority priority, Duration patience) {
    return reading(head.identify(priority, patience), false);
  }

  /**
   * Queues one request for the serial number.
   *
   * @param patience how long it may take, the wait for others included.
   * @return completes with what came back, which silence is too.
   */
  public CompletableFuture<ProbeResult> probe(Priority priority, Duration patience) {
    return head.probe(priority, patience)
        .thenApply(probe -> new ProbeResult(line.text(), wallClock.instant(), probe));
  }

  private CompletableFuture<MeterReading> reading(
      CompletableFuture<HeadReadout> readout, boolean named) {
    CompletableFuture<MeterReading> reading =
        readout.thenApplyAsync(done -> reading(done, named), decoding);
    reading.whenComplete((done, failure) -> readout.cancel(false));
    return reading;
  }

  private MeterReading reading(HeadReadout readout, boolean named) {
    List<byte[]> telegrams = readout.telegrams().stream().map(OctetString::toArray).toList();
    MeterReading.Success reading =
        KmpReadings.ofTelegrams(telegrams, line.text(), wallClock.instant());
    if (named && !readout.missing().isEmpty()) {
      reading = reading.withWarnings(List.of(missing(readout.missing())), true);
    }
    readings.accept(readout.serialNumber(), reading);
    return reading;
  }

  private static String missing(List<Integer> registers) {
    String numbers = registers.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return registers.size() == 1
        ? "this meter does not have register " + numbers
        : "this meter does not have registers " + numbers;
  }

  /** The body of a message about a meter that could not be read. */
  public MeterReading failure(MBusException cause) {
    String code = cause instanceof KmpNoAnswerException silent ? silent.code() : "line";
    return ReadingDecoder.failure(code, String.valueOf(cause.getMessage()), null, List.of())
        .from(null, line.text(), wallClock.instant());
  }
}
