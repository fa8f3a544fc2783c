package io.github.camelmbus.example.archive;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One readout of a meter as it is kept: octets, and what they do not say themselves.
 *
 * @param source whose it is.
 * @param readAt when it was read, to the millisecond; of an entry of a log when that was made.
 * @param event {@code alarm} of an alarm, {@link #LOG} of an entry of a log; null of a reading.
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

  /** The event of an entry of a log that the meter keeps. */
  public static final String LOG = "log";

  public ArchiveEntry {
    telegrams = List.copyOf(telegrams);
  }

  /** Whether it is a reading of the meter or of its log, and neither an alarm nor an error. */
  public boolean isReading() {
    return isLive() || isLog();
  }

  /** Whether it is a reading of what the meter had when it was read. */
  public boolean isLive() {
    return event == null && error == null;
  }

  /** Whether it is an entry of a log of the meter. */
  public boolean isLog() {
    return LOG.equals(event);
  }

  /** The same, read by another protocol: of an error without octets nothing else says which. */
  public ArchiveEntry withProtocol(String protocol) {
    Source other =
        new Source(protocol, source.line(), source.meter(), source.asked(), source.name());
    return new ArchiveEntry(other, readAt, event, telegrams, error, extra);
  }

  /** The same of a meter with another name. */
  public ArchiveEntry withName(@Nullable String name) {
    return new ArchiveEntry(source.withName(name), readAt, event, telegrams, error, extra);
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
      @Nullable String name) {

    /** The same with another name. */
    public Source withName(@Nullable String other) {
      return new Source(protocol, line, meter, asked, other);
    }
  }
}
