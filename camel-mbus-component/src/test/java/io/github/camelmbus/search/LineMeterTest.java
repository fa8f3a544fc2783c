package io.github.camelmbus.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.application.SecondaryAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LineMeterTest {
  private static final String WATER = "1234567824230107";

  @Test
  void aMeterOfBothSearchesIsKnownByItsAddresses() {
    assertThat(found(WATER, 5).isSame(meter(WATER, 5))).isTrue();
    assertThat(found(WATER, 5).isSame(meter("8765432124230107", 5))).isFalse();
  }

  @Test
  void twoMetersMayHaveOneSecondaryAddressAndTwoPrimaryOnes() {
    assertThat(found(WATER, 5).isSame(meter(WATER, 6))).isFalse();
  }

  @Test
  void aSelectedMeterMayAnswerWithThePrimaryAddressOfTheSelection() {
    assertThat(found(WATER, 253).isSame(meter(WATER, 5))).isTrue();
  }

  @Test
  void aMeterThatDoesNotTellItsAddressIsKnownByItsPrimaryOne() {
    assertThat(found("1234FFFF", 5).isSame(meter(null, 5))).isTrue();
    assertThat(found("1234FFFF", 5).isSame(meter(null, 6))).isFalse();
    assertThat(found(WATER, 5).isSame(meter(null, 5))).isFalse();
  }

  private static LineMeter found(String address, int primary) {
    return new LineMeter(meter(address, primary), null, null);
  }

  private static FoundMeter meter(@Nullable String address, int primary) {
    SecondaryAddress secondary = address == null ? null : SecondaryAddress.parse(address);
    return new FoundMeter(secondary, primary, null, OctetString.EMPTY, Duration.ZERO);
  }
}
