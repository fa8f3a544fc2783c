package io.github.camelmbus.kmp.head;

/** Sees all octets of a line; called on its thread, so it must be quick. */
@FunctionalInterface
public interface OctetListener {

  /**
   * @param sent true for a request, false for received octets.
   * @param octets a request, or a chunk as it came.
   */
  void octets(boolean sent, byte[] octets);
}
