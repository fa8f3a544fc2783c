package io.github.camelmbus.example.archive;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Entries in the order in which they were appended, and the positions of sinks. Thread-safe. */
public interface ReadingStore extends AutoCloseable {

  /**
   * Appends entries; when this returns they are stored.
   *
   * @throws ArchiveException if none of them could be stored.
   */
  void append(List<ArchiveEntry> entries);

  /** The id of the last entry; 0 without entries. */
  long last();

  /**
   * The entries after another one, in order.
   *
   * @param id the id of the other entry, or 0 for all entries.
   * @param limit the largest number of entries.
   */
  List<ArchivedReading> after(long id, int limit);

  /** The newest reading of each meter after an entry, in the order of their ids. */
  List<ArchivedReading> newestAfter(long id);

  /** The position of a sink: the id of the last entry that it has got; empty if never set. */
  OptionalLong position(String sink);

  /** Sets the position of a sink. */
  void setPosition(String sink, long position);

  /**
   * Sets the position of a sink, unless it has been changed meanwhile.
   *
   * @param from the expected position.
   * @param to the new position.
   * @return whether it was set.
   */
  boolean advance(String sink, long from, long to);

  /** Records that a sink has refused an entry, and why. */
  void fail(String sink, long id, Instant at, String reason);

  /** The number of entries that each sink has refused. */
  Map<String, Long> failures();

  @Override
  void close();
}
