package io.github.camelmbus.simulator;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** The faults of one meter, and how often each has shown. */
final class FaultState {
  private final Map<Class<? extends Fault>, Fault> faults = new HashMap<>();
  private final Map<Class<? extends Fault>, Integer> shown = new HashMap<>();
  private final Random random;

  FaultState(List<Fault> faults, Random random) {
    faults.forEach(fault -> this.faults.put(fault.getClass(), fault));
    this.random = random;
  }

  boolean has(Class<? extends Fault> kind) {
    return faults.containsKey(kind);
  }

  <F extends Fault> Optional<F> get(Class<F> kind) {
    return Optional.ofNullable(kind.cast(faults.get(kind)));
  }

  /** The fault if it shows at this occasion. */
  <F extends Fault.ByChance> Optional<F> draw(Class<F> kind) {
    return get(kind).filter(this::shows);
  }

  private boolean shows(Fault.ByChance fault) {
    int before = shown.getOrDefault(fault.getClass(), 0);
    if (before >= fault.chance().times() || random.nextDouble() >= fault.chance().probability()) {
      return false;
    }
    shown.put(fault.getClass(), before + 1);
    return true;
  }
}
