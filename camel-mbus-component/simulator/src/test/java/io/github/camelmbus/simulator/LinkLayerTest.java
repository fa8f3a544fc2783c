package io.github.camelmbus.simulator;

import static io.github.camelmbus.simulator.Line.ACK;
import static io.github.camelmbus.simulator.Line.SILENCE;
import static io.github.camelmbus.simulator.Line.accessNumber;
import static io.github.camelmbus.simulator.Line.records;
import static io.github.camelmbus.simulator.Line.telegram;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.frame.Frame;
import io.github.camelmbus.frame.LongFrame;
import org.junit.jupiter.api.Test;

class LinkLayerTest {
  private static final String FIRST = "0C13270485021F";
  private static final String SECOND = "0C05785634121F";
  private static final String LAST = "0B3A563412";

  private static MeterDefinition meter() {
    return MeterDefinition.of("1234567824232804", telegram(FIRST), telegram(SECOND), telegram(LAST))
        .withPrimaryAddress(5);
  }

  private final Line line = new Line(meter());

  @Test
  void answersCarryTheMetersOwnAddressesAndAGoodChecksum() {
    line.ask(0x40, 5);
    LongFrame answer = (LongFrame) Frame.decode(Line.hex(line.ask(0x7B, 5)));
    assertThat(answer.address().value()).isEqualTo(5);
    // Identification low octet first, HYD = 2324h low octet first, version, device type.
    assertThat(answer.data()).startsWith(Line.hex("7856341224232804"));
  }

  @Test
  void toggledFcbAsksForTheNextTelegramAndWrapsBehindTheLast() {
    line.ask(0x40, 5);
    assertThat(records(line.ask(0x7B, 5))).isEqualTo(FIRST);
    assertThat(records(line.ask(0x5B, 5))).isEqualTo(SECOND);
    assertThat(records(line.ask(0x7B, 5))).isEqualTo(LAST);
    assertThat(records(line.ask(0x5B, 5))).isEqualTo(FIRST);
  }

  @Test
  void sameFcbRepeatsTheLastAnswerToTheOctet() {
    line.ask(0x40, 5);
    String answer = line.ask(0x7B, 5);
    assertThat(line.ask(0x7B, 5)).isEqualTo(answer);
  }

  @Test
  void eachNewAnswerHasTheNextAccessNumber() {
    int first = accessNumber(line.ask(0x7B, 5));
    assertThat(accessNumber(line.ask(0x5B, 5))).isEqualTo((first + 1) % 256);
  }

  @Test
  void sndNkeStartsWithTheFirstTelegramAgain() {
    line.ask(0x7B, 5);
    line.ask(0x5B, 5);
    assertThat(line.ask(0x40, 5)).isEqualTo(ACK);
    assertThat(records(line.ask(0x7B, 5))).isEqualTo(FIRST);
  }

  @Test
  void requestWithoutFcvGetsTheFirstTelegramEachTime() {
    assertThat(records(line.ask(0x4B, 5))).isEqualTo(FIRST);
    assertThat(records(line.ask(0x4B, 5))).isEqualTo(FIRST);
  }

  @Test
  void selectedAddressHasItsOwnFcb() {
    line.ask(0x40, 5);
    line.ask(0x7B, 5);
    line.select("78563412FFFFFFFF");
    assertThat(records(line.ask(0x7B, 253))).isEqualTo(FIRST);
    assertThat(records(line.ask(0x5B, 5))).isEqualTo(SECOND);
  }

  @Test
  void strictMeterTakesFcbZeroAfterSndNkeForARepetitionOfNothing() {
    Line strict = new Line(meter().withFaults(new Fault.StrictFcb()));
    strict.ask(0x40, 5);
    assertThat(strict.ask(0x5B, 5)).isEqualTo(SILENCE);
    assertThat(records(strict.ask(0x7B, 5))).isEqualTo(FIRST);
  }

