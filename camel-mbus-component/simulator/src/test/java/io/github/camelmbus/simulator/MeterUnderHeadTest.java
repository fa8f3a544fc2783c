package io.github.camelmbus.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An M-Bus meter under an optical head, which sleeps until octets 55h wake it, at 2400 bit/s. */
class MeterUnderHeadTest {
  /** 2.2 s at 10 bit each. */
  private static final int USUAL = 528;

  /** 10 bit of 1/2400 s are 4166666.6 ns. */
  private static final long WAKE_UP_OCTET = 4_166_666;

  private static final long BIT = 416_666;
  private static final byte[] SND_NKE = Line.hex("1040004016");
  private static final MeterDefinition METER =
      MeterDefinition.of("1234567824232804", Line.telegram("0C1327048502"))
          .withFaults(new Fault.OpticalWakeUp(Duration.ofMillis(1900), Duration.ofSeconds(10)));

  private SimulatedBus bus = SimulatedBus.of(METER);
  private long now;

  private List<LineOctet> wake(int octets) {
    List<LineOctet> came = bus.transmit(Line.hex("55".repeat(octets)), now);
    now += octets * WAKE_UP_OCTET + octets;
    return came;
  }

  private void pause(long millis) {
    now += Duration.ofMillis(millis).toNanos();
  }

  private String ask() {
    List<LineOctet> answer = bus.transmit(SND_NKE, now);
    now += SND_NKE.length * Line.OCTET;
    if (!answer.isEmpty()) {
      now = answer.get(answer.size() - 1).nanos() + 11 * BIT;
    }
    return Line.text(answer);
  }

  @Test
  void meterHearsNothingUntilItIsWoken() {
    assertThat(ask()).isEqualTo(Line.SILENCE);
    pause(500);
    wake(USUAL);
    pause(75);
    assertThat(ask()).isEqualTo(Line.ACK);
  }

  /** 480 octets of 11 bit are 2.2 s, too: a master behind a gateway that has even parity. */
  @Test
  void octetsOfAMasterWithParityWakeItAsWell() {
    wake(480);
    pause(275);
    assertThat(ask()).isEqualTo(Line.ACK);
  }

  @Test
  void tooFewOctetsDoNotWakeIt() {
    wake(400);
    pause(75);
    assertThat(ask()).isEqualTo(Line.SILENCE);
  }

  @Test
  void octetsInPiecesWakeItUnlessThereIsAPause() {
    wake(USUAL / 2);
    wake(USUAL / 2);
    pause(75);
    assertThat(ask()).isEqualTo(Line.ACK);

    bus = SimulatedBus.of(METER);
    wake(USUAL / 2);
    pause(150);
    wake(USUAL / 2);
    pause(75);
    assertThat(ask()).isEqualTo(Line.SILENCE);
  }

  @Test
  void requestWithoutAPauseAfterTheOctetsIsNotHeard() {
    wake(USUAL);
    now += 30 * BIT;
    assertThat(ask()).isEqualTo(Line.SILENCE);
    now += 10 * BIT;
    assertThat(ask()).isEqualTo(Line.ACK);
  }

  @Test
  void meterSleepsAgainSomeTimeAfterItsLastAnswer() {
    wake(USUAL);
    pause(9_000);
    assertThat(ask()).isEqualTo(Line.ACK);
    pause(9_000);
    assertThat(ask()).isEqualTo(Line.ACK);
    pause(10_001);
    assertThat(ask()).isEqualTo(Line.SILENCE);
  }

  @Test
  void headReturnsTheOctetsAsFastAsTheyAreSent() {
    bus = SimulatedBus.of(SimulatedLine.DEFAULT.withEcho(true), METER);
    List<LineOctet> echo = wake(USUAL);
    assertThat(Line.text(echo)).isEqualTo("55".repeat(USUAL));
    assertThat(echo.get(USUAL - 1).nanos()).isBetween(2_199_000_000L, 2_200_000_000L);
    pause(75);
    assertThat(ask()).isEqualTo("1040004016" + Line.ACK);
  }

  @Test
  void octets55OnABusWithoutHeadsAreNoWakeUp() {
    bus = SimulatedBus.of(METER.withFaults());
    assertThat(bus.duration(Line.hex("5555"))).isEqualTo(2 * Line.OCTET);
    assertThat(ask()).isEqualTo(Line.ACK);
  }

  @Test
  void houseHeadIsSuchAMeter() {
    assertThat(House.named("head").meters())
        .singleElement()
        .satisfies(
            meter ->
                assertThat(meter.faults()).hasAtLeastOneElementOfType(Fault.OpticalWakeUp.class));
    assertThat(House.named("head").line().echo()).isTrue();
  }
}
