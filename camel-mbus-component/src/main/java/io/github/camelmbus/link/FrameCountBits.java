package io.github.camelmbus.link;

import io.github.camelmbus.frame.ControlField.Function;
import io.github.camelmbus.frame.PrimaryAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The FCB of the next request to each address, for REQ_UD2, REQ_UD1 and SND_UD apart (EN 13757-2,
 * 5.7.6): 1 after SND_NKE, toggled after each error-free answer, kept for a repeat. Address 253 has
 * separate bits, which a selection sets to 1 because the selected meter has none yet. Confined to
 * the bus thread.
 */
public final class FrameCountBits {
  private record Counter(Function function, PrimaryAddress address) {}

  private final Map<Counter, Boolean> next = new HashMap<>();
  private final Set<PrimaryAddress> inStep = new HashSet<>();

  /** Whether an address was reset, so that the meter there expects the same FCBs. */
  public boolean isInStep(PrimaryAddress address) {
    return inStep.contains(address);
  }

  public boolean next(Function function, PrimaryAddress address) {
    return next.getOrDefault(new Counter(function, address), true);
  }

  /** A good answer to a request came from this address. */
  public void answered(Function function, PrimaryAddress address) {
    next.put(new Counter(function, address), !next(function, address));
  }

  /** The FCBs that the meters expect are unknown again. */
  public void forget() {
    next.clear();
    inStep.clear();
  }

  /** The meter was reset: by SND_NKE, or for 253 by a selection. */
  public void reset(PrimaryAddress address) {
    inStep.add(address);
    next.keySet()
        .removeIf(
            counter ->
                address.equals(PrimaryAddress.BROADCAST) || counter.address().equals(address));
  }
}
