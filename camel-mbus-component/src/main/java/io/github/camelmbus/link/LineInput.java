package io.github.camelmbus.link;

import io.github.camelmbus.transport.Transport;
import java.util.Arrays;

/** The octets that a line delivers, without the echo of a wake-up. Confined to the bus thread. */
final class LineInput {
  private final Transport transport;
  private final OpticalWakeUp wakeUp;
  private final LineProfile profile;
  private final CutTelegram cut;
  private final byte[] chunk = new byte[512];

  LineInput(Transport transport, OpticalWakeUp wakeUp, LineProfile profile, CutTelegram cut) {
    this.transport = transport;
    this.cut = cut;
    this.wakeUp = wakeUp;
    this.profile = profile;
  }

  long now() {
    return transport.clock().nanos();
  }

  /** Waits for octets until a time; returns how many came. */
  int read(long deadline) {
    while (true) {
      int count = transport.read(chunk, deadline);
      int rest = wakeUp.withoutEcho(chunk, count);
      profile.heard(count - rest);
      profile.sevenDataBits().heard(chunk, rest);
      if (rest > 0) {
        cut.hear(chunk, rest, now());
      }
      if (count == 0 || rest > 0) {
        return rest;
      }
    }
  }

  /** What {@link #read} delivered, from index 0; overwritten by the next call. */
  byte[] chunk() {
    return chunk;
  }

  /** A copy of what {@link #read} delivered. */
  byte[] octets(int count) {
    return Arrays.copyOf(chunk, count);
  }
}
