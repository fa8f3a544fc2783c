package io.github.camelmbus.transport.serial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.camelmbus.transport.DamagedOctets;
import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.LineUnavailableException;
import io.github.camelmbus.transport.LineUnavailableException.Reason;
import io.github.camelmbus.transport.Parity;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineTuningTest {
  private static final String LINE = "usb:0403:6001";
  private static final String REAL_PORT = "/dev/ttyUSB0";

  /** What {@code stty -a} prints of a tuned port at 2400 8E1. */
  private static final String TUNED =
      """
      speed 2400 baud; rows 0; columns 0; line = 0;
      intr = ^C; quit = ^\\; erase = ^?; start = ^Q; stop = ^S; min = 0; time = 1;
      parenb -parodd -cmspar cs8 hupcl -cstopb cread clocal -crtscts
      -ignbrk -brkint -ignpar -parmrk -inpck -istrip -inlcr -igncr -icrnl -ixon -ixoff
      -opost -isig -icanon -iexten -echo
      """;

  @Test
  void tunedPortShowsBadOctets() {
    LineTuning.Result result = verify(REAL_PORT, LineSettings.DEFAULT, TUNED);

    assertThat(result.damaged()).isEqualTo(DamagedOctets.SHOWN);
    assertThat(result.warnings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"brkint", "ignbrk", "ignpar", "parmrk", "inpck", "istrip", "ixon"})
  void modeThatHidesBadOctetsIsNamed(String mode) {
    LineTuning.Result result =
        verify(REAL_PORT, LineSettings.DEFAULT, TUNED.replace("-" + mode + " ", mode + " "));

    assertThat(result.damaged()).isEqualTo(DamagedOctets.DROPPED);
    assertThat(result.warnings())
        .singleElement()
        .asString()
        .contains("the port keeps " + mode + " on", "collision of meters may look like silence");
  }

  @ParameterizedTest
  @CsvSource({
    "EVEN, -parenb -parodd, none",
    "EVEN, parenb parodd,   odd",
    "ODD,  parenb -parodd,  even",
    "NONE, parenb -parodd,  even"
  })
  void portThatRefusesTheParityIsNotUsed(Parity wanted, String modes, String actual) {
    String report = TUNED.replace("parenb -parodd", modes);

    assertRefused(
        settings(2400, wanted, 1),
        report,
        "does not take parity=" + wanted.name().toLowerCase(Locale.ROOT),
        "parity=" + actual);
  }

  @Test
  void portThatRefusesTheBitRateIsNotUsed() {
    assertRefused(
        settings(300, Parity.EVEN, 1), TUNED, "does not take baudRate=300", "baudRate=2400");
  }

  @Test
  void portThatRefusesTwoStopBitsIsNotUsed() {
    assertRefused(settings(2400, Parity.EVEN, 2), TUNED, "does not take stopBits=2", "stopBits=1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/dev/pts/7", "/dev/ttys003"})
  void pseudoTerminalGoesOnWithoutParityAndSaysSo(String device) {
    LineTuning.Result result =
        verify(device, LineSettings.DEFAULT, TUNED.replace("parenb", "-parenb"));

    // The program behind it may drop bad octets.
    assertThat(result.damaged()).isEqualTo(DamagedOctets.UNKNOWN);
    assertThat(result.warnings())
        .singleElement()
        .asString()
        .contains("set parity=none", "--parity none");
  }

  @Test
  void withoutSttyTheUserIsTold() {
    LineTuning tuning = new LineTuning("no-such-stty", "Linux");

    assertBlind(tuning.tune(LINE, REAL_PORT, LineSettings.DEFAULT), "'no-such-stty' failed");
  }

  @Test
  void sttyThatTellsNothingIsToldToTheUser() {
    LineTuning tuning = new LineTuning("echo", "Linux"); // prints its arguments, as an error would

    assertBlind(
        tuning.tune(LINE, REAL_PORT, LineSettings.DEFAULT), "'echo' failed (-F /dev/ttyUSB0 -a)");
  }

  /** The app ends while a port is opened: nothing is wrong with it, and nobody is warned. */
  @Test
  void anInterruptEndsTheOpening() {
    LineTuning tuning = new LineTuning("echo", "Linux");
    Thread.currentThread().interrupt();

    assertThatExceptionOfType(LineUnavailableException.class)
        .isThrownBy(() -> tuning.tune(LINE, REAL_PORT, LineSettings.DEFAULT))
        .withMessage(LINE + ": interrupted while the port was opened")
        .extracting(LineUnavailableException::reason)
        .isEqualTo(Reason.CLOSED);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void windowsUserIsTold() {
    LineTuning tuning = new LineTuning("stty", "Windows 11");

    assertBlind(tuning.tune("COM3", "COM3", LineSettings.DEFAULT), "on this operating system");
  }

  private static void assertBlind(LineTuning.Result result, String why) {
    assertThat(result.damaged()).isEqualTo(DamagedOctets.UNKNOWN);
    assertThat(result.warnings())
        .singleElement()
        .asString()
        .contains(why, "collision of meters may look like silence");
  }

  private static void assertRefused(LineSettings wanted, String report, String... words) {
    assertThatExceptionOfType(LineUnavailableException.class)
        .isThrownBy(() -> verify(REAL_PORT, wanted, report))
        .withMessageStartingWith(LINE + ": ")
        .withMessageContainingAll(words)
        .extracting(LineUnavailableException::reason)
        .isEqualTo(Reason.SETTING);
  }

  private static LineTuning.Result verify(String device, LineSettings wanted, String report) {
    return LineTuning.verify(LINE, device, wanted, LineState.parse(report));
  }

  private static LineSettings settings(int baudRate, Parity parity, int stopBits) {
    return new LineSettings(baudRate, parity, stopBits);
  }
}
