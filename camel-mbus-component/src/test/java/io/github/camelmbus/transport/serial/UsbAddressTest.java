package io.github.camelmbus.transport.serial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineUnavailableException;
import io.github.camelmbus.transport.LineUnavailableException.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsbAddressTest {
  /** A board port, a single adapter, and two quad adapters whose ports differ by nothing. */
  private static final List<SerialPortInfo> PORTS =
      SerialPorts.ordered(
          List.of(
              usb("/dev/ttyACM10", 0x1A86, 0x55D5, "QUAD000002", "1-4"),
              usb("/dev/ttyACM1", 0x1A86, 0x55D5, "QUAD000001", "1-3"),
              usb("/dev/ttyACM0", 0x1A86, 0x55D5, "QUAD000001", "1-3"),
              usb("/dev/ttyACM2", 0x1A86, 0x55D5, "QUAD000002", "1-4"),
              new SerialPortInfo(0, "/dev/ttyS0", "Physical Port S0", -1, -1, null, null),
              usb("/dev/ttyUSB0", 0x0403, 0x6001, null, "1-2")));

  private static SerialPortInfo usb(String path, int vid, int pid, String serial, String location) {
    return new SerialPortInfo(0, path, "USB Serial", vid, pid, serial, location);
  }

  @ParameterizedTest
  @CsvSource({
    "usb:0403:6001,            -1, /dev/ttyUSB0",
    "usb:403:6001,             -1, /dev/ttyUSB0",
    "usb:0403:6001,             0, /dev/ttyUSB0",
    "usb:1a86:55d5,             0, /dev/ttyACM0",
    "usb:1A86:55D5,             3, /dev/ttyACM10",
    "USB:1a86:55D5:QUAD000002,  0, /dev/ttyACM2",
    "usb:1A86:55D5:quad000002,  1, /dev/ttyACM10"
  })
  void adapterIsFoundByVendorProductSerialAndIndex(String line, int usbIndex, String path) {
    assertThat(address(line).choose(PORTS, usbIndex).path()).isEqualTo(path);
  }

  @Test
  void severalAdaptersAreListedWithTheIndexThatChooses() {
    assertThatExceptionOfType(LineUnavailableException.class)
        .isThrownBy(() -> address("usb:1A86:55D5:QUAD000002").choose(PORTS, -1))
        .withMessage(
            "usb:1A86:55D5:QUAD000002: 2 ports match, choose one: "
                + "usbIndex=0 is /dev/ttyACM2 (USB Serial, serial QUAD000002, location 1-4), "
                + "usbIndex=1 is /dev/ttyACM10 (USB Serial, serial QUAD000002, location 1-4)")
        .extracting(LineUnavailableException::reason)
        .isEqualTo(Reason.AMBIGUOUS);
  }

  @Test
  void missingAdapterIsAnsweredWithWhatIsThere() {
    assertThatExceptionOfType(LineUnavailableException.class)
        .isThrownBy(() -> address("usb:10C4:EA60").choose(PORTS, -1))
        .withMessageContainingAll(
            "usb:10C4:EA60: no such USB adapter; there is ",
            "/dev/ttyACM1 (USB Serial, usb:1A86:55D5:QUAD000001 usbIndex=1, location 1-3)",
            "/dev/ttyS0 (Physical Port S0)",
            "/dev/ttyUSB0 (USB Serial, usb:0403:6001 usbIndex=0, location 1-2)")
        .extracting(LineUnavailableException::reason)
        .isEqualTo(Reason.NOT_FOUND);
  }

  @Test
  void noPortAtAllIsSaid() {
    assertThatExceptionOfType(LineUnavailableException.class)
        .isThrownBy(() -> address("usb:10C4:EA60").choose(List.of(), -1))
        .withMessageContaining("there is no serial port; is the adapter plugged in?");
  }

  @Test
  void indexBeyondThePortsIsAnsweredWithThoseThatMatch() {
    assertThatExceptionOfType(LineUnavailableException.class)
        .isThrownBy(() -> address("usb:0403:6001").choose(PORTS, 1))
        .withMessageContainingAll("usbIndex=1", "usbIndex=0 is /dev/ttyUSB0")
        .extracting(LineUnavailableException::reason)
        .isEqualTo(Reason.NOT_FOUND);
  }

  @ParameterizedTest
  @ValueSource(strings = {"usb:1A86", "usb:1A86:", "usb:1A86:XYZ", "usb:11A86:55D5"})
  void otherFormsAreAnsweredWithTheRightOne(String line) {
    UsbTransportProvider provider = new UsbTransportProvider();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> provider.validate(LineAddress.parse(line)))
        .withMessageContainingAll("usb:VID:PID[:serial]", "hex digits");
  }

  @Test
  void portsStandInTheOrderOfTheirNumbers() {
    assertThat(PORTS)
        .extracting(SerialPortInfo::path)
        .containsExactly(
            "/dev/ttyACM0",
            "/dev/ttyACM1",
            "/dev/ttyACM2",
            "/dev/ttyACM10",
            "/dev/ttyS0",
            "/dev/ttyUSB0");
  }

  @Test
  void usbLineAndIndexOfAPortLeadBackToIt() {
    assertThat(PORTS)
        .filteredOn(SerialPortInfo::isUsb)
        .allSatisfy(
            port ->
                assertThat(address(port.usbLine()).choose(PORTS, port.index())).isEqualTo(port));
  }

  private static UsbAddress address(String line) {
    return UsbAddress.parse(LineAddress.parse(line));
  }
}
