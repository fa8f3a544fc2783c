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
 * The state of a file. Two settled stamps are equal only if the file was not written between them.
 *
 * @param modified time of the last write.
 * @param size octets.
 * @param key identity of the file, such as its inode, which changes if the file is replaced; null
 *     if the file system has none.
 */
record FileStamp(FileTime modified, long size, @Nullable Object key) {
  /** Coarsest resolution of modification times: that of FAT. */
  private static final Duration STEP = Duration.ofSeconds(2);

  /** The current stamp of a file; null if it does not exist or its attributes cannot be read. */
  static @Nullable FileStamp of(Path file) {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return new FileStamp(now.lastModifiedTime(), now.size(), now.fileKey());
    } catch (IOException none) {
      return null;
    }
  }

  /** Whether any later write changes the stamp. */
  boolean isSettled(Instant now) {
    return modified.toInstant().plus(STEP).isBefore(now);
  }
}
