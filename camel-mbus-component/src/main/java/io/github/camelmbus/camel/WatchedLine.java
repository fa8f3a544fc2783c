package io.github.camelmbus.camel;

import io.github.camelmbus.camel.LineObserver.Observation;
import io.github.camelmbus.line.LineLease;
import io.github.camelmbus.line.SharedLine;

/** What the endpoints of one protocol on a line share: how they drive it, and what watches it. */
abstract class WatchedLine implements SharedLine {
  private final LineAgreement agreement;
  private final Observation observation;

  /**
   * @param agreement how the first endpoint drives the line.
   * @param observation begun before the line is used.
   */
  WatchedLine(LineAgreement agreement, Observation observation) {
    this.agreement = agreement;
    this.observation = observation;
  }

  /**
   * A lease, if its endpoint agrees with the first one of the line; ends it if not.
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

  /** Ends what drives the line. */
  abstract void end();

  @Override
  public final void close() {
    try {
      end();
    } finally {
      observation.end();
    }
  }
}
