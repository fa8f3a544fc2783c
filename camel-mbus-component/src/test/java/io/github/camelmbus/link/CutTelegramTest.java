package io.github.camelmbus.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class CutTelegramTest {
  /** L 0A, C 08, A 05, CI 72; 08+05+72+78+56+34+12+2D+2C+01 = 1EDh. */
  private static final String BEGIN = "68 0A 0A 68 08 05 72 78";

  private static final String REST = "56 34 12 2D 2C 01 ED 16";
  private static final long CUT_AT = Duration.ofSeconds(7).toNanos();

  private final LineProfile profile = new LineProfile(null, Duration.ofSeconds(10));
  private final CutTelegram cut = new CutTelegram(profile);

  private void hear(String hex, long millisAfter) {
    byte[] octets = HexFormat.ofDelimiter(" ").parseHex(hex);
    cut.hear(octets, octets.length, CUT_AT + Duration.ofMillis(millisAfter).toNanos());
  }

  private void begin(String hex) {
    cut.begin(HexFormat.ofDelimiter(" ").parseHex(hex), CUT_AT);
  }

  @Test
  void bothPartsMakeAGoodTelegram() {
    begin(BEGIN);
    hear("56 34 12", 600);
    assertThat(cut.wentOn()).isFalse();
    hear("2D 2C 01 ED 16", 620);

    assertThat(cut.wentOn()).isTrue();
    assertThat(profile.doubts()).as("requests have collided with the rest").isEqualTo(1);
    // The next pause is waited for: a telegram with one of 600 ms comes in one piece.
    assertThat(profile.packing().pause(new BusTiming(2400), 0))
        .isGreaterThan(Duration.ofMillis(600).toNanos());
  }

  /** The line returns the request that is sent in the pause, before the rest comes. */
  @Test
  void echoOfTheNextRequestIsNoPartOfIt() {
    begin(BEGIN);
    cut.sent(new byte[] {0x10, 0x40, 0x06, 0x46, 0x16}, true);
    hear("10 40", 200);
    hear("06 46 16", 210);
    hear(REST, 600);

    assertThat(cut.wentOn()).isTrue();
    assertThat(profile.packing().pause(new BusTiming(2400), 0))
        .isGreaterThan(Duration.ofMillis(600).toNanos());
  }

  /** The last octet of its data is another one, so its checksum would be EE. */
  @Test
  void otherOctetsAreNotItsRest() {
    begin(BEGIN);
    hear(REST.replace("01", "02"), 600);

    assertThat(cut.wentOn()).isFalse();
    assertThat(profile.doubts()).isZero();
  }

  @Test
  void whatComesMuchLaterIsNotItsRest() {
    begin(BEGIN);
    hear(REST, 1500);
    assertThat(cut.wentOn()).isFalse();
  }

  /** Octets of superposed telegrams have no header with two equal lengths. */
  @Test
  void whatHasNoGoodHeaderHasNoRest() {
    begin(BEGIN.replace("0A 0A", "0A 08"));
    hear(REST, 600);
    assertThat(cut.wentOn()).isFalse();
  }

  @Test
  void nextRequestHasNotCollidedWithWhatIsOver() {
    begin(BEGIN);
    hear(REST, 600);
    cut.clear();
    hear("E5", 700);
    assertThat(cut.wentOn()).isFalse();
  }
}
