package io.github.camelmbus.line;

/**
 * Shared by all users of one protocol on a line: made for the first lease, closed after the last.
 */
public interface SharedLine extends AutoCloseable {

  /** Ends it; may wait until the line is released. */
  @Override
  void close();
}
