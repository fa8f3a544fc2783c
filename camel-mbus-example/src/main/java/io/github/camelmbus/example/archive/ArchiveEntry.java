package io.github.camelmbus.example.archive;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One readout of a meter as it is archived: its octets, and the facts that are not in them.
 *
 * @param source the meter, and how it was read.
 * @param readAt when it was read, to the millisecond; for an entry of a log when it was made.
 * @param event {@code alarm} for an alarm, {@link #LOG} for an entry of a log; null for a reading.
 * @param telegrams complete frames in the order they came; for an error those that came before it.
 * @param error the error as JSON; null for a reading.
 * @param extra facts that are neither in the telegrams nor in {@code error}, as JSON; null without
 *     any.
 */
public record ArchiveEntry(
    Source source,
    Instant readAt,
    @Nullable String event,
    List<byte[]> telegrams,
    @Nullable String error,
    @Nullable String extra) {

  /** The event of an entry of a meter's log. */
  public static final String LOG = "log";

  public ArchiveEntry {
    telegrams = List.copyOf(telegrams);
  }

  /** Whether it is a reading, of current values or of a log, and neither an alarm nor an error. */
  public boolean isReading() {
    return isLive() || isLog();
  }

  /** Whether it is a reading of the values that the meter had when it was read. */
  public boolean isLive() {
    return event == null && error == null;
  }

  /** Whether it is an entry of a meter's log. */
  public boolean isLog() {
    return LOG.equals(event);
  }

  /** The same with another protocol, which cannot be seen from an error without octets. */
  public ArchiveEntry withProtocol(String protocol) {
    Source other =
        new Source(protocol, source.line(), source.meter(), source.asked(), source.name());
    return new ArchiveEntry(other, readAt, event, telegrams, error, extra);
  }

  /** The same with another name of the meter. */
  public ArchiveEntry withName(@Nullable String name) {
    return new ArchiveEntry(source.withName(name), readAt, event, telegrams, error, extra);
  }

  /**
   * A meter, and how it was read.
   *
   * @param protocol {@code mbus} or {@code kmp}.
   * @param line the line it was read on; null if unknown.
   * @param meter its identity, which no other meter has: its secondary address if it has one.
   * @param asked the address it was asked by; null if unknown.
   * @param name its name in the inventory at that time; null without one.
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
