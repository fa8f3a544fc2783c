package io.github.camelmbus.link;

import java.util.Arrays;

/** Recognises the echo of a request. Confined to the bus thread. */
final class EchoFilter {
  private final byte[] request;
  private boolean seen;

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

  boolean seen() {
    return seen;
  }
}
