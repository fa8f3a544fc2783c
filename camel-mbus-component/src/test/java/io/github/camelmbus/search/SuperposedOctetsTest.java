package io.github.camelmbus.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.transport.DamagedOctets;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

class SuperposedOctetsTest {
  /** Both begin alike: 68 L L 68 08. */
  private static final byte[] ONE = telegram(120, i -> 37 * i + 1);

  private static final byte[] OTHER = telegram(120, i -> 91 * i + 2);

  private final SuperposedOctets octets = new SuperposedOctets();

  private static byte[] telegram(int length, IntUnaryOperator value) {
    byte[] telegram = new byte[length];
    for (int i = 0; i < length; i++) {
      telegram[i] = (byte) value.applyAsInt(i);
    }
    int l = length - 6;
    byte[] begin = {0x68, (byte) l, (byte) l, 0x68, 0x08, telegram[5], 0x72};
    System.arraycopy(begin, 0, telegram, 0, begin.length);
    return telegram;
  }

  /** What a collision leaves of so many octets: none that a meter has sent, hardly a bit set. */
  private static byte[] damaged(int length) {
    byte[] octets = new byte[length];
    for (int i = 0; i < length; i++) {
      octets[i] = (byte) (i % 3 == 0 ? 0x40 : 0);
    }
    octets[0] = 0x40;
    return octets;
  }

  private static byte[] join(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  @Test
  void damagedOctetsAreShownWhereHardlyOneIsMissing() {
    octets.add(ONE, OTHER, damaged(100));
    assertThat(octets.verdict()).isEqualTo(DamagedOctets.SHOWN);
  }

  @Test
  void damagedOctetsAreDroppedWhereMostAreMissing() {
    octets.add(ONE, OTHER, damaged(30));
    assertThat(octets.verdict()).isEqualTo(DamagedOctets.DROPPED);
  }

  /** Of 120 and 240 octets 120 are superposed; the last 120 come as they were sent. */
  @Test
  void endOfTheLongerTelegramIsNoEvidence() {
    byte[] longer = telegram(240, i -> 53 * i + 3);
    byte[] end = Arrays.copyOfRange(longer, 120, 240);
    octets.add(ONE, longer, join(damaged(20), end));
    assertThat(octets.verdict()).isEqualTo(DamagedOctets.DROPPED);
  }

  /** The other begins 12 octets later, and ends 12 octets later. */
  @Test
  void beginOfTheEarlierTelegramIsNoEvidence() {
    byte[] begin = Arrays.copyOf(ONE, 12);
    byte[] end = Arrays.copyOfRange(OTHER, 108, 120);
    octets.add(ONE, OTHER, join(join(begin, damaged(35)), end));
    assertThat(octets.verdict()).isEqualTo(DamagedOctets.DROPPED);
  }

  /** Octets that are the same in both are not damaged then, nor are others by chance. */
  @Test
  void telegramsInStepAreNoEvidence() {
    byte[] both = ONE.clone();
    for (int i = 0; i < both.length; i++) {
      both[i] &= OTHER[i];
    }
    octets.add(ONE, OTHER, both);
    assertThat(octets.verdict()).isEqualTo(DamagedOctets.UNKNOWN);
  }

  /** Its octets come in the pauses of the other one, which comes in those of its octets. */
  @Test
  void meterThatPausesAfterEachOctetIsNoEvidence() {
    octets.add(ONE, OTHER, join(new byte[] {0x10}, Arrays.copyOfRange(ONE, 1, 120)));
    assertThat(octets.verdict()).isEqualTo(DamagedOctets.UNKNOWN);
  }

  /**
   * Of its pair with a meter that pauses nothing seems to be missing; of the other pair 30 of 60
   * octets are. Together that is less than 40 %.
   */
  @Test
  void meterThatPausesAfterEachOctetDoesNotMakeUpForOctetsThatAreDropped() {
    byte[] one = Arrays.copyOf(ONE, 60);
    byte[] other = Arrays.copyOf(OTHER, 60);
    octets.add(one, other, join(new byte[] {0x10}, Arrays.copyOfRange(one, 1, 60)));
    octets.add(one, other, damaged(30));
    octets.add(one, other, damaged(30));
    assertThat(octets.verdict()).isEqualTo(DamagedOctets.UNKNOWN);
  }

  @Test
  void octetsOfThirdMetersAreNoEvidence() {
    octets.add(ONE, OTHER, damaged(180));
    assertThat(octets.verdict()).isEqualTo(DamagedOctets.UNKNOWN);
  }

  @Test
  void shortTelegramsDecideTogether() {
    byte[] one = Arrays.copyOf(ONE, 40);
    byte[] other = Arrays.copyOf(OTHER, 40);
    octets.add(one, other, damaged(30));
    octets.add(other, one, damaged(35));
    assertThat(octets.verdict()).isEqualTo(DamagedOctets.UNKNOWN);
    octets.add(one, other, damaged(33));
    assertThat(octets.verdict()).isEqualTo(DamagedOctets.SHOWN);
  }

  /** Both repeat five octets, and those that are superposed have a good parity by chance. */
  @Test
  void octetsThatTelegramsRepeatCountOnce() {
    byte[] one = telegram(120, i -> 37 * (i % 5) + 1);
    byte[] other = telegram(120, i -> 91 * (i % 5) + 2);
    octets.add(one, other, damaged(115));
    assertThat(octets.verdict()).isEqualTo(DamagedOctets.UNKNOWN);
  }
}
