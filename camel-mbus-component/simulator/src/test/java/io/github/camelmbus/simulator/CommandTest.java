package io.github.camelmbus.simulator;

import static io.github.camelmbus.simulator.Line.ACK;
import static io.github.camelmbus.simulator.Line.SILENCE;
import static io.github.camelmbus.simulator.Line.records;
import static io.github.camelmbus.simulator.Line.telegram;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What meters do when they are told, and when they do not want to. */
class CommandTest {
  /** Energy 0C 05, volume 0C 13, and the volume of storage 1. */
  private static final String RECORDS = "0C05785634120C13270485024C1311111111";

  private static final Chance ONCE = new Chance(1, 1);

  private static Line line(Fault... faults) {
    return new Line(
        MeterDefinition.of("1234567824232804", telegram(RECORDS))
            .withPrimaryAddress(5)
            .withFaults(faults));
  }

  private static String read(Line line) {
    line.ask(0x40, 5);
    return records(line.ask(0x7B, 5));
  }

  private static String tell(Line line, int ci, String data) {
    line.ask(0x40, 5);
    return line.command(0x73, 5, ci, data);
  }

  private static String tell(Line line, int ci) {
    line.ask(0x40, 5);
    // 68 03 03 68 73 05 CI CS 16
    return line.send(Line.hex("680303687305%02X%02X16".formatted(ci, 0x73 + 0x05 + ci & 0xFF)));
  }

  @Test
  void chosenRecordsAreSentAloneUntilAnApplicationReset() {
    Line line = line();

    assertThat(tell(line, 0x51, "0813")).isEqualTo(ACK);
    assertThat(read(line)).isEqualTo("0C1327048502");
    tell(line, 0x51, "4813");
    assertThat(read(line)).isEqualTo("4C1311111111");
    tell(line, 0x51, "087E");
    assertThat(read(line)).isEqualTo("0C05785634120C1327048502");
    tell(line, 0x51, "0803");
    assertThat(read(line)).isEmpty();
    assertThat(tell(line, 0x50)).isEqualTo(ACK);
    assertThat(read(line)).isEqualTo(RECORDS);
  }

  @Test
  void theGlobalReadoutRequestEndsAChoice() {
    Line line = line();
    tell(line, 0x51, "0813");
    tell(line, 0x51, "7F");
    assertThat(read(line)).isEqualTo(RECORDS);
  }

  @Test
  void writtenValuesShowInTheReadout() {
    Line line = line();
    tell(line, 0x51, "0C0500000000");
    assertThat(read(line)).isEqualTo("0C05000000000C13270485024C1311111111");
  }

  @Test
  void lostAcknowledgeLeavesTheCommandDoneOnce() {
    Line line = line(new Fault.LoseAck(ONCE));
    line.ask(0x40, 5);
    assertThat(line.command(0x73, 5, 0x51, "017A06")).isEqualTo(SILENCE);
    // It has moved; the old address is nobody's.
    assertThat(line.command(0x73, 5, 0x51, "017A06")).isEqualTo(SILENCE);
    assertThat(line.ask(0x40, 6)).isEqualTo(ACK);
  }

  /** A reset of the application leaves the link layer, and so its FCB, as it is. */
  @Test
  void aRepeatIsAcknowledgedAndNotCarriedOutAgain() {
    Line line = line();
    line.ask(0x40, 5);
    for (int ci : new int[] {0x50, 0x5C, 0x51}) {
      int before = line.bus.commandsCarriedOut().get(0);
      boolean fcb = ci != 0x5C;
      for (int time = 0; time < 3; time++) {
        assertThat(line.command(fcb ? 0x73 : 0x53, 5, ci, "00")).isEqualTo(ACK);
      }
      assertThat(line.bus.commandsCarriedOut()).containsExactly(before + 1);
    }
  }

  @Test
  void aMeterMayAcknowledgeAndDoNothing() {
    Line line = line(new Fault.IgnoresWrites());
    assertThat(tell(line, 0x51, "017A06")).isEqualTo(ACK);
    assertThat(line.ask(0x40, 5)).isEqualTo(ACK);
    assertThat(tell(line, 0xBD)).isEqualTo(ACK);
    assertThat(line.ask(0x40, 5)).isEqualTo(ACK);
    assertThat(line.bus.commandsCarriedOut()).containsExactly(0);
  }

  @Test
  void aMeterRefusesWithANack() {
    Line line = line(new Fault.RefusesWrites(Fault.RefusesWrites.Way.NACK, 0));
    assertThat(tell(line, 0x51, "017A06")).isEqualTo("A2");
    assertThat(line.ask(0x40, 5)).isEqualTo(ACK);
  }

  @Test
  void aMeterRefusesWithAnApplicationErrorInTheNextAnswerOnly() {
    Line line = line(new Fault.RefusesWrites(Fault.RefusesWrites.Way.ERROR, 1));
    assertThat(tell(line, 0x51, "017A06")).isEqualTo(ACK);
    // RSP_UD of 5, CI 70, code 1: 08 + 05 + 70 + 01 = 7E
    assertThat(line.ask(0x7B, 5)).isEqualTo("6804046808057001" + "7E16");
    assertThat(read(line)).isEqualTo(RECORDS);
  }

  @Test
  void aMeterRefusesInItsStatus() {
    Line line = line(new Fault.RefusesWrites(Fault.RefusesWrites.Way.STATUS, 0));
    tell(line, 0x51, "017A06");
    line.ask(0x40, 5);
    // octet 16: behind frame, C, A, CI, 8 octets of address and the access number
    assertThat(Line.hex(line.ask(0x7B, 5))[16]).isEqualTo((byte) 0x02);
  }

  @Test
  void aMeterRefusesWithAnErrorBehindTheVif() {
    Line line = line(new Fault.RefusesWrites(Fault.RefusesWrites.Way.RECORD, 0x05));
    tell(line, 0x51, "017A06");
    assertThat(read(line)).isEqualTo(RECORDS + "01FA0506");
  }

  @Test
  void powerLossComesBehindTheAcknowledge() {
    Line line = line(new Fault.PowerLoss(Duration.ofSeconds(10), ONCE));
    assertThat(tell(line, 0x51, "017A06")).isEqualTo(ACK);
    assertThat(line.ask(0x40, 6)).isEqualTo(SILENCE);
    line.pause(Duration.ofSeconds(10));
    assertThat(line.ask(0x40, 6)).isEqualTo(ACK);
  }

  @Test
  void aBaudRateThatIsNotUsedForTwoMinutesIsLeftAgain() {
    Line line = line();
    assertThat(tell(line, 0xBD)).isEqualTo(ACK);
    assertThat(line.ask(0x40, 5)).isEqualTo(SILENCE);
    line.pause(Duration.ofMinutes(2));
    assertThat(line.ask(0x40, 5)).isEqualTo(ACK);
  }

  @Test
  void aBaudRateThatWasUsedStays() {
    Line line = line();
    tell(line, 0xBD);
    line.bus.setBaudRate(9600);
    assertThat(line.ask(0x40, 5)).isEqualTo(ACK);
    line.pause(Duration.ofMinutes(3));
    assertThat(line.ask(0x40, 5)).isEqualTo(ACK);
  }
}
