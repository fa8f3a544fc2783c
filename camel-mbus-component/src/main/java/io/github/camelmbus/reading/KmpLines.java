package io.github.camelmbus.reading;

import io.github.camelmbus.kmp.KmpFrame;
import io.github.camelmbus.kmp.KmpReceived;
import io.github.camelmbus.reading.KmpTelegrams.Found;
import io.github.camelmbus.reading.TextLine.Octets;
import io.github.camelmbus.reading.TextLine.Received;
import io.github.camelmbus.reading.TextLine.ReceivedPart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Frames of the Kamstrup Meter Protocol as text, in the notations of {@link TextLine}: one on each
 * line, or all of a readout. An empty line, or one with several answers, is the end of a readout.
 */
final class KmpLines implements KmpTelegrams.Frames {
  private final TextLines lines;
  private final Deque<Found> ready = new ArrayDeque<>();

  /** Whether there was a line of a log: then other lines may be messages of the log. */
  private boolean isLog;

  /**
   * @param in buffered.
   */
  KmpLines(Reader in) {
    lines = new TextLines(in);
  }

  @Override
  public @Nullable Found next() throws IOException {
    while (ready.isEmpty()) {
      String line = lines.next();
      if (line == null) {
        return null;
      }
      accept(line, "line " + lines.number());
    }
    return ready.poll();
  }

  private void accept(String line, String place) throws IOException {
    TextLine found = TextLine.of(line);
    isLog |= LogNotation.isOfLog(found, line);
    if (found instanceof Octets octets) {
      frames(octets.octets(), place);
    } else if (found instanceof Received received) {
      frames(received.octets(), place);
    } else if (found instanceof ReceivedPart part) {
      frames(part.octets(), place);
    } else if (line.isBlank()) {
      ready.add(endOfReadout(place));
    } else if (found == null && (!isLog || LogNotation.namesOctets(line))) {
      MeterReading failure = ReadingDecoder.decodeHex(TextLine.withoutComment(line));
      ready.add(new Found(place, null, failure));
    }
  }

  private void frames(byte[] octets, String place) throws IOException {
    List<Found> onLine = new ArrayList<>();
    KmpOctets in = new KmpOctets(new ByteArrayInputStream(octets));
    for (Found next = in.next(); next != null; next = in.next()) {
      onLine.add(new Found(place, next.frame(), next.failure()));
    }
    boolean isWhole = onLine.stream().filter(KmpLines::isAnswer).count() > 1;
    if (isWhole) {
      ready.add(endOfReadout(place));
    }
    ready.addAll(onLine);
    if (isWhole) {
      ready.add(endOfReadout(place));
    }
  }

  private static boolean isAnswer(Found found) {
    return found.frame() instanceof KmpReceived.Good good
        && good.frame().direction() == KmpFrame.Direction.FROM_METER;
  }

  private static Found endOfReadout(String place) {
    return new Found(place, null, null);
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
