package io.github.camelmbus.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.camelmbus.MBusFormatException;
import io.github.camelmbus.MBusFormatException.Fault;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameTest {

  private static byte[] octets(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  @Test
  void singleCharactersAreTheirOwnFrames() {
    assertThat(Frame.decode(octets("E5"))).isEqualTo(SingleCharacter.ACK);
    assertThat(Frame.decode(octets("A2"))).isEqualTo(SingleCharacter.NACK);
    assertThat(SingleCharacter.ACK.encode()).isEqualTo(octets("E5"));
    assertThat(SingleCharacter.NACK.encode()).isEqualTo(octets("A2"));
  }

  @Test
  void sndNkeTo253IsAShortFrame() {
    // start 10, C 40 SND_NKE, A FD, checksum 40 + FD = 13D -> 3D, stop 16
    byte[] octets = octets("10 40 FD 3D 16");
    Frame frame = new ShortFrame(ControlField.sndNke(), PrimaryAddress.NETWORK_LAYER);
    assertThat(Frame.decode(octets)).isEqualTo(frame);
    assertThat(frame.encode()).isEqualTo(octets);
  }

  @ParameterizedTest
  @CsvSource({
    "68,             true",
    "68 03 03,       true",
    "68 03 03 68 53, true",
    // L counts C, A and CI: at least 3.
    "68 02,          false",
    "68 02 02 68,    false",
    "68 03 04,       false",
    "10 40 FD 3D,    false",
    "68 03 03 68 53 FE BD 0E 16, false"
  })
  void onlyALongFrameMayBeCutOff(String octets, boolean expected) {
    assertThat(Frame.mayBeCutOff(octets(octets))).isEqualTo(expected);
  }

  @Test
  void baudRateSwitchIsAControlFrame() {
    // L 3, C 53 SND_UD, A FE, CI BD (9600 bit/s), checksum 53 + FE + BD = 20E -> 0E
    byte[] octets = octets("68 03 03 68 53 FE BD 0E 16");
    Frame frame = new ControlFrame(ControlField.sndUd(false), PrimaryAddress.TEST, 0xBD);
    assertThat(Frame.decode(octets)).isEqualTo(frame);
    assertThat(frame.encode()).isEqualTo(octets);
  }

  @Test
  void settingAPrimaryAddressIsALongFrame() {
    // MB48 6.4.1: write address 8: DIF 01, VIF 7A, value 08; checksum 53+FE+51+01+7A+08 = 225 -> 25
    byte[] octets = octets("68 06 06 68 53 FE 51 01 7A 08 25 16");
    Frame frame =
        new LongFrame(ControlField.sndUd(false), PrimaryAddress.TEST, 0x51, octets("01 7A 08"));
    assertThat(Frame.decode(octets)).isEqualTo(frame);
    assertThat(frame.encode()).isEqualTo(octets);
  }

  @Test
  void longestFrameHas252OctetsOfData() {
    byte[] data = new byte[252];
    Frame frame = new LongFrame(ControlField.rspUd(), new PrimaryAddress(1), 0x72, data);
    byte[] octets = frame.encode();
    assertThat(octets).hasSize(261);
    assertThat(Frame.decode(octets)).isEqualTo(frame);
    assertThatThrownBy(
            () -> new LongFrame(ControlField.rspUd(), new PrimaryAddress(1), 0x72, new byte[253]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 to 252");
  }

  @ParameterizedTest
  @CsvSource({
    // no start octet
    "42, START, 0",
    // the second start octet is missing
    "68 03 03 69 08 01 72 7B 16, START, 3",
    // the L fields differ
    "68 03 04 68 08 01 72 7B 16, LENGTH, 2",
    // L counts C, A and CI, so 2 is too few
    "68 02 02 68 08 01 09 16, LENGTH, 1",
    // one octet behind the stop octet
    "68 03 03 68 08 01 72 7B 16 00, LENGTH, 9",
    "E5 E5, LENGTH, 1",
    // the stop octet is missing
    "68 03 03 68 08 01 72 7B, TRUNCATED, 8",
    "68 03, TRUNCATED, 2",
    // 08 + 01 + 72 = 7B
    "68 03 03 68 08 01 72 7C 16, CHECKSUM, 7",
    "10 40 FD 3E 16, CHECKSUM, 3",
    "68 03 03 68 08 01 72 7B 17, STOP, 8",
    "10 40 FD 3D 15, STOP, 4",
  })
  void damageIsNamedWithItsPlace(String hex, Fault fault, int offset) {
    MBusFormatException failure =
        catchThrowableOfType(MBusFormatException.class, () -> Frame.decode(octets(hex)));
    assertThat(failure.fault()).isEqualTo(fault);
    assertThat(failure.offset()).isEqualTo(offset);
  }

  @Test
  void everyShorterPieceOfAFrameIsTruncated() {
    byte[] octets = octets("68 06 06 68 53 FE 51 01 7A 08 25 16");
    for (int length = 0; length < octets.length; length++) {
      byte[] piece = Arrays.copyOf(octets, length);
      assertThatThrownBy(() -> Frame.decode(piece))
          .isInstanceOfSatisfying(
              MBusFormatException.class,
              failure -> assertThat(failure.fault()).isEqualTo(Fault.TRUNCATED));
    }
  }

  @ParameterizedTest
  @CsvSource({
    // octet, function, from master, FCB, FCV
    "40, SND_NKE, true,  false, false",
    "53, SND_UD,  true,  false, true",
    "73, SND_UD,  true,  true,  true",
    "5A, REQ_UD1, true,  false, true",
    "7A, REQ_UD1, true,  true,  true",
    "5B, REQ_UD2, true,  false, true",
    "7B, REQ_UD2, true,  true,  true",
    "4B, REQ_UD2, true,  false, false",
    "08, RSP_UD,  false, false, false",
    "18, RSP_UD,  false, false, false",
    "28, RSP_UD,  false, false, false",
    "38, RSP_UD,  false, false, false",
    "0B, UNKNOWN, false, false, false",
  })
  void bitsOfTheControlFieldMeanWhatTheDirectionSays(
      String hex, ControlField.Function function, boolean fromMaster, boolean fcb, boolean fcv) {
    ControlField field = new ControlField(HexFormat.fromHexDigits(hex));
    assertThat(field.function()).isEqualTo(function);
    assertThat(field.fromMaster()).isEqualTo(fromMaster);
    assertThat(field.fcb()).isEqualTo(fcb);
    assertThat(field.fcv()).isEqualTo(fcv);
  }

  @Test
  void controlFieldsAreMadeByTheirNames() {
    assertThat(ControlField.reqUd2(true).octet()).isEqualTo(0x7B);
    assertThat(ControlField.reqUd2(false).octet()).isEqualTo(0x5B);
    assertThat(ControlField.reqUd1(true).octet()).isEqualTo(0x7A);
    assertThat(ControlField.sndUd(true).octet()).isEqualTo(0x73);
    assertThat(ControlField.rspUd().octet()).isEqualTo(0x08);
  }
}
