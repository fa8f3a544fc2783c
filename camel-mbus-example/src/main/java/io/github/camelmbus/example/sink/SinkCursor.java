package io.github.camelmbus.example.sink;

import io.github.camelmbus.example.archive.ArchiveException;
import io.github.camelmbus.example.archive.ArchivedReading;
import io.github.camelmbus.example.archive.ReadingJournal;
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
  private @Nullable Move unwritten;

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
    try {
      position();
    } catch (ArchiveException e) {
      problem = e.getMessage();
    }
  }

  /**
   * The next readings.
   *
   * @param readings in the order of their ids, so that the position may be moved to each of them.
   * @param end the position when all of it is delivered.
   */
  record Batch(long start, List<ArchivedReading> readings, long end) {}

  /** A move of the position that could not be written, as on a full disk. */
  private record Move(long from, long to) {}

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
    long start = start();
    if (newest) {
      long end = journal.last();
      List<ArchivedReading> readings =
          journal.newestAfter(start).stream().filter(reading -> reading.id() <= end).toList();
      return new Batch(start, readings, end);
    }
    List<ArchivedReading> readings = journal.after(start, limit);
    long end = readings.isEmpty() ? start : readings.get(readings.size() - 1).id();
    return new Batch(start, readings, end);
  }

  /** The end of the last batch, unless the position was set back since. */
  private long start() {
    long position = position();
    Move move = unwritten;
    if (move == null || move.from() != position) {
      unwritten = null;
      return position;
    }
    write(move);
    return move.to();
  }

  void advance(long from, long to) {
    Move before = unwritten;
    long written = before != null && before.to() == from ? before.from() : from;
    if (written != to) {
      write(new Move(written, to));
    }
  }

  /**
   * If the move cannot be written, it is kept and tried again, so no reading is sent twice
   * meanwhile.
   */
  private void write(Move move) {
    try {
      journal.advance(sink, move.from(), move.to());
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
      return Math.max(0, journal.last() - journal.position(sink).orElse(0));
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
