package io.github.camelmbus.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class OverlapDetectorTest {
  private final OverlapDetector inStep = new OverlapDetector();

  /** A long header and one record; id, access number, value and checksum as given. */
  private static byte[] telegram(String id, String accessNumber, String value, String checksum) {
    return HexFormat.of()
        .parseHex(
            ("68 15 15 68 08 00 72" + id + "2D 2C 40 0D" + accessNumber + "00 00 00")
                    .replace(" ", "")
                + ("0C 13" + value + checksum + "16").replace(" ", ""));
  }

  @Test
  void fewBitsInAccessNumberAndChecksumAreSuspicious() {
    // 01h and 83h: 4 of 16 bits.
    assertThat(inStep.isPossible(telegram("04 00 00 00", "01", "05 00 00 00", "83"), 0)).isTrue();
  }

  @Test
  void suspicionIsWeakerWhereTheSameWasReadBefore() {
    // 01h and 83h again: 4 of 16 bits are too many for the second time, none is not.
    assertThat(inStep.isPossible(telegram("04 00 00 00", "01", "05 00 00 00", "83"), 1)).isFalse();
    assertThat(inStep.isPossible(telegram("04 00 00 00", "00", "05 00 00 00", "00"), 1)).isTrue();
  }

  @Test
  void manyBitsAreThoseOfOneMeter() {
    // EDh and 6Fh: 12 of 16 bits.
    assertThat(inStep.isPossible(telegram("04 00 00 00", "ED", "05 00 00 00", "6F"), 0)).isFalse();
  }

  @Test
  void bitsInWhichMetersOfTheKindDifferCountToo() {
    byte[] telegram = telegram("12 34 56 78", "81", "99 99 47 01", "21");
    // 81h and 21h: 4 of 16 bits.
    assertThat(inStep.isPossible(telegram, 0)).isTrue();
    inStep.add(telegram("00 00 00 00", "55", "00 00 00 00", "8A"));
    // 12345678 has 13 bits that 0 has not, 01479999 has 13 too, all of them set: 30 of 42.
    assertThat(inStep.isPossible(telegram, 0)).isFalse();
    // The other way round none of these 26 bits is set: 8 of 42.
    OverlapDetector other = new OverlapDetector();
    other.add(telegram);
    assertThat(other.isPossible(telegram("00 00 00 00", "55", "00 00 00 00", "CA"), 0)).isTrue();
  }

  @Test
  void otherKindsTellNothing() {
    byte[] telegram = telegram("12 34 56 78", "81", "99 99 47 01", "21");
    byte[] otherVersion = telegram("00 00 00 00", "55", "00 00 00 00", "8A");
    otherVersion[13] = 0x1B;
    inStep.add(otherVersion);
    assertThat(inStep.isPossible(telegram, 0)).isTrue();
  }

  @Test
  void shortestTelegramHasAChecksumOnly() {
    // Control frame; 7Fh: 7 of 8 bits.
    assertThat(inStep.isPossible(HexFormat.of().parseHex("680303680800777F16"), 0)).isFalse();
  }
}
