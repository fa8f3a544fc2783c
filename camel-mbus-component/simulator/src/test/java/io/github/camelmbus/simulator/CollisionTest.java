package io.github.camelmbus.simulator;

import static io.github.camelmbus.simulator.Line.ACK;
import static io.github.camelmbus.simulator.Line.SILENCE;
import static io.github.camelmbus.simulator.Line.telegram;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CollisionTest {
  private static final SimulatedLine ALIGNED =
      SimulatedLine.DEFAULT.withCollisions(0, 0, BadOctets.RAW);

  private static MeterDefinition meter(String id) {
    return MeterDefinition.of(id + "24232804", telegram("0C1327048502"));
  }

  private static MeterDefinition[] neighbours() {
    return new MeterDefinition[] {meter("11223344"), meter("11223345")};
  }

  @Test
  void acknowledgesInPhaseMakeOneCleanAcknowledge() {
    Line line = new Line(SimulatedLine.DEFAULT.withCollisions(0, 3, BadOctets.RAW), neighbours());
    assertThat(line.ask(0x40, 0)).isEqualTo(ACK);
    assertThat(line.bus.statistics().acknowledges()).isEqualTo(2);
    assertThat(line.bus.statistics().collisions()).isZero();
  }

  @Test
  void acknowledgesOutOfPhaseAreGarbledTheSameWayForTheSameSeed() {
    Set<String> seen = new HashSet<>();
    for (int seed = 0; seed < 20; seed++) {
      SimulatedLine options =
          SimulatedLine.DEFAULT.withSeed(seed).withCollisions(1, 3, BadOctets.RAW);
      String answer = new Line(options, neighbours()).ask(0x40, 0);
      assertThat(new Line(options, neighbours()).ask(0x40, 0)).isEqualTo(answer);
      seen.add(answer);
    }
    assertThat(seen).hasSizeGreaterThan(2).contains(ACK);
  }

  @Test
  void alignedAnswersAreTheAndOfTheirOctets() {
    // REQ_UD1 to 254, one meter without alarm (E5), one with (68 04 04 68 08 00 71 02 7B 16):
    // E5 and 68 give 60, the rest comes through.
    Line line = new Line(ALIGNED, meter("11223344"), meter("11223345").withAlarm(2));
    assertThat(line.ask(0x7A, 254)).isEqualTo("600404680800" + "71027B16");
    assertThat(line.bus.statistics().collisions()).isEqualTo(1);
  }

  @Test
  void longAnswersOfNeighboursDoNotArriveAsAGoodTelegram() {
    Line line = new Line(ALIGNED, neighbours());
    String answer = line.ask(0x7B, 0);
    // id0: 44 = 0100 0100 and 45 = 0100 0101 give 44.
    assertThat(answer).startsWith("6815156808007244332211" + "24232804");
    assertThat(line.bus.statistics().collisions()).isEqualTo(1);
  }

  @Test
  void answersThatDoNotOverlapBothArrive() {
    Line line =
        new Line(meter("11223344"), meter("11223345").withResponseDelay(Duration.ofMillis(60)));
    assertThat(line.ask(0x40, 0)).isEqualTo(ACK + ACK);
  }

  @Test
  void levelConverterSignalsACollisionByABreak() {
    SimulatedLine options = ALIGNED.withCollisionBreak(Duration.ofMillis(50));
    Line line = new Line(options, meter("11223344"), meter("11223345").withAlarm(2));
    // 50 ms are 120 bit: the telegram of 10 octets is over before.
    assertThat(line.ask(0x7A, 254)).isEqualTo("00");
  }

  @Test
  void masterThatTalksOverAnAnswerIsNotHeard() {
    SimulatedBus bus = SimulatedBus.of(meter("11223344"));
    byte[] request = Line.hex("107B007B16");
    List<LineOctet> answer = bus.transmit(request, 0);
    long middle = answer.get(9).nanos();
    List<LineOctet> rest = bus.transmit(Line.hex("1040004016"), middle);
    assertThat(rest).isEqualTo(answer.subList(10, answer.size()));
    assertThat(bus.statistics().talkOvers()).isEqualTo(1);
  }

  @Test
  void lateAnswerGarblesTheAnswerOfAnotherMeter() {
    MeterDefinition late =
        meter("11223344")
            .withPrimaryAddress(1)
            .withFaults(new Fault.Late(Duration.ofMillis(500), Chance.ALWAYS));
    SimulatedBus bus = SimulatedBus.of(ALIGNED, late, meter("11223345").withPrimaryAddress(2));
    List<LineOctet> announced = bus.transmit(Line.hex("107B017C16"), 0);
    // The second answer begins 20 ms after its request, 5 octets long, just when the late one does.
    long start = announced.get(0).nanos() - 6 * Line.OCTET - Duration.ofMillis(20).toNanos();
    List<LineOctet> both = bus.transmit(Line.hex("107B027D16"), start);
    // A fields 01 and 02 give 00: parity 1 and 1 stays 1, a bad 00.
    assertThat(Line.text(both)).startsWith("681515680800");
    assertThat(bus.statistics().collisions()).isEqualTo(1);
  }

  @Test
  void echoComesBackWhileTheMasterTalks() {
    Line line = new Line(SimulatedLine.DEFAULT.withEcho(true), meter("11223344"));
    assertThat(line.ask(0x40, 0)).isEqualTo("1040004016" + ACK);
    assertThat(line.ask(0x40, 9)).isEqualTo("1040094916");
  }

  @Test
  void idleNoiseIsOneStrayOctetAfterAnUnansweredRequest() {
    Line line = new Line(SimulatedLine.DEFAULT.withIdleNoise(1), meter("11223344"));
    assertThat(line.ask(0x40, 9)).hasSize(2);
    assertThat(line.ask(0x40, 0)).isEqualTo(ACK);
  }

  @Test
  void lineBreaksDownInTheMiddleOfAnAnswer() {
    Line line = new Line(SimulatedLine.DEFAULT.withLostAfterFrames(2), meter("11223344"));
    assertThat(line.ask(0x40, 0)).isEqualTo(ACK);
    // 27 octets: L = 15h = 21, and 6 that it does not count.
    assertThat(line.ask(0x7B, 0)).hasSize(2 * 13);
    assertThat(line.bus.isLost()).isTrue();
    assertThat(line.ask(0x40, 0)).isEqualTo(SILENCE);
    line.bus.reconnect();
    assertThat(line.ask(0x40, 0)).isEqualTo(ACK);
  }
}
