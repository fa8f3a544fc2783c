package io.github.camelmbus.search;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.application.Mask;
import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.transport.DamagedOctets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Meters without a line: answers each probe as a bus without faults would. */
final class ModelProbe implements Probe {
  /** What a meter does once it is selected. */
  enum Manner {
    SOUND,
    MUTE,
    DAMAGED,
    NAMELESS
  }

  /** Masks in the order they were probed. */
  final List<Mask> asked = new ArrayList<>();

  /** How often the search wanted to know what the line does with damaged octets. */
  int damagedOctetsAsked;

  /** What is known of the line, and what a provoked collision shows. */
  DamagedOctets damagedOctets = DamagedOctets.SHOWN;

  /** Masks of two known meters, in the order they were made to collide. */
  final List<Mask> provoked = new ArrayList<>();

  private final Map<Mask, Manner> meters = new LinkedHashMap<>();

  ModelProbe(Collection<SecondaryAddress> addresses) {
    addresses.forEach(address -> meters.put(Mask.of(address), Manner.SOUND));
  }

  static ModelProbe of(String... addresses) {
    ModelProbe probe = new ModelProbe(List.of());
    for (String address : addresses) {
      probe.add(address, Manner.SOUND);
    }
    return probe;
  }

  /**
   * @param address 16 digits, and {@code /} with 8 more for a fabrication number.
   */
  ModelProbe add(String address, Manner manner) {
    meters.put(Mask.parse(address), manner);
    return this;
  }

  @Override
  public void wakeUp() {}

  @Override
  public boolean showsCollisions() {
    return true;
  }

  @Override
  public DamagedOctets damagedOctets() {
    damagedOctetsAsked++;
    return damagedOctets;
  }

  @Override
  public void collide(Mask both, FoundMeter one, FoundMeter other) {
    provoked.add(both);
  }

  @Override
  public Outcome select(Mask mask, Effort effort) {
    asked.add(mask);
    List<Mask> selected = meters.keySet().stream().filter(mask::covers).toList();
    if (selected.isEmpty()) {
      return new Outcome.Silence();
    }
    return selected.size() > 1
        ? new Outcome.Several()
        : answer(selected.get(0).address(), meters.get(selected.get(0)));
  }

  private static Outcome answer(SecondaryAddress address, Manner manner) {
    return switch (manner) {
      case SOUND ->
          new Outcome.One(address, 1, OctetString.of(address.octets()), Duration.ofMillis(20));
      case NAMELESS ->
          new Outcome.One(null, 1, OctetString.of(address.octets()), Duration.ofMillis(20));
      case MUTE -> new Outcome.Mute();
      case DAMAGED -> new Outcome.Damaged(address);
    };
  }

  @Override
  public Outcome address(int primaryAddress, Effort effort) {
    throw new AssertionError("only a primary scan asks for primary addresses");
  }
}
