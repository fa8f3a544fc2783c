package io.github.camelmbus.link;

/**
 * Sees all octets of a bus; called on the bus thread, so it must return at once. An exception is
 * logged and has no other effect.
 */
@FunctionalInterface
public interface FrameListener {

  /** The direction of octets. */
  enum Direction {
    SENT,
    RECEIVED,
    /** Octets that came and belong to no good frame. */
    DISCARDED
  }

  /**
   * @param octets one frame, or octets that make no frame.
   * @param nanos time on the clock of the line.
   */
  void frame(Direction direction, byte[] octets, long nanos);
}
