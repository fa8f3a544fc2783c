package io.github.camelmbus.transport.rfc2217;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 854: commands within data, in chunks cut anywhere. */
class TelnetDecoderTest {
  private final List<String> came = new ArrayList<>();
  private final TelnetDecoder decoder =
      new TelnetDecoder(
          new TelnetDecoder.Listener() {
            @Override
            public void data(int octet) {
              came.add("%02X".formatted(octet));
            }

            @Override
            public void negotiation(int verb, int option) {
              came.add(verb + "/" + option);
            }

            @Override
            public void subnegotiation(int option, byte[] contents) {
              came.add(option + ":" + HexFormat.of().withUpperCase().formatHex(contents));
            }
          });

  @ParameterizedTest
  @CsvSource({
    "10 40 16,                         10 40 16", // data
    "FF FF,                            FF", // IAC IAC
    "FF FF FF FF,                      FF FF",
    "01 FF FB 00 02,                   01 251/0 02", // WILL BINARY
    "FF FD 2C,                         253/44", // DO COM-PORT-OPTION
    "FF FE FF,                         254/255", // the option may be 255 (RFC 861)
    "FF FA 2C 65 00 00 09 60 FF F0,    44:6500000960", // SET-BAUDRATE confirmed
    "FF FA 2C 65 00 00 FF FF 00 FF F0, 44:650000FF00", // FFh doubled in the contents
    "FF FA 2C FF F0,                   44:", // no contents
    "FF F1 05,                         05", // NOP
    "FF F9 FF F6 05,                   05", // GO AHEAD, ARE YOU THERE
    "FF FA 2C 65 FF FB 00 07,          251/0 07", // a subnegotiation that is not closed
    "0D 00 0D 0A,                      0D 00 0D 0A" // binary: no line ends
  })
  void octetsAreDataOrCommandsHoweverTheyAreCut(String octets, String expected) {
    byte[] all = HexFormat.of().parseHex(octets.replace(" ", ""));

    for (int cut = 0; cut <= all.length; cut++) {
      came.clear();
      decoder.decode(all, cut);
      byte[] rest = Arrays.copyOfRange(all, cut, all.length);
      decoder.decode(rest, rest.length);

      assertThat(String.join(" ", came)).as("cut at %d", cut).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {256, 257, 100_000})
  void subnegotiationWithoutEndTakesNoMemory(int length) {
    byte[] start = {(byte) 255, (byte) 250, 44};
    decoder.decode(start, 3);
    decoder.decode(new byte[length], length);
    decoder.decode(new byte[] {(byte) 255, (byte) 240, 7}, 3);

    assertThat(came).containsExactly("44:" + "00".repeat(256), "07");
  }

  @Test
  void onlyTheCountedOctetsAreTaken() {
    decoder.decode(new byte[] {1, 2, 3}, 2);

    assertThat(came).containsExactly("01", "02");
  }
}
