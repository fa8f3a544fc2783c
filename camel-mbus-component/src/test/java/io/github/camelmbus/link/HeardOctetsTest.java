package io.github.camelmbus.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** At 2400 bit/s: an octet of 11 bits takes 4.58 ms. */
class HeardOctetsTest {
  private static final BusTiming TIMING = new BusTiming(2400);
  private static final long OCTET = TIMING.octets(1);
  private static final int LONGEST_TELEGRAM = 255;

  private final HeardOctets heard = new HeardOctets(TIMING, LONGEST_TELEGRAM, 0);

  /** Each octet as a chunk of its own, so many octet times after the one before it. */
  private void hear(String hex, int times) {
    for (byte octet : HexFormat.ofDelimiter(" ").parseHex(hex)) {
      long now = heard.last() + times * OCTET;
      if (!heard.begun()) {
        heard.begin(now, 1);
      }
      heard.add(new byte[] {octet}, 1, now);
    }
  }

  @Test
  void theLongestPauseBetweenChunksIsKept() {
    hear("68", 20);
    assertThat(heard.longestGap()).as("the time before the first octet is none").isZero();
    hear("1F", 7);
    hear("1F 68", 1);
    assertThat(heard.longestGap()).isEqualTo(7 * OCTET);
  }

  @Test
  void whatFollowsAnEchoBeginsTheAnswer() {
    hear("10 7B FD 78 16", 1);
    long end = heard.last();
    heard.wasEcho(end, false);
    assertThat(heard.begun()).isFalse();
    hear("E5", 12);
    assertThat(heard.start()).isEqualTo(end + 12 * OCTET);
    assertThat(heard.count()).as("octets of the echo count for the line").isEqualTo(6);
  }

  /** The master sees the start bit of the first octet, and 0 until all meters let go. */
  @Test
  void anOctetWhoseLastBitsAreZeroMayBeTheBeginOfALineHeldAtZero() {
    hear("60", 12);
    assertThat(heard.mayBeHeld()).isTrue();
  }

  @Test
  void anOctetWithItsLastBitOrAStopIsNot() {
    hear("E5", 12);
    assertThat(heard.mayBeHeld()).isFalse();
    hear("16", 1);
    assertThat(heard.mayBeHeld()).isFalse();
  }

  /** 3 octets in 6 octet times: fewer than three quarters of what the line can carry. */
  @Test
  void fewOctetsInALongTimeAreOfALineHeldAtZero() {
    hear("E5 E5 E5", 3);
    assertThat(heard.mayBeHeld()).isTrue();
  }

  @Test
  void fewOctetsSayNothingOfHowLongTheLineMayBeHeld() {
    hear("60 40", 2);
    assertThat(heard.hold()).isEqualTo(TIMING.octets(LONGEST_TELEGRAM));
  }

  /** Gaps of 20 octets; four times as much, and that is less than the longest telegram. */
  @Test
  void gapsSoFarLimitThoseToCome() {
    hear("68 1F 40 60 08 42 72 18", 20);
    assertThat(heard.hold()).isEqualTo(80 * OCTET);
  }

  /** Gaps of 2 octets; but each gap may be of 50. */
  @Test
  void shortGapsAreNotTakenForTheLongest() {
    hear("68 1F 40 60 08 42 72 18", 2);
    assertThat(heard.hold()).isEqualTo(TIMING.octets(50));
  }

  @Test
  void zerosInARowShowThatMoreMayBeLost() {
    hear("68 1F 40 60 08 00 00 00", 2);
    assertThat(heard.hold()).isEqualTo(TIMING.octets(LONGEST_TELEGRAM));
  }

  /** A long frame has 261 octets at most: 522 are enough, unless one goes on that began before. */
  @Test
  void moreThanTwoTelegramsAreTooMany() {
    heard.begin(OCTET, 1);
    heard.add(new byte[522], 522, 522 * OCTET);
    assertThat(heard.tooMany(false)).isFalse();
    heard.add(new byte[1], 1, 523 * OCTET);
    assertThat(heard.tooMany(false)).isTrue();
    assertThat(heard.tooMany(true)).isFalse();
    heard.add(new byte[261], 261, 784 * OCTET);
    assertThat(heard.tooMany(true)).isTrue();
  }

  @Test
  void damagedTelegramsWithAllTheirOctetsAreDense() {
    hear("68 ".repeat(30).trim(), 1);
    assertThat(heard.isDense()).isTrue();
  }

  /** The end of the longest telegram is sent by one meter alone, and comes complete. */
  @Test
  void aDenseEndDoesNotMakeUpForAStartWithGaps() {
    hear("68 ".repeat(24).trim(), 2);
    hear("68 ".repeat(200).trim(), 1);
    assertThat(heard.isDense()).isFalse();
  }
}
