package io.github.camelmbus.simulator;

import io.github.camelmbus.MBusFormatException;
import io.github.camelmbus.MBusFormatException.Fault;
import io.github.camelmbus.frame.Frame;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * Finds the frames in what the master sends. Octets that are no frame are skipped one by one, a
 * frame with a wrong checksum as a whole.
 */
final class RequestReceiver {
  /** Longer than any gap that a network makes inside a frame. */
  private static final long LONGEST_GAP = Duration.ofMillis(500).toNanos();

  private byte[] pending = {};
  private long lastEnd;
  private long badOctets;

  /**
   * Takes octets.
   *
   * @param start when the first one starts.
   * @param end when the last one is over.
   */
  void take(byte[] octets, long start, long end) {
    if (pending.length > 0 && start - lastEnd > LONGEST_GAP) {
      skip(pending.length);
    }
    int before = pending.length;
    pending = Arrays.copyOf(pending, before + octets.length);
    System.arraycopy(octets, 0, pending, before, octets.length);
    lastEnd = end;
  }

  /** Forgets a frame that has only partly arrived. */
  void clear() {
    pending = new byte[0];
  }

  /** How many octets are not yet part of a returned frame. */
  int pendingOctets() {
    return pending.length;
  }

  /** How many octets were no frame. */
  long badOctets() {
    return badOctets;
  }

  /** The next frame that is complete. */
  Optional<Frame> next() {
    while (pending.length > 0) {
      int length = pending.length;
      try {
        Frame frame = Frame.decode(pending);
        pending = new byte[0];
        return Optional.of(frame);
      } catch (MBusFormatException e) {
        if (e.fault() == Fault.TRUNCATED) {
          return Optional.empty();
        }
        length = frameLength(e, length);
      }
      Optional<Frame> frame = first(length);
      if (frame.isPresent()) {
        return frame;
      }
    }
    return Optional.empty();
  }

  /** The length of the frame at the start of the octets, according to a fault. */
  private static int frameLength(MBusFormatException e, int available) {
    return switch (e.fault()) {
      case CHECKSUM, STOP -> available;
      case LENGTH -> e.offset();
      default -> 1;
    };
  }

  private Optional<Frame> first(int length) {
    try {
      Frame frame = Frame.decode(Arrays.copyOf(pending, length));
      pending = Arrays.copyOfRange(pending, length, pending.length);
      return Optional.of(frame);
    } catch (MBusFormatException e) {
      boolean whole = e.fault() == Fault.CHECKSUM || e.fault() == Fault.STOP;
      skip(whole ? length : 1);
      return Optional.empty();
    }
  }

  private void skip(int octets) {
    badOctets += octets;
    pending = Arrays.copyOfRange(pending, octets, pending.length);
  }
}
