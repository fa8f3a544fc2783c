package io.github.camelmbus.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.frame.ControlField;
import io.github.camelmbus.frame.PrimaryAddress;
import io.github.camelmbus.frame.ShortFrame;
import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.Parity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Requests to a meter that sleeps under an optical head. 2.2 s at 2400 bit/s are 528 octets of 10
 * bit (8N1), or 480 of 11 bit (8E1).
 */
class OpticalWakeUpTest {
  private static final String REQ_254 = "10 7B FE 79 16";
  private static final PrimaryAddress ANY = PrimaryAddress.TEST;

  private final MeterUnderHead meter = new MeterUnderHead();
  private LineProfile profile = new LineProfile(null, Duration.ofMillis(40));
  private final List<String> damaged = new ArrayList<>();

  private Link link(WakeUp wakeUp, LineSettings line) {
    Link link =
        new Link(
            "sim:head",
            meter,
            profile,
            line,
            new LinkSettings(null, Echo.AUTO, wakeUp),
            Duration.ZERO,
            (direction, octets, nanos) -> {
              if (direction == FrameListener.Direction.DISCARDED) {
                damaged.add(octets.length + " octets");
              }
            });
    link.begin();
    return link;
  }

  private Link link() {
    return link(WakeUp.OPTICAL, LineSettings.DEFAULT);
  }

  private static Reply read(Link link) {
    byte[] request = new ShortFrame(ControlField.reqUd2(true), ANY).encode();
    return link.request(request, new TelegramMatcher(ANY, null));
  }

  private static Reply probe(Link link, int address) {
    byte[] request = new ShortFrame(ControlField.sndNke(), new PrimaryAddress(address)).encode();
    return link.probe(request, ReplyMatcher.acknowledges());
  }

  @Test
  void sleepingMeterAnswersAfter55hFor2200MillisWithoutParityAndARequestWithIt() {
    assertThat(read(link())).isInstanceOf(Reply.Answer.class);
    assertThat(meter.events).containsExactly("NONE", "55 x 528", "EVEN", REQ_254);
    // 180 bit at 2400 bit/s
    assertThat(meter.pauses)
        .singleElement()
        .satisfies(pause -> assertThat(pause).isBetween(74_900_000L, 75_100_000L));
  }

  @Test
  void meterOnABusIsNotWoken() {
    assertThat(read(link(WakeUp.NONE, LineSettings.DEFAULT))).isInstanceOf(Reply.Silence.class);
    assertThat(meter.events).containsExactly(REQ_254);
  }

  @Test
  void answerWindowBeginsAfterTheRequestAndNotWithTheWakeUp() {
    meter.besideTheEye();
    long start = meter.clock().nanos();
    // 187.5 ms and 40 ms, and what a gateway may hold back of a telegram: as without a wake-up.
    Reply woken = read(link());
    long taken = meter.clock().nanos() - start;
    Reply usual = read(link(WakeUp.NONE, LineSettings.DEFAULT));
    assertThat(woken).isEqualTo(usual);
    assertThat(Duration.ofNanos(taken)).isGreaterThan(OpticalWakeUp.LENGTH);
  }

  @Test
  void timeOfTheAnswerIsCountedFromTheEndOfTheRequest() {
    // The meter answers after 20 ms, and an octet takes 4.6 ms.
    assertThat(read(link()))
        .isInstanceOfSatisfying(
            Reply.Answer.class,
            answer ->
                assertThat(answer.responseTime())
                    .isBetween(Duration.ofMillis(24), Duration.ofMillis(25)));
  }

  @Test
  void gatewayWithAParityOfItsOwnGetsAWakeUpOfTheSameLength() {
    meter.behindAGateway();
    assertThat(read(link())).isInstanceOf(Reply.Answer.class);
    assertThat(meter.events).containsExactly("55 x 480", REQ_254);
  }

  @Test
  void lineWithoutParityIsNotSwitched() {
    read(link(WakeUp.OPTICAL, LineSettings.DEFAULT.withParity(Parity.NONE)));
    assertThat(meter.events).startsWith("55 x 528").doesNotContain("NONE", "EVEN");
  }

  @Test
  void meterThatIsAwakeIsNotWokenAgain() {
    Link link = link();
    read(link);
    meter.idle(OpticalWakeUp.AWAKE.minusMillis(10));
    assertThat(read(link)).isInstanceOf(Reply.Answer.class);
    assertThat(meter.wakeUps()).isEqualTo(1);
  }

  @Test
  void meterThatMaySleepIsWokenAgain() {
    Link link = link();
    for (int poll = 1; poll <= 4; poll++) {
      assertThat(read(link)).isInstanceOf(Reply.Answer.class);
      assertThat(meter.wakeUps()).isEqualTo(poll);
      meter.idle(OpticalWakeUp.AWAKE);
    }
  }

  @Test
  void meterThatSleepsSoonerIsWokenWhenItIsSilent() {
    meter.awakeFor(Duration.ofSeconds(1));
    Link link = link();
    read(link);
    meter.idle(Duration.ofSeconds(2));
    assertThat(read(link)).isInstanceOf(Reply.Silence.class);
    assertThat(read(link)).isInstanceOf(Reply.Answer.class);
    assertThat(meter.wakeUps()).isEqualTo(2);
  }

