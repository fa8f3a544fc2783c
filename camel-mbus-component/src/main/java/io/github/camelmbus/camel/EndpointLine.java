package io.github.camelmbus.camel;

import io.github.camelmbus.camel.LineObserver.Observation;
import io.github.camelmbus.line.LineLease;
import io.github.camelmbus.master.Bus;

/**
 * The line of a consumer or producer from its start to its stop: the bus, and the events of
 * searches.
 */
final class EndpointLine implements AutoCloseable {
  private final LineLease<SharedBus> lease;
  private final SearchEvents events;

  private EndpointLine(LineLease<SharedBus> lease, SearchEvents events) {
    this.lease = lease;
    this.events = events;
  }

  /**
   * Reads the inventory and leases the line; does not open it.
   *
   * @throws IllegalArgumentException if the inventory is missing or malformed, or another endpoint
   *     uses the line with other options.
   */
  static EndpointLine of(MBusEndpoint endpoint) {
    endpoint.loadKnownMeters();
    LineLease<SharedBus> lease = endpoint.lease();
    try {
      return new EndpointLine(lease, SearchEvents.of(endpoint));
    } catch (RuntimeException e) {
      lease.close();
      throw e;
    }
  }

  Bus bus() {
    return lease.shared().bus();
  }

  /** The observation of the bus. */
  Observation observation() {
    return lease.shared().observation();
  }

  SearchEvents events() {
    return events;
  }

  /** Stops the events of searches and ends the lease; idempotent. */
  @Override
  public void close() {
    events.close();
    lease.close();
  }
}
