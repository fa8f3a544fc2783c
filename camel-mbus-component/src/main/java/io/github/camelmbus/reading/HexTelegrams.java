package io.github.camelmbus.reading;

import io.github.camelmbus.application.Keys;
import io.github.camelmbus.data.Quality;
import io.github.camelmbus.frame.Frame;
import io.github.camelmbus.reading.TextLine.Octets;
import io.github.camelmbus.reading.TextLine.Received;
import io.github.camelmbus.reading.TextLine.ReceivedPart;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Telegrams as text: one on each line, in hexadecimal digits or another notation of {@link
 * TextLine}, or in text of any other form. Empty lines, comments after a # and lines of a log
 * without a telegram of a meter are skipped.
 */
final class HexTelegrams implements TelegramSource {
  private final TextLines lines;
  private final TelegramsInText text;
  private final TelegramContent content;
  private final Keys keys;
  private final Deque<Piece> ready = new ArrayDeque<>();

  /** Whether there was a line of a log: then other lines may be messages of the log. */
  private boolean isLog;

  /** Whether there was a line with what libmbus or pyMeterBus have received. */
  private boolean showsReceived;

  /**
   * @param in buffered.
   * @param keys of encrypted meters.
   */
  HexTelegrams(Reader in, TelegramContent content, Keys keys) {
    lines = new TextLines(in);
    text = new TelegramsInText(lines);
    this.content = content;
    this.keys = keys;
  }

  @Override
  public @Nullable Piece next() throws IOException {
    while (ready.isEmpty()) {
      String line = lines.next();
      if (line == null) {
        return null;
      }
      ready.addAll(pieces(line, "line " + lines.number()));
    }
    return ready.remove();
  }

  private List<Piece> pieces(String line, String place) throws IOException {
    TextLine found = TextLine.of(line);
    isLog |= LogNotation.isOfLog(found, line);
    if (found == null) {
      return unknown(line, place);
    } else if (found instanceof Octets octets) {
      return content == TelegramContent.RECORDS
          ? List.of(new Piece(place, ofRecords(octets.octets()), false))
          : expected(octets.octets(), line, place);
    } else if (found instanceof Received received) {
      return LineTelegrams.receivedIn(received.octets(), place, keys);
    } else if (found instanceof ReceivedPart part) {
      showsReceived = true;
      return LineTelegrams.receivedIn(whole(part.octets()), place, keys);
    }
    return List.of();
  }

  /** A line in no known notation. */
  private List<Piece> unknown(String line, String place) throws IOException {
    if (content == TelegramContent.RECORDS) {
      return List.of(recordsIn(line, place));
    }
    if (showsReceived && LogNotation.isDump(line)) {
      return List.of();
    }
    byte[] frames = text.startingIn(line);
    if (frames != null) {
      isLog = true;
      return LineTelegrams.receivedIn(frames, place, keys);
    }
    return isLog && !LogNotation.namesOctets(line) ? List.of() : List.of(noOctets(line, place));
  }

  /** If octets are no good telegram, they may be a part of one, or digits with another meaning. */
  private List<Piece> expected(byte[] octets, String line, String place) throws IOException {
    List<Piece> telegrams = LineTelegrams.expectedIn(octets, place, keys);
    if (telegrams.stream().anyMatch(telegram -> telegram.reading().error() == null)) {
      return telegrams;
    }
    byte[] frames = text.startingIn(line);
    List<Piece> proven = frames == null ? List.of() : LineTelegrams.receivedIn(frames, place, keys);
    return proven.isEmpty() ? telegrams : proven;
  }

  /** The records in octets; a whole telegram with a right checksum is read as a telegram. */
  private MeterReading ofRecords(byte[] octets) {
    MeterReading telegram = Frame.isLongHeader(octets) ? ReadingDecoder.decode(octets, keys) : null;
    return telegram != null && telegram.error() == null
        ? telegram
        : ReadingDecoder.ofRecords(octets);
  }

  /** Records in decimal numbers or base 64, if each of them has a meaning. */
  private Piece recordsIn(String line, String place) {
    for (TextOctets guess : List.of(TextOctets.DECIMAL, TextOctets.BASE64)) {
      byte[] octets = guess.of(line);
      MeterReading reading = octets == null ? null : ReadingDecoder.ofRecords(octets);
      if (reading != null && areRecords(reading)) {
        return new Piece(place, reading, false);
      }
    }
    return noOctets(line, place);
  }

  private static boolean areRecords(MeterReading reading) {
    return reading.error() == null
        && reading.complete()
        && !reading.records().isEmpty()
        && reading.records().stream().allMatch(record -> record.quality() == Quality.GOOD);
  }

  private Piece noOctets(String line, String place) {
    return new Piece(place, ReadingDecoder.decodeHex(TextLine.withoutComment(line), keys), false);
  }

  /** A telegram with those of its parts that are in the next lines of the log. */
  private byte[] whole(byte[] first) throws IOException {
    byte[] octets = first;
    while (Frame.isCutOff(octets)) {
      String line = lines.next();
      if (line == null) {
        break;
      }
      if (!(TextLine.of(line) instanceof ReceivedPart more)) {
        lines.giveBack(line);
        break;
      }
      octets = TextLine.join(octets, more.octets());
    }
    return octets;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
