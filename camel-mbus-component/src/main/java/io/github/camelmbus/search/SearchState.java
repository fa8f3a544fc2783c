package io.github.camelmbus.search;

import io.github.camelmbus.application.Mask;
import io.github.camelmbus.application.SecondaryAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a secondary search knows of the bus. Confined to the thread of the search. */
final class SearchState {
  private final Map<Mask, FoundMeter> found = new LinkedHashMap<>();
  private final Map<Mask, Integer> unreadable = new LinkedHashMap<>();
  private final Set<Mask> collided = new HashSet<>();
  private final Set<Mask> settled = new HashSet<>();
  private final Set<Mask> settledForDecimals = new HashSet<>();

  /** Returns whether the meter is a new one. */
  boolean add(FoundMeter meter, Mask identity) {
    return found.putIfAbsent(identity, meter) == null;
  }

  /** So many things answer here that cannot be read. */
  void addUnreadable(Mask mask, int things) {
    unreadable.put(mask, things);
  }

  /** A probe of this mask saw several meters. */
  void markCollided(Mask mask) {
    collided.add(mask);
  }

  boolean isCollided(Mask mask) {
    return collided.contains(mask);
  }

  /** A probe decided this mask. */
  void settle(Mask mask) {
    settled.add(mask);
  }

  /** There is more in this mask than was known. */
  void unsettle(Mask mask) {
    settled.removeIf(known -> known.covers(mask));
    settledForDecimals.removeIf(known -> known.covers(mask));
  }

  /**
   * All meters of this mask are known whose ids have decimal digits at the places it leaves open.
   */
  void settleForDecimals(Mask mask) {
    settledForDecimals.add(mask);
  }

  boolean isSettled(Mask mask) {
    return covers(settled, mask) || !hasLetters(mask) && covers(settledForDecimals, mask);
  }

  private static boolean covers(Set<Mask> masks, Mask mask) {
    if (masks.contains(mask)) {
      return true;
    }
    // A loop, as this is asked of thousands of masks for each part of a mask.
    for (Mask known : masks) {
      if (known.covers(mask)) {
        return true;
      }
    }
    return false;
  }

  static boolean hasLetters(Mask mask) {
    return mask.address().id().chars().anyMatch(digit -> digit >= 'A' && digit < Mask.ANY_DIGIT);
  }

  int count() {
    return found.size();
  }

  /** Meters that were found in a mask, and things that answer there and cannot be read. */
  int countIn(Mask mask) {
    return foundIn(mask)
        + unreadable.entrySet().stream()
            .filter(thing -> mask.covers(thing.getKey()))
            .mapToInt(Map.Entry::getValue)
            .sum();
  }

  int foundIn(Mask mask) {
    return (int) found.keySet().stream().filter(mask::covers).count();
  }

  List<FoundMeter> found() {
    return List.copyOf(found.values());
  }

  /** Ids of the meters found in a mask. */
  List<String> idsIn(Mask mask) {
    return found.keySet().stream()
        .filter(mask::covers)
        .map(identity -> identity.address().id())
        .toList();
  }

  List<SecondaryAddress> addresses() {
    List<SecondaryAddress> addresses = new ArrayList<>();
    found.keySet().forEach(identity -> addresses.add(identity.address()));
    return addresses;
  }
}
