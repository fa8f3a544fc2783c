package io.github.camelmbus.example.archive;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One readout of a meter as it is kept: octets, and what they do not say themselves.
 *
 * @param source whose it is.
 * @param readAt when it was read, to the millisecond.
 * @param event {@code alarm} of an alarm; null of a reading.
 * @param telegrams whole frames in the order they came; of an error what came nevertheless.
 * @param error JSON of the error; null of a reading.
 * @param extra JSON of what neither the telegrams nor {@code error} say; null if there is nothing.
 */
public record ArchiveEntry(
    Source source,
    Instant readAt,
    @Nullable String event,
    List<byte[]> telegrams,
    @Nullable String error,
    @Nullable String extra) {

  public ArchiveEntry {
    telegrams = List.copyOf(telegrams);
  }

  /** Whether it is a reading of the meter, and neither an alarm nor an error. */
  public boolean isReading() {
    return event == null && error == null;
  }

  /**
   * A meter on a line.
   *
   * @param protocol {@code mbus} or {@code kmp}.
   * @param line where it was read; null if unknown.
   * @param meter what tells it from all others: its secondary address, where it has one.
   * @param asked how it was asked: an address; null if unknown.
   * @param name what the user called it; null if it had no name.
   */
  public record Source(
      String protocol,
      @Nullable String line,
      String meter,
      @Nullable String asked,
      @Nullable String name) {}
}
