package io.github.camelmbus.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.camelmbus.link.ScriptedLine;
import java.time.Duration;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What several replies to one reading add up to: SND_NKE, and three times REQ_UD2. */
class FailureDiagnosisTest {
  private static final String SND_NKE = "10 40 01 41 16";
  private static final String REQ_UD2 = "10 7B 01 7C 16";
  private static final String ACK = "E5";

  /** Of 68h, the L fields, 68h, C and A of two meters the bits that both have: no telegram. */
  private static final String SUPERPOSED = "60 06 04 68 08 01";

  /** RSP_UD of 1, CI 78: volume 5 m3; 08+01+78+01+16+05 = 9D, and not 9C. */
  private static final String WRONG_CHECKSUM = "68 06 06 68 08 01 78 01 16 05 9C 16";

  /** The same, ends after its first octet. */
  private static final String CUT = "68";

  /** The same without its first four octets, with its good checksum. */
  private static final String HEAD_LOST = "08 01 78 01 16 05 9D 16";

  /** RSP_UD of 2 and of 3; 08+02+78+01+16+05 = 9E. */
  private static final String OF_2 = "68 06 06 68 08 02 78 01 16 05 9E 16";

  private static final String OF_3 = "68 06 06 68 08 03 78 01 16 05 9F 16";

  private static BusException failureOf(@Nullable String... answers) {
    ScriptedLine line = new ScriptedLine(Duration.ofMillis(40));
    line.request(SND_NKE).answer(20, ACK);
    for (String answer : answers) {
      line.request(REQ_UD2);
      if (answer != null) {
        line.answer(20, answer);
      }
    }
    try (VirtualBus bus = new VirtualBus(BusSettings.DEFAULT, VirtualBus.provider(() -> line))) {
      return catchThrowableOfType(BusException.class, () -> bus.readPrimary(1));
    }
  }

  private static byte[] octets(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  @Test
  void collisionIsNotHiddenByADamagedAnswerAfterIt() {
    BusException failure = failureOf(SUPERPOSED, CUT, CUT);
    assertThat(failure).isInstanceOf(CollisionException.class);
    assertThat(failure.octets()).isEqualTo(octets(SUPERPOSED));
  }

  @Test
  void collisionIsNotHiddenByADamagedAnswerBeforeIt() {
    BusException failure = failureOf(WRONG_CHECKSUM, SUPERPOSED, null);
    assertThat(failure).isInstanceOf(CollisionException.class);
    assertThat(failure.octets()).isEqualTo(octets(SUPERPOSED));
  }

  @Test
  void collisionIsNotBelievedWhereOtherAnswersAreThoseOfOneMeter() {
    BusException failure = failureOf(SUPERPOSED, HEAD_LOST, HEAD_LOST);
    assertThat(failure).isInstanceOf(GarbledReplyException.class);
  }

  @Test
  void collisionIsBelievedWhereHalfOfTheAnswersAreThoseOfOneMeter() {
    assertThat(failureOf(SUPERPOSED, HEAD_LOST, null)).isInstanceOf(CollisionException.class);
  }

  @Test
  void fewOctetsAreNoiseIfTheyComeOnce() {
    assertThat(failureOf("00", null, null)).isInstanceOf(GarbledReplyException.class);
    assertThat(failureOf("00 00 00", null, null)).isInstanceOf(GarbledReplyException.class);
    assertThat(failureOf("00", null, "00")).isInstanceOf(CollisionException.class);
    assertThat(failureOf("00 00 00 00", null, null)).isInstanceOf(CollisionException.class);
  }

  @Test
  void damagedAnswerIsReportedWithWhatHelps() {
    assertThat(failureOf(WRONG_CHECKSUM, WRONG_CHECKSUM, WRONG_CHECKSUM))
        .isInstanceOf(GarbledReplyException.class)
        .hasMessageContaining(
            "(68 06 06 68 08 01 78 01 16 05 9C 16 came); the line damages octets");
  }

  @Test
  void acknowledgeInPlaceOfDataIsNoSilence() {
    assertThat(failureOf(null, ACK, null))
        .isInstanceOf(NoReplyException.class)
        .hasMessageContaining("acknowledges but sends no data");
  }

  @Test
  void whereAcknowledgesCameToEachRequestThereWasNoSilence() {
    assertThat(failureOf(ACK, ACK, ACK))
        .isInstanceOf(NoReplyException.class)
        .hasMessageContaining("acknowledges but sends no data: ")
        .hasMessageContaining("requests; a longer response timeout")
        .hasMessageNotContaining("silence");
  }

  @Test
  void answersOfOtherMetersAreNamed() {
    assertThat(failureOf(OF_2, OF_3, OF_2))
        .isInstanceOf(MismatchException.class)
        .hasMessageContaining(
            "primary address 1 was asked, and the meter at primary address 2 answered");
  }

  /** SND_UD to 253, CI 52, and REQ_UD2 to 253. */
  private static ScriptedLine selectedAndAsked(ScriptedLine line, String... answers) {
    line.request("68 0B 0B 68 ?3 FD 52 *").answer(20, ACK);
    for (String answer : answers) {
      line.request("10 ?B FD *").answer(20, answer);
    }
    return line;
  }

  private static BusException failureOfSecondary(ScriptedLine line, String address) {
    try (VirtualBus bus = new VirtualBus(BusSettings.DEFAULT, VirtualBus.provider(() -> line))) {
      return catchThrowableOfType(BusException.class, () -> bus.readSecondary(address));
    }
  }

  @Test
  void meterThatRefusesIsNotSelectedAgain() {
    ScriptedLine line = selectedAndAsked(new ScriptedLine(Duration.ofMillis(40)), "A2", "A2", "A2");
    assertThat(failureOfSecondary(line, "1234567824232807"))
        .isInstanceOf(MeterRefusedException.class);
    assertThat(line.requests()).isEqualTo(4);
  }

  @Test
  void damagedAnswersOfASelectedMeterAreAskedForTwiceAfterItsSecondSelection() {
    ScriptedLine line = new ScriptedLine(Duration.ofMillis(40));
    selectedAndAsked(line, SUPERPOSED, SUPERPOSED, SUPERPOSED).request("10 40 FD 3D 16");
    selectedAndAsked(line, SUPERPOSED, SUPERPOSED);
    // All digits are given, so no two meters are meant.
    assertThat(failureOfSecondary(line, "1234567824232807"))
        .isInstanceOf(GarbledReplyException.class);
    assertThat(line.requests()).isEqualTo(8);
  }
}
