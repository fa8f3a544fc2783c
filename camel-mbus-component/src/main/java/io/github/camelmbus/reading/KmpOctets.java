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
 * Frames of the Kamstrup Meter Protocol as octets. Octets between frames are skipped; an input
 * without any frame is an error.
 */
final class KmpOctets implements KmpTelegrams.Frames {
  private static final int END = -1;

  /** How many octets are kept of a frame that does not end, or of an input without a frame. */
  private static final int KEPT = 1024;

  private final InputStream in;
  private final KmpAssembler assembler = new KmpAssembler();
  private final Deque<Found> ready = new ArrayDeque<>();
  private final ByteArrayOutputStream open = new ByteArrayOutputStream();
  private long read;
  private boolean anyFrame;
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
      // A frame without an end is reported at the start octet of the next one, which is not part of
      // it.
      ready.add(found(isCutOff(received) ? begin - 1 : begin, received));
      anyFrame = true;
      open.reset();
    }
    if (assembler.isInFrame() && !inFrame) {
      open.reset();
    }
    if ((assembler.isInFrame() || !anyFrame) && open.size() < KEPT) {
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

  /** Reports a frame that does not end, or an input without a frame. */
  private void end() {
    if (open.size() == 0 || !assembler.isInFrame() && anyFrame) {
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
