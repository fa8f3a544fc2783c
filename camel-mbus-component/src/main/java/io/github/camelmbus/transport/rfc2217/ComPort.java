package io.github.camelmbus.transport.rfc2217;

import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineClock;
import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.LineUnavailableException;
import io.github.camelmbus.transport.LineUnavailableException.Reason;
import io.github.camelmbus.transport.rfc2217.TelnetOptions.State;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;

/**
 * The serial port at the other end: negotiates the COM-PORT-OPTION, sets the port, and waits for
 * the confirmations.
 */
final class ComPort {
  private static final int SHOWN_OCTETS = 32;

  private final LineAddress line;
  private final TelnetConnection telnet;
  private final LineClock clock;
  private final Duration timeout;

  /**
   * @param timeout for each change of settings, and for connecting together with {@link #open}.
   */
  ComPort(LineAddress line, TelnetConnection telnet, LineClock clock, Duration timeout) {
    this.line = line;
    this.telnet = telnet;
    this.clock = clock;
    this.timeout = timeout;
  }

  /**
   * Negotiates the options and sets the port.
   *
   * @param deadline of all of it.
   * @throws LineUnavailableException naming the answer that came.
   */
  void open(LineSettings settings, long deadline) {
    telnet.send(telnet.options().requests());
    if (!telnet.await(this::negotiated, deadline)) {
      throw notNegotiated();
    }
    if (comPort() == State.REFUSED) {
      throw speaksNot(
          "it speaks telnet, but refuses the COM-PORT-OPTION (IAC DONT 44)", switchItOn());
    }
    set(ComPortCommand.of(settings), deadline);
    requireBinary();
    telnet.send(ComPortCommand.silence());
    discard();
  }

  /**
   * Changes the settings, and discards octets received with the old ones.
   *
   * @throws LineUnavailableException if the server does not take them, or does not confirm.
   */
  void change(LineSettings settings) {
    set(ComPortCommand.of(settings), deadline());
    discard();
  }

  private void discard() {
    telnet.send(ComPortCommand.purgeReceived());
    telnet.takeData();
  }

  private long deadline() {
    return clock.nanos() + timeout.toNanos();
  }

  private State comPort() {
    return telnet.options().ours(Telnet.COM_PORT_OPTION);
  }

  private boolean negotiated() {
    return comPort() != State.ASKED;
  }

  private void set(Map<ComPortCommand, byte[]> values, long deadline) {
    ByteArrayOutputStream commands = new ByteArrayOutputStream();
    values.forEach(
        (command, value) -> {
          telnet.forgetAnswer(answerCode(command));
          commands.writeBytes(command.octets(value));
        });
    telnet.send(commands.toByteArray());
    values.forEach((command, value) -> confirm(command, value, deadline));
  }

  private void confirm(ComPortCommand command, byte[] wanted, long deadline) {
    int code = answerCode(command);
    telnet.await(() -> telnet.answer(code) != null || cameBack(command), deadline);
    byte[] actual = telnet.answer(code);
    if (actual == null) {
      throw notConfirmed(command);
    }
    if (!Arrays.equals(wanted, actual)) {
      throw unavailable(
          Reason.SETTING,
          "%s does not take %s=%s, it stays at %s"
              .formatted(
                  server(), command.setting(), command.inWords(wanted), command.inWords(actual)));
    }
  }

  private static int answerCode(ComPortCommand command) {
    return command.code() + ComPortCommand.ANSWER;
  }

  /** Whether the command itself was received, which a server never sends. */
  private boolean cameBack(ComPortCommand command) {
    return telnet.answer(command.code()) != null;
  }

  private LineUnavailableException notConfirmed(ComPortCommand command) {
    if (cameBack(command)) {
      return speaksNot(
          "what was sent came back unchanged, so it passes octets to a converter with echo",
          useTcp());
    }
    return unavailable(
        Reason.SETTING,
        "%s did not confirm %s within %d ms"
            .formatted(server(), command.rfcName(), timeout.toMillis()));
  }

  private void requireBinary() {
    TelnetOptions options = telnet.options();
    if (options.ours(Telnet.BINARY) == State.REFUSED
        || options.theirs(Telnet.BINARY) == State.REFUSED) {
      throw unavailable(
          Reason.SETTING,
          server()
              + " refuses binary transmission (telnet option 0), without which octets are changed:"
              + " use its raw TCP port and tcp://host:port");
    }
  }

  private LineUnavailableException notNegotiated() {
    if (telnet.telnetSeen()) {
      return speaksNot(
          "it speaks telnet, but did not answer the COM-PORT-OPTION (IAC WILL 44) within "
              + timeout.toMillis()
              + " ms",
          switchItOn());
    }
    byte[] came = telnet.takeData();
    String what =
        came.length == 0
            ? "it answered nothing to the telnet negotiation within " + timeout.toMillis() + " ms"
            : "it sent " + inWords(came) + " and no telnet command";
    return speaksNot(what + ", so it speaks raw TCP", useTcp());
  }

  /** The server closed the connection while it was negotiated. */
  LineUnavailableException closedEarly(LineUnavailableException cause) {
    byte[] came = telnet.takeData();
    String said = came.length == 0 ? "" : " (it sent " + inWords(came) + ")";
    return new LineUnavailableException(
        line.text(),
        Reason.REFUSED,
        server()
            + " closed the connection before the port was set"
            + said
            + ": is another program connected to it?",
        cause);
  }

  private LineUnavailableException speaksNot(String what, String remedy) {
    return unavailable(
        Reason.OTHER, server() + " does not speak RFC 2217: " + what + "; " + remedy);
  }

  private String useTcp() {
    return "use tcp://" + line.rest() + ", or switch RFC 2217 on at the gateway";
  }

  private String switchItOn() {
    return "switch RFC 2217 on at the gateway, or use its raw TCP port and tcp://host:port";
  }

  private String server() {
    return "the server at " + line.rest();
  }

  private LineUnavailableException unavailable(Reason reason, String message) {
    return new LineUnavailableException(line.text(), reason, message);
  }

  /** As text if it is printable, such as {@code Port already in use}; otherwise in hexadecimal. */
  private static String inWords(byte[] octets) {
    byte[] shown = Arrays.copyOf(octets, Math.min(octets.length, SHOWN_OCTETS));
    String text = new String(shown, StandardCharsets.US_ASCII).strip();
    return text.chars().allMatch(c -> c >= ' ' && c <= '~')
        ? "'" + text + "'"
        : HexFormat.ofDelimiter(" ").withUpperCase().formatHex(shown);
  }
}
