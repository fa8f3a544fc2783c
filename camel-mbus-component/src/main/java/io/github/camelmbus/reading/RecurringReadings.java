package io.github.camelmbus.reading;

import io.github.camelmbus.application.Keys;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decodes many readings of one meter, with some of their records. A meter sends the same records
 * again and again, so what the telegram before had at the same place is not decoded again: a
 * reading with one record takes a quarter of the time. That holds for readouts of one telegram with
 * a long header (CI 72h) in clear; others take as long as with {@link ReadingDecoder}.
 *
 * <p>For any number of threads at once. Readings of other meters in between are right, too, but
 * take more time.
 */
public final class RecurringReadings {
  private final Predicate<String> wanted;
  private final AtomicInteger unknown = new AtomicInteger();
  private volatile @Nullable TelegramLayout last;

  /**
   * @param wanted decides by the key of a record, and the same for the same key each time.
   */
  public RecurringReadings(Predicate<String> wanted) {
    this.wanted = wanted;
  }

  /**
   * As {@link ReadingDecoder#ofTelegrams(List, String, Instant, String, Keys, Predicate)}, and with
   * an equal result.
   */
  public MeterReading ofTelegrams(
      List<byte[]> telegrams,
      @Nullable String line,
      @Nullable Instant readAt,
      @Nullable String name,
      Keys keys) {
    TelegramLayout known = layout(telegrams);
    return known == null
        ? ofUnknown(telegrams, line, readAt, name, keys)
        : known.reading(telegrams.get(0), line, readAt, name, wanted);
  }

  /** The records of {@link #ofTelegrams} alone, in less than half the time. */
  public List<MeterReading.Record> records(
      List<byte[]> telegrams, @Nullable Instant readAt, Keys keys) {
    TelegramLayout known = layout(telegrams);
    return known == null
        ? ofUnknown(telegrams, null, readAt, null, keys).records()
        : known.records(telegrams.get(0), readAt);
  }

  /** The last layout if the telegrams are one that has it. */
  private @Nullable TelegramLayout layout(List<byte[]> telegrams) {
    TelegramLayout known = last;
    if (known == null || telegrams.size() != 1 || !known.fits(telegrams.get(0))) {
      return null;
    }
    unknown.set(0);
    return known;
  }

  private MeterReading ofUnknown(
      List<byte[]> telegrams,
      @Nullable String line,
      @Nullable Instant readAt,
      @Nullable String name,
      Keys keys) {
    MeterReading reading = ReadingDecoder.ofTelegrams(telegrams, line, readAt, name, keys, wanted);
    // To find a layout takes as long as two readings, so it is tried less often where each telegram
    // has another one: after 1, 2, 4, 8 unknown telegrams and so on.
    boolean isTried = Integer.bitCount(unknown.incrementAndGet()) == 1;
    if (telegrams.size() == 1 && isTried && reading instanceof MeterReading.Success success) {
      byte[] telegram = telegrams.get(0);
      last =
          TelegramLayout.of(telegram, MeterTelegram.decode(telegram, keys, null), success, wanted);
    }
    return reading;
  }

  /** Whether a telegram has the layout of the last one. */
  boolean knows(byte[] telegram) {
    TelegramLayout known = last;
    return known != null && known.fits(telegram);
  }
}
