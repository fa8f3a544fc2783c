package io.github.camelmbus.inventory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What changes when a file is written: equal stamps mean the same content.
 *
 * @param modified time of the last write.
 * @param size octets.
 * @param key changes when another file takes its place, such as the inode; null where the file
 *     system has none.
 */
record FileStamp(FileTime modified, long size, @Nullable Object key) {
  /** The coarsest step of the time of a write, which is that of FAT. */
  private static final Duration STEP = Duration.ofSeconds(2);

  /** The stamp of a file as it is; null if there is no such file or it cannot be looked at. */
  static @Nullable FileStamp of(Path file) {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return new FileStamp(now.lastModifiedTime(), now.size(), now.fileKey());
    } catch (IOException none) {
      return null;
    }
  }

  /** Whether each write from now on gives the file another stamp. */
  boolean isSettled(Instant now) {
    return modified.toInstant().plus(STEP).isBefore(now);
  }
}
