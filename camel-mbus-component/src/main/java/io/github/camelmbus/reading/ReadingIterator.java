package io.github.camelmbus.reading;

import io.github.camelmbus.MBusFormatException.Fault;
import io.github.camelmbus.application.Keys;
import io.github.camelmbus.reading.TelegramSource.Piece;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Readings in the order of their telegrams; the input is read on demand. The telegrams of one
 * readout are one reading: after a telegram that ends with DIF 1Fh, the next one of the same meter
 * belongs to it, unless a damaged one or one of another meter comes first.
 *
 * <p>For what cannot be read {@link #next} throws an {@link UnreadableTelegramException}; the next
 * call continues after it. Noise is reported only if there is nothing else. When lenient, error
 * objects take the place of all these exceptions, and noise is always reported.
 *
 * <p>Holds the telegrams of one reading, at most {@value #MAX_TELEGRAMS}. Closes its source at the
 * end. Confined to one thread.
 */
public final class ReadingIterator implements Iterator<MeterReading>, Closeable {
  /** No known meter has more telegrams for one reading. */
  private static final int MAX_TELEGRAMS = 64;

  private final TelegramSource source;
  private final boolean lenient;
  private final Keys keys;
  private final Deque<Piece> ready = new ArrayDeque<>();
  private @Nullable Readout readout;
  private @Nullable Piece firstNoise;
  private boolean anyTelegram;
  private boolean ended;

  /**
   * @param keys of encrypted meters, the same as those of the source.
   */
  ReadingIterator(TelegramSource source, boolean lenient, Keys keys) {
    this.source = source;
    this.lenient = lenient;
    this.keys = keys;
  }

  /** The readings in a text. */
  public static ReadingIterator of(String text, TelegramFormat format) {
    return of(new HexTelegrams(new StringReader(text), format.content(), format.keys()), format);
  }

  /**
   * The readings in a stream.
   *
   * @param stream closed with the iterator.
   * @throws IOException if its first octets cannot be read.
   */
  public static ReadingIterator of(InputStream stream, TelegramFormat format) throws IOException {
    return of(
        TelegramInput.open(stream, format.encoding(), format.content(), format.keys()), format);
  }

  /**
   * The readings in a text with frames of the Kamstrup Meter Protocol.
   *
   * @param lenient whether what cannot be read is an error object in place of an exception.
   */
  public static ReadingIterator ofKmp(String text, boolean lenient) {
    return new ReadingIterator(KmpTelegrams.open(text), lenient, Keys.NONE);
  }

  /**
   * The readings in a stream of frames of the Kamstrup Meter Protocol.
   *
   * @param stream closed with the iterator.
   * @param lenient whether what cannot be read is an error object in place of an exception.
   * @throws IOException if its first octets cannot be read.
   */
  public static ReadingIterator ofKmp(
      InputStream stream, TelegramEncoding encoding, boolean lenient) throws IOException {
    return new ReadingIterator(KmpTelegrams.open(stream, encoding), lenient, Keys.NONE);
  }

  private static ReadingIterator of(TelegramSource source, TelegramFormat format) {
    return new ReadingIterator(source, format.lenient(), format.keys());
  }

  /**
   * The only reading of an input. Closes the input.
   *
   * @return when lenient an error object if there is none, or more than one.
   * @throws UnreadableTelegramException if there is none, or more than one; not when lenient.
   */
  public MeterReading single() throws IOException {
    try (this) {
      return onlyOne();
    }
  }

  private MeterReading onlyOne() {
    MeterReading only = null;
    MeterReading failure = null;
    while (hasNext()) {
      MeterReading next = next();
      if (next.error() != null) {
        failure = failure == null ? next : failure;
      } else if (only == null) {
        only = next;
      } else {
        return fail(several(only, next));
      }
    }
    if (only != null) {
      return only;
    }
    return failure != null ? failure : fail(nothing());
  }

  private MeterReading fail(MeterReading failure) {
    if (lenient) {
      return failure;
    }
    throw new UnreadableTelegramException("input", failure);
  }

  private static MeterReading nothing() {
    return ReadingDecoder.failure(Fault.TRUNCATED.code(), "there is no telegram", 0, List.of());
  }

  private static MeterReading several(MeterReading first, MeterReading second) {
    List<byte[]> telegrams = new ArrayList<>(octets(first));
    int offset = telegrams.stream().mapToInt(telegram -> telegram.length).sum();
    telegrams.addAll(octets(second));
    String message = "there is more than one reading; the option multiple takes them all";
    return ReadingDecoder.failure(Fault.LENGTH.code(), message, offset, telegrams);
  }

  private static List<byte[]> octets(MeterReading reading) {
    return reading.telegrams().stream().map(HexFormat.of()::parseHex).toList();
  }

  /**
   * @throws UncheckedIOException if the input cannot be read.
   */
  @Override
  public boolean hasNext() {
    try {
      while (ready.isEmpty() && !ended) {
        advance();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the telegrams cannot be read: " + e.getMessage(), e);
    }
    return !ready.isEmpty();
  }

  /**
   * @throws UnreadableTelegramException if the next telegram carries no reading; not when lenient.
   */
  @Override
  public MeterReading next() {
    if (!hasNext()) {
      throw new NoSuchElementException("there are no more telegrams");
    }
    Piece piece = ready.remove();
    if (piece.reading().error() != null && !lenient) {
      throw new UnreadableTelegramException(piece.place(), piece.reading());
    }
    return piece.reading();
  }

  @Override
  public void close() throws IOException {
    ended = true;
    source.close();
  }

  private void advance() throws IOException {
    Piece piece = source.next();
    if (piece == null) {
      endReadout();
      if (!anyTelegram && !lenient && firstNoise != null) {
        ready.add(firstNoise);
      }
      close();
    } else if (piece.noise()) {
      noise(piece);
    } else {
      anyTelegram = true;
      telegram(piece);
    }
  }

  private void noise(Piece piece) {
    if (firstNoise == null) {
      firstNoise = piece;
    }
    if (lenient) {
      if (readout != null) {
        readout.noise.add(piece);
      } else {
        ready.add(piece);
      }
    }
  }

  private void telegram(Piece piece) {
    if (piece.reading().error() != null) {
      endReadout();
      ready.add(piece);
      return;
    }
    if (readout != null && readout.continuesWith(piece)) {
      readout.add(piece);
    } else {
      endReadout();
      readout = new Readout(piece, keys);
    }
    if (!piece.reading().moreRecordsFollow()) {
      endReadout();
    }
  }

  private void endReadout() {
    if (readout != null) {
      ready.add(readout.whole());
      ready.addAll(readout.noise);
      readout = null;
    }
  }

  /** The telegrams of one readout, as long as more records follow. */
  private static final class Readout {
    private final Piece first;
    private final Keys keys;
    private final List<byte[]> telegrams = new ArrayList<>(1);

    /** Noise since the first telegram, at most one run after each. */
    private final List<Piece> noise = new ArrayList<>(0);

    Readout(Piece first, Keys keys) {
      this.first = first;
      this.keys = keys;
      telegrams.add(octets(first));
    }

    private static byte[] octets(Piece piece) {
      return HexFormat.of().parseHex(piece.reading().telegrams().get(0));
    }

    /** Whether it is another telegram of the same meter, and not a repetition of the last one. */
    boolean continuesWith(Piece piece) {
      byte[] next = octets(piece);
      return telegrams.size() < MAX_TELEGRAMS
          && !Arrays.equals(next, telegrams.get(telegrams.size() - 1))
          && areOfOneMeter(first.reading().meter(), piece.reading().meter());
    }

    /** As in {@link MeterTelegram#mayBelongTo}, for what is decoded already. */
    private static boolean areOfOneMeter(
        MeterReading.@Nullable Meter one, MeterReading.@Nullable Meter other) {
      if (one == null || other == null) {
        return false;
      }
      boolean isUnknown = one.id() == null || other.id() == null;
      return Objects.equals(one.primaryAddress(), other.primaryAddress())
          && (isUnknown
              || Objects.equals(one.id(), other.id())
                  && manufacturerDigits(one).equals(manufacturerDigits(other)));
    }

    /** The manufacturer as in the secondary address, because its letters do not contain bit 15. */
    private static String manufacturerDigits(MeterReading.Meter meter) {
      String address = meter.secondaryAddress();
      return address == null ? "" : address.substring(8, 12);
    }

    void add(Piece piece) {
      telegrams.add(octets(piece));
    }

    Piece whole() {
      return telegrams.size() == 1
          ? first
          : new Piece(
              first.place(), ReadingDecoder.ofTelegrams(telegrams, null, null, null, keys), false);
    }
  }
}
