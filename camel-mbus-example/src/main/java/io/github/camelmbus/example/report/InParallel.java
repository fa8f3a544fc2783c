package io.github.camelmbus.example.report;

import io.github.camelmbus.example.archive.ArchiveEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Decodes entries on all cores, because decoding takes most of the time of a report, and hands over
 * the results in the order of the entries. Works in batches to limit the memory needed. Confined to
 * one thread.
 */
final class InParallel<T> {
  /** Takes much longer to decode than to hand to other threads. */
  private static final int BATCH = 1024;

  private final Function<ArchiveEntry, T> decode;
  private final Consumer<T> results;
  private final List<ArchiveEntry> entries = new ArrayList<>(BATCH);

  /**
   * @param decode runs on any thread.
   * @param results called by the thread that adds entries.
   */
  InParallel(Function<ArchiveEntry, T> decode, Consumer<T> results) {
    this.decode = decode;
    this.results = results;
  }

  void add(ArchiveEntry entry) {
    entries.add(entry);
    if (entries.size() == BATCH) {
      end();
    }
  }

  /** Decodes the last batch. */
  void end() {
    entries.parallelStream().map(decode).toList().forEach(results);
    entries.clear();
  }
}
