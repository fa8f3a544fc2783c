package io.github.camelmbus.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.MBusFormatException.Fault;
import io.github.camelmbus.frame.FrameAssembler.Discarded;
import io.github.camelmbus.frame.FrameAssembler.Outcome;
import io.github.camelmbus.frame.FrameAssembler.Received;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameAssemblerTest {
  /** RSP_UD of address 1, CI 78: volume 5 m3; 08+01+78+01+16+05 = 9D. */
  private static final String TELEGRAM = "68 06 06 68 08 01 78 01 16 05 9D 16";

  private final FrameAssembler assembler = new FrameAssembler();

  private static byte[] octets(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  private static String hex(byte[] octets) {
    return HexFormat.ofDelimiter(" ").withUpperCase().formatHex(octets);
  }

  /** Outcomes in text: frames as they are, discarded octets behind a minus sign. */
  private List<String> accept(String hex) {
    return texts(assembler.accept(octets(hex)));
  }

  private static List<String> texts(List<Outcome> outcomes) {
    return outcomes.stream()
        .map(o -> (o instanceof Received ? "" : "- ") + hex(o.octets().toArray()))
        .toList();
  }

  @Test
  void framesFollowEachOtherWithoutAGap() {
    assertThat(accept("E5" + TELEGRAM + "10 40 01 41 16" + "E5"))
        .containsExactly("E5", TELEGRAM, "10 40 01 41 16", "E5");
  }

  @Test
  void everySplitOfAStreamGivesTheSameFrames() {
    byte[] stream = octets("E5" + TELEGRAM + "10 40 01 41 16");
    for (int first = 0; first <= stream.length; first++) {
      for (int second = first; second <= stream.length; second++) {
        FrameAssembler fresh = new FrameAssembler();
        List<Outcome> outcomes = new ArrayList<>();
        outcomes.addAll(fresh.accept(stream, 0, first));
        outcomes.addAll(fresh.accept(stream, first, second - first));
        outcomes.addAll(fresh.accept(stream, second, stream.length - second));
        assertThat(texts(outcomes)).containsExactly("E5", TELEGRAM, "10 40 01 41 16");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"00", "FF", "16", "68", "10", "68 68", "68 10", "10 10 10", "68 06", "FE FD"})
  void strayOctetsInFrontDoNotCostTheTelegram(String noise) {
    assertThat(accept(noise + TELEGRAM)).containsExactly("- " + noise, TELEGRAM);
  }

  @Test
  void strayStartOctetInFrontOfAFrameWhoseLengthIs68hDoesNotCostIt() {
    // L = 68h = 104, so the header of the frame is 68 68 68 68, and so it seems one octet earlier.
    byte[] data = new byte[0x68 - 3];
    byte[] frame = new LongFrame(ControlField.rspUd(), new PrimaryAddress(1), 0x72, data).encode();
    List<Outcome> outcomes = new ArrayList<>(assembler.accept(new byte[] {0x68}));
    outcomes.addAll(assembler.accept(frame));
    assertThat(texts(outcomes)).containsExactly("- 68", hex(frame));
  }

  @Test
  void damagedTelegramIsDiscardedWholeAndTheNextOneIsKept() {
    String damaged = TELEGRAM.replace("9D", "9E");
    List<Outcome> outcomes = assembler.accept(octets(damaged + TELEGRAM));
    assertThat(texts(outcomes)).containsExactly("- " + damaged, TELEGRAM);
    assertThat(((Discarded) outcomes.get(0)).fault().fault()).isEqualTo(Fault.CHECKSUM);
  }

  @Test
  void strayOctetBeforeADamagedTelegramDoesNotHideItsFault() {
    String damaged = TELEGRAM.replace("9D", "9E");
    List<Outcome> outcomes = assembler.accept(octets("00" + damaged));
    assertThat(texts(outcomes)).containsExactly("- 00", "- " + damaged);
    assertThat(((Discarded) outcomes.get(1)).fault().fault()).isEqualTo(Fault.CHECKSUM);
  }

  @Test
  void dataOfAnIncompleteTelegramIsNotSearchedForFrames() {
    // The data holds E5, and the octets of SND_NKE to 1.
    String cut = "68 20 20 68 08 01 78 E5 10 40 01 41 16";
    assertThat(accept(cut)).isEmpty();
    assertThat(assembler.insideLongFrame()).isTrue();
    assertThat(texts(assembler.end())).containsExactly("- " + cut);
    assertThat(assembler.pending()).isFalse();
  }

  @Test
  void whatPendsAtTheEndIsReportedAsTruncated() {
    accept("10 40");
    assertThat(assembler.pending()).isTrue();
    assertThat(assembler.insideLongFrame()).isFalse();
    List<Outcome> outcomes = assembler.end();
    assertThat(((Discarded) outcomes.get(0)).fault().fault()).isEqualTo(Fault.TRUNCATED);
    assertThat(assembler.end()).isEmpty();
  }

  @Test
  void noiseWithoutAnyStartOctetIsReportedAtOnce() {
    List<Outcome> outcomes = assembler.accept(octets("00 A5 E4"));
    assertThat(texts(outcomes)).containsExactly("- 00 A5 E4");
    assertThat(((Discarded) outcomes.get(0)).fault().fault()).isEqualTo(Fault.START);
  }
}
