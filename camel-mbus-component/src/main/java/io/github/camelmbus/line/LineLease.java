package io.github.camelmbus.line;

/**
 * The right to use a line.
 *
 * @param <L> what is shared.
 */
public interface LineLease<L extends SharedLine> extends AutoCloseable {

  /** What all leases of this protocol share. */
  L shared();

  /** Ends the lease; idempotent. The last one closes what is shared. */
  @Override
  void close();
}
