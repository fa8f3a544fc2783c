package io.github.camelmbus.kmp.head;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which registers a meter does not have. Its answers have a checksum, so what is not in one is not
 * in the meter. Confined to the thread of the line.
 */
final class KnownGaps {
  /** A head that is carried around sees many meters; those seen first are learned again. */
  private static final int MAX_METERS = 1_000;

  private final Map<Long, Set<Integer>> gaps = new HashMap<>();

  Set<Integer> of(long meter) {
    return new LinkedHashSet<>(gaps.getOrDefault(meter, Set.of()));
  }

  void add(long meter, Set<Integer> missing) {
    if (gaps.size() >= MAX_METERS && !gaps.containsKey(meter)) {
      gaps.clear();
    }
    gaps.computeIfAbsent(meter, number -> new HashSet<>()).addAll(missing);
  }
}
