package io.github.camelmbus.reading;

import io.github.camelmbus.MBusFormatException;
import io.github.camelmbus.frame.Frame;
import java.io.IOException;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds telegrams in text that is in no notation of {@link TextLine}, and those that continue in
 * the next lines. Any digits may be octets there, so only a frame with the right checksum is taken.
 * Confined to one thread.
 */
final class TelegramsInText {
  /** Octets of the longest telegram, of which each may have a line of its own. */
  private static final int LONGEST = 261;

  /** The offset of a dump, and the last line of a dump, which has only an offset. */
  private static final Pattern OFFSET = Pattern.compile("\\p{XDigit}{6,8}\\b.*");

  private static final Pattern LAST_OFFSET = Pattern.compile("\\p{XDigit}{6,8}");

  private final TextLines lines;

  /**
   * @param lines from which the lines are taken in which a telegram continues.
   */
  TelegramsInText(TextLines lines) {
    this.lines = lines;
  }

  /**
   * The octets of a line and of the lines in which its telegram continues, from the first good
   * frame to the last. If none starts in the line, it returns null and takes no other line.
   */
  byte @Nullable [] startingIn(String line) throws IOException {
    for (TextOctets guess : TextOctets.values()) {
      byte[] octets = guess.of(line);
      byte[] frames = octets == null ? null : frames(octets, line, guess);
      if (frames != null) {
        return frames;
      }
    }
    return null;
  }

  private byte @Nullable [] frames(byte[] first, String line, TextOctets guess) throws IOException {
    byte[] octets = first;
    Span frames = Span.in(octets);
    int more = 0;
    int taken = 0;
    while (more < LONGEST && isCutOff(octets, frames, first.length)) {
      String following = lines.ahead(more);
      byte[] next = following == null ? null : guess.of(following);
      if (next == null) {
        break;
      }
      octets = TextLine.join(octets, next);
      more++;
      Span found = Span.in(octets);
      taken = found.end > frames.end ? more : taken;
      frames = found;
    }
    if (frames.end == 0 || frames.start >= first.length) {
      return null;
    }
    boolean hasOffset = OFFSET.matcher(line).matches();
    String after = hasOffset ? lines.ahead(taken) : null;
    boolean isEndOfDump = after != null && LAST_OFFSET.matcher(after.strip()).matches();
    lines.skip(isEndOfDump ? taken + 1 : taken);
    return Arrays.copyOfRange(octets, frames.start, frames.end);
  }

  /** Whether a frame has begun after the good ones, and in the first line if there is none. */
  private static boolean isCutOff(byte[] octets, Span frames, int firstLength) {
    int last = frames.end == 0 ? firstLength : octets.length;
    for (int at = frames.end; at < last; at++) {
      if (Frame.mayBeCutOff(from(octets, at))) {
        return true;
      }
    }
    return false;
  }

  /** At most as many octets as a telegram has, because a line may be a long recording. */
  private static byte[] from(byte[] octets, int start) {
    return Arrays.copyOfRange(octets, start, Math.min(octets.length, start + LONGEST));
  }

  /**
   * From the first good frame to the last one.
   *
   * @param end 0 if there is none.
   */
  private record Span(int start, int end) {

    static Span in(byte[] octets) {
      int start = 0;
      int end = 0;
      int at = 0;
      while (at < octets.length) {
        int length = goodFrame(octets, at);
        start = end == 0 && length > 0 ? at : start;
        at += Math.max(length, 1);
        end = length > 0 ? at : end;
      }
      return new Span(start, end);
    }

    /** The length of the good frame of several octets at an index; 0 if there is none. */
    private static int goodFrame(byte[] octets, int at) {
      byte[] rest = from(octets, at);
      int length = Frame.lengthOf(rest);
      if (length <= 1 || length > rest.length) {
        return 0;
      }
      try {
        Frame.decode(Arrays.copyOf(rest, length));
        return length;
      } catch (MBusFormatException none) {
        return 0;
      }
    }
  }
}
