package io.github.camelmbus.example.archive;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Keeps the newest entries in memory, for the sinks of an app without an archive. If it is full,
 * the oldest entry is dropped, even if a sink has not got it.
 */
public final class MemoryStore implements ReadingStore {
  private final int capacity;
  private final TreeMap<Long, ArchiveEntry> entries = new TreeMap<>();
  private final Map<String, Long> positions = new LinkedHashMap<>();
  private final Map<String, Long> failures = new LinkedHashMap<>();
  private long last;

  /**
   * @param capacity the largest number of entries.
   */
  public MemoryStore(int capacity) {
    this.capacity = capacity;
  }

  @Override
  public synchronized void append(List<ArchiveEntry> added) {
    for (ArchiveEntry entry : added) {
      entries.put(++last, entry);
      if (entries.size() > capacity) {
        entries.pollFirstEntry();
      }
    }
  }

  synchronized int size() {
    return entries.size();
  }

  @Override
  public synchronized long last() {
    return last;
  }

  @Override
  public synchronized List<ArchivedReading> after(long id, int limit) {
    return entries.tailMap(id, false).entrySet().stream()
        .limit(limit)
        .map(one -> new ArchivedReading(one.getKey(), one.getValue()))
        .toList();
  }

  @Override
  public synchronized List<ArchivedReading> newestAfter(long id) {
    Map<ArchiveEntry.Source, ArchivedReading> newest = new LinkedHashMap<>();
    entries
        .tailMap(id, false)
        .forEach(
            (at, entry) -> {
              if (entry.isLive()) {
                newest.put(entry.source(), new ArchivedReading(at, entry));
              }
            });
    List<ArchivedReading> ordered = new ArrayList<>(newest.values());
    ordered.sort(Comparator.comparingLong(ArchivedReading::id));
    return ordered;
  }

  @Override
  public synchronized OptionalLong position(String sink) {
    Long position = positions.get(sink);
    return position == null ? OptionalLong.empty() : OptionalLong.of(position);
  }

  @Override
  public synchronized void setPosition(String sink, long position) {
    positions.put(sink, position);
  }

  @Override
  public synchronized boolean advance(String sink, long from, long to) {
    return positions.replace(sink, from, to);
  }

  @Override
  public synchronized void fail(String sink, long id, Instant at, String reason) {
    failures.merge(sink, 1L, Long::sum);
  }

  @Override
  public synchronized Map<String, Long> failures() {
    return Map.copyOf(failures);
  }

  @Override
  public void close() {}
}
