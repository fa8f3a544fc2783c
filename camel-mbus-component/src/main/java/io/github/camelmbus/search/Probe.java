package io.github.camelmbus.search;

import io.github.camelmbus.application.Mask;
import io.github.camelmbus.link.Damage;
import io.github.camelmbus.transport.DamagedOctets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks the bus one question at a time; blocks until it is answered. */
public interface Probe {

  /** Wakes sleeping meters, deselects all and measures the line; before the first probe. */
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
   * Reads the meters at a primary address that did not acknowledge their reset: some meters only
   * answer REQ_UD2.
   *
   * @param primaryAddress 0..250, 254 for all meters at once.
   */
  default Outcome request(int primaryAddress) {
    return new Outcome.Silence();
  }

  /**
   * Whether several meters that answer at once are seen to. Where the line drops damaged octets
   * they may look like silence.
   */
  boolean showsCollisions();

  /**
   * What the line does with damaged octets, as far as it is certain: {@link #showsCollisions()}
   * already believes what seems to be a collision.
   */
  default DamagedOctets damagedOctets() {
    return DamagedOctets.SHOWN;
  }

  /**
   * Makes two meters that were found answer at once, as evidence for {@link #damagedOctets()}.
   *
   * @param both the selection of both.
   */
  default void collide(Mask both, FoundMeter one, FoundMeter other) {}

  /** What seemed to be a collision that the line shows proves nothing. */
  default void doubtCollisions() {}

  /**
   * Deselects all meters and asks who is selected nevertheless: a meter that never deselects talks
   * into the answers of all others.
   *
   * @return who answers, in words; empty if no meter does, as it should be.
   */
  default Optional<String> stillSelected() {
    return Optional.empty();
  }

  /** Waits until nothing can answer the last probe any more, and the line is idle. */
  default void listenOut() {}

  /** Whether the delay of the line is known, so that silence means something. */
  default boolean delayKnown() {
    return true;
  }

  /** Whether any octet came on this line so far, but for echoes. */
  default boolean heardSomething() {
    return true;
  }

  /**
   * Lets all meters acknowledge once more.
   *
   * @return whether anything came: then the silences so far are proven, as octets keep their order.
   */
  default boolean stillAnswers() {
    return true;
  }

  /** Listens for some seconds, so that answers which are far too late have come and gone. */
  default void listenLong() {}

  /**
   * A meter answers selections that do not fit it: its telegram is no late one, and is asked for
   * once.
   *
   * @param sender who it is, as an {@link Outcome.Mismatch} names it.
   */
  default void expectEverywhere(String sender) {}

  /** How many connections were lost so far, or given up as nothing came on them. */
  default long lostConnections() {
    return 0;
  }

  /** Connects again: nothing comes back on this connection. */
  default void renew() {}

  /**
   * Whether masks or addresses were met with silence since the last telegram. The next telegram
   * proves that silence: octets keep their order.
   */
  default boolean hasUnprovenSilences() {
    return false;
  }

  /** All unproven silences are doubtful from now on. */
  default void doubtSilences() {}

  /**
   * Masks that were met with silence which is doubtful, and were not asked again, and how to ask
   * them.
   */
  default Map<Mask, Effort> doubtfulMasks() {
    return Map.of();
  }

  /** As {@link #doubtfulMasks()}, of primary addresses. */
  default Map<Integer, Effort> doubtfulAddresses() {
    return Map.of();
  }

  /** What has shown that the line is of no use as it is set; null if nothing has. */
  default @Nullable Damage fault() {
    return null;
  }

  /** Whether the line was seen to hand back what is sent. */
  default boolean echoes() {
    return false;
  }
}