  @Test
  void strictMeterAcknowledgesButDoesNotCarryOutAFirstCommandWithFcbZero() {
    Line strict = new Line(meter().withFaults(new Fault.StrictFcb()));
    strict.ask(0x40, 5);
    assertThat(strict.command(0x53, 5, 0x51, "017A08")).isEqualTo(ACK);
    assertThat(strict.ask(0x40, 8)).isEqualTo(SILENCE);
    assertThat(strict.command(0x73, 5, 0x51, "017A08")).isEqualTo(ACK);
    assertThat(strict.ask(0x40, 8)).isEqualTo(ACK);
  }

  @Test
  void repeatedCommandIsAcknowledgedAndCarriedOutOnce() {
    line.command(0x73, 254, 0x51, "017A08");
    line.command(0x73, 254, 0x51, "017A09");
    assertThat(line.ask(0x40, 8)).isEqualTo(ACK);
  }

  @Test
  void newIdentificationIsFoundByItsNewSelection() {
    line.command(0x73, 5, 0x51, "0C7921436587");
    assertThat(line.select("78563412FFFFFFFF")).isEqualTo(SILENCE);
    assertThat(line.select("21436587FFFFFFFF")).isEqualTo(ACK);
  }

  @Test
  void applicationResetStartsWithTheFirstTelegramAgain() {
    line.ask(0x7B, 5);
    assertThat(line.command(0x73, 5, 0x50, "00")).isEqualTo(ACK);
    assertThat(records(line.ask(0x5B, 5))).isEqualTo(FIRST);
  }

  @Test
  void address254IsAnsweredByEveryoneAndAddress255ByNobody() {
    assertThat(line.ask(0x40, 254)).isEqualTo(ACK);
    assertThat(records(line.ask(0x7B, 254))).isEqualTo(FIRST);
    assertThat(line.ask(0x40, 255)).isEqualTo(SILENCE);
    assertThat(line.ask(0x7B, 255)).isEqualTo(SILENCE);
    assertThat(line.ask(0x40, 6)).isEqualTo(SILENCE);
  }

  @Test
  void alarmRequestIsAcknowledgedWhereThereIsNoAlarm() {
    assertThat(line.ask(0x7A, 5)).isEqualTo(ACK);
  }

  @Test
  void alarmStaysUntilTheToggledFcbConfirmsIt() {
    Line alarmed = new Line(meter().withAlarm(4));
    // CS = 08 + 05 + 71 + 04 = 82
    String alarm = "6804046808057104" + "8216";
    assertThat(alarmed.ask(0x7A, 5)).isEqualTo(alarm);
    assertThat(alarmed.ask(0x7A, 5)).isEqualTo(alarm);
    assertThat(alarmed.ask(0x5A, 5)).isEqualTo(ACK);
  }

  @Test
  void baudRateSwitchIsAcknowledgedAtTheOldRateAndThenOnlyTheNewOneIsHeard() {
    // CI BDh: 9600 bit/s. CS = 53 + 05 + BD = 115
    assertThat(line.send(Line.hex("680303685305BD1516"))).isEqualTo(ACK);
    assertThat(line.ask(0x40, 5)).isEqualTo(SILENCE);
    line.bus.setBaudRate(9600);
    assertThat(line.ask(0x40, 5)).isEqualTo(ACK);
  }

  @Test
  void frameWithAWrongChecksumIsIgnored() {
    assertThat(line.send(Line.hex("1040054616"))).isEqualTo(SILENCE);
    assertThat(line.bus.statistics().badOctets()).isEqualTo(5);
  }

  @Test
  void strayOctetsInFrontOfARequestDoNotCostIt() {
    assertThat(line.send(Line.hex("FC00" + "1040054516"))).isEqualTo(ACK);
  }

  @Test
  void requestMayComeInPieces() {
    assertThat(line.send(Line.hex("104005"))).isEqualTo(SILENCE);
    assertThat(line.send(Line.hex("4516"))).isEqualTo(ACK);
  }
}
