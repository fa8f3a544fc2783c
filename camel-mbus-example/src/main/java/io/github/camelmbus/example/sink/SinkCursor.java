package io.github.camelmbus.example.sink;

import io.github.camelmbus.example.archive.ArchiveException;
import io.github.camelmbus.example.archive.ArchivedReading;
import io.github.camelmbus.example.archive.ReadingJournal;
import io.github.camelmbus.example.archive.ReadingStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The position of a sink in the archive, and whether the sink takes readings. Batches are confined
 * to one thread.
 */
final class SinkCursor {
  private static final Logger LOG = LoggerFactory.getLogger(SinkCursor.class);

  /**
   * Without an acknowledge for this time a sink has a problem: the client of Kafka retries without
   * an error.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String sink;
  private final ReadingJournal journal;
  private final boolean newest;
  private final boolean beginning;
  private volatile @Nullable String problem;
  private volatile @Nullable Instant underWay;
  private volatile @Nullable Move unwritten;

  /**
   * @param newest whether only the last reading of each meter matters.
   * @param beginning whether a sink that is new gets all that is archived, or what comes from now
   *     on.
   */
  SinkCursor(String sink, ReadingJournal journal, boolean newest, boolean beginning) {
    this.sink = sink;
    this.journal = journal;
    this.newest = newest;
    this.beginning = beginning;
    journal.add(sink, beginning ? ReadingJournal.Start.BEGINNING : ReadingJournal.Start.NOW);
    try {
      position();
    } catch (ArchiveException e) {
      problem = e.getMessage();
    }
  }

  /**
   * The next readings.
   *
   * @param store that it is from.
   * @param readings in the order of their ids, so that the position may be moved to each of them.
   * @param end the position when all of it is delivered.
   */
  record Batch(ReadingStore store, long start, List<ArchivedReading> readings, long end) {}

  /** A move of the position that could not be written, as on a full disk. */
  private record Move(ReadingStore store, long from, long to) {
    boolean isAfter(ReadingStore current, long position) {
      return store == current && from == position;
    }
  }

  String sink() {
    return sink;
  }

  /** The position in the archive; it is set for a new sink. */
  private long position() {
    OptionalLong known = journal.position(sink);
    if (known.isPresent()) {
      return known.getAsLong();
    }
    long first = beginning ? 0 : journal.last();
    journal.setPosition(sink, first);
    return first;
  }

  Batch next(int limit) {
    ReadingStore store = journal.store();
    Batch batch = newest ? newest(store) : batch(store, limit);
    return journal.store() == store ? batch : next(limit); // it was replaced meanwhile
  }

  private Batch newest(ReadingStore store) {
    long start = start(store);
    long end = journal.last();
    List<ArchivedReading> readings =
        journal.newestAfter(start).stream().filter(reading -> reading.id() <= end).toList();
    return new Batch(store, start, readings, end);
  }

  private Batch batch(ReadingStore store, int limit) {
    long start = start(store);
    List<ArchivedReading> readings = journal.after(start, limit);
    long end = readings.isEmpty() ? start : readings.get(readings.size() - 1).id();
    return new Batch(store, start, readings, end);
  }

  /** The end of the last batch, unless the position was set back since. */
  private long start(ReadingStore store) {
    long position = position();
    Move move = unwritten;
    if (move == null || !move.isAfter(store, position)) {
      unwritten = null;
      return position;
    }
    write(move);
    return move.to();
  }

  /**
   * Moves the sink on.
   *
   * @param to the last reading of the batch that it has got.
   */
  void advance(Batch batch, long to) {
    Move before = unwritten;
    long from = batch.start();
    if (before != null && before.store() == batch.store() && before.to() == from) {
      from = before.from();
    }
    if (from != to) {
      write(new Move(batch.store(), from, to));
    }
  }

  /**
   * If the move cannot be written, it is kept and tried again, so no reading is sent twice
   * meanwhile.
   */
  private void write(Move move) {
    try {
      journal.advance(sink, move.store(), move.from(), move.to());
      unwritten = null;
    } catch (ArchiveException e) {
      if (unwritten == null) {
        LOG.warn(
            "{}. The position of sink {} cannot be written, so it gets some readings again after a"
                + " restart",
            e.getMessage(),
            sink);
      }
      unwritten = move;
    }
  }

  /** Notes that a reading is on its way. */
  void begins(Instant now) {
    underWay = now;
  }

  /** Notes that nothing is on its way. */
  void ends() {
    underWay = null;
  }

  /**
   * Notes that the sink does not take readings.
   *
   * @return whether it took readings before.
   */
  boolean away(String reason) {
    boolean first = problem == null;
    problem = reason;
    return first;
  }

  /**
   * Notes that the sink has taken a reading.
   *
   * @return whether it did not take readings before.
   */
  boolean taken() {
    boolean again = problem != null;
    problem = null;
    return again;
  }

  /** Why it does not take readings; null if it does. */
  @Nullable String problem(Instant now) {
    Instant begun = underWay;
    Duration since = begun == null ? Duration.ZERO : Duration.between(begun, now);
    if (problem == null && since.compareTo(PATIENCE) > 0) {
      return "it has not acknowledged a reading for %d s".formatted(since.toSeconds());
    }
    return problem;
  }

  /** How many readings it has not got yet. */
  long lag() {
    try {
      ReadingStore store = journal.store();
      long position = journal.position(sink).orElse(0);
      Move move = unwritten;
      if (move != null && move.isAfter(store, position)) {
        position = move.to();
      }
      return Math.max(0, journal.last() - position);
    } catch (ArchiveException e) {
      return 0;
    }
  }

  /** How many readings it has refused. */
  long refused() {
    try {
      return journal.failures().getOrDefault(sink, 0L);
    } catch (ArchiveException e) {
      return 0;
    }
  }
}
