package io.github.camelmbus.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelmbus.application.Keys;
import io.github.camelmbus.line.DeadlineException;
import io.github.camelmbus.line.Priority;
import io.github.camelmbus.master.write.SetBaudRate;
import io.github.camelmbus.master.write.SetIdentification;
import io.github.camelmbus.master.write.SetPrimaryAddress;
import io.github.camelmbus.master.write.Synchronise;
import io.github.camelmbus.master.write.Write;
import io.github.camelmbus.master.write.WriteReport;
import io.github.camelmbus.master.write.Writes;
import io.github.camelmbus.simulator.MeterDefinition;
import io.github.camelmbus.simulator.SimulatedBus;
import io.github.camelmbus.simulator.SimulatedTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A command ends at its deadline, but never between a write and its verification. */
class CommandDeadlineTest {
  /** CI 72, header, volume 12345 l, DIF 1F: more records follow. */
  private static final String FIRST =
      "68 16 16 68 08 00 72 78 56 34 12 24 23 28 07 00 00 00 00 04 13 39 30 00 00 1F A3 16";

  /** The same, energy 42 kWh, and no more. */
  private static final String SECOND =
      "68 15 15 68 08 00 72 78 56 34 12 24 23 28 07 00 00 00 00 04 06 2A 00 00 00 38 16";

  private static final MeterAddress METER = MeterAddress.primary(1);

  private final List<byte[]> sent = new ArrayList<>();
  private final SimulatedBus meters =
      SimulatedBus.of(MeterDefinition.of("1234567824232807", FIRST, SECOND).withPrimaryAddress(1));

  private static <T> CompletableFuture<T> submit(
      VirtualBus bus, Transaction<T> transaction, Duration time) {
    return bus.bus().submit(transaction, Priority.COMMAND, MeterSettings.OF_LINE, time);
  }

  private VirtualBus bus() {
    return new VirtualBus(BusSettings.DEFAULT, VirtualBus.line(meters));
  }

  static Stream<Supplier<Write>> writes() {
    return Stream.of(
        () -> new SetPrimaryAddress(5),
        () -> new SetIdentification("12345679"),
        () -> new SetBaudRate(9600),
        () -> new Synchronise(false));
  }

  /** Whenever the time is over: either nothing was written, or all is done and read back. */
  @ParameterizedTest
  @MethodSource("writes")
  void aWriteIsNotBegunOrBroughtToItsEnd(Supplier<Write> write) {
    boolean stopped = false;
    boolean done = false;
    for (int millis = 10; millis < 4000; millis += 35) {
      SimulatedBus line =
          SimulatedBus.of(
              MeterDefinition.of("1234567824232807", FIRST, SECOND).withPrimaryAddress(1));
      sent.clear();
      try (VirtualBus bus = new VirtualBus(BusSettings.DEFAULT, VirtualBus.line(line))) {
        Transaction<WriteReport> transaction =
            Writes.write(METER, write.get(), Keys.NONE, sent::add);
        WriteReport report = submit(bus, transaction, Duration.ofMillis(millis)).join();
        assertThat(report.telegrams()).hasSize(1);
        assertThat(line.commandsCarriedOut()).containsExactly(1);
        done = true;
      } catch (CompletionException late) {
        assertThat(late.getCause())
            .isInstanceOf(DeadlineException.class)
            .hasMessageMatching(
                "sim:test: stopped after \\d+ requests?, as the command may take no longer;"
                    + " nothing was written");
        assertThat(sent).isEmpty();
        assertThat(line.commandsCarriedOut()).containsExactly(0);
        assertThat(done).as("stopped with more time than where it was done").isFalse();
        stopped = true;
      }
    }
    assertThat(stopped).isTrue();
    assertThat(done).isTrue();
  }

  /** Nobody is at 9: SND_NKE and REQ_UD2, each with its window. */
  @Test
  void aCommandStopsBeforeItsNextRequest() {
    try (VirtualBus bus = bus()) {
      CompletableFuture<Readout> late =
          submit(bus, Transactions.read(MeterAddress.primary(9)), Duration.ofMillis(300));
      assertThatThrownBy(late::join)
          .hasCauseInstanceOf(DeadlineException.class)
          .hasMessageEndingWith("stopped after 2 requests, as the command may take no longer");
      assertThat(bus.sent()).hasSize(2);
    }
  }

  /** SND_NKE, its acknowledge, REQ_UD2 and 28 octets are 200 ms, and the next telegram as many. */
  @Test
  void whatWasReadInTimeIsThere() {
    try (VirtualBus bus = bus()) {
      Readout readout = submit(bus, Transactions.read(METER), Duration.ofMillis(150)).join();

      assertThat(readout.telegrams()).hasSize(1);
      assertThat(readout.complete()).isFalse();
      assertThat(readout.warnings())
          .singleElement()
          .asString()
          .contains("telegram 2 of the readout is missing", "the command may take no longer");
    }
  }

  @Test
  void whatIsNoCommandHasNoDeadline() {
    try (VirtualBus bus = bus()) {
      assertThat(bus.bus().submit(Transactions.read(METER), Priority.POLL).join().complete())
          .isTrue();
    }
  }

  /** A gateway that takes its time to answer the phone. */
  @Test
  void aCommandIsNotBegunOnALineThatTookTooLongToOpen() {
    List<VirtualBus> itself = new ArrayList<>();
    try (VirtualBus bus =
        new VirtualBus(
            BusSettings.DEFAULT,
            VirtualBus.provider(
                () -> {
                  itself.get(0).outageClock.addAndGet(Duration.ofSeconds(10).toNanos());
                  return SimulatedTransport.virtual(meters);
                }))) {
      itself.add(bus);
      CompletableFuture<WriteReport> late =
          submit(
              bus,
              Writes.write(METER, new SetPrimaryAddress(5), Keys.NONE, sent::add),
              Duration.ofSeconds(5));
      assertThatThrownBy(late::join)
          .hasCauseInstanceOf(DeadlineException.class)
          .hasMessageContaining("not started: the line was busy or unavailable for 10000 ms");
      assertThat(bus.sent()).isEmpty();
    }
  }
}
