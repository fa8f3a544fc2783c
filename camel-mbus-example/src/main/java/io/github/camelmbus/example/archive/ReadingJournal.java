package io.github.camelmbus.example.archive;

import io.github.camelmbus.example.archive.ArchiveException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends readings to the archive, and does not fail if the archive does, so that polls continue.
 * Entries that cannot be written wait in memory until they can be. If the file cannot be used when
 * the app starts, it is left as it is, and sinks get readings from memory until it can be used. A
 * damaged file is renamed, and a new one begins.
 *
 * <p>Thread-safe. Listeners run on the thread that appends.
 */
public final class ReadingJournal implements ReadingStore {
  private static final Logger LOG = LoggerFactory.getLogger(ReadingJournal.class);

  /** The most entries in memory: those of a day with 100 meters, read every 15 minutes. */
  private static final int IN_MEMORY = 10_000;

  private static final Duration RETRY_DELAY = Duration.ofSeconds(10);
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private final @Nullable Path path;
  private final Clock clock;
  private final Function<Path, String> fileSystem;
  private final Deque<ArchiveEntry> waiting = new ArrayDeque<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final Map<String, Start> sinks = new ConcurrentHashMap<>();
  private volatile ReadingStore store;
  private volatile @Nullable String problem;
  private volatile Instant nextTry = Instant.MIN;
  private volatile boolean mayBeUsedLater;
  private long dropped;

  /**
   * @param path the archive; null for none.
   */
  public ReadingJournal(@Nullable Path path, Clock clock) {
    this(path, clock, ArchiveFile::fileSystem);
  }

  /**
   * @param fileSystem gives the type of the file system of a directory.
   */
  ReadingJournal(@Nullable Path path, Clock clock, Function<Path, String> fileSystem) {
    this.path = path;
    this.clock = clock;
    this.fileSystem = fileSystem;
    this.store = path == null ? new MemoryStore(IN_MEMORY) : open(path);
  }

  private ReadingStore open(Path file) {
    try {
      return opened(file);
    } catch (ArchiveException e) {
      if (e.reason() == Reason.DAMAGED && moveAside(file, e)) {
        return open(file);
      }
      problem = e.getMessage();
      mayBeUsedLater = e.reason() != Reason.NEWER && e.reason() != Reason.FOREIGN;
      nextTry = clock.instant().plus(RETRY_DELAY);
      LOG.error(
          "{}. Meters are polled, and sinks get their readings from memory, but nothing is archived"
              + " until {}",
          e.getMessage(),
          mayBeUsedLater ? "it can be used; that is tried again" : "this app is started again");
      return new MemoryStore(IN_MEMORY);
    }
  }

  /**
   * Opens an archive that could not be used when the app was started, and appends what is in
   * memory.
   */
  private void openAgain(Path file, MemoryStore memory) {
    try {
      Archive archive = opened(file);
      try {
        moveTo(archive, memory);
      } catch (ArchiveException e) {
        archive.close();
        throw e;
      }
      store = archive;
      mayBeUsedLater = false;
      problem = null;
    } catch (ArchiveException e) {
      nextTry = clock.instant().plus(RETRY_DELAY);
    }
  }

  /**
   * Appends the entries in memory. A sink that had got all entries of the archive does not get
   * those again that it has got from memory.
   */
  private void moveTo(Archive archive, MemoryStore memory) {
    long last = archive.last();
    sinks.forEach(
        (sink, start) -> {
          if (archive.position(sink).isEmpty()) {
            archive.setPosition(sink, start == Start.BEGINNING ? 0 : last);
          }
        });
    List<ArchivedReading> kept = memory.after(0, IN_MEMORY);
    archive.append(kept.stream().map(ArchivedReading::entry).toList());
    List<ArchivedReading> moved = archive.after(last, IN_MEMORY);
    LOG.info("the archive is written: {} readings that were in memory are in it", moved.size());
    try {
      for (String sink : sinks.keySet()) {
        long got = memory.position(sink).orElse(0);
        int taken = (int) kept.stream().filter(one -> one.id() <= got).count();
        long position = archive.position(sink).orElse(last);
        if (position >= last && taken > 0 && moved.size() == kept.size()) {
          position = moved.get(taken - 1).id();
        }
        archive.setPosition(sink, position);
      }
    } catch (ArchiveException e) {
      LOG.warn("{}. Sinks get again what they have got from memory", e.getMessage());
    }
  }

  private Archive opened(Path file) {
    Archive archive = Archive.append(file, fileSystem);
    archive.warning().ifPresent(LOG::warn);
    return archive;
  }

  private boolean moveAside(Path file, ArchiveException damage) {
    String ending = ".damaged-" + STAMP.format(clock.instant());
    try {
      for (String part : List.of("", "-wal", "-shm")) {
        Path from = file.resolveSibling(file.getFileName() + part);
        if (Files.exists(from)) {
          Files.move(from, file.resolveSibling(file.getFileName() + ending + part));
        }
      }
    } catch (IOException e) {
      LOG.error("{} and cannot be moved aside: {}", damage.getMessage(), e.toString());
      return false;
    }
    LOG.error(
        "{}. It was moved to {}, and a new one begins; what sinks had not got yet is only in the"
            + " damaged one: see docs/reference/archive.md",
        damage.getMessage(),
        file.resolveSibling(file.getFileName() + ending));
    return true;
  }

  /** Adds a listener, which is called after entries were appended. */
  public void onAppend(Runnable listener) {
    listeners.add(listener);
  }

