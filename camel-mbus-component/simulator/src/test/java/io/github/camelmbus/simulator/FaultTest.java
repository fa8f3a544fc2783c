package io.github.camelmbus.simulator;

import static io.github.camelmbus.simulator.Line.ACK;
import static io.github.camelmbus.simulator.Line.SELECTED;
import static io.github.camelmbus.simulator.Line.SILENCE;
import static io.github.camelmbus.simulator.Line.records;
import static io.github.camelmbus.simulator.Line.telegram;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelmbus.MBusFormatException;
import io.github.camelmbus.frame.Frame;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FaultTest {
  private static final String RECORD = "0C1327048502";

  /** REQ_UD2 with FCB = 1 to address 0. */
  private static final String REQUEST = "107B007B16";

  /** 68 L L 68 C A CI, 12 octets of header, 6 of the record, CS and 16. */
  private static final int LENGTH = 27;

  private static Line with(Fault... faults) {
    return new Line(meter(faults));
  }

  private static MeterDefinition meter(Fault... faults) {
    return MeterDefinition.of("1234567824232804", telegram(RECORD)).withFaults(faults);
  }

  private static List<LineOctet> request(Fault... faults) {
    return SimulatedBus.of(meter(faults)).transmit(Line.hex(REQUEST), 0);
  }

  @Test
  void muteMeterAcknowledgesAndNeverAnswersARequest() {
    Line line = with(new Fault.Mute());
    assertThat(line.select("78563412FFFFFFFF")).isEqualTo(ACK);
    assertThat(line.ask(0x7B, SELECTED)).isEqualTo(SILENCE);
  }

  @Test
  void phantomAcknowledgesEverySelectionThatFitsItsMask() {
    Line line = with(new Fault.AckAnySelect("400000FF"));
    assertThat(line.select("17000040FFFFFFFF")).isEqualTo(ACK);
    assertThat(line.select("F7FFFFFFFFFFFFFF")).isEqualTo(ACK);
    assertThat(line.select("17000050FFFFFFFF")).isEqualTo(SILENCE);
    assertThat(line.select("78563412FFFFFFFF")).isEqualTo(ACK);
  }

  @Test
  void phantomThatIsNotMuteAnswersWithItsOwnIdentification() {
    Line line = with(new Fault.AckAnySelect("FFFFFFFF"));
    assertThat(line.select("00000099FFFFFFFF")).isEqualTo(ACK);
    assertThat(line.ask(0x7B, SELECTED)).contains("78563412");
  }

  @Test
  void meterAcknowledgesASelectionOfWhichOneDigitFits() {
    // Id 12345678; in the selection the low octet comes first.
    Line line = with(new Fault.AckIfAnyDigitFits(false));
    assertThat(line.select("99999919FFFFFFFF")).isEqualTo(ACK);
    assertThat(line.select("98999999FFFFFFFF")).isEqualTo(ACK);
    assertThat(line.select("99999999FFFFFFFF")).isEqualTo(SILENCE);
    assertThat(line.select("FFFFFF2FFFFFFFFF")).isEqualTo(SILENCE);
    assertThat(line.select("FFFFFFFFFFFFFFFF")).isEqualTo(ACK);
    assertThat(line.select("99999919FFFF27FF")).isEqualTo(SILENCE);
    assertThat(line.select("99999919FFFF28FF")).isEqualTo(ACK);
    assertThat(line.ask(0x7B, SELECTED)).contains("78563412");
  }

  @Test
  void meterAcknowledgesASelectionWithAWildcard() {
    Line line = with(new Fault.AckIfAnyDigitFits(true));
    assertThat(line.select("9F999999FFFFFFFF")).isEqualTo(ACK);
    assertThat(line.ask(0x7B, SELECTED)).contains("78563412");
    assertThat(line.select("99999999FFFFFFFF")).isEqualTo(SILENCE);
    assertThat(line.select("9F999999FFFF27FF")).isEqualTo(SILENCE);
  }

  @Test
  void addressOfTheAnswersIsAnother() {
    // 68 15 15 68, C 08, A 06, CI 72
    assertThat(with(new Fault.OtherAddress(6)).ask(0x7B, 0)).startsWith("68151568" + "080672");
    assertThat(with(new Fault.OtherAddress(6), new Fault.Refuses(8)).ask(0x7B, 0))
        // C 08, A 06, CI 70, error 08: CS = 86
        .isEqualTo("6804046808067008" + "8616");
    assertThat(with(new Fault.OtherAddress(6)).ask(0x7B, 6)).isEqualTo(SILENCE);
  }

  @Test
  void manufacturerOfTheHeaderIsAnotherThanThatOfTheSelection() {
    // ELS is 5, 12, 19: 5 * 1024 + 12 * 32 + 19 = 1593h; HYD is 2324h. Low octet first.
    Line line = with(new Fault.OtherManufacturer("ELS"));
    assertThat(line.select("7856341293152804")).isEqualTo(SILENCE);
    assertThat(line.select("7856341224232804")).isEqualTo(ACK);
    assertThat(line.ask(0x7B, SELECTED)).contains("78563412" + "9315" + "2804");
  }

  @Test
  void zeroStandsBeforeAndAfterAnAnswer() {
    Line line = with(new Fault.ZeroAround(Fault.ZeroAround.Where.BOTH));
    assertThat(line.ask(0x40, 0)).isEqualTo("00" + ACK + "00");
    assertThat(line.ask(0x7B, 0)).startsWith("0068151568").endsWith("1600");
    assertThat(line.bus.statistics().acknowledges()).isEqualTo(1);
    assertThat(line.bus.statistics().answers()).isEqualTo(1);
  }

  @Test
  void zeroStandsOnOneSideWithoutAPause() {
    List<LineOctet> before = request(new Fault.ZeroAround(Fault.ZeroAround.Where.BEFORE));
    List<LineOctet> after = request(new Fault.ZeroAround(Fault.ZeroAround.Where.AFTER));
    long first = request().get(0).nanos();
    assertThat(before).hasSize(LENGTH + 1);
    assertThat(before.get(0)).isEqualTo(new LineOctet(first, 0));
    assertThat(before.get(1)).isEqualTo(new LineOctet(first + Line.OCTET, 0x68));
    assertThat(after).hasSize(LENGTH + 1);
    assertThat(after.get(0)).isEqualTo(new LineOctet(first, 0x68));
    assertThat(after.get(LENGTH)).isEqualTo(new LineOctet(first + LENGTH * Line.OCTET, 0));
  }

  @Test
  void octetsOfASlowSenderStartApart() {
    List<LineOctet> answer = request(new Fault.SlowOctets(Duration.ofMillis(30)));
    long first = request().get(0).nanos();
    assertThat(answer).hasSize(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      assertThat(answer.get(i).nanos()).isEqualTo(first + i * 30_000_000L);
    }
  }

  @Test
  void slowSenderMayAlsoPauseInTheMiddle() {
    List<LineOctet> answer =
        request(
            new Fault.SlowOctets(Duration.ofMillis(30)),
            new Fault.Gap(Duration.ofMillis(200), Chance.ALWAYS));
    int half = LENGTH / 2;
    assertThat(answer.get(half).nanos() - answer.get(half - 1).nanos()).isEqualTo(230_000_000L);
  }

  @Test
  void phantomAcknowledgesInPhaseWithTheMeterThatIsMeantOrGarblesIt() {
    MeterDefinition phantom =
        MeterDefinition.of("77777777FFFF0101")
            .withFaults(new Fault.Mute(), new Fault.AckAnySelect("FFFFFFFF"));
    SimulatedLine inPhase = SimulatedLine.DEFAULT.withCollisions(0, 3, BadOctets.RAW);
    SimulatedLine outOfPhase = SimulatedLine.DEFAULT.withCollisions(1, 8, BadOctets.RAW);

    Line clean = new Line(inPhase, meter(), phantom);
    assertThat(clean.select("78563412FFFFFFFF")).isEqualTo(ACK);
    assertThat(records(clean.ask(0x7B, SELECTED))).isEqualTo(RECORD);
    assertThat(clean.select("99999999FFFFFFFF")).isEqualTo(ACK);
    assertThat(clean.ask(0x7B, SELECTED)).isEqualTo(SILENCE);
    Line garbled = new Line(outOfPhase, meter(), phantom);
    // A small skew may leave E5 as it is; ten of them do not.
    assertThat(Stream.generate(() -> garbled.select("78563412FFFFFFFF")).limit(10))
        .anyMatch(answer -> !answer.equals(ACK));
  }

  @Test
  void slowMeterAnswersLaterByItsExtraDelay() {
    long sound = request().get(0).nanos();
    assertThat(request(new Fault.Slow(Duration.ofMillis(300))).get(0).nanos())
        .isEqualTo(sound + Duration.ofMillis(300).toNanos());
  }

  @Test
  void meterThatStillOwesAnAnswerDoesNotHearARepetition() {
    SimulatedBus bus = SimulatedBus.of(meter(new Fault.Slow(Duration.ofMillis(300))));
    List<LineOctet> answer = bus.transmit(Line.hex(REQUEST), 0);
    assertThat(bus.transmit(Line.hex(REQUEST), Duration.ofMillis(200).toNanos())).isEqualTo(answer);
    assertThat(bus.statistics().answers()).isEqualTo(1);
  }

  @Test
  void lateAnswersAreLateAsOftenAsSaid() {
    Line line = with(new Fault.Late(Duration.ofMillis(600), Chance.first(1)));
    SimulatedBus bus = line.bus;
    long late = bus.transmit(Line.hex(REQUEST), 0).get(0).nanos();
    long second = Duration.ofSeconds(2).toNanos();
    assertThat(bus.transmit(Line.hex(REQUEST), second).get(0).nanos() - second)
        .isEqualTo(late - Duration.ofMillis(600).toNanos());
  }

  @Test
  void sleepyMeterIsWokenByTheFirstTelegramAndFallsAsleepAgain() {
    Line line = with(new Fault.Sleepy(Duration.ofSeconds(10)));
    assertThat(line.ask(0x40, 0)).isEqualTo(SILENCE);
    assertThat(line.ask(0x40, 0)).isEqualTo(ACK);
    line.pause(Duration.ofSeconds(11));
    assertThat(line.ask(0x40, 77)).isEqualTo(SILENCE);
    assertThat(line.ask(0x40, 0)).isEqualTo(ACK);
  }

  @Test
  void meterThatIgnoresTheFcbSaysTheSameForEver() {
    Line line = with(new Fault.IgnoresFcb());
    String answer = line.ask(0x7B, 0);
    assertThat(line.ask(0x5B, 0)).isEqualTo(answer);
  }

  @Test
  void noiseIsAStrayOctetInFrontOfAGoodAnswer() {
    String sound = with().ask(0x7B, 0);
    String answer = with(new Fault.Noise(Chance.ALWAYS)).ask(0x7B, 0);
    assertThat(answer).hasSize(sound.length() + 2);
    assertThat(records(answer.substring(2))).isEqualTo(RECORD);
  }

  @Test
  void droppedOctetsAreMissingFromTheAnswer() {
    assertThat(request(new Fault.DropOctets(Chance.first(3)))).hasSize(LENGTH - 3);
  }

  @Test
  void truncatedAnswerEndsInTheMiddle() {
    assertThat(request(new Fault.Truncate(Chance.ALWAYS))).hasSize(LENGTH / 2);
  }

  @Test
  void checksumIsWrongAsOftenAsSaidAndTheRepetitionIsGood() {
    Line line = with(new Fault.Checksum(Chance.first(1)));
    byte[] bad = Line.hex(line.ask(0x7B, 0));
    assertThatThrownBy(() -> Frame.decode(bad))
        .isInstanceOfSatisfying(
            MBusFormatException.class,
            e -> assertThat(e.fault()).isEqualTo(MBusFormatException.Fault.CHECKSUM));
    assertThat(records(line.ask(0x7B, 0))).isEqualTo(RECORD);
  }

  @Test
  void gapPausesInTheMiddleOfTheAnswer() {
    List<LineOctet> answer = request(new Fault.Gap(Duration.ofMillis(120), Chance.ALWAYS));
    int half = LENGTH / 2;
    assertThat(answer).hasSize(LENGTH);
    assertThat(answer.get(half).nanos() - answer.get(half - 1).nanos())
        .isEqualTo(Duration.ofMillis(120).toNanos() + Line.OCTET);
  }

  @Test
  void vanishedMeterIsAwayForItsTime() {
    Line line = with(new Fault.Vanish(Duration.ofSeconds(60), Chance.first(1)));
    assertThat(line.ask(0x7B, 0)).hasSize(2 * (LENGTH / 2));
    assertThat(line.ask(0x40, 0)).isEqualTo(SILENCE);
    line.pause(Duration.ofSeconds(60));
    assertThat(line.ask(0x40, 0)).isEqualTo(ACK);
  }

  @Test
  void endlessMeterAlwaysSaysThatMoreRecordsFollow() {
    Line line = with(new Fault.Endless());
    assertThat(records(line.ask(0x7B, 0))).isEqualTo(RECORD + "1F");
    assertThat(records(line.ask(0x5B, 0))).isEqualTo(RECORD + "1F");
  }

  @Test
  void sndNkeMayStayWithoutAcknowledge() {
    Line line = with(new Fault.NoNkeAck());
    assertThat(line.ask(0x40, 0)).isEqualTo(SILENCE);
    assertThat(records(line.ask(0x7B, 0))).isEqualTo(RECORD);
  }

  @Test
  void refusalIsAnApplicationErrorWithItsCode() {
    // C 08, A 00, CI 70, error 08 (busy): CS = 80
    assertThat(with(new Fault.Refuses(8)).ask(0x7B, 0)).isEqualTo("6804046808007008" + "8016");
  }

  @Test
  void probabilityOutsideZeroToOneIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Chance.of(1.5))
        .withMessageContaining("1.5");
    assertThatIllegalArgumentException().isThrownBy(() -> Chance.of(Double.NaN));
  }
}
