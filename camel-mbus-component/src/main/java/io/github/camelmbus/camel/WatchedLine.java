package io.github.camelmbus.camel;

import io.github.camelmbus.camel.LineObserver.Observation;
import io.github.camelmbus.line.LineLease;
import io.github.camelmbus.line.SharedLine;

/**
 * The part of a line that the endpoints of one protocol share: their common options, and its
 * observation.
 */
abstract class WatchedLine implements SharedLine {
  private final LineAgreement agreement;
  private final Observation observation;

  /**
   * @param agreement the options of the first endpoint.
   * @param observation begun before the line is used.
   */
  WatchedLine(LineAgreement agreement, Observation observation) {
    this.agreement = agreement;
    this.observation = observation;
  }

  /**
   * Returns a lease if its endpoint has the same options as the first one of the line; ends it if
   * not.
   *
   * @param uri of the endpoint, fit for messages.
   * @throws IllegalArgumentException naming both URIs and the options.
   */
  static <L extends WatchedLine> LineLease<L> agreed(
      LineLease<L> lease, String uri, LineConfiguration options) {
    try {
      ((WatchedLine) lease.shared()).agreement.require(uri, options);
      return lease;
    } catch (RuntimeException conflict) {
      lease.close();
      throw conflict;
    }
  }

  Observation observation() {
    return observation;
  }

  /** Ends the bus or head of the line. */
  abstract void end();

  @Override
  public final void close() {
    try {
      // First, as the line may be leased and observed again while this one ends.
      observation.end();
    } finally {
      end();
    }
  }
}
