package io.github.camelmbus.kmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.kmp.KmpFormatException.Fault;
import io.github.camelmbus.kmp.KmpFrame.Direction;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Frames and their octets; the checksums were computed apart from this code. */
class KmpFrameTest {
  private static byte[] octets(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  private static String hex(byte[] octets) {
    return HexFormat.ofDelimiter(" ").withUpperCase().formatHex(octets);
  }

  @ParameterizedTest
  @CsvSource({
    // GetType, to a module at the top.
    "80 7F 01 08 46 0D, TO_METER, 7F, 01, ''",
    // GetSerialNo, to a module in the base.
    "80 BF 02 2E 71 0D, TO_METER, BF, 02, ''",
    "80 3F 10 01 00 48 8C 4C 0D, TO_METER, 3F, 10, 010048",
    "80 3F 10 03 00 61 00 6E 01 0A 28 FC 0D, TO_METER, 3F, 10, 030061006E010A",
    // SetClock, which no line sends: 261128 = 03FC08h, 124500 = 01E654h.
    "80 3F 09 00 03 FC 08 00 01 E6 54 EE 53 0D, TO_METER, 3F, 09, 0003FC080001E654",
    // 40h is stuffed, 80h is stuffed, the count 06h is stuffed.
    "80 3F 10 02 01 1B BF 00 8D A6 5F 0D, TO_METER, 3F, 10, 020140008D",
    "80 3F 10 01 01 1B 7F E7 39 0D, TO_METER, 3F, 10, 010180",
    "80 3F 10 1B F9 00 3C 00 44 00 4A 00 50 00 56 00 57 F7 84 0D, TO_METER, 3F, 10,"
        + " 06003C0044004A005000560057",
    // 868.480 t: 0Dh, 40h and 80h are stuffed.
    "40 3F 10 00 48 2C 04 43 00 1B F2 1B BF 1B 7F 13 7B 0D, FROM_METER, 3F, 10,"
        + " 00482C0443000D4080",
    // 7039 = 1B7Fh: an original 1Bh before an original 7Fh.
    "40 3F 10 00 61 2B 04 00 00 00 1B E4 7F 59 00 0D, FROM_METER, 3F, 10, 00612B040000001B7F",
    // None of the registers is known to the meter.
    "40 3F 10 07 9A 0D, FROM_METER, 3F, 10, ''",
  })
  void aFrameIsItsOctetsBothWays(
      String frame, Direction direction, String destination, String cid, String data) {
    KmpFrame expected =
        new KmpFrame(
            direction,
            Integer.parseInt(destination, 16),
            Integer.parseInt(cid, 16),
            OctetString.of(octets(data)));

    assertThat(KmpFrame.decode(octets(frame))).isEqualTo(expected);
    assertThat(hex(expected.encode())).isEqualTo(frame);
  }

  @ParameterizedTest
  @CsvSource({
    // The stuffed form of an original 1Bh, then what would be the second octet of another pair.
    "1B7F",
    "1BBF",
    "1BF2",
    "1BF9",
    "1BE4",
    "1B1B7F",
    "80400D061B",
    "1BE47F",
  })
  void stuffingIsRemovedInOnePass(String data) {
    KmpFrame frame =
        new KmpFrame(Direction.FROM_METER, KmpFrame.METER, 0x10, OctetString.of(octets(data)));

    assertThat(KmpFrame.decode(frame.encode())).isEqualTo(frame);
  }

  @ParameterizedTest
  @CsvSource({
    "10 3F 10 07 9A 0D, START, begins with 80 or 40",
    "40 3F 10 07 9A, TRUNCATED, ends with 0D",
    "40 3F 10 0D, TRUNCATED, two octets of checksum",
    // The last digit of the checksum is another one.
    "40 3F 10 07 9B 0D, CHECKSUM, 'checksum 079B, that of the octets is 079A'",
    "40 3F 10 1B 10 07 9A 0D, STUFFING, 1B is followed by 10",
    "40 3F 10 07 9A 1B 0D, STUFFING, 1B is the last octet",
    "40 3F 10 06 07 9A 0D, STUFFING, 06 is not stuffed",
    "40 3F 10 40 3F 10 07 9A 0D, TRUNCATED, the next frame begins",
    "40 3F 10 07 9A 0D 40 3F 10 07 9A 0D, LENGTH, more than one frame",
  })
  void octetsThatAreNoFrameSayWhatIsWrong(String octets, Fault fault, String words) {
    assertThatExceptionOfType(KmpFormatException.class)
        .isThrownBy(() -> KmpFrame.decode(octets(octets)))
        .withMessageContaining(words)
        .satisfies(thrown -> assertThat(thrown.fault()).isEqualTo(fault));
  }

  /** An echo, a stray 00h, an acknowledge, a frame that was cut, and an answer. */
  private static final String STREAM =
      "80 3F 10 01 00 48 8C 4C 0D" + "00" + "06" + "40 3F 10 00" + "40 3F 10 07 9A 0D";

  @Test
  void everySplitOfAStreamGivesTheSameFrames() {
    byte[] stream = octets(STREAM);
    for (int first = 0; first <= stream.length; first++) {
      for (int second = first; second <= stream.length; second++) {
        KmpAssembler assembler = new KmpAssembler();
        List<KmpReceived> received = new ArrayList<>();
        received.addAll(assembler.accept(stream, 0, first));
        received.addAll(assembler.accept(stream, first, second - first));
        received.addAll(assembler.accept(stream, second, stream.length - second));

        assertThat(received.stream().map(each -> hex(each.octets().toArray())))
            .containsExactly(
                "80 3F 10 01 00 48 8C 4C 0D", "06", "40 3F 10 00", "40 3F 10 07 9A 0D");
        assertThat(received.get(1)).isInstanceOf(KmpReceived.Acknowledge.class);
        assertThat(received.get(2)).isInstanceOf(KmpReceived.Damaged.class);
        assertThat(assembler.isInFrame()).isFalse();
      }
    }
  }

  @Test
  void aFrameThatDoesNotEndIsGivenUp() {
    KmpAssembler assembler = new KmpAssembler();
    assembler.accept(new byte[] {0x40}, 0, 1);
    byte[] noise = new byte[KmpAssembler.MAX_OCTETS + 1];

    assertThat(assembler.accept(noise, 0, noise.length))
        .singleElement()
        .isInstanceOf(KmpReceived.Damaged.class);
    assertThat(assembler.isInFrame()).isFalse();
  }
}
