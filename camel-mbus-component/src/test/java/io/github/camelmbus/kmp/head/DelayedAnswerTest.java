package io.github.camelmbus.kmp.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.camelmbus.kmp.KmpFrame;
import io.github.camelmbus.kmp.KmpLog;
import io.github.camelmbus.kmp.KmpRegisters;
import io.github.camelmbus.kmp.KmpRequest.GetSerialNumber;
import io.github.camelmbus.kmp.LogEntry;
import io.github.camelmbus.kmp.head.KmpNoAnswerException.Seen;
import io.github.camelmbus.kmp.head.KmpSettings.Way;
import io.github.camelmbus.link.ScriptedLine;
import io.github.camelmbus.simulator.GatewayOptions;
import io.github.camelmbus.simulator.House;
import io.github.camelmbus.simulator.SimulatedTransport;
import io.github.camelmbus.transport.Transport;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that a network delays, in virtual time. */
class DelayedAnswerTest {
  private static final LocalDateTime MORNING = LocalDateTime.of(2026, 11, 22, 7, 30);
  private static final String ASK_SERIAL = "803F0235E90D";
  private static final String ECHO = "80 3F 02 35 E9 0D";
  private static final String SERIAL = "40 3F 02 04 A1 B2 C3 7F 11 0D";

  /** A TCP line says that an answer may take 10 s. */
  private final ScriptedLine line = new ScriptedLine(Duration.ofSeconds(10), 1200);

  private HeadProtocol protocol = protocol(Way.NETWORK);

  private static HeadProtocol protocol(Way way) {
    KmpSettings settings =
        new KmpSettings(
            KmpSettings.LINE,
            KmpFrame.METER,
            way,
            Duration.ofSeconds(2),
            Duration.ofSeconds(1),
            2,
            Duration.ofSeconds(10));
    return new HeadProtocol("sim:test", settings);
  }

  private KmpSession session(Transport transport) {
    return protocol.connect(transport).session(Long.MAX_VALUE);
  }

  private KmpNoAnswerException failure() {
    KmpNoAnswerException[] thrown = new KmpNoAnswerException[1];
    assertThatExceptionOfType(KmpNoAnswerException.class)
        .isThrownBy(() -> session(line).ask(new GetSerialNumber()))
        .satisfies(failure -> thrown[0] = failure);
    return thrown[0];
  }

  private long millis() {
    return line.clock().nanos() / 1_000_000;
  }

  /** The longest delay of the simulated gateway is 5 s each way. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "delay=300ms",
        "delay=1s",
        "delay=2s",
        "delay=4s,jitter=500ms",
        "jitter=300ms",
        "delay=1s,whole",
        "time=200ms",
        "delay=2s,size=64"
      })
  void meterBehindASlowGatewayIsReadWithoutARetry(String gateway) {
    House house = House.named("kmp").withGateway(GatewayOptions.parse(gateway));
    KmpSession session = session(SimulatedTransport.virtual(house.bus(MORNING)));
    List<LogEntry> entries = new ArrayList<>();

    HeadReadout readout = new ReadRegisters(KmpRegisters.DEFAULT, new KnownGaps()).run(session);
    new ReadLog(
            "sim:test",
            LogQuery.since(KmpLog.DAY, MORNING.minusDays(39)),
            window -> entries.addAll(window.entries()),
            () -> false)
        .run(session);

    assertThat(readout.missing()).isEmpty();
    assertThat(entries).hasSize(40);
    assertThat(session.retries()).isZero();
  }

  @Test
  void theFirstAnswerOfANetworkMayTakeTheLongestDelay() {
    line.request(ASK_SERIAL).answer(11_500, SERIAL);

    KmpSession session = session(line);

    assertThat(session.ask(new GetSerialNumber()).answer().number()).isEqualTo(77705923L);
    assertThat(session.requestsSent()).isOne();
  }

  /** The wait after the answer at 0.5 s is 2.5 s, and 1.6 s that no request is sent in anyway. */
  @Test
  void anAnswerMakesTheDelayKnown() {
    line.request(ASK_SERIAL).answer(500, SERIAL).request(ASK_SERIAL).request(ASK_SERIAL);
    line.request(ASK_SERIAL);
    session(line).ask(new GetSerialNumber());
    long before = millis();

    assertThat(failure()).hasMessageContaining("more than 2.5 s need a longer timeout (--timeout)");
    assertThat(millis() - before).isBetween(3 * 4_155L, 3 * 4_155L + 20);
  }

