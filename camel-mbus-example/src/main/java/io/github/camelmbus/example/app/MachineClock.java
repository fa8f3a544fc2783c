package io.github.camelmbus.example.app;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The clock of the machine, for all that needs dates. */
@Singleton
public final class MachineClock {
  /** The clock, in the time zone of the machine. */
  @Produces
  @Singleton
  public static Clock systemClock() {
    return Clock.systemDefaultZone();
  }
}
