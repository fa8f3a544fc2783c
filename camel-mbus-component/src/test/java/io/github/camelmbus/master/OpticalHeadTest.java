package io.github.camelmbus.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelmbus.link.MeterUnderHead;
import io.github.camelmbus.link.WakeUp;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Transactions with a meter under an optical head. */
class OpticalHeadTest {
  private static final BusSettings SETTINGS = BusSettings.DEFAULT.withWakeUp(WakeUp.OPTICAL);

  private final MeterUnderHead meter = new MeterUnderHead();

  private VirtualBus bus() {
    return new VirtualBus(SETTINGS, VirtualBus.provider(() -> meter));
  }

  @Test
  void meterIsReadByAddress254WithOneWakeUp() {
    try (VirtualBus bus = bus()) {
      assertThat(bus.readPrimary(254).telegrams()).hasSize(1);
      // SND_NKE, REQ_UD2
      assertThat(meter.events)
          .containsExactly("NONE", "55 x 528", "EVEN", "10 40 FE 3E 16", "10 7B FE 79 16");
    }
  }

  @Test
  void meterIsReadBySecondaryAddressWithOneWakeUp() {
    try (VirtualBus bus = bus()) {
      assertThat(bus.readSecondary(MeterUnderHead.ADDRESS).telegrams()).hasSize(1);
      assertThat(bus.readSecondary("12345678").telegrams()).hasSize(1);
      assertThat(meter.wakeUps()).isEqualTo(1);
    }
  }

  @Test
  void eachPollWakesTheMeterOnce() {
    try (VirtualBus bus = bus()) {
      for (int poll = 1; poll <= 3; poll++) {
        bus.readPrimary(254);
        assertThat(meter.wakeUps()).isEqualTo(poll);
        meter.idle(Duration.ofMinutes(15));
      }
    }
  }

  @Test
  void headWithEchoIsKnownAsOne() {
    meter.withEcho();
    try (VirtualBus bus = bus()) {
      assertThat(bus.readPrimary(254).telegrams()).hasSize(1);
      assertThat(bus.status().echo()).isTrue();
      assertThat(bus.trace).noneMatch(line -> line.startsWith("x"));
    }
  }

  @Test
  void meterThatSleepsAfterEachAnswerIsRead() {
    meter.sleepingAfterEachAnswer();
    try (VirtualBus bus = bus()) {
      assertThat(bus.readPrimary(254).telegrams()).hasSize(1);
      assertThat(meter.wakeUps()).isEqualTo(2);
    }
  }

  /** A wake-up is 528 octets; nothing of it comes back. */
  @Test
  void silenceUnderAHeadNamesTheHead() {
    meter.besideTheEye();
    try (VirtualBus bus = bus()) {
      assertThatThrownBy(() -> bus.readPrimary(254))
          .isInstanceOf(NoReplyException.class)
          .hasMessageContainingAll(
              "it was woken up 2 times; check in this order: the port and the power of the head,"
                  + " whether the head is in its place")
          .hasMessageNotContaining("power of the bus");
      assertThat(meter.wakeUps()).isEqualTo(2);
    }
  }

  @Test
  void silenceUnderAHeadWithEchoSaysThatPortAndHeadWork() {
    meter.besideTheEye().withEcho();
    try (VirtualBus bus = bus()) {
      assertThatThrownBy(() -> bus.readPrimary(254))
          .hasMessageContaining("only what is sent came back, so port and head work; check");
      assertThat(meter.wakeUps()).isEqualTo(2);
    }
  }

  @Test
  void silenceOfAMeterThatWasReadBeforeSaysSo() {
    try (VirtualBus bus = bus()) {
      bus.readPrimary(254);
      meter.besideTheEye();
      meter.idle(Duration.ofMinutes(15));
      assertThatThrownBy(() -> bus.readPrimary(254))
          .hasMessageContaining("has answered before, so check whether the head is still in");
    }
  }

  @Test
  void wakeUpsAreOfTheBaudRateOfTheMeter() {
    try (VirtualBus bus = bus()) {
      assertThatThrownBy(
          () ->
              bus.run(Transactions.read(MeterAddress.primary(254)), new MeterSettings(300, null)));
      // 2.2 s at 300 bit/s are 66 octets of 10 bit.
      assertThat(meter.events).contains("55 x 66").doesNotContain("55 x 528");
    }
  }
}
