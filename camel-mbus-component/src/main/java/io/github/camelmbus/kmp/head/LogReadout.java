package io.github.camelmbus.kmp.head;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of reading a log, whose entries were handed over window by window.
 *
 * @param serialNumber which meter it was.
 * @param entries how many were handed over.
 * @param missing registers that were asked for and that the log does not keep.
 * @param belowId the lowest id that was read: all entries from it up that were asked for have been
 *     handed over. That of the query if nothing was read.
 */
public record LogReadout(
    long serialNumber, int entries, List<Integer> missing, @Nullable Long belowId) {
  public LogReadout {
    missing = List.copyOf(missing);
  }
}
