package io.github.camelmbus.link;

/**
 * Sees all octets of a bus; called on the bus thread, so it must be quick. What it throws is logged
 * and has no other effect.
 */
@FunctionalInterface
public interface FrameListener {

  /** Which way octets went. */
  enum Direction {
    SENT,
    RECEIVED,
    /** Octets that came and belong to no good frame. */
    DISCARDED
  }

  /**
   * @param direction which way.
   * @param octets one frame, or octets that are none.
   * @param nanos time on the clock of the line.
   */
  void frame(Direction direction, byte[] octets, long nanos);
}
