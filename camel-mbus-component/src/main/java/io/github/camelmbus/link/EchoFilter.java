package io.github.camelmbus.link;

import java.util.Arrays;

/** Recognises the echo of a request. Confined to the bus thread. */
final class EchoFilter {
  private final byte[] request;
  private boolean seen;
  private int discarded;

  EchoFilter(byte[] request) {
    this.request = request;
  }

  /** Whether a frame is the echo of the request: the first frame equal to it. */
  boolean takes(byte[] frame) {
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
