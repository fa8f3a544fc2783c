package io.github.camelmbus.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineAddressTest {
  private final Transports transports = new Transports(LineAddressTest.class.getClassLoader());

  @ParameterizedTest
  @CsvSource({
    "/dev/ttyACM2,                /dev/ttyACM2,          serial, /dev/ttyACM2",
    "/dev/serial/by-path/pci-0:1, /dev/serial/by-path/pci-0:1, serial, /dev/serial/by-path/pci-0:1",
    "com3,                        COM3,                  serial, COM3",
    "tcp:gw:10001,                tcp://gw:10001,        tcp,    gw:10001",
    "TCP://gw:10001,              tcp://gw:10001,        tcp,    gw:10001",
    "tcp://GW.Local:10001,        tcp://gw.local:10001,  tcp,    gw.local:10001",
    "usb:1a86:55d5:ab/1,          usb:1A86:55D5:ab/1,    usb,    1A86:55D5:ab/1",
    "usb:1A86:55D5:AB/1,          usb:1A86:55D5:AB/1,    usb,    1A86:55D5:AB/1",
    "sim:house,                   sim:house,             sim,    house"
  })
  void spellingsOfOneLineAreEqual(String written, String text, String scheme, String rest) {
    assertThat(transports.line(written)).isEqualTo(new LineAddress(scheme, rest, text));
  }

  @Test
  void relativePathIsThatOfASerialPort() {
    String here = Path.of("").toAbsolutePath().toString();

    assertThat(transports.line("./pty").text()).isEqualTo(here + "/pty");
    assertThat(transports.line("../camel/pty").text())
        .isEqualTo(Path.of(here).resolveSibling("camel/pty").toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"./pty", "com3", "tcp:GW:10001", "usb:1a86:55d5:ab", "sim:house", "/dev/ttyUSB0"})
  void canonicalTextMeansTheSameLineAgain(String written) {
    LineAddress line = transports.line(written);

    assertThat(LineAddress.parse(line.text())).isEqualTo(line);
    assertThat(transports.line(line.text())).isEqualTo(line);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ttyUSB0", "tcp:", ":10001"})
  void otherTextIsAnsweredWithTheForms(String line) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> transports.line(line))
        .withMessageContainingAll("/dev/ttyUSB0", "COM3", "tcp://host:port", "usb:VID:PID", line);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/dev/ttyUSB0", "COM12", "tcp://gw:10001", "usb:0403:6001"})
  void eachSchemeHasItsTransport(String line) {
    LineAddress address = LineAddress.parse(line);

    assertThat(transports.provider(address).schemes()).contains(address.scheme());
  }

  @Test
  void unknownSchemeIsAnsweredWithTheKnownOnes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> transports.provider(LineAddress.parse("foo://gw:10001")))
        .withMessageContainingAll("foo", "/dev/ttyUSB0", "tcp://host:port", "usb:VID:PID");
  }

  /** The name begins as a scheme does, the number as nothing does. */
  @ParameterizedTest
  @ValueSource(strings = {"gw.example.org:10001", "192.0.2.5:10001"})
  void hostAndPortWithoutASchemeAreAnsweredWithTheLineThatIsMeant(String line) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> transports.line(line))
        .withMessageContaining("did you mean tcp://" + line + "?");
  }

  @Test
  void transportChecksTheFormOfItsLine() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> transports.provider(LineAddress.parse("serial:/dev/ttyUSB0")))
        .withMessageContaining("a serial line is the path of its port alone");
  }

  @Test
  void unavailableLineIsNamedFirst() {
    assertThatExceptionOfType(LineUnavailableException.class)
        .isThrownBy(
            () ->
                transports
                    .provider(LineAddress.parse("/dev/no-such-port"))
                    .open(LineAddress.parse("/dev/no-such-port"), LineSettings.DEFAULT))
        .withMessageStartingWith("/dev/no-such-port: there is no serial port");
  }
}
