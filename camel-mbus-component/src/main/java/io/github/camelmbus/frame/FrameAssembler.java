package io.github.camelmbus.frame;

import io.github.camelmbus.MBusFormatException;
import io.github.camelmbus.MBusFormatException.Fault;
import io.github.camelmbus.OctetString;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds frames in a stream of octets, however it is cut into chunks, and reports what it discards.
 *
 * <p>Octets that are no frame do not hide a frame after them. A damaged long frame is discarded as
 * a whole: its data is not searched for frames, because octets in it that look like a frame were
 * not sent as one. The only exception is a stray 68h up to three octets before a long frame: the
 * long frame is found.
 *
 * <p>The octets of all outcomes, in order, are the octets that went in, except those still {@link
 * #pending()}. Holds at most one frame of 261 octets. Confined to one thread.
 */
public final class FrameAssembler {

  /** The outcome for some octets of the stream. */
  public sealed interface Outcome permits Received, Discarded {
    /** These octets. */
    OctetString octets();
  }

  /** A good frame. */
  public record Received(Frame frame, OctetString octets) implements Outcome {}

  /**
   * Octets that belong to no good frame.
   *
   * @param fault what was wrong with the first of them.
   */
  public record Discarded(OctetString octets, MBusFormatException fault) implements Outcome {}

  private static final int LONGEST_FRAME = LongFrame.MAX_OCTETS;

  /** By how far a stray start octet can shift the header of a long frame. */
  private static final int LONGEST_SHIFT = FrameCodec.LONG_HEADER - 1;

  private final byte[] buffer = new byte[LONGEST_FRAME];
  private int size;
  private final ByteArrayOutputStream junk = new ByteArrayOutputStream();
  private @Nullable MBusFormatException junkFault;

  /** Takes the next octets of the stream and returns what they complete. */
  public List<Outcome> accept(byte[] octets, int offset, int length) {
    List<Outcome> outcomes = new ArrayList<>(1);
    for (int i = offset; i < offset + length; i++) {
      buffer[size++] = octets[i];
      advance(outcomes);
    }
    reportJunk(outcomes);
    return outcomes;
  }

  /** Takes the next octets of the stream and returns what they complete. */
  public List<Outcome> accept(byte[] octets) {
    return accept(octets, 0, octets.length);
  }

  /**
   * The stream has paused for longer than a frame may: what is pending is no frame.
   *
   * @return the pending octets as discarded ones; empty if there were none.
   */
  public List<Outcome> end() {
    List<Outcome> outcomes = new ArrayList<>(1);
    if (size > 0) {
      if (insideLongFrame()) {
        reportJunk(outcomes);
      }
      MBusFormatException fault =
          new MBusFormatException(
              Fault.TRUNCATED, size, "the frame stops after " + size + " of its octets");
      discard(size, fault);
    }
    reportJunk(outcomes);
    return outcomes;
  }

  /** Whether octets of a frame that is not complete are held. */
  public boolean pending() {
    return size > 0;
  }

  /** Whether a long frame has begun: its header {@code 68 L L 68} is complete and good. */
  public boolean insideLongFrame() {
    return FrameCodec.isLongHeader(buffer, 0, size);
  }

  private void advance(List<Outcome> outcomes) {
    while (size > 0) {
      int needed = neededOctets();
      if (needed == 0) {
        discard(1, null);
      } else if (needed > size) {
        return;
      } else {
        take(needed, outcomes);
      }
    }
  }

  /** Octets of the frame at the start of the buffer, or of its header; 0 if none starts there. */
  private int neededOctets() {
    int length = FrameCodec.length(buffer, 0, size);
    return length == 0 && FrameCodec.isPartOfLongHeader(buffer, size)
        ? FrameCodec.LONG_HEADER
        : length;
  }

  private void take(int length, List<Outcome> outcomes) {
    byte[] octets = Arrays.copyOf(buffer, length);
    try {
      Frame frame = Frame.decode(octets);
      reportJunk(outcomes);
      outcomes.add(new Received(frame, OctetString.of(octets)));
      remove(length);
    } catch (MBusFormatException fault) {
      int damaged = damagedOctets(length);
      if (damaged > 1) {
        // A stray octet before it does not hide what is wrong with it.
        reportJunk(outcomes);
      }
      discard(damaged, fault);
    }
  }

  /** How many octets of the damaged frame at the start of the buffer belong to no other frame. */
  private int damagedOctets(int length) {
    if ((buffer[0] & 0xFF) != FrameCodec.LONG_START) {
      return 1;
    }
    for (int shift = 1; shift <= LONGEST_SHIFT; shift++) {
      if (FrameCodec.isLongHeader(buffer, shift, size)) {
        return shift;
      }
    }
    return length;
  }

  private void discard(int length, @Nullable MBusFormatException fault) {
    if (junkFault == null) {
      junkFault = fault != null ? fault : noStart();
    }
    junk.write(buffer, 0, length);
    remove(length);
  }

  private MBusFormatException noStart() {
    return new MBusFormatException(
        Fault.START, 0, "no frame starts with %02Xh here".formatted(buffer[0]));
  }

  private void remove(int length) {
    System.arraycopy(buffer, length, buffer, 0, size - length);
    size -= length;
  }

  private void reportJunk(List<Outcome> outcomes) {
    if (junkFault != null) {
      outcomes.add(new Discarded(OctetString.of(junk.toByteArray()), junkFault));
      junk.reset();
      junkFault = null;
    }
  }
}
