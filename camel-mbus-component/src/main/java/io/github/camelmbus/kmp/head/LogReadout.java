package io.github.camelmbus.kmp.head;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was read of a log. Its entries were handed over window by window.
 *
 * @param serialNumber which meter it was.
 * @param entries how many were handed over.
 * @param missing registers that were asked for and that the log does not keep.
 * @param belowId all entries with this id or a higher one that were asked for have been handed
 *     over; if none were that of the query.
 */
public record LogReadout(
    long serialNumber, int entries, List<Integer> missing, @Nullable Long belowId) {
  public LogReadout {
    missing = List.copyOf(missing);
  }
}
