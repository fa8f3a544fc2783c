package io.github.camelmbus.camel;

import io.github.camelmbus.camel.BusObserver.Observation;
import io.github.camelmbus.line.LineLease;
import io.github.camelmbus.master.Bus;

/**
 * What a consumer or producer of an endpoint has of its line from its start to its stop: the bus,
 * and the way for what searches tell.
 */
final class EndpointLine implements AutoCloseable {
  private final LineLease<SharedBus> lease;
  private final SearchEvents events;

  private EndpointLine(LineLease<SharedBus> lease, SearchEvents events) {
    this.lease = lease;
    this.events = events;
  }

  /**
   * Reads the inventory and takes part in the line; opens nothing.
   *
   * @throws IllegalArgumentException if the inventory is missing or damaged, or another endpoint
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

  /** What watches the bus. */
  Observation observation() {
    return lease.shared().observation();
  }

  SearchEvents events() {
    return events;
  }

  /** Silences the searches and gives the line back; idempotent. */
  @Override
  public void close() {
    events.close();
    lease.close();
  }
}
