package io.github.camelmbus.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.reading.TextLine.NoTelegram;
import io.github.camelmbus.reading.TextLine.Octets;
import io.github.camelmbus.reading.TextLine.Received;
import io.github.camelmbus.reading.TextLine.ReceivedPart;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each line is {@code 68 1B 1B 68 0A}, or says that it is no telegram. */
class TextLineTest {
  private static final String OCTETS = "681b1b680a";

  private static String hex(byte[] octets) {
    return HexFormat.of().formatHex(octets);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "681B1B680A",
        "68 1b 1B 68 0a",
        "  681B 1B68\t0A # a comment",
        "68:1B:1B:68:0A",
        "68-1B-1B-68-0A",
        "0x68, 0x1B, 0x1B, 0x68, 0x0A",
        "0x68,0x1b,0x1b,0x68,0x0a,",
        "0X68 0X1B 0X1B 0X68 0X0A",
        "0x681B1B680A",
        "0x680x1B0x1B0x680x0A",
        "68,1B,1B,68,0A",
        "68; 1B; 1B; 68; 0A",
        "\"68 1B 1B 68 0A\",",
        "'681B1B680A'",
        "\"68\", \"1B\", \"1B\", \"68\", \"0A\"",
        "['0x68', '0x1b', '0x1b', '0x68', '0x0a']",
        "[0x68, 0x1b, 0x1b, 0x68, 0x0a]",
        "681B_1B68_0A",
        "|681B|1B680A|",
        "{0x68, 0x1B, 0x1B, 0x68, 0x0A};",
        "const unsigned char telegram[5] = { 0x68,0x1B,0x1B,0x68,0x0A };",
        "uint8_t t[] = {0x68, 0x1B, 0x1B, 0x68, 0x0A,};",
        "char t[] = {0x68, /* L */ 0x1B, 0x1B, 0x68, 0x0A}; // heat",
        "0x68, 0x1B, 0x1B, 0x68, 0x0A // heat",
        "\\x68\\x1b\\x1b\\x68\\x0a",
        "\"\\x68\\x1b\\x1b\\x68\\x0a\"",
        "b'h\\x1b\\x1bh\\n'",
        "data = b\"h\\x1b\\x1bh\\x0a\"",
        "telegram=|681B1B68_0A|",
        "// telegram=|681B|1B680A|+32",
        "(wmbus) 2024-01-01_10:00:00 telegram=|681B1B680A|+5",
        "T1;1;1;2024-01-01 10:00:00.000;90;140;12345678;0x681b1b680a",
        "[2024-01-01 10:00:00] 68 1B 1B 68 0A",
        "2024-01-01T10:00:00.123Z: 681B1B680A",
        "10:00:00 68:1B:1B:68:0A",
        "2024-01-01 0x68,0x1B,0x1B,0x68,0x0A",
      })
  void octetsAreTheSameInEveryNotation(String line) {
    assertThat(TextLine.of(line))
        .isInstanceOfSatisfying(
            Octets.class, found -> assertThat(hex(found.octets())).isEqualTo(OCTETS));
  }

  @Test
  void printableOctetsOfPythonAreLetters() {
    // 23h is #, which starts no comment here; 27h and 5Ch have a backslash in front.
    assertThat(TextLine.of("INFO b'\\x68#r\\'\\\\\\t'"))
        .isInstanceOfSatisfying(
            Octets.class, found -> assertThat(hex(found.octets())).isEqualTo("682372275c09"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "12:17:31.909 DEBUG tcp://10.0.0.5:10001 RECEIVED 68 1B 1B 68 0A",
        "12:17:31.909 DEBUG /dev/ttyUSB0 DISCARDED 68 1B 1B 68 0A",
        "2024-01-01 10:00:00.000 DEBUG 1 --- [line] i.g.c.m.Bus : sim:house RECEIVED 68 1B 1B 68 0A",
      })
  void ownTraceHasWhatWasReceived(String line) {
    assertThat(TextLine.of(line))
        .isInstanceOfSatisfying(
            Received.class, found -> assertThat(hex(found.octets())).isEqualTo(OCTETS));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[2024-01-01 10:00:00Z] RECV (005): 68 1B 1B 68 0A",
        "[2024-01-01 10:00:00] RECV (5): 68 1B 1B 68 0A",
        "INFO:meterbus.serial:RECV (005) 68 1B 1B 68 0A",
        "RECV (005) 68:1B:1B:68:0A",
      })
  void debugOutputOfOtherLibrariesHasWhatWasReceived(String line) {
    assertThat(TextLine.of(line))
        .isInstanceOfSatisfying(
            ReceivedPart.class, found -> assertThat(hex(found.octets())).isEqualTo(OCTETS));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "# 68 1B",
        "12:17:31.909 DEBUG tcp://10.0.0.5:10001 SENT 10 7B 05 80 16",
        "12:17:31.909 DEBUG tcp://10.0.0.5:10001: closed",
        "[2024-01-01 10:00:00Z] SEND (005): 10 7B 05 80 16",
        "INFO:meterbus.serial:SEND (005) 10 7B 05 80 16",
      })
  void otherLinesOfALogAreNoTelegrams(String line) {
    assertThat(TextLine.of(line)).isInstanceOf(NoTelegram.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello",
        "68 15 15 6",
        "6815156G",
        "68:1B-1B",
        "68, 1B: 1B",
        "10:00:00.123",
        "2024-01-01T10:00:00Z",
        "0x68, 0x1G",
        "0x68, 27",
        "12:17:31.909 RECEIVED 68 1",
        "b'\\x6",
        "b'\\x6z'",
        "'\\x68\\q'",
        "{\"telegram\": \"68\"}",
        "telegram=|681|",
      })
  void otherTextIsInNoNotation(String line) {
    assertThat(TextLine.of(line)).isNull();
  }

  @Test
  void longLinesOfEveryKindAreReadWithoutRecursion() {
    for (String part : new String[] {"68,", "0x68", "68:", "\"", "_", "{", "68_", "[", "68 "}) {
      TextLine.of(part.repeat(8 * 1024 / part.length()));
      TextLine.of("RECV (1) " + part.repeat(8 * 1024 / part.length()) + "x");
    }
  }
}
