package io.github.camelmbus.transport.serial;

import io.github.camelmbus.transport.DamagedOctets;
import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.LineUnavailableException;
import io.github.camelmbus.transport.LineUnavailableException.Reason;
import io.github.camelmbus.transport.Parity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Makes an open port deliver damaged octets, and verifies its settings.
 *
 * <p>With parity on, jSerialComm makes a POSIX terminal drop octets with parity or framing errors
 * and flush its queues on a break, which is how a collision of meters appears. {@code stty} reverts
 * that on the open port: parity is still sent, damaged octets are delivered as data, a break as
 * 00h. Each later change of bit rate or timeouts undoes the tuning.
 */
final class LineTuning {
  private static final List<String> UNWANTED =
      List.of("brkint", "ignbrk", "ignpar", "parmrk", "inpck", "istrip", "ixon");
  private static final Pattern PSEUDO_TERMINAL = Pattern.compile("/dev/(pts/\\d+|ttys\\d+)");
  private static final long STTY_SECONDS = 5;

  /**
   * The result of tuning.
   *
   * @param damaged whether damaged octets are delivered.
   * @param warnings for the user; empty if damaged octets are delivered and all settings are in
   *     effect.
   */
  record Result(DamagedOctets damaged, List<String> warnings) {
    Result {
      warnings = List.copyOf(warnings);
    }
  }

  private final String stty;
  private final boolean posix;
  private final String deviceOption;

  /**
   * @param stty the program.
   * @param osName the system property {@code os.name}.
   */
  LineTuning(String stty, String osName) {
    this.stty = stty;
    this.posix = !osName.startsWith("Windows");
    this.deviceOption = osName.startsWith("Linux") ? "-F" : "-f";
  }

  /**
   * Tunes an open port.
   *
   * @param device its path, without symbolic links.
   * @throws LineUnavailableException if the port has not taken its bit rate, parity or stop bits,
   *     or the thread is interrupted.
   */
  Result tune(String line, String device, LineSettings settings) {
    if (!posix) {
      return blind("on this operating system it is unknown whether");
    }
    try {
      run(Stream.concat(Stream.of(device), UNWANTED.stream().map(mode -> "-" + mode)).toList());
      // The exit code is ignored, as stty may fail for other reasons; the settings below decide.
      String report = run(List.of(device, "-a"));
      LineState state = LineState.parse(report);
      if (state.baudRate() < 0) {
        throw new IOException(report.strip());
      }
      return verify(line, device, settings, state);
    } catch (IOException e) {
      return blind(
          "'"
              + stty
              + "' failed ("
              + e.getMessage()
              + "), so the settings of the port are not verified, and it is not known whether");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LineUnavailableException(
          line, Reason.CLOSED, "interrupted while the port was opened", e);
    }
  }

  private static Result blind(String why) {
    return new Result(
        DamagedOctets.UNKNOWN,
        List.of(
            why
                + " octets with parity errors are dropped; a collision of meters may look like"
                + " silence, and a search takes longer"));
  }

  /** Compares the actual settings of a port with the requested ones. */
  static Result verify(String line, String device, LineSettings wanted, LineState actual) {
    List<String> warnings = new ArrayList<>();
    if (actual.baudRate() > 0) { // stty prints 0 for unknown rates
      checkSetting(line, "baudRate", wanted.baudRate(), actual.baudRate());
    }
    checkSetting(line, "stopBits", wanted.stopBits(), actual.stopBits());
    if (isPseudoTerminal(device) && actual.parity() == Parity.NONE) {
      // A pseudo terminal has no parity bits, so the line works without parity.
      if (wanted.parity() != Parity.NONE) {
        warnings.add(
            "a pseudo terminal has no parity, so the line is used without; set parity=none for this"
                + " line (--parity none of commands)");
      }
    } else {
      checkSetting(line, "parity", wanted.parity(), actual.parity());
    }
    List<String> left = actual.on(UNWANTED);
    // The other end of a pseudo terminal is a program, which may drop damaged octets or deliver
    // them.
    DamagedOctets damaged = isPseudoTerminal(device) ? DamagedOctets.UNKNOWN : DamagedOctets.SHOWN;
    if (!left.isEmpty()) {
      damaged = DamagedOctets.DROPPED;
      warnings.add(
          "the port keeps "
              + String.join(", ", left)
              + " on; a collision of meters may look like"
              + " silence, and a search takes longer");
    }
    return new Result(damaged, warnings);
  }

  static boolean isPseudoTerminal(String device) {
    return PSEUDO_TERMINAL.matcher(device).matches();
  }

  private static void checkSetting(String line, String option, Object wanted, Object actual) {
    if (!wanted.equals(actual)) {
      String asked = String.valueOf(wanted).toLowerCase(Locale.ROOT);
      String got = String.valueOf(actual).toLowerCase(Locale.ROOT);
      throw new LineUnavailableException(
          line,
          Reason.SETTING,
          "the port does not take " + option + "=" + asked + ", it stays at " + option + "=" + got);
    }
  }

  private String run(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(stty, deviceOption));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    try {
      if (!process.waitFor(STTY_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("no end after " + STTY_SECONDS + " s");
      }
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    } finally {
      process.destroyForcibly();
    }
  }
}
