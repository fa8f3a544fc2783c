package io.github.camelmbus.kmp.head;

import io.github.camelmbus.kmp.head.KmpSettings.Way;
import io.github.camelmbus.line.LineConnection;
import io.github.camelmbus.transport.Transport;
import java.time.Duration;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The protocol on one transport. Confined to the thread of the line. */
final class KmpConnection implements LineConnection<KmpSession> {
  /** {@code --trace} shows the lines of this logger. */
  private static final Logger LOG = LoggerFactory.getLogger(OpticalHead.class);

  private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();

  private final HeadProtocol protocol;
  private final Transport transport;
  private long notBefore;

  KmpConnection(HeadProtocol protocol, Transport transport) {
    this.protocol = protocol;
    this.transport = transport;
    this.notBefore = transport.clock().nanos();
    boolean delays = protocol.settingsOfHead().way() == Way.NETWORK;
    protocol.window().connected(delays ? transport.longestDelay() : Duration.ZERO);
  }

  @Override
  public KmpSession session(long nanos) {
    long until = nanos == Long.MAX_VALUE ? nanos : transport.clock().nanos() + nanos;
    return new KmpSession(protocol, transport, this, until);
  }

  @Override
  public boolean hasSent(KmpSession session) {
    return session.requestsSent() > 0;
  }

  /** When the next request may be sent, on the clock of the line. */
  long notBefore() {
    return notBefore;
  }

  /** Nothing is sent for a while. */
  void pause(Duration time) {
    notBefore = transport.clock().nanos() + time.toNanos();
  }

  /** Logs a request, or a chunk as it came. */
  void report(boolean sent, byte[] octets) {
    if (LOG.isDebugEnabled()) {
      LOG.debug("{} {} {}", protocol.line(), sent ? "SENT" : "RECEIVED", HEX.formatHex(octets));
    }
  }
}
