package io.github.camelmbus.search;

import io.github.camelmbus.application.Mask;
import java.util.HashSet;
import java.util.Set;

/** What other masters do: fixes the digits of the id in the same order everywhere. */
final class FixedOrderSearch {
  private static final int[] FIRST_DIGIT_FIRST = {0, 1, 2, 3, 4, 5, 6, 7};
  private static final int[] LAST_DIGIT_FIRST = {7, 6, 5, 4, 3, 2, 1, 0};

  private final Probe probe;
  private final int[] order;
  private final Set<Object> found = new HashSet<>();
  private int probes;

  private FixedOrderSearch(Probe probe, int[] order) {
    this.probe = probe;
    this.order = order;
  }

  static FixedOrderSearch firstDigitFirst(Probe probe) {
    return new FixedOrderSearch(probe, FIRST_DIGIT_FIRST);
  }

  static FixedOrderSearch lastDigitFirst(Probe probe) {
    return new FixedOrderSearch(probe, LAST_DIGIT_FIRST);
  }

  FixedOrderSearch run() {
    probe.wakeUp();
    search(Mask.ANY, 0);
    return this;
  }

  int found() {
    return found.size();
  }

  int probes() {
    return probes;
  }

  private void search(Mask mask, int depth) {
    probes++;
    Outcome outcome = probe.select(mask, Effort.QUICK);
    if (outcome instanceof Outcome.One one) {
      found.add(String.valueOf(one.address()));
    } else if (!(outcome instanceof Outcome.Silence) && depth < order.length) {
      for (char digit : Split.DECIMAL.toCharArray()) {
        search(mask.withIdDigit(order[depth], digit), depth + 1);
      }
    }
  }
}
