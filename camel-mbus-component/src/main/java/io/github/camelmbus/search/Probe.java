package io.github.camelmbus.search;

import java.util.Optional;
import java.util.Set;

/** Asks the bus one question at a time; blocks until it is answered. */
public interface Probe {

  /** Wakes sleeping meters and deselects all; before the first probe of a search. */
  void wakeUp();

  /** Selects the meters of a mask and reads the one that is selected. */
  Outcome select(Mask mask, Effort effort);

  /**
   * Resets and reads the meters at a primary address.
   *
   * @param primaryAddress 0..250.
   */
  Outcome address(int primaryAddress, Effort effort);

  /**
   * Whether several meters that answer at once are seen to. Where the line drops damaged octets
   * they may look like nobody.
   */
  boolean showsCollisions();

  /**
   * Deselects all meters and asks who is selected all the same: a meter that never deselects talks
   * into the answers of all others.
   *
   * @return who answers, in words; empty if nobody does, as it should be.
   */
  default Optional<String> stillSelected() {
    return Optional.empty();
  }

  /** Waits until nothing can answer the last probe any more. */
  default void listenOut() {}

  /** Masks that were met with silence, and something came behind the answer window. */
  default Set<Mask> lateMasks() {
    return Set.of();
  }

  /** Primary addresses that were met with silence, and something came behind the answer window. */
  default Set<Integer> lateAddresses() {
    return Set.of();
  }

  /** Whether the line was seen to hand back what is sent. */
  default boolean echoes() {
    return false;
  }
}
