package io.github.camelmbus.reading;

import io.github.camelmbus.kmp.KmpAssembler;
import io.github.camelmbus.kmp.KmpFormatException;
import io.github.camelmbus.kmp.KmpFrame;
import io.github.camelmbus.kmp.KmpReceived;
import io.github.camelmbus.reading.KmpTelegrams.Found;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Frames of the Kamstrup Meter Protocol as octets, with anything between them, which counts only if
 * there is no frame at all.
 */
final class KmpOctets implements KmpTelegrams.Frames {
  private static final int END = -1;

  /** Octets of a frame that did not end, and of an input without a frame. */
  private static final int KEPT = 1024;

  private final InputStream in;
  private final KmpAssembler assembler = new KmpAssembler();
  private final Deque<Found> ready = new ArrayDeque<>();
  private final ByteArrayOutputStream open = new ByteArrayOutputStream();
  private long read;
  private boolean any;
  private boolean ended;

  /**
   * @param in buffered.
   */
  KmpOctets(InputStream in) {
    this.in = in;
  }

  @Override
  public @Nullable Found next() throws IOException {
    while (ready.isEmpty() && !ended) {
      int octet = in.read();
      if (octet == END) {
        ended = true;
        end();
      } else {
        accept((byte) octet);
      }
    }
    return ready.poll();
  }

  private void accept(byte octet) {
    boolean inFrame = assembler.isInFrame();
    for (KmpReceived received : assembler.accept(new byte[] {octet}, 0, 1)) {
      long begin = read + 1 - received.octets().length();
      // A frame without an end is noticed by the start of the next one, which is not of it.
      ready.add(found(isCutOff(received) ? begin - 1 : begin, received));
      any = true;
      open.reset();
    }
    if (assembler.isInFrame() && !inFrame) {
      open.reset();
    }
    if ((assembler.isInFrame() || !any) && open.size() < KEPT) {
      open.write(octet);
    }
    read++;
  }

  private boolean isCutOff(KmpReceived received) {
    return received instanceof KmpReceived.Damaged && assembler.isInFrame();
  }

  private static Found found(long offset, KmpReceived received) {
    return new Found("offset " + offset, received, null);
  }

  /** The beginning of a frame, or octets without any. */
  private void end() {
    if (open.size() == 0 || !assembler.isInFrame() && any) {
      return;
    }
    byte[] octets = open.toByteArray();
    long offset = assembler.isInFrame() ? read - octets.length : 0;
    try {
      KmpFrame.decode(octets);
    } catch (KmpFormatException fault) {
      ready.add(new Found("offset " + offset, null, KmpFaults.failure(fault, octets)));
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
