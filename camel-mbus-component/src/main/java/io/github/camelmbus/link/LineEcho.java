package io.github.camelmbus.link;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The master's own octets, where the line returns them: what of them may still come. Confined to
 * the bus thread.
 */
final class LineEcho {
  private static final Logger LOG = LoggerFactory.getLogger(LineEcho.class);

  private final String line;
  private final boolean possible;
  private byte[] lastBroadcast = {};
  private boolean seen;

  /** Of the last request, where its echo has not come yet and may; otherwise null. */
  private @Nullable EchoFilter expected;

  /**
   * @param line the line as text, for messages.
   */
  LineEcho(String line, Echo setting) {
    this.line = line;
    this.possible = setting != Echo.OFF;
  }

  boolean possible() {
    return possible;
  }

  /** Whether the line has returned the master's octets. */
  boolean seen() {
    return seen;
  }

  /** Sent last without waiting for anything: on a slow line its echo comes later. */
  byte[] lastBroadcast() {
    return lastBroadcast;
  }

  void broadcast(byte[] octets) {
    lastBroadcast = octets.clone();
  }

  void sent(byte[] octets) {
    expected = possible ? new EchoFilter(octets, lastBroadcast) : null;
  }

  /** The echo of the last request came. */
  void came() {
    expected = null;
    if (!seen) {
      seen = true;
      LOG.info("{}: the line echoes what is sent; the echo is removed", line);
    }
  }

  /** How many of the octets that nobody waits for are the echo of the last request. */
  int take(byte[] octets, int count) {
    if (expected == null) {
      return 0;
    }
    int echo = expected.takeDiscarded(octets, count);
    if (expected.seen()) {
      came();
    }
    return echo;
  }
}
