package io.github.camelmbus.kmp.head;

import io.github.camelmbus.line.LineConnection;
import io.github.camelmbus.transport.Transport;
import java.time.Duration;

/** The protocol on one transport. Confined to the thread of the line. */
final class KmpConnection implements LineConnection<KmpSession> {
  private final String line;
  private final Transport transport;
  private final KmpSettings settings;
  private final OctetListener listener;
  private long notBefore;

  KmpConnection(String line, Transport transport, KmpSettings settings, OctetListener listener) {
    this.line = line;
    this.transport = transport;
    this.settings = settings;
    this.listener = listener;
    this.notBefore = transport.clock().nanos();
  }

  @Override
  public KmpSession session(long nanos) {
    long until = nanos == Long.MAX_VALUE ? nanos : transport.clock().nanos() + nanos;
    return new KmpSession(line, transport, settings, this, until);
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

  void report(boolean sent, byte[] octets) {
    listener.octets(sent, octets);
  }
}
