package io.github.camelmbus.frame;

import io.github.camelmbus.MBusFormatException;
import io.github.camelmbus.OctetString;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the frames in a recording: octets of a file or a message, without the pauses that end a
 * frame on a line.
 *
 * <p>A damaged frame does not hide a good one: if a long frame is cut off and the next one begins
 * before its end would be due, the next one is found. The {@link FrameAssembler} does not search
 * there, because on a line a pause ends the frame. Only long frames are found inside a damaged one;
 * an E5h in it is data.
 *
 * <p>The octets of all pieces, in order, are those of the recording. Holds one window of {@value
 * #WINDOW} octets, however long the recording is. Confined to one thread.
 */
public final class RecordedFrames {

  /** Some octets of the recording. */
  public sealed interface Piece permits Good, Damaged, Noise {
    /** These octets. */
    OctetString octets();
  }

  /** A good frame. */
  public record Good(Frame frame, OctetString octets) implements Piece {}

  /**
   * A long frame with a good header, up to its end or to where a good one starts.
   *
   * @param fault what is wrong with it.
   */
  public record Damaged(OctetString octets, MBusFormatException fault) implements Piece {}

  /**
   * Octets that are no frame; a long run comes in several pieces.
   *
   * @param fault why no frame starts with the first of them.
   */
  public record Noise(OctetString octets, MBusFormatException fault) implements Piece {}

  private static final int WINDOW = 8 * 1024;
  private static final int LONGEST_FRAME = LongFrame.MAX_OCTETS;

  /** Octets from the start of a frame to the end of one that starts inside it. */
  private static final int LOOK_AHEAD = 2 * LONGEST_FRAME;

  private final InputStream in;
  private final byte[] window = new byte[WINDOW];
  private int from;
  private int to;
  private boolean ended;

  /**
   * @param in read as it is needed; closing it is up to the caller.
   */
  public RecordedFrames(InputStream in) {
    this.in = in;
  }

  /**
   * The next piece.
   *
   * @return null at the end of the recording.
   * @throws IOException if the recording cannot be read.
   */
  public @Nullable Piece next() throws IOException {
    fill();
    if (from == to) {
      return null;
    }
    if (isGoodFrame(from)) {
      byte[] octets = take(FrameCodec.length(window, from, to));
      return new Good(Frame.decode(octets), OctetString.of(octets));
    }
    return FrameCodec.isLongHeader(window, from, to) ? damaged() : noise();
  }

  private void fill() throws IOException {
    if (ended || to - from >= LOOK_AHEAD) {
      return;
    }
    System.arraycopy(window, from, window, 0, to - from);
    to -= from;
    from = 0;
    to += in.readNBytes(window, to, window.length - to);
    ended = to < window.length;
  }

  private byte[] take(int count) {
    byte[] octets = Arrays.copyOfRange(window, from, from + count);
    from += count;
    return octets;
  }

  private Damaged damaged() {
    int due = Math.min(from + FrameCodec.length(window, from, to), to);
    int end = from + 1;
    while (end < due && !(FrameCodec.isLongHeader(window, end, to) && isGoodFrame(end))) {
      end++;
    }
    byte[] octets = take(end - from);
    return new Damaged(OctetString.of(octets), fault(octets));
  }

  private Noise noise() {
    int end = from + 1;
    // With fewer octets after it, it cannot be decided what starts at an octet.
    int last = ended ? to : to - LOOK_AHEAD;
    while (end < last && !FrameCodec.isLongHeader(window, end, to) && !isGoodFrame(end)) {
      end++;
    }
    byte[] octets = take(end - from);
    return new Noise(OctetString.of(octets), fault(octets));
  }

  private static MBusFormatException fault(byte[] octets) {
    try {
      Frame frame = Frame.decode(octets);
      throw new AssertionError("a good frame was taken for a bad one: " + frame);
    } catch (MBusFormatException fault) {
      return fault;
    }
  }

  /**
   * Whether a whole frame with the right checksum and stop octet starts at an index of the window.
   */
  private boolean isGoodFrame(int at) {
    int length = FrameCodec.length(window, at, to);
    if (length == 0 || at + length > to) {
      return false;
    }
    if (length == 1) {
      return true;
    }
    int end = at + length;
    int first = length == FrameCodec.SHORT_LENGTH ? at + 1 : at + FrameCodec.LONG_HEADER;
    return (window[end - 1] & 0xFF) == FrameCodec.STOP
        && FrameCodec.checksum(window, first, end - 2) == (window[end - 2] & 0xFF);
  }
}
