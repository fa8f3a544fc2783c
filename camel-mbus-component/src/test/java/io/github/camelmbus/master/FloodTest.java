package io.github.camelmbus.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.application.Keys;
import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.line.Priority;
import io.github.camelmbus.link.Reply;
import io.github.camelmbus.master.write.Synchronise;
import io.github.camelmbus.master.write.Writes;
import io.github.camelmbus.simulator.MeterDefinition;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * More of everything than a running bus can do: writes, questions for alarms, polls and the probes
 * of a search, each of them asked for anew as soon as one is done.
 */
class FloodTest {
  /** CI 72, header, one record: volume 12345 l. */
  private static final String VOLUME =
      "68 15 15 68 08 00 72 78 56 34 12 24 23 28 07 00 00 00 00 04 13 39 30 00 00 84 16";

  private static final MeterAddress METER = MeterAddress.primary(1);

  /** After so many jobs of higher priorities one of a lower one has its turn. */
  private static final int MAX_PASSED_OVER = 8;

  private static final int WAITING_OF_EACH = 20;
  private static final int TURNS = 1000;

  private enum Kind {
    WRITE(
        Priority.COMMAND, () -> Writes.write(METER, new Synchronise(false), Keys.NONE, sent -> {})),
    ALARM(Priority.COMMAND, () -> Transactions.readAlarm(METER)),
    POLL(Priority.POLL, () -> Transactions.read(METER)),
    PROBE(Priority.SEARCH, () -> FloodTest::probe);

    final Priority priority;
    final Supplier<Transaction<?>> transactions;

    Kind(Priority priority, Supplier<Transaction<?>> transactions) {
      this.priority = priority;
      this.transactions = transactions;
    }
  }

  private final List<Kind> order = new ArrayList<>();
  private final Map<Kind, Integer> failed = new EnumMap<>(Kind.class);
  private final CompletableFuture<Void> enough = new CompletableFuture<>();

  private static Reply probe(BusSession session) {
    session.probe(BusSession.Patience.USUAL);
    return session.select(SecondaryAddress.parse("9FFFFFFFFFFFFFFF"), false, true);
  }

  @BeforeEach
  void flood() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch gate = new CountDownLatch(1);
    MeterDefinition meter = MeterDefinition.of("1234567824232807", VOLUME).withPrimaryAddress(1);
    try (VirtualBus bus = new VirtualBus(meter)) {
      bus.bus()
          .submit(
              session -> {
                begun.countDown();
                return await(gate);
              },
              Priority.COMMAND);
      await(begun);
      for (int i = 0; i < WAITING_OF_EACH; i++) {
        for (Kind kind : Kind.values()) {
          submit(bus, kind);
        }
      }
      gate.countDown();
      enough.join();
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

  /** Asks for the next one on the thread of the bus, so that there is always one that waits. */
  private void submit(VirtualBus bus, Kind kind) {
    Transaction<?> transaction = kind.transactions.get();
    bus.bus()
        .submit(
            session -> {
              order.add(kind);
              return transaction.run(session);
            },
            kind.priority)
        .whenComplete(
            (done, failure) -> {
              if (failure != null && order.size() < TURNS) {
                failed.merge(kind, 1, Integer::sum);
              }
              if (order.size() < TURNS) {
                submit(bus, kind);
              } else {
                enough.complete(null);
              }
            });
  }

  /** The most turns of others between two of these. */
  private int longestWait(Kind... kinds) {
    int longest = 0;
    int wait = 0;
    for (Kind kind : order.subList(0, TURNS)) {
      wait = List.of(kinds).contains(kind) ? 0 : wait + 1;
      longest = Math.max(longest, wait);
    }
    return longest;
  }

  @Test
  void everythingIsDoneAndNothingFails() {
    assertThat(order.subList(0, TURNS)).contains(Kind.values());
    assertThat(failed).isEmpty();
  }

  @Test
  void commandsGoFirst() {
    assertThat(order.subList(0, MAX_PASSED_OVER)).containsOnly(Kind.WRITE, Kind.ALARM);
    assertThat(order.subList(0, TURNS))
        .filteredOn(kind -> kind.priority == Priority.COMMAND)
        .hasSizeGreaterThan(TURNS * 3 / 4);
    // A probe and a poll, each of which has waited for eight others.
    assertThat(longestWait(Kind.WRITE, Kind.ALARM)).isEqualTo(2);
  }

  /** Those of one priority take turns, as they came; a poll and a probe come between twice. */
  @Test
  void aWriteAndAQuestionForAlarmsDoNotStarveEachOther() {
    assertThat(longestWait(Kind.WRITE)).isLessThanOrEqualTo(3);
    assertThat(longestWait(Kind.ALARM)).isLessThanOrEqualTo(3);
  }

  /** Eight commands, and two probes each of which has waited for eight others. */
  @Test
  void aPollWaitsForTenOthersAtMost() {
    assertThat(longestWait(Kind.POLL)).isEqualTo(MAX_PASSED_OVER + 2);
  }

  @Test
  void aProbeWaitsForEightOthersAtMost() {
    assertThat(longestWait(Kind.PROBE)).isEqualTo(MAX_PASSED_OVER);
  }
}
