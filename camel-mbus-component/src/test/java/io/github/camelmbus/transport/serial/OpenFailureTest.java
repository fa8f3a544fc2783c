package io.github.camelmbus.transport.serial;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.transport.LineUnavailableException;
import io.github.camelmbus.transport.LineUnavailableException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests run as root may open any port, so that errors are made up here by their numbers. */
class OpenFailureTest {
  private static final List<SerialPortInfo> PORTS =
      List.of(new SerialPortInfo(0, "/dev/ttyACM0", "Quad", 0x1A86, 0x55D5, "QUAD000001", null));

  @ParameterizedTest
  @CsvSource({
    "false, 1,  PERMISSION", // EPERM
    "false, 2,  BUSY", // open in this program
    "false, 6,  NOT_FOUND", // ENXIO
    "false, 11, BUSY", // EAGAIN, Linux
    "false, 13, PERMISSION", // EACCES
    "false, 16, BUSY", // EBUSY
    "false, 19, NOT_FOUND", // ENODEV
    "false, 22, SETTING", // EINVAL
    "false, 25, OTHER", // ENOTTY
    "false, 35, BUSY", // EAGAIN, macOS
    "true,  2,  NOT_FOUND", // ERROR_FILE_NOT_FOUND
    "true,  5,  BUSY", // ERROR_ACCESS_DENIED
    "true,  32, BUSY", // ERROR_SHARING_VIOLATION
    "true,  87, SETTING", // ERROR_INVALID_PARAMETER
    "true,  31, OTHER" // ERROR_GEN_FAILURE
  })
  void errorNumbersHaveTheirReason(boolean windows, int code, Reason reason) {
    assertThat(OpenFailure.of("COM3", "/dev/x", code, windows, PORTS).reason()).isEqualTo(reason);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void missingPermissionNamesTheGroupToJoin(@TempDir Path folder) throws IOException {
    Path device = device(folder, "rw-rw----");
    String group = Files.readAttributes(device, PosixFileAttributes.class).group().getName();

    assertThat(failure(device.toString(), 13))
        .hasMessage(
            "/dev/ttyUSB0: no permission to open "
                + device
                + ": it belongs to the group "
                + group
                + ", sudo usermod -aG "
                + group
                + " $USER, then log in again; a container needs the device passed in");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void groupThatMayNotOpenThePortEitherIsNotOneToJoin(@TempDir Path folder) throws IOException {
    Path device = device(folder, "rw-------");

    assertThat(failure(device.toString(), 13))
        .hasMessageContaining("only its owner " + Files.getOwner(device).getName() + " may open it")
        .hasMessageNotContaining("usermod");
  }

  private static Path device(Path folder, String permissions) throws IOException {
    Path device = Files.createFile(folder.resolve("ttyUSB0"));
    return Files.setPosixFilePermissions(device, PosixFilePermissions.fromString(permissions));
  }

  @Test
  void portThatVanishedMeanwhileStillGetsAHint() {
    assertThat(failure("/dev/no-such-port", 13))
        .hasMessageContaining("sudo usermod -aG dialout $USER, then log in again");
  }

  @Test
  void portWithoutHardwareIsAnsweredWithWhatIsThere() {
    assertThat(failure("/dev/ttyS3", 5))
        .hasMessageContaining("no hardware at /dev/ttyS3 (error 5)")
        .hasMessageEndingWith("there is /dev/ttyACM0 (Quad, usb:1A86:55D5:QUAD000001 usbIndex=0)");
  }

  @Test
  void missingPortOfWindowsIsAnsweredWithWhatIsThereAndTheUsbHint() {
    assertThat(OpenFailure.of("COM7", "COM7", 2, true, PORTS))
        .hasMessage(
            "COM7: there is no serial port at COM7; there is "
                + "/dev/ttyACM0 (Quad, usb:1A86:55D5:QUAD000001 usbIndex=0); "
                + "a line usb:VID:PID finds an adapter under any path");
  }

  @Test
  void whatIsNoSerialPortIsToldWithTheErrorNumber() {
    assertThat(failure("/etc/hostname", 25))
        .hasMessageContaining("/etc/hostname cannot be opened as a serial port (error 25)");
  }

  @Test
  void portThatRefusesItsSettingsIsTold() {
    assertThat(failure("/dev/ttyACM0", 22))
        .hasMessageContaining("does not take the bit rate, parity or stop bits asked for");
  }

  private static LineUnavailableException failure(String device, int code) {
    return OpenFailure.of("/dev/ttyUSB0", device, code, false, PORTS);
  }
}
