package io.github.camelmbus.camel;

import io.github.camelmbus.camel.LineObserver.Observation;
import io.github.camelmbus.line.LineLease;
import io.github.camelmbus.line.LineRegistry;
import io.github.camelmbus.master.Bus;
import io.github.camelmbus.master.BusSettings;
import io.github.camelmbus.master.BusStatus;
import io.github.camelmbus.transport.LineAddress;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One bus for each line of a Camel context, shared by all endpoints that use it. A bus exists from
 * the first lease of its line to the end of the last.
 */
final class SharedLines {
  private final LineRegistry lines;
  private final Function<LineAddress, LineRegistry.Drive> drives;
  private final Function<Bus, Observation> observer;
  private final Clock wallClock;

  /**
   * @param drives transport and threads of a line; throws IllegalArgumentException if it has no
   *     transport.
   * @param observer begins to observe each bus, before it is used.
   * @param wallClock gives the time of readings.
   */
  SharedLines(
      LineRegistry lines,
      Function<LineAddress, LineRegistry.Drive> drives,
      Function<Bus, Observation> observer,
      Clock wallClock) {
    this.lines = lines;
    this.drives = drives;
    this.observer = observer;
    this.wallClock = wallClock;
  }

  /**
   * Leases a line; does not open it.
   *
   * @param uri of the endpoint, fit for messages.
   * @param options of the endpoint.
   * @throws IllegalArgumentException if the line is in use with other options; names both URIs and
   *     the options.
   */
  LineLease<SharedBus> acquire(LineAddress line, String uri, MBusConfiguration options) {
    BusSettings settings = options.busSettings();
    LineLease<SharedBus> lease =
        lines.acquire(
            line,
            SharedBus.class,
            drives.apply(line),
            worker ->
                new SharedBus(
                    new LineAgreement(line, uri, options),
                    new Bus(worker, settings, wallClock),
                    observer));
    return WatchedLine.agreed(lease, uri, options);
  }

  /** Status of a line; empty without a lease on it. */
  Optional<BusStatus> status(LineAddress line) {
    return lines.shared(line, SharedBus.class).map(shared -> shared.bus().status());
  }

  /** Status of all lines that are leased, in the order of their names. */
  static List<BusStatus> statuses(LineRegistry lines) {
    return lines.shared(SharedBus.class).stream().map(shared -> shared.bus().status()).toList();
  }
}
