package io.github.camelmbus.search;

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

  /** Whether the line was seen to hand back what is sent. */
  default boolean echoes() {
    return false;
  }
}
