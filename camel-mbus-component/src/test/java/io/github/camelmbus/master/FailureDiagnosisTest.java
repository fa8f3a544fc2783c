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
}
