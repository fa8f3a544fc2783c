package io.github.camelmbus.example.archive;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until {@link #step} is called. */
public final class SteppedClock extends Clock {
  private Instant now;

  public SteppedClock(Instant start) {
    now = start;
  }

  public void step(Duration more) {
    now = now.plus(more);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
