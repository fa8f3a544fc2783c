package io.github.camelmbus.example.sink;

import java.time.Clock;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Whether a sink takes readings, and how many it has not got yet. */
final class SinkHealth extends AbstractHealthCheck {
  private final SinkCursor cursor;
  private final Clock clock;

  SinkHealth(SinkCursor cursor, Clock clock) {
    super("mbus", "sink-" + cursor.sink());
    this.cursor = cursor;
    this.clock = clock;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    builder.detail("lag", cursor.lag()).detail("refused", cursor.refused());
    String problem = cursor.problem(clock.instant());
    if (problem == null) {
      builder.up();
    } else {
      builder.message(problem).detail("problem", problem).down();
    }
  }
}
