package io.github.camelmbus.transport.rfc2217;

import io.github.camelmbus.transport.DamagedOctets;
import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineClock;
import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.LineUnavailableException;
import io.github.camelmbus.transport.LineUnavailableException.Reason;
import io.github.camelmbus.transport.Transport;
import io.github.camelmbus.transport.tcp.TcpConnector;
import java.time.Duration;

/**
 * A serial port of a gateway, whose settings this end controls. Confined to the bus thread, but for
 * {@link #close()}.
 */
final class Rfc2217Transport implements Transport {
  private final Transport tcp;
  private final TelnetConnection telnet;
  private final ComPort port;

  private Rfc2217Transport(Transport tcp, TelnetConnection telnet, ComPort port) {
    this.tcp = tcp;
    this.telnet = telnet;
    this.port = port;
  }

  /**
   * Negotiates and sets the port.
   *
   * @param tcp a fresh connection; left open if this fails.
   * @param deadline on the clock of the connection.
   * @throws LineUnavailableException naming the answer that came instead of one of RFC 2217.
   */
  static Rfc2217Transport open(
      LineAddress line, Transport tcp, LineSettings settings, long deadline) {
    TelnetConnection telnet = new TelnetConnection(tcp);
    ComPort port = new ComPort(line, telnet, tcp.clock(), TcpConnector.timeout(settings));
    try {
      port.open(settings, deadline);
    } catch (LineUnavailableException e) {
      throw e.reason() == Reason.LOST ? port.closedEarly(e) : e;
    }
    return new Rfc2217Transport(tcp, telnet, port);
  }

  @Override
  public LineClock clock() {
    return tcp.clock();
  }

  @Override
  public void write(byte[] octets) {
    telnet.send(Telnet.escaped(octets));
  }

  @Override
  public int read(byte[] buffer, long deadline) {
    return telnet.read(buffer, deadline);
  }

  @Override
  public boolean configure(LineSettings settings) {
    port.change(settings);
    return true;
  }

  /** Some servers pass on damaged octets, others drop them. */
  @Override
  public DamagedOctets damagedOctets() {
    return DamagedOctets.UNKNOWN;
  }

  @Override
  public Duration longestDelay() {
    return tcp.longestDelay();
  }

  @Override
  public void close() {
    telnet.close();
  }
}
