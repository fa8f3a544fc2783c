package io.github.camelmbus.kmp.head;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.kmp.LogEntry;
import java.util.List;

/**
 * Entries of a log that were read together, with all their registers.
 *
 * @param serialNumber which meter it was.
 * @param log the name of the log, {@code day} for example; of a module {@code module-} and its
 *     number.
 * @param entries the newest first; of a module the oldest first. Values in the order they were
 *     asked for.
 * @param telegrams the frames of the answers, as they came: the serial number, then pages of
 *     entries.
 */
public record LogWindow(
    long serialNumber, String log, List<LogEntry> entries, List<OctetString> telegrams) {
  public LogWindow {
    entries = List.copyOf(entries);
    telegrams = List.copyOf(telegrams);
  }
}
