package io.github.camelmbus.master.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelmbus.application.Keys;
import io.github.camelmbus.link.Echo;
import io.github.camelmbus.link.ScriptedLine;
import io.github.camelmbus.master.AlarmAnswer;
import io.github.camelmbus.master.BusSettings;
import io.github.camelmbus.master.MeterAddress;
import io.github.camelmbus.master.Transaction;
import io.github.camelmbus.master.Transactions;
import io.github.camelmbus.master.VirtualBus;
import io.github.camelmbus.transport.LineUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a write puts on the line, and what becomes of it when the line goes. */
class GuardedWriteTest {
  private static final Duration LATENCY = Duration.ofMillis(40);

  /** RSP_UD of 1 and of 5, CI 78: volume 5 m3; 08+01+78+01+16+05 = 9D, with 05 A1. */
  private static final String FROM_1 = "68 06 06 68 08 01 78 01 16 05 9D 16";

  private static final String FROM_5 = "68 06 06 68 08 05 78 01 16 05 A1 16";

  private final List<byte[]> sent = new ArrayList<>();

  private Transaction<WriteReport> toFive() {
    return Writes.write(MeterAddress.primary(1), new SetPrimaryAddress(5), Keys.NONE, sent::add);
  }

  private static VirtualBus opening(ScriptedLine... lines) {
    AtomicInteger tries = new AtomicInteger();
    return new VirtualBus(
        new BusSettings(
            BusSettings.DEFAULT.line(), null, null, 0, Duration.ofSeconds(60), Echo.AUTO),
        VirtualBus.provider(() -> lines[tries.getAndIncrement()]));
  }

  /** The meter is read, and nobody is at 5. */
  private static ScriptedLine readyToWrite() {
    return new ScriptedLine(LATENCY)
        .anyRequest()
        .answer(20, "E5")
        .anyRequest()
        .answer(20, FROM_1)
        .anyRequest()
        .anyRequest();
  }

  @Test
  void theStepsOfAWriteFollowEachOther() {
    ScriptedLine line =
        readyToWrite()
            .anyRequest()
            .answer(20, "E5")
            .anyRequest()
            .answer(20, "E5")
            .anyRequest()
            .answer(20, FROM_5);
    try (VirtualBus bus = opening(line)) {
      WriteReport report = bus.run(toFive());

      assertThat(report.after()).containsEntry("primaryAddress", 5);
      assertThat(bus.sent())
          .containsExactly(
              "10 40 01 41 16", // SND_NKE to 1
              "10 7B 01 7C 16", // REQ_UD2 to 1: the state before
              "10 40 05 45 16", // SND_NKE to 5: nobody
              "10 7B 05 80 16", // REQ_UD2 to 5: nobody
              "10 40 01 41 16", // SND_NKE to 1: its FCB starts anew
              "68 06 06 68 73 01 51 01 7A 05 45 16", // SND_UD, FCB 1
              "10 7B 05 80 16"); // REQ_UD2 to 5: the state after
    }
  }

  @Test
  void aLineThatDiedWhileIdleIsOpenedAnewBeforeTheWrite() {
    ScriptedLine stale = new ScriptedLine(LATENCY).anyRequest().answer(20, "E5").lostHere();
    ScriptedLine good =
        readyToWrite()
            .anyRequest()
            .answer(20, "E5")
            .anyRequest()
            .answer(20, "E5")
            .anyRequest()
            .answer(20, FROM_5);
    try (VirtualBus bus = opening(stale, good)) {
      bus.run(Transactions.ping(MeterAddress.primary(1)));

      assertThat(bus.run(toFive()).after()).containsEntry("primaryAddress", 5);
      assertThat(sent).hasSize(1);
    }
  }

  @Test
  void aLineThatIsLostBehindTheWriteIsNoReasonToWriteTwice() {
    ScriptedLine line =
        new ScriptedLine(LATENCY)
            .anyRequest()
            .answer(20, "E5")
            .anyRequest()
            .answer(20, "E5")
            .anyRequest()
            .answer(20, FROM_1)
            .anyRequest()
            .anyRequest()
            .anyRequest()
            .answer(20, "E5")
            .anyRequest()
            .answer(20, "E5")
            .lostHere();
    try (VirtualBus bus = opening(line)) {
      bus.run(Transactions.ping(MeterAddress.primary(1)));

      assertThatThrownBy(() -> bus.run(toFive()))
          .isInstanceOf(LineUnavailableException.class)
          .hasMessageContaining("primary address 1 may have carried it out")
          .hasMessageContaining("; to take it back: setPrimaryAddress to 1: sim:test");
      assertThat(sent).hasSize(1);
    }
  }

  /** 33 bit are 13.75 ms; the meter of the alarm protocol answers within that. */
  @Test
  void aMeterThatAnswersAlarmsFastHasAShortWindowFromThenOn() {
    ScriptedLine line =
        new ScriptedLine(LATENCY)
            .anyRequest()
            .answer(5, "E5")
            .anyRequest()
            .answer(10, "E5")
            .anyRequest()
            .anyRequest()
            .answer(100, "E5")
            .anyRequest()
            .answer(100, "E5");
    BusSettings fixed =
        new BusSettings(
            BusSettings.DEFAULT.line(), LATENCY, null, 1, Duration.ofSeconds(60), Echo.AUTO);
    try (VirtualBus bus = new VirtualBus(fixed, VirtualBus.provider(() -> line))) {
      Transaction<AlarmAnswer> poll = Transactions.readAlarm(MeterAddress.primary(1));
      assertThat(bus.run(poll).attempts()).isEqualTo(2);
      long before = line.clock().nanos();
      assertThat(bus.run(poll).attempts()).isEqualTo(2);
      // Two requests of 5 octets, 22.9 ms each; 13.75 + 4.58 + 40 ms of silence, 13.75 ms of idle
      // line after it, and 100 ms for the answer to the second, with 133.75 ms to listen on, as
      // nothing has shown yet how this line cuts answers.
      assertThat(Duration.ofNanos(line.clock().nanos() - before))
          .isLessThan(Duration.ofMillis(390));
      // It was slow: from now on the whole window.
      assertThat(bus.run(poll).attempts()).isEqualTo(1);
    }
  }
}
