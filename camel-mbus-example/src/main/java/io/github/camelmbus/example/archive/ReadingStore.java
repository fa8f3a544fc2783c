package io.github.camelmbus.example.archive;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Entries in the order they were appended, and how far each sink has come. Thread-safe. */
public interface ReadingStore extends AutoCloseable {

  /**
   * Appends entries; when it returns they are kept.
   *
   * @throws ArchiveException if none of them could be.
   */
  void append(List<ArchiveEntry> entries);

  /** The id of the last entry; 0 without any. */
  long last();

  /**
   * Entries after one, in order.
   *
   * @param id of an entry, or 0.
   * @param limit how many at most.
   */
  List<ArchivedReading> after(long id, int limit);

  /** The last reading of each meter that has one after an entry, in the order of their ids. */
  List<ArchivedReading> newestAfter(long id);

  /** The last entry that a sink has got; empty if it was never set. */
  OptionalLong position(String sink);

  /** Sets it. */
  void setPosition(String sink, long position);

  /**
   * Moves it on, unless somebody else has moved it.
   *
   * @return whether it was moved.
   */
  boolean advance(String sink, long from, long to);

  /** Notes that a sink has refused an entry, and why. */
  void fail(String sink, long id, Instant at, String reason);

  /** How many entries each sink has refused. */
  Map<String, Long> failures();

  @Override
  void close();
}