  @Test
  void meterThatSleepsAfterEachAnswerIsWokenForEachRequest() {
    meter.sleepingAfterEachAnswer();
    Link link = link();
    int answers = 0;
    for (int i = 0; i < 7; i++) {
      answers += read(link) instanceof Reply.Answer ? 1 : 0;
    }
    assertThat(answers).isEqualTo(4);
    assertThat(meter.wakeUps()).isEqualTo(4);
  }

  @Test
  void transactionWakesASilentMeterTwice() {
    meter.besideTheEye();
    Link link = link();
    for (int i = 0; i < 10; i++) {
      read(link);
      meter.idle(OpticalWakeUp.AWAKE);
    }
    assertThat(meter.wakeUps()).isEqualTo(2);
    link.begin();
    read(link);
    assertThat(meter.wakeUps()).isEqualTo(3);
  }

  @Test
  void silenceRightAfterAWakeUpIsNoReasonForAnother() {
    meter.besideTheEye();
    Link link = link();
    read(link);
    read(link);
    assertThat(meter.wakeUps()).isEqualTo(1);
    read(link);
    assertThat(meter.wakeUps()).isEqualTo(2);
  }

  @Test
  void probesThatNothingAnswersWakeTheMeterOnceInFiveSeconds() {
    Link link = link();
    probe(link, 0);
    long start = meter.clock().nanos();
    for (int address = 1; address <= 100; address++) {
      link.begin();
      assertThat(probe(link, address)).isInstanceOf(Reply.Silence.class);
    }
    // Each cycle is a wake-up and the 5 s after it.
    long cycle = OpticalWakeUp.AWAKE.plus(OpticalWakeUp.LENGTH).toNanos();
    long cycles = (meter.clock().nanos() - start) / cycle + 1;
    assertThat(meter.wakeUps()).isLessThanOrEqualTo((int) cycles).isGreaterThan(2);
  }

  /** 5, 10, 20, 40 and then 80 s. */
  @Test
  void probesWakeAMeterThatHasNeverAnsweredLessAndLessOften() {
    meter.besideTheEye();
    Link link = link();
    List<Integer> wakeUps = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      link.begin();
      probe(link, 0);
      wakeUps.add(meter.wakeUps());
      meter.idle(Duration.ofSeconds(20));
    }
    // A probe each 20 s: the fourth wake-up is followed by 40 s without one.
    assertThat(wakeUps).containsExactly(1, 2, 3, 4, 4, 5);
  }

  @Test
  void echoOfAHeadIsRemovedAndNotTakenForDamage() {
    meter.withEcho();
    Link link = link();
    assertThat(read(link)).isInstanceOf(Reply.Answer.class);
    assertThat(damaged).isEmpty();
    assertThat(link.echoSeen()).isTrue();
  }

  @Test
  void damageInTheEchoOfAWakeUpIsNoDamageOfTheAnswer() {
    meter.withDamagedEcho();
    assertThat(probe(link(), 0)).isInstanceOf(Reply.Answer.class);
    assertThat(damaged).containsExactly("1 octets");
  }

  /** 300 ms are more than the pause, so its end comes before the answer of the meter. */
  @Test
  void echoThatComesAfterTheNextRequestIsRemovedToo() {
    profile = new LineProfile(null, Duration.ofSeconds(10));
    meter.withEcho().delayedBy(Duration.ofMillis(300));
    Link link = link();
    assertThat(probe(link, 0)).isInstanceOf(Reply.Answer.class);
    assertThat(read(link)).isInstanceOf(Reply.Answer.class);
    assertThat(damaged).isEmpty();
  }

  @Test
  void echoAloneIsSilence() {
    meter.withEcho().besideTheEye();
    Link link = link();
    assertThat(read(link)).isInstanceOf(Reply.Silence.class);
    assertThat(probe(link, 0)).isInstanceOf(Reply.Silence.class);
    assertThat(damaged).isEmpty();
  }

  /** The first answer comes while the meter is woken once more. */
  @Test
  void answerThatComesDuringAWakeUpMakesTheWindowLonger() {
    ScriptedLine line = new ScriptedLine(Duration.ofMillis(40));
    line.anyRequest().anyRequest().anyRequest().answer(2500, "E5").anyRequest().anyRequest();
    LineProfile short40 = new LineProfile(null, Duration.ofMillis(40));
    Link link =
        new Link(
            "sim:head",
            line,
            short40,
            LineSettings.DEFAULT,
            new LinkSettings(null, Echo.AUTO, WakeUp.OPTICAL),
            Duration.ZERO,
            (d, o, n) -> {});
    link.begin();
    byte[] reset = new ShortFrame(ControlField.sndNke(), ANY).encode();
    for (int i = 0; i < 3; i++) {
      link.request(reset, ReplyMatcher.acknowledge());
    }
    assertThat(link.wakeUps()).isEqualTo(2);
    assertThat(short40.doubts()).isPositive();
  }
}
