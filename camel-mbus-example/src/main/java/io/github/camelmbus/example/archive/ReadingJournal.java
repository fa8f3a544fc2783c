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
 * Where a poll puts its readings: into the archive, and whatever is wrong with that, a poll goes
 * on. Entries that cannot be written wait in memory, and are written when they can be. A file that
 * cannot be used from the beginning is left as it is, and sinks get their readings from memory,
 * until it can be used. A damaged file is moved aside.
 *
 * <p>Thread-safe. Listeners run on the thread that appends.
 */
public final class ReadingJournal implements ReadingStore {
  private static final Logger LOG = LoggerFactory.getLogger(ReadingJournal.class);

  /** Entries in memory at most: a day of 100 meters that are read every quarter of an hour. */
  private static final int IN_MEMORY = 10_000;

  private static final Duration AGAIN = Duration.ofSeconds(10);
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
   * Opens it.
   *
   * @param path of the archive; null for none.
   */
  public ReadingJournal(@Nullable Path path, Clock clock) {
    this(path, clock, ArchiveFile::fileSystem);
  }

  /**
   * @param fileSystem tells the kind of that of a directory.
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
      nextTry = clock.instant().plus(AGAIN);
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
      nextTry = clock.instant().plus(AGAIN);
    }
  }

  /** Sinks do not get again what they have got from memory, if all before that was theirs. */
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

  /** Has a listener told of entries that were appended. */
  public void onAppend(Runnable listener) {
    listeners.add(listener);
  }

  /** Why readings are not archived; null if they are, or no archive is wanted. */
  public @Nullable String problem() {
    return problem;
  }

  /** The archive; null if readings are in memory alone. */
  public @Nullable Archive archive() {
    return store instanceof Archive archive ? archive : null;
  }

  /** Entries that wait in memory until they can be written. */
  public synchronized int waiting() {
    return waiting.size();
  }

  /** Appends one entry; if that cannot be done now, it is tried again with the next ones. */
  public void append(ArchiveEntry entry) {
    append(List.of(entry));
  }

  @Override
  public void append(List<ArchiveEntry> entries) {
    if (write(entries)) {
      listeners.forEach(Runnable::run);
    }
  }

  /** Tries again to write what waits, where no reading comes for long. */
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

  /** Also where the clock of the machine was set back since. */
  private boolean isDue(Instant now) {
    return !now.isBefore(nextTry) || now.isBefore(nextTry.minus(AGAIN));
  }

  private void failed(ArchiveException failure, Instant now) {
    nextTry = now.plus(AGAIN);
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

  /** Goes on without a damaged file. Sinks get all that comes from now on. */
  private void replace(Path file, ArchiveException damage) {
    store.close();
    ReadingStore next;
    if (moveAside(file, damage)) {
      next = open(file);
    } else {
      next = new MemoryStore(IN_MEMORY);
    }
    sinks.keySet().forEach(sink -> next.setPosition(sink, 0));
    store = next;
  }

  /** The store in use: a position in one store means nothing in another. */
  public ReadingStore store() {
    return store;
  }

  private interface Question<T> {
    T of(ReadingStore asked);
  }

  /**
   * What is appended goes to the end of the file, so damage further up is seen by readers alone.
   */
  private <T> T read(Question<T> question) {
    ReadingStore asked = store;
    try {
      return question.of(asked);
    } catch (ArchiveException e) {
      if (e.reason() == Reason.DAMAGED) {
        seenByReader(asked, e);
      }
      throw e;
    }
  }

  private synchronized void seenByReader(ReadingStore asked, ArchiveException damage) {
    if (store == asked) {
      failed(damage, clock.instant());
    }
  }

  @Override
  public long last() {
    return read(ReadingStore::last);
  }

  @Override
  public List<ArchivedReading> after(long id, int limit) {
    return read(asked -> asked.after(id, limit));
  }

  @Override
  public List<ArchivedReading> newestAfter(long id) {
    return read(asked -> asked.newestAfter(id));
  }

  /** Where a sink begins in an archive that is new to it. */
  public enum Start {
    /** With all that is archived. */
    BEGINNING,
    /** With what comes next. */
    NOW
  }

  /** Notes a sink, whose position is to be kept when another store takes over. */
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
   * As {@link #advance(String, long, long)}, but moves nothing if another store is in use.
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
      if (store == memory) {
        LOG.error("{} readings that waited for the archive are lost", memory.size());
      }
    }
    store.close();
  }
}
