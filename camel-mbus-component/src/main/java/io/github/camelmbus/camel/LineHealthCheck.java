package io.github.camelmbus.camel;

import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.support.ScheduledPollConsumer;
import org.apache.camel.support.ScheduledPollConsumerHealthCheck;
import org.jspecify.annotations.Nullable;

/** Health of a consumer: DOWN while its polls fail. Reports the line as details. */
abstract class LineHealthCheck extends ScheduledPollConsumerHealthCheck {
  LineHealthCheck(ScheduledPollConsumer consumer) {
    super(consumer, "consumer:" + consumer.getRouteId());
  }

  /** Adds details of the line and its meters. */
  abstract void describe(HealthCheckResultBuilder builder);

  @Override
  public Result call(Map<String, Object> options) {
    Result result = super.call(options);
    HealthCheckResultBuilder builder =
        HealthCheckResultBuilder.on(this)
            .state(result.getState())
            .message(result.getMessage().orElse(null))
            .error(result.getError().orElse(null))
            .details(result.getDetails());
    describe(builder);
    return builder.build();
  }

  /** Adds a detail, unless it is null. */
  static void detail(HealthCheckResultBuilder builder, String name, @Nullable Object value) {
    if (value != null) {
      builder.detail(name, value.toString());
    }
  }
}
