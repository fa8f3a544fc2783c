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
 * How far a sink has come in the archive, and whether it takes what is next. Batches are of one
 * thread.
 */
final class SinkCursor {
  private static final Logger LOG = LoggerFactory.getLogger(SinkCursor.class);

  /** The client of Kafka tries again by itself, for as long as it takes. */
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
   * What comes next.
   *
   * @param readings in the order of their ids, so that the position may be moved to each of them.
   * @param end the position when all of it is delivered.
   */
  record Batch(long start, List<ArchivedReading> readings, long end) {}

  /** What was delivered, but is not in the archive: its disk may be full. */
  private record Move(long from, long to) {}

  String sink() {
    return sink;
  }

  /** Where there is none, the archive is new to the sink. */
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

  /** Where the last batch has ended, unless the sink was set back since. */
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

  /** If it cannot be written, it is tried again, and nothing is sent twice meanwhile. */
  private void write(Move move) {
    try {
      journal.advance(sink, move.from(), move.to());
      unwritten = null;
    } catch (ArchiveException e) {
      if (unwritten == null) {
        LOG.warn(
            "{}. It does not say how far sink {} has come, which gets some readings again after a"
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
   * @return whether it took readings before.
   */
  boolean away(String reason) {
    boolean first = problem == null;
    problem = reason;
    return first;
  }

  /**
   * @return whether it did not before.
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
