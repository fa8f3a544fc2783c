package io.github.camelmbus.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.MBusFormatException.Fault;
import io.github.camelmbus.OctetString;
import io.github.camelmbus.frame.RecordedFrames.Damaged;
import io.github.camelmbus.frame.RecordedFrames.Noise;
import io.github.camelmbus.frame.RecordedFrames.Piece;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordedFramesTest {
  /** RSP_UD of address 1, CI 78: volume 5 m3; 08+01+78+01+16+05 = 9D. */
  private static final String TELEGRAM = "68 06 06 68 08 01 78 01 16 05 9D 16";

  /** The same with a wrong checksum. */
  private static final String WRONG_CHECKSUM = "68 06 06 68 08 01 78 01 16 05 9E 16";

  private static byte[] octets(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  private static List<Piece> pieces(byte[] recording) throws IOException {
    return pieces(new ByteArrayInputStream(recording));
  }

  private static List<Piece> pieces(InputStream recording) throws IOException {
    RecordedFrames frames = new RecordedFrames(recording);
    List<Piece> pieces = new ArrayList<>();
    for (Piece piece = frames.next(); piece != null; piece = frames.next()) {
      pieces.add(piece);
    }
    return pieces;
  }

  /** Pieces in text: frames as they are, noise behind a minus sign, damaged ones with the fault. */
  private static List<String> read(String hex) throws IOException {
    return pieces(octets(hex)).stream().map(RecordedFramesTest::text).toList();
  }

  private static String text(Piece piece) {
    String hex = HexFormat.ofDelimiter(" ").withUpperCase().formatHex(piece.octets().toArray());
    if (piece instanceof Damaged damaged) {
      return damaged.fault().fault() + " " + hex;
    }
    return piece instanceof Noise ? "- " + hex : hex;
  }

  @Test
  void emptyRecordingHasNoPieces() throws IOException {
    assertThat(read("")).isEmpty();
  }

  @Test
  void framesFollowEachOtherWithoutAGap() throws IOException {
    assertThat(read("E5" + TELEGRAM + "10 40 01 41 16" + TELEGRAM))
        .containsExactly("E5", TELEGRAM, "10 40 01 41 16", TELEGRAM);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"00", "FF", "16", "68", "10", "68 68", "68 10", "10 10 10", "68 06", "FE FD"})
  void strayOctetsInFrontDoNotCostTheTelegram(String noise) throws IOException {
    assertThat(read(noise + TELEGRAM)).containsExactly("- " + noise, TELEGRAM);
  }

  @Test
  void telegramThatIsCutOffDoesNotCostTheOneBehindIt() throws IOException {
    for (int kept = 4; kept < 12; kept++) {
      String part = TELEGRAM.substring(0, 3 * kept - 1);

      assertThat(read(part + TELEGRAM)).containsExactly("TRUNCATED " + part, TELEGRAM);
    }
  }

  @Test
  void telegramThatIsCutOffAtTheEndIsDamaged() throws IOException {
    assertThat(read(TELEGRAM + "68 06 06 68 08 01"))
        .containsExactly(TELEGRAM, "TRUNCATED 68 06 06 68 08 01");
  }

  @Test
  void damagedTelegramEndsWhereItIsDue() throws IOException {
    assertThat(read(WRONG_CHECKSUM + TELEGRAM))
        .containsExactly("CHECKSUM " + WRONG_CHECKSUM, TELEGRAM);
  }

  @Test
  void octetsInsideADamagedTelegramAreNoShortFrames() throws IOException {
    // Data E5, 10 40 01 41 16: as on the wire, but never sent as frames. The sum ends in 30, not
    // 31.
    String damaged = "68 09 09 68 08 01 78 E5 10 40 01 41 16 31 16";

    assertThat(read(damaged)).containsExactly("CHECKSUM " + damaged);
  }

  @Test
  void goodTelegramIsNotSearchedForOthers() throws IOException {
    byte[] outer =
        new LongFrame(ControlField.rspUd(), new PrimaryAddress(1), 0x78, octets(TELEGRAM)).encode();

    assertThat(pieces(outer))
        .singleElement()
        .extracting(Piece::octets)
        .isEqualTo(OctetString.of(outer));
  }

  @Test
  void telegramThatContradictsItselfAboutItsLengthIsNoise() throws IOException {
    Piece piece = pieces(octets("68 06 07 68 08 01 78 01 16 05 9D 16")).get(0);

    assertThat(piece)
        .isInstanceOfSatisfying(
            Noise.class, noise -> assertThat(noise.fault().fault()).isEqualTo(Fault.LENGTH));
  }

  @Test
  void telegramIsFoundWhereverItLiesInAWindow() throws IOException {
    byte[] telegram = octets(TELEGRAM);
    for (int before = 8 * 1024 - 600; before < 8 * 1024 + 20; before++) {
      byte[] recording = new byte[before + telegram.length + 9];
      System.arraycopy(telegram, 0, recording, before, telegram.length);

      assertThat(pieces(recording)).filteredOn(piece -> !(piece instanceof Noise)).hasSize(1);
    }
  }

  @Test
  void allOctetsOfRandomNoiseComeBack() throws IOException {
    byte[] noise = new byte[100_000];
    new Random(1).nextBytes(noise);
    ByteArrayOutputStream back = new ByteArrayOutputStream();

    for (Piece piece : pieces(noise)) {
      back.writeBytes(piece.octets().toArray());
    }

    assertThat(back.toByteArray()).isEqualTo(noise);
  }

  @Test
  void startOctetsWithoutEndAreReadInOnePass() throws IOException {
    // Each 68 starts a header with L = 68h, so that each place looks like a frame.
    byte[] starts = new byte[1_000_000];
    Arrays.fill(starts, (byte) 0x68);

    assertThat(pieces(starts)).allMatch(piece -> !(piece instanceof RecordedFrames.Good));
  }
}
