package io.github.camelmbus.example.report;

import io.github.camelmbus.example.archive.ArchiveEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Makes something of each entry on all cores, as most of the time of a report is spent on decoding,
 * and takes it in the order of the entries. Some at a time, so that few of them are in memory.
 * Confined to one thread.
 */
final class InParallel<T> {
  /** Much longer to decode than to hand to other threads. */
  private static final int AT_ONCE = 1024;

  private final Function<ArchiveEntry, T> make;
  private final Consumer<T> take;
  private final List<ArchiveEntry> entries = new ArrayList<>(AT_ONCE);

  /**
   * @param make runs on any thread.
   * @param take runs on the thread that adds.
   */
  InParallel(Function<ArchiveEntry, T> make, Consumer<T> take) {
    this.make = make;
    this.take = take;
  }

  void add(ArchiveEntry entry) {
    entries.add(entry);
    if (entries.size() == AT_ONCE) {
      end();
    }
  }

  /** Takes what is left. */
  void end() {
    entries.parallelStream().map(make).toList().forEach(take);
    entries.clear();
  }
}
