package io.github.camelmbus.simulator;

import io.github.camelmbus.frame.Frame;
import io.github.camelmbus.frame.FrameAssembler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Finds the frames in what the master sends. */
final class RequestReceiver {
  /** Longer than any gap that a network makes inside a frame. */
  private static final long LONGEST_GAP = Duration.ofMillis(500).toNanos();

  private final FrameAssembler assembler = new FrameAssembler();
  private long lastEnd;
  private long badOctets;

  /**
   * A frame that is complete.
   *
   * @param following how many octets came after it with the same write.
   */
  record Heard(Frame frame, int following) {}

  /**
   * Takes octets.
   *
   * @param start when the first one starts.
   * @param end when the last one is over.
   */
  List<Heard> take(byte[] octets, long start, long end) {
    List<Heard> heard = new ArrayList<>();
    if (start - lastEnd > LONGEST_GAP) {
      assembler.end().forEach(bad -> badOctets += bad.octets().length());
    }
    for (int i = 0; i < octets.length; i++) {
      for (FrameAssembler.Outcome outcome : assembler.accept(octets, i, 1)) {
        if (outcome instanceof FrameAssembler.Received good) {
          heard.add(new Heard(good.frame(), octets.length - 1 - i));
        } else {
          badOctets += outcome.octets().length();
        }
      }
    }
    lastEnd = end;
    return heard;
  }

  /** Forgets a frame that has only partly arrived. */
  void clear() {
    assembler.end();
  }

  /** How many octets were no frame. */
  long badOctets() {
    return badOctets;
  }
}
