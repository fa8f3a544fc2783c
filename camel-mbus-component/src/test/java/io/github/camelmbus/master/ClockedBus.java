package io.github.camelmbus.master;

import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineClock;
import io.github.camelmbus.transport.TransportProvider;
import java.time.Clock;

/** Buses whose outages are timed with a clock of the test, for tests of other packages. */
public final class ClockedBus {
  private ClockedBus() {}

  /**
   * A bus on a line that a test provides.
   *
   * @param clock of outages, beside that of the line.
   */
  public static Bus of(BusSettings settings, TransportProvider provider, LineClock clock) {
    LineAddress line = LineAddress.parse("sim:test");
    return new Bus(line, settings, provider, Thread::new, Clock.systemUTC(), clock);
  }
}
