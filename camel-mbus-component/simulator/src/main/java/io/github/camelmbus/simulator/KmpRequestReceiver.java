package io.github.camelmbus.simulator;

import io.github.camelmbus.kmp.KmpAssembler;
import io.github.camelmbus.kmp.KmpFrame;
import io.github.camelmbus.kmp.KmpReceived;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the requests in what the master sends to a meter that speaks KMP. */
final class KmpRequestReceiver {
  private final KmpAssembler assembler = new KmpAssembler();
  private final long longestGap;
  private long frameStart;
  private long lastEnd;

  /**
   * A request that the meter has received.
   *
   * @param frame null if it is damaged, or had a gap that is too long.
   * @param start of its first bit.
   * @param end of its last bit, or when the gap became too long.
   */
  record Heard(@Nullable KmpFrame frame, long start, long end) {}

  KmpRequestReceiver(Duration longestGap) {
    this.longestGap = longestGap.toNanos();
  }

  /** Forgets a request that has only partly arrived. */
  void clear() {
    assembler.clear();
  }

  /**
   * Takes octets that follow each other without a pause.
   *
   * @param start when the first one begins.
   */
  List<Heard> take(byte[] octets, long start, BaudRate rate) {
    List<Heard> heard = new ArrayList<>();
    if (assembler.isInFrame() && start - lastEnd > longestGap) {
      heard.add(new Heard(null, frameStart, lastEnd + longestGap));
      assembler.clear();
    }
    for (int i = 0; i < octets.length; i++) {
      boolean wasInFrame = assembler.isInFrame();
      List<KmpReceived> received = assembler.accept(octets, i, 1);
      lastEnd = start + rate.octets(i + 1L);
      received.forEach(each -> add(each, heard));
      if (assembler.isInFrame() && (!wasInFrame || !received.isEmpty())) {
        frameStart = start + rate.octets(i);
      }
    }
    return heard;
  }

  private void add(KmpReceived received, List<Heard> heard) {
    if (received instanceof KmpReceived.Damaged) {
      heard.add(new Heard(null, frameStart, lastEnd));
    } else if (received instanceof KmpReceived.Good good
        && good.frame().direction() == KmpFrame.Direction.TO_METER) {
      heard.add(new Heard(good.frame(), frameStart, lastEnd));
    }
  }
}
