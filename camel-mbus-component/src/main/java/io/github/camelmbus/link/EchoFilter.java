package io.github.camelmbus.link;

import java.util.Arrays;

/** Recognises the echo of a request. Confined to the bus thread. */
final class EchoFilter {
  private final byte[] request;
  private final byte[] broadcast;
  private boolean seen;
  private int discarded;

  /**
   * @param broadcast sent last without waiting for anything: on a slow line its echo comes later.
   */
  EchoFilter(byte[] request, byte[] broadcast) {
    this.request = request;
    this.broadcast = broadcast;
  }

  /**
   * Whether a frame is an echo: the first frame equal to the request, or one equal to the
   * broadcast.
   */
  boolean takes(byte[] frame) {
    if (Arrays.equals(frame, broadcast)) {
      return true;
    }
    if (seen || !Arrays.equals(frame, request)) {
      return false;
    }
    seen = true;
    return true;
  }

  /**
   * Takes octets that nobody waits for, as after a request that no meter answers.
   *
   * @return how many of the first ones continue the echo of the request, or begin it.
   */
  int takeDiscarded(byte[] octets, int count) {
    int taken = 0;
    while (!seen && taken < count && octets[taken] == request[discarded]) {
      taken++;
      seen = ++discarded == request.length;
    }
    if (taken < count) {
      discarded = 0;
    }
    return taken;
  }

  boolean seen() {
    return seen;
  }
}