  /** Why readings are not archived; null if they are, or there is to be no archive. */
  public @Nullable String problem() {
    return problem;
  }

  /** The archive; null if readings are only in memory. */
  public @Nullable Archive archive() {
    return store instanceof Archive archive ? archive : null;
  }

  /** The number of entries that wait in memory to be written. */
  public synchronized int waiting() {
    return waiting.size();
  }

  /** Appends an entry; if that fails, it is tried again with the next ones. */
  public void append(ArchiveEntry entry) {
    append(List.of(entry));
  }

  @Override
  public void append(List<ArchiveEntry> entries) {
    if (write(entries)) {
      listeners.forEach(Runnable::run);
    }
  }

  /** Tries again to write waiting entries, if no reading has come for a long time. */
  public void writeWaiting() {
    if (waiting() > 0 || mayBeUsedLater) {
      append(List.of());
    }
  }

  private synchronized boolean write(List<ArchiveEntry> entries) {
    waiting.addAll(entries);
    while (waiting.size() > IN_MEMORY) {
      waiting.removeFirst();
      dropped++;
    }
    Instant now = clock.instant();
    if (mayBeUsedLater && store instanceof MemoryStore memory && path != null && isDue(now)) {
      openAgain(path, memory);
    }
    if (problem != null && store instanceof Archive && !isDue(now)) {
      return false;
    }
    try {
      store.append(new ArrayList<>(waiting));
    } catch (ArchiveException e) {
      failed(e, now);
      return false;
    }
    if (problem != null && store instanceof Archive) {
      LOG.info("the archive is written again: {} readings that waited are in it", waiting.size());
      problem = null;
    }
    waiting.clear();
    return true;
  }

  /** Whether to try again; also if the clock of the machine was set back. */
  private boolean isDue(Instant now) {
    return !now.isBefore(nextTry) || now.isBefore(nextTry.minus(RETRY_DELAY));
  }

  private void failed(ArchiveException failure, Instant now) {
    nextTry = now.plus(RETRY_DELAY);
    if (failure.reason() == Reason.DAMAGED && path != null) {
      replace(path, failure);
      nextTry = now;
    } else if (problem == null) {
      LOG.error(
          "{}. Meters are polled; up to {} readings wait in memory until they can be written",
          failure.getMessage(),
          IN_MEMORY);
    }
    problem = failure.getMessage();
    if (dropped > 0) {
      LOG.error("{} readings are lost, as more than {} waited", dropped, IN_MEMORY);
      dropped = 0;
    }
  }

  /** Renames a damaged file and begins a new one, from whose beginning sinks get readings. */
  private void replace(Path file, ArchiveException damage) {
    store.close();
    ReadingStore next = moveAside(file, damage) ? open(file) : new MemoryStore(IN_MEMORY);
    sinks.keySet().forEach(sink -> next.setPosition(sink, 0));
    store = next;
  }

  /** The store in use. Positions are valid for one store only. */
  public ReadingStore store() {
    return store;
  }

  /**
   * Reads from the store. Only reading finds damage in the middle of the file, as entries are
   * appended to its end.
   */
  private <T> T read(Function<ReadingStore, T> query) {
    ReadingStore queried = store;
    try {
      return query.apply(queried);
    } catch (ArchiveException e) {
      if (e.reason() == Reason.DAMAGED) {
        replaceDamaged(queried, e);
      }
      throw e;
    }
  }

  private synchronized void replaceDamaged(ReadingStore damaged, ArchiveException damage) {
    if (store == damaged) {
      failed(damage, clock.instant());
    }
  }

  @Override
  public long last() {
    return read(ReadingStore::last);
  }

  @Override
  public List<ArchivedReading> after(long id, int limit) {
    return read(queried -> queried.after(id, limit));
  }

  @Override
  public List<ArchivedReading> newestAfter(long id) {
    return read(queried -> queried.newestAfter(id));
  }

  /** Where a sink begins in an archive in which it has no position. */
  public enum Start {
    /** With the first entry. */
    BEGINNING,
    /** With the next entry that is appended. */
    NOW
  }

  /** Adds a sink, whose position is transferred if the store changes. */
  public void add(String sink, Start start) {
    sinks.put(sink, start);
  }

  @Override
  public OptionalLong position(String sink) {
    sinks.putIfAbsent(sink, Start.NOW);
    return store.position(sink);
  }

  @Override
  public void setPosition(String sink, long position) {
    store.setPosition(sink, position);
  }

  @Override
  public boolean advance(String sink, long from, long to) {
    return store.advance(sink, from, to);
  }

  /**
   * As {@link #advance(String, long, long)}, but sets nothing if another store is in use.
   *
   * @param readFrom the store that the readings came from.
   */
  public boolean advance(String sink, ReadingStore readFrom, long from, long to) {
    return store == readFrom && readFrom.advance(sink, from, to);
  }

  @Override
  public void fail(String sink, long id, Instant at, String reason) {
    store.fail(sink, id, at, reason);
  }

  @Override
  public Map<String, Long> failures() {
    return store.failures();
  }

  @Override
  public synchronized void close() {
    if (!waiting.isEmpty()) {
      nextTry = Instant.MIN;
      if (!write(List.of())) {
        LOG.error("{} readings that waited for the archive are lost", waiting.size());
      }
    } else if (mayBeUsedLater && store instanceof MemoryStore memory && path != null) {
      openAgain(path, memory);
      if (store == memory && memory.size() > 0) {
        LOG.error("{} readings that waited for the archive are lost", memory.size());
      }
    }
    store.close();
  }
}
