package io.github.camelmbus.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** At 2400 bit/s: an octet takes 4.58 ms, the longest telegram of 261 octets 1196 ms. */
class PackingTest {
  private static final BusTiming TIMING = new BusTiming(2400);

  private final Packing packing = Packing.unknown();

  private static long millis(long nanos) {
    return nanos / 1_000_000;
  }

  private static long nanos(long millis) {
    return millis * 1_000_000;
  }

  @Test
  void firstOctetOfATelegramMayComeAfterItsLastWhereNothingIsKnown() {
    // 1196 ms, and what a gateway waits for until it takes the telegram for complete.
    assertThat(millis(packing.hold(261, TIMING))).isEqualTo(1196 + 700);
  }

  @Test
  void acknowledgeIsNeverHeldBackForOthers() {
    assertThat(packing.hold(1, TIMING)).isZero();
  }

  @Test
  void telegramInSingleOctetsShowsThatNothingIsHeldBack() {
    packing.telegram(100, 1, nanos(5));
    assertThat(packing.direct()).isTrue();
    assertThat(packing.hold(261, TIMING)).isZero();
    // Meters of the field pause up to 120 ms.
    assertThat(millis(packing.pause(TIMING, 0))).isEqualTo(150);
  }

  @Test
  void telegramInOneChunkShowsThatAnswersAreHeldBackUntilTheirEnd() {
    packing.telegram(100, 100, 0);
    assertThat(packing.direct()).isFalse();
    assertThat(millis(packing.hold(261, TIMING))).isEqualTo(1196 + 700);
  }

  @Test
  void pausesOfAGatewayMakeTheWaitForTheNextOctetLonger() {
    packing.telegram(100, 10, nanos(600));
    assertThat(packing.direct()).isFalse();
    // Three times as long, and 50 ms.
    assertThat(millis(packing.pause(TIMING, 0))).isEqualTo(1850);
  }

  /** An octet is 4.6 ms after the one before; 33 bit are 13.75 ms. */
  @Test
  void lineIsIdleAfterTheTimeOfTheStandardWhereOctetsFollowEachOther() {
    packing.telegram(100, 1, TIMING.octets(1));
    assertThat(packing.quiet(TIMING, 0)).isEqualTo(TIMING.idle());
    packing.paused(TIMING.octets(1) + nanos(40));
    packing.paused(TIMING.octets(1) + nanos(40));
    assertThat(packing.quiet(TIMING, 0)).isEqualTo(TIMING.idle() + nanos(80));
  }

  @Test
  void shortTelegramShowsNothing() {
    packing.telegram(6, 6, 0);
    assertThat(packing.known()).isFalse();
  }

  @Test
  void telegramThatSeemedToHaveEndedMakesPausesLonger() {
    packing.telegram(100, 1, nanos(5));
    packing.paused(nanos(400));
    assertThat(millis(packing.pause(TIMING, 0))).isEqualTo(1250);
  }

  @Test
  void onePauseOfTheMachineIsNoPauseOfTheLine() {
    packing.telegram(100, 1, nanos(5));
    packing.telegram(100, 1, nanos(90));
    assertThat(packing.direct()).isTrue();
  }
}
