package io.github.camelmbus.example.app;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Locks a directory for one process that writes readings into it. It is a lock of the operating
 * system, which releases it when the process ends.
 */
final class RunLock implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunLock.class);
  private static final String FILE = ".run.lock";
  private static final int LONGEST_PID = 20;

  /**
   * Position of the lock, after the number of the process: locked octets cannot be read on all
   * systems.
   */
  private static final long LOCKED = 1024;

  private final @Nullable FileChannel channel;

  private RunLock(@Nullable FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Locks the directory, which is made if it is missing. If it cannot be made or locked, a warning
   * is logged: the sinks that write into it report the failure.
   *
   * @throws IllegalArgumentException if another process has locked it.
   */
  static RunLock of(Path directory) {
    FileChannel channel = null;
    try {
      Files.createDirectories(directory);
      channel =
          FileChannel.open(
              directory.resolve(FILE),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      FileLock lock = lock(channel);
      if (lock == null) {
        String owner = owner(channel);
        channel.close();
        throw new IllegalArgumentException(
            "another run%s writes to %s already: end it, or give this one a directory of its own (-Dmbus.directory=...)"
                .formatted(owner, directory));
      }
      channel.truncate(0);
      String pid = Long.toString(ProcessHandle.current().pid());
      channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
    } catch (IOException e) {
      LOG.warn("{} cannot be locked for this run: {}", directory, FileFailure.words(e));
    }
    return new RunLock(channel);
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock(LOCKED, 1, false);
    } catch (OverlappingFileLockException ofThisProcess) {
      return null;
    }
  }

  private static String owner(FileChannel channel) throws IOException {
    ByteBuffer pid = ByteBuffer.allocate(LONGEST_PID);
    channel.read(pid, 0);
    String text = new String(pid.array(), 0, pid.position(), StandardCharsets.US_ASCII);
    return text.matches("\\d+") ? " (process " + text + ")" : "";
  }

  @Override
  public void close() {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      LOG.debug("the lock cannot be closed", e);
    }
  }
}