  @Test
  void theEchoOfTheHeadMakesTheDelayKnown() {
    line.request(ASK_SERIAL).answer(800, ECHO).request(ASK_SERIAL).request(ASK_SERIAL);

    assertThat(failure().seen()).isEqualTo(Seen.ECHO);
    // 12 s and 1.6 s before the echo counts, then 2.8 s and 1.6 s.
    assertThat(millis()).isBetween(13_655L + 2 * 4_455, 13_655L + 2 * 4_455 + 10);
  }

  /** The network has become slower than 0.1 s: the wait is 2.1 s, the pause 1.6 s. */
  @Test
  void anAnswerInThePauseAfterTheWaitIsTaken() {
    line.request(ASK_SERIAL).answer(100, SERIAL).request(ASK_SERIAL).answer(3_500, SERIAL);
    KmpSession session = session(line);
    session.ask(new GetSerialNumber());

    session.ask(new GetSerialNumber());

    assertThat(session.retries()).isZero();
  }

  /** 6 s, where 2.1 s and the pause were waited for: it comes after the next request. */
  @Test
  void anAnswerThatIsLaterMakesTheNextWaitLonger() {
    line.request(ASK_SERIAL)
        .answer(100, SERIAL)
        .request(ASK_SERIAL)
        .answer(6_000, SERIAL)
        .request(ASK_SERIAL)
        .answer(6_000, SERIAL)
        .request(ASK_SERIAL)
        .answer(6_000, SERIAL);
    KmpSession session = session(line);
    session.ask(new GetSerialNumber());

    session.ask(new GetSerialNumber());
    assertThat(session.retries()).isOne();
    long before = millis();
    session.ask(new GetSerialNumber());

    assertThat(session.retries()).isOne();
    // The other answer is waited for, which comes as long after the first as the requests did.
    assertThat(millis() - before).isGreaterThanOrEqualTo(3_755 + 6_000);
  }

  @Test
  void whatWasMeasuredIsKeptForTheNextConnection() {
    line.request(ASK_SERIAL).answer(5_000, SERIAL);
    session(line).ask(new GetSerialNumber());
    ScriptedLine next = new ScriptedLine(Duration.ofSeconds(10), 1200);
    next.request(ASK_SERIAL).answer(6_500, SERIAL);

    session(next).ask(new GetSerialNumber());

    assertThat(next.clock().nanos()).isGreaterThan(Duration.ofMillis(6_500).toNanos());
  }

  /** Two of the longest waits show that it is not the delay. */
  @Test
  void aNetworkThatIsSilentIsWaitedForTwice() {
    line.request(ASK_SERIAL).request(ASK_SERIAL).request(ASK_SERIAL);

    assertThat(failure())
        .hasMessageContaining("nothing at all came back to 3 requests")
        .hasMessageContaining("more than 12.0 s need a longer timeout (--timeout)");
    assertThat(millis()).isBetween(2 * 13_655L + 4_655, 2 * 13_655L + 4_655 + 10);
  }

  /** The one who moves the head waits for what the probe says. */
  @Test
  void aProbeOfAnUnknownNetworkIsShort() {
    line.request(ASK_SERIAL).request(ASK_SERIAL).answer(4_300, SERIAL);
    KmpSession session = session(line);

    assertThat(session.probe().octets()).isZero();
    assertThat(millis()).isEqualTo(4_655);
    assertThat(session.probe().meter()).isEqualTo(77705923L);
  }

  @Test
  void aLateAnswerOnASerialPortNamesTheTimeout() {
    protocol = protocol(Way.SERIAL);
    for (int i = 0; i < 3; i++) {
      line.request(ASK_SERIAL).answer(2_500, SERIAL);
    }

    KmpNoAnswerException failure = failure();

    assertThat(failure.seen()).isEqualTo(Seen.LATE);
    assertThat(failure)
        .hasMessage(
            "sim:test: no answer to command 02 within 2.0 s, but octets came later. Does something"
                + " delay them? A longer timeout (--timeout) waits for them");
    // As ever: three requests of 6 octets, 2 s for each, and two pauses of 1.6 s.
    assertThat(millis()).isBetween(3 * 2055L + 2 * 1600 - 1, 3 * 2056L + 2 * 1600);
  }
}
