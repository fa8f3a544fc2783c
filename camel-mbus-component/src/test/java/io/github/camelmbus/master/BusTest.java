package io.github.camelmbus.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelmbus.line.DeadlineException;
import io.github.camelmbus.line.LineStatus;
import io.github.camelmbus.line.Priority;
import io.github.camelmbus.link.Echo;
import io.github.camelmbus.link.ScriptedLine;
import io.github.camelmbus.simulator.MeterDefinition;
import io.github.camelmbus.simulator.SimulatedBus;
import io.github.camelmbus.simulator.SimulatedTransport;
import io.github.camelmbus.transport.LineUnavailableException;
import io.github.camelmbus.transport.LineUnavailableException.Reason;
import io.github.camelmbus.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class BusTest {
  /** RSP_UD of 1, CI 78: volume 5 m3; 08+01+78+01+16+05 = 9D. */
  private static final String TELEGRAM = "68 06 06 68 08 01 78 01 16 05 9D 16";

  private static final Duration LATENCY = Duration.ofMillis(40);

  private static ScriptedLine sound() {
    ScriptedLine line = new ScriptedLine(LATENCY);
    for (int i = 0; i < 4; i++) {
      line.anyRequest().answer(20, "E5").anyRequest().answer(20, TELEGRAM);
    }
    return line;
  }

  private static LineUnavailableException refused() {
    return new LineUnavailableException("sim:test", Reason.REFUSED, "nobody listens");
  }

  /** Opens the given lines one after the other; null stands for a try that fails. */
  private static VirtualBus opening(List<ScriptedLine> lines, AtomicInteger tries) {
    return new VirtualBus(
        BusSettings.DEFAULT,
        VirtualBus.provider(
            () -> {
              ScriptedLine line = lines.get(tries.getAndIncrement());
              if (line.closed()) {
                throw refused();
              }
              return line;
            }));
  }

  private static ScriptedLine away() {
    ScriptedLine line = new ScriptedLine(LATENCY);
    line.close();
    return line;
  }

  @Test
  void lineIsOpenedByTheFirstTransaction() {
    AtomicInteger tries = new AtomicInteger();
    try (VirtualBus bus = opening(List.of(sound()), tries)) {
      assertThat(bus.status().state()).isEqualTo(LineStatus.State.CLOSED);
      assertThat(tries).hasValue(0);
      bus.readPrimary(1);
      bus.readPrimary(1);
      assertThat(bus.status().state()).isEqualTo(LineStatus.State.OPEN);
      assertThat(tries).hasValue(1);
    }
  }

  @Test
  void closingReleasesTheLineAndFailsWhatComesAfter() {
    ScriptedLine line = sound();
    VirtualBus bus = opening(List.of(line), new AtomicInteger());
    bus.readPrimary(1);
    bus.close();
    bus.close();
    assertThat(line.closed()).isTrue();
    assertThat(bus.status().state()).isEqualTo(LineStatus.State.CLOSED);
    assertThatThrownBy(() -> bus.readPrimary(1))
        .isInstanceOf(LineUnavailableException.class)
        .hasMessage("sim:test: the line was closed");
  }

  @Test
  void idleLineIsReleasedAndOpenedAgain() {
    ScriptedLine first = sound();
    BusSettings hasty =
        new BusSettings(BusSettings.DEFAULT.line(), null, null, 2, Duration.ofMillis(1), Echo.AUTO);
    AtomicInteger tries = new AtomicInteger();
    List<ScriptedLine> lines = List.of(first, sound());
    try (VirtualBus bus =
        new VirtualBus(hasty, VirtualBus.provider(() -> lines.get(tries.getAndIncrement())))) {
      bus.readPrimary(1);
      Awaitility.await().until(first::closed);
      assertThat(bus.readPrimary(1).telegrams()).hasSize(1);
      assertThat(tries).hasValue(2);
    }
  }

  @Test
  void connectionThatDiedWhileIdleIsReplacedWithoutAWord() {
    ScriptedLine stale = new ScriptedLine(LATENCY);
    stale.anyRequest().answer(20, "E5").anyRequest().answer(20, TELEGRAM).lostHere();
    try (VirtualBus bus = opening(List.of(stale, sound()), new AtomicInteger())) {
      bus.readPrimary(1);
      assertThat(bus.readPrimary(1).telegrams()).hasSize(1);
      assertThat(stale.closed()).isTrue();
      assertThat(bus.status().error()).isNull();
    }
  }

  @Test
  void octetsThatMayNotBeSentTwiceAreNotSentAgainOnANewConnection() {
    ScriptedLine stale = new ScriptedLine(LATENCY);
    stale.anyRequest().answer(20, "E5").anyRequest().answer(20, TELEGRAM).lostHere();
    try (VirtualBus bus = opening(List.of(stale, sound()), new AtomicInteger())) {
      bus.readPrimary(1);
      assertThatThrownBy(() -> bus.run(Transactions.raw(new byte[] {1}, sent -> {})))
          .isInstanceOf(LineUnavailableException.class)
          .hasMessage("sim:test: the gateway hung up");
    }
  }

  @Test
  void lineThatIsAwayIsTriedAgainWithGrowingPauses() {
    AtomicInteger tries = new AtomicInteger();
    try (VirtualBus bus = opening(List.of(away(), away(), away(), sound()), tries)) {
      assertThatThrownBy(() -> bus.readPrimary(1)).hasMessage("sim:test: nobody listens");
      assertThatThrownBy(() -> bus.readPrimary(1))
          .isInstanceOf(LineUnavailableException.class)
          .hasMessage(
              "sim:test: still unavailable, not tried again for 1 s: sim:test: nobody listens");
      assertThat(tries).hasValue(1);
      assertThat(bus.status().state()).isEqualTo(LineStatus.State.UNAVAILABLE);

      bus.outageClock.addAndGet(Duration.ofSeconds(1).toNanos());
      assertThatThrownBy(() -> bus.readPrimary(1)).hasMessage("sim:test: nobody listens");
      assertThat(tries).hasValue(2);

      // The second pause is twice as long.
      bus.outageClock.addAndGet(Duration.ofSeconds(1).toNanos());
      assertThatThrownBy(() -> bus.readPrimary(1)).hasMessageContaining("still unavailable");
      assertThat(tries).hasValue(2);
      bus.outageClock.addAndGet(Duration.ofSeconds(1).toNanos());
      assertThatThrownBy(() -> bus.readPrimary(1)).hasMessage("sim:test: nobody listens");

      bus.outageClock.addAndGet(Duration.ofSeconds(4).toNanos());
      assertThat(bus.readPrimary(1).telegrams()).hasSize(1);
      assertThat(bus.status().error()).isNull();
      assertThat(bus.status().state()).isEqualTo(LineStatus.State.OPEN);
    }
  }

  private static ScriptedLine broken() {
    return new ScriptedLine(LATENCY).anyRequest().answer(20, "E5").lostHere();
  }

  @Test
  void connectionThatIsLostInAReadoutIsReplacedAndTheReadoutBegunAnew() {
    ScriptedLine broken = broken();
    try (VirtualBus bus = opening(List.of(broken, broken(), sound()), new AtomicInteger())) {
      assertThat(bus.readPrimary(1).telegrams()).hasSize(1);
      assertThat(broken.closed()).isTrue();
      assertThat(bus.status().error()).isNull();
    }
  }

  @Test
  void lineThatVanishesAgainAndAgainIsSaidToBeAwayAndOpenedByTheNextTransaction() {
    // Two retries: three more connections than the first one.
    List<ScriptedLine> lines = List.of(broken(), broken(), broken(), broken(), sound());
    try (VirtualBus bus = opening(lines, new AtomicInteger())) {
      assertThatThrownBy(() -> bus.readPrimary(1)).hasMessage("sim:test: the gateway hung up");
      assertThat(bus.status().error()).isEqualTo("sim:test: the gateway hung up");
      assertThat(bus.readPrimary(1).telegrams()).hasSize(1);
      assertThat(bus.status().error()).isNull();
    }
  }

  @Test
  void connectionOnWhichNothingComesBackIsReplacedWhereTheMeterUsedToAnswer() {
    ScriptedLine halfOpen =
        new ScriptedLine(LATENCY).anyRequest().answer(20, "E5").anyRequest().answer(30, TELEGRAM);
    try (VirtualBus bus = opening(List.of(halfOpen, sound()), new AtomicInteger())) {
      bus.readPrimary(1);
      assertThat(bus.readPrimary(1).telegrams()).hasSize(1);
      assertThat(halfOpen.closed()).isTrue();
    }
  }

  /** Nothing ever came on it, so a gateway may have forgotten it before the first answer. */
  @Test
  void connectionOnWhichNothingEverCameIsReplacedAfterAMinute() {
    ScriptedLine dead = new ScriptedLine(LATENCY);
    for (int i = 0; i < 8; i++) {
      dead.anyRequest();
    }
    AtomicInteger opened = new AtomicInteger();
    try (VirtualBus bus = opening(List.of(dead, sound()), opened)) {
      assertThatThrownBy(() -> bus.readPrimary(1)).isInstanceOf(NoReplyException.class);
      assertThat(opened).hasValue(1);
      dead.idle(Duration.ofMinutes(1));
      assertThat(bus.readPrimary(1).telegrams()).hasSize(1);
      assertThat(opened).hasValue(2);
    }
  }

  @Test
  void commandsOvertakePollsAndThoseOfOneKindKeepTheirOrder() {
    CountDownLatch gate = new CountDownLatch(1);
    List<String> order = new ArrayList<>();
    try (VirtualBus bus = opening(List.of(sound()), new AtomicInteger())) {
      CompletableFuture<?> blocker = bus.bus().submit(session -> await(gate), Priority.POLL);
      List<CompletableFuture<?>> waiting = new ArrayList<>();
      for (String name : List.of("poll 1", "poll 2")) {
        waiting.add(bus.bus().submit(session -> order.add(name), Priority.POLL));
      }
      for (String name : List.of("command 1", "command 2")) {
        waiting.add(bus.bus().submit(session -> order.add(name), Priority.COMMAND));
      }
      gate.countDown();
      blocker.join();
      waiting.forEach(CompletableFuture::join);
      assertThat(order).containsExactly("command 1", "command 2", "poll 1", "poll 2");
    }
  }

  private static boolean await(CountDownLatch gate) {
    try {
      gate.await();
      return true;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void cancelledTransactionIsNotRun() {
    CountDownLatch gate = new CountDownLatch(1);
    AtomicInteger runs = new AtomicInteger();
    try (VirtualBus bus = opening(List.of(sound()), new AtomicInteger())) {
      bus.bus().submit(session -> await(gate), Priority.POLL);
      CompletableFuture<Integer> cancelled =
          bus.bus().submit(session -> runs.incrementAndGet(), Priority.POLL);
      cancelled.cancel(false);
      gate.countDown();
      String next = bus.run(session -> "next");
      assertThat(next).isEqualTo("next");
      assertThat(runs).hasValue(0);
    }
  }

  @Test
  void failureOfATransactionIsItsOwnAndTheBusGoesOn() {
    try (VirtualBus bus = opening(List.of(sound()), new AtomicInteger())) {
      assertThatThrownBy(
              () ->
                  bus.run(
                      session -> {
                        throw new IllegalStateException("a bug");
                      }))
          .hasMessage("a bug");
      assertThat(bus.readPrimary(1).telegrams()).hasSize(1);
    }
  }

  @Test
  void statisticsTellReadsRetriesErrorsAndTimesOfEachMeter() {
    ScriptedLine line = new ScriptedLine(LATENCY);
    line.anyRequest().answer(20, "E5").anyRequest().answer(30, TELEGRAM);
    line.anyRequest().answer(20, "E5").anyRequest().anyRequest().answer(50, TELEGRAM);
    // SND_NKE and three requests in silence; SND_NKE to all is answered: the connection is sound.
    line.anyRequest().anyRequest().anyRequest().anyRequest().anyRequest().answer(20, "E5");
    try (VirtualBus bus = opening(List.of(line), new AtomicInteger())) {
      bus.readPrimary(1);
      bus.readPrimary(1);
      assertThatThrownBy(() -> bus.readPrimary(1)).isInstanceOf(NoReplyException.class);
      MeterStatistics meter = bus.status().meters().get("1");
      assertThat(meter.reads()).isEqualTo(2);
      // one in the second readout, two in the failed one
      assertThat(meter.retries()).isEqualTo(3);
      assertThat(meter.errors()).isEqualTo(1);
      assertThat(meter.lastResponseTime()).isEqualTo(Duration.ofMillis(50));
      assertThat(meter.meanResponseTime()).isEqualTo(Duration.ofMillis(40));
      assertThat(meter.lastError()).contains("no meter answers at primary address 1");
    }
  }

  @Test
  void anotherBaudRateEndsWithItsTransaction() {
    try (VirtualBus bus =
        new VirtualBus(
            MeterDefinition.of("1234567824232807").withPrimaryAddress(5),
            MeterDefinition.of("8765432124232807").withPrimaryAddress(6).withBaudRate(9600))) {
      Transaction<Presence> fast =
          session -> {
            assertThat(session.setBaudRate(9600)).isTrue();
            assertThat(session.baudRate()).isEqualTo(9600);
            return Transactions.ping(MeterAddress.primary(6)).run(session);
          };
      assertThat(bus.run(fast).attempts()).isEqualTo(1);
      assertThat(bus.run(Transactions.ping(MeterAddress.primary(5))).attempts()).isEqualTo(1);
    }
  }

  @Test
  void aLineWithABaudRateOfItsOwnKeepsIt() {
    try (VirtualBus bus = opening(List.of(sound()), new AtomicInteger())) {
      assertThat(bus.<Boolean>run(session -> session.setBaudRate(9600))).isFalse();
      assertThat(bus.<Integer>run(BusSession::baudRate)).isEqualTo(2400);
    }
  }

  @Test
  void aCommandThatCouldNotBeginInTimeIsNeverBegun() throws Exception {
    AtomicInteger run = new AtomicInteger();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch busy = new CountDownLatch(1);
    try (VirtualBus bus = opening(List.of(sound()), new AtomicInteger())) {
      CompletableFuture<Boolean> other =
          bus.bus()
              .submit(
                  session -> {
                    begun.countDown();
                    await(busy);
                    return true;
                  },
                  Priority.POLL);
      begun.await();
      CompletableFuture<Integer> patient =
          bus.bus()
              .submit(
                  session -> run.incrementAndGet(),
                  Priority.COMMAND,
                  MeterSettings.OF_LINE,
                  Duration.ofSeconds(60));
      CompletableFuture<Integer> hasty =
          bus.bus()
              .submit(
                  session -> run.addAndGet(100),
                  Priority.COMMAND,
                  MeterSettings.OF_LINE,
                  Duration.ofSeconds(1));
      bus.outageClock.addAndGet(Duration.ofSeconds(2).toNanos());
      busy.countDown();

      assertThat(other.join()).isTrue();
      assertThat(patient.join()).isEqualTo(1);
      assertThatThrownBy(hasty::join)
          .hasCauseInstanceOf(DeadlineException.class)
          .hasMessageContaining(
              "sim:test: not started: the line was busy or unavailable for 2000 ms");
      assertThat(run).hasValue(1);
    }
  }

  @Test
  void pingTellsWhoIsThere() {
    SimulatedBus simulated =
        SimulatedBus.of(MeterDefinition.of("1234567824232807").withPrimaryAddress(5));
    try (VirtualBus bus =
        new VirtualBus(
            BusSettings.DEFAULT,
            VirtualBus.provider(() -> (Transport) SimulatedTransport.virtual(simulated)))) {
      assertThat(bus.run(Transactions.ping(MeterAddress.primary(5))).attempts()).isEqualTo(1);
      assertThat(bus.run(Transactions.ping(MeterAddress.secondary("12345678"))).attempts())
          .isEqualTo(1);
      assertThatThrownBy(() -> bus.run(Transactions.ping(MeterAddress.primary(6))))
          .isInstanceOf(NoReplyException.class);
    }
  }

  @Test
  void rawGivesBackWhatCameWhateverItIs() {
    ScriptedLine line = new ScriptedLine(Duration.ofMillis(10));
    line.anyRequest().answer(20, "E5").anyRequest().answer(20, "00 01").anyRequest();
    try (VirtualBus bus = opening(List.of(line), new AtomicInteger())) {
      assertThat(bus.run(Transactions.raw(new byte[] {0x10}, sent -> {}))).containsExactly(0xE5);
      assertThat(bus.run(Transactions.raw(new byte[] {0x10}, sent -> {}))).containsExactly(0, 1);
      assertThatThrownBy(() -> bus.run(Transactions.raw(new byte[] {0x10}, sent -> {})))
          .isInstanceOf(NoReplyException.class)
          // 330 bit + 50 ms = 187.5 ms, and the 10 ms of a short line, which 20 ms have exceeded.
          .hasMessageMatching("sim:test: nothing answered 10 within 2\\d\\d ms");
    }
  }
}
