package io.github.camelmbus.kmp.head;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The registers that meters do not have. Answers have a checksum, so a register that is not in one
 * is not in the meter. Confined to the thread of the line.
 */
final class KnownGaps {
  /** Beyond this number all are forgotten, for a head that is carried to ever more meters. */
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
