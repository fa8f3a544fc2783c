package io.github.camelmbus.simulator;

import static io.github.camelmbus.simulator.Line.ACK;
import static io.github.camelmbus.simulator.Line.SELECTED;
import static io.github.camelmbus.simulator.Line.SILENCE;
import static io.github.camelmbus.simulator.Line.telegram;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectionTest {
  private static final String OWN = "1234567824232804";

  private static MeterDefinition meter(String address) {
    return MeterDefinition.of(address, telegram("0C1327048502"));
  }

  private final Line line = new Line(meter(OWN));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7856341224232804", // all of it
        "78563412FFFFFFFF", // id alone
        "FFFFFFFFFFFFFFFF", // anybody
        "F8FFFFFFFFFFFFFF", // last digit 8
        "FFFFFF1FFFFFFFFF", // first digit 1
        "FFFFFFFF2423FFFF", // manufacturer
        "FFFFFFFFFFFF28FF", // version
        "FFFFFFFFFFFFFF04", // device type
      })
  void selectionThatFitsIsAcknowledgedAndSelects(String selection) {
    assertThat(line.select(selection)).isEqualTo(ACK);
    assertThat(line.ask(0x7B, SELECTED)).isNotEqualTo(SILENCE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7856341224232807",
        "79563412FFFFFFFF",
        "F7FFFFFFFFFFFFFF",
        "FFFFFFFF2D2CFFFF",
        "FFFFFFFFFFFF29FF",
        "78563412FFFFFF", // an octet short
      })
  void selectionThatDoesNotFitIsSilentAndDeselects(String selection) {
    line.select("FFFFFFFFFFFFFFFF");
    assertThat(line.select(selection)).isEqualTo(SILENCE);
    assertThat(line.ask(0x7B, SELECTED)).isEqualTo(SILENCE);
  }

  @Test
  void idsMayHoldTheNibblesAToE() {
    Line odd = new Line(meter("123456EA24232804"));
    assertThat(odd.select("EA563412FFFFFFFF")).isEqualTo(ACK);
    assertThat(odd.select("FAFFFFFFFFFFFFFF")).isEqualTo(ACK);
    assertThat(odd.select("EBFFFFFFFFFFFFFF")).isEqualTo(SILENCE);
  }

  @Test
  void fabricationNumberSplitsMetersOfOneIdentification() {
    Line twins =
        new Line(
            meter(OWN).withPrimaryAddress(1).withFabricationNumber("00000017"),
            meter(OWN).withPrimaryAddress(2).withFabricationNumber("00000028"),
            meter(OWN).withPrimaryAddress(3));
    assertThat(twins.select("FFFFFFFFFFFFFFFF" + "0C78" + "28000000")).isEqualTo(ACK);
    String answer = twins.ask(0x7B, SELECTED);
    // The A field is the sixth octet.
    assertThat(answer.substring(10, 12)).isEqualTo("02");
    assertThat(twins.select("FFFFFFFFFFFFFFFF" + "0C78" + "F9FFFFFF")).isEqualTo(SILENCE);
  }

  @Test
  void sndNkeTo253Deselects() {
    line.select("FFFFFFFFFFFFFFFF");
    assertThat(line.ask(0x40, SELECTED)).isEqualTo(ACK);
    assertThat(line.ask(0x40, SELECTED)).isEqualTo(SILENCE);
  }

  @Test
  void sndNkeToEveryoneDeselects() {
    line.select("FFFFFFFFFFFFFFFF");
    assertThat(line.ask(0x40, 255)).isEqualTo(SILENCE);
    assertThat(line.ask(0x7B, SELECTED)).isEqualTo(SILENCE);
  }

  @Test
  void selectionByControlField73IsTheSame() {
    assertThat(line.command(0x73, SELECTED, 0x52, "78563412FFFFFFFF")).isEqualTo(ACK);
  }

  @Test
  void statisticsTellSelectsFromRequests() {
    line.select("FFFFFFFFFFFFFFFF");
    line.ask(0x7B, SELECTED);
    line.ask(0x40, 77);
    SimulatorStatistics statistics = line.bus.statistics();
    assertThat(statistics.frames()).isEqualTo(3);
    assertThat(statistics.selects()).isEqualTo(1);
    assertThat(statistics.requests()).isEqualTo(1);
    assertThat(statistics.acknowledges()).isEqualTo(1);
    assertThat(statistics.answers()).isEqualTo(1);
    assertThat(statistics.unanswered()).isEqualTo(1);
  }
}
