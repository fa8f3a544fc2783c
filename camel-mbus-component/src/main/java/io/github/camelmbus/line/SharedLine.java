package io.github.camelmbus.line;

/**
 * What all users of one protocol on a line have in common: made for the first lease, closed after
 * the last.
 */
public interface SharedLine extends AutoCloseable {

  /** Ends it; may wait until the line is released. */
  @Override
  void close();
}
