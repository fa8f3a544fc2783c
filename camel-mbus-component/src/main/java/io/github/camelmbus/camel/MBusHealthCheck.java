package io.github.camelmbus.camel;

import io.github.camelmbus.master.BusStatus;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.support.ScheduledPollConsumerHealthCheck;
import org.jspecify.annotations.Nullable;

/** Health of a consumer: DOWN while its polls fail. Reports the line and the meters as details. */
final class MBusHealthCheck extends ScheduledPollConsumerHealthCheck {
  private final MBusConsumer consumer;

  MBusHealthCheck(MBusConsumer consumer) {
    super(consumer, "consumer:" + consumer.getRouteId());
    this.consumer = consumer;
  }

  @Override
  public Result call(Map<String, Object> options) {
    Result result = super.call(options);
    HealthCheckResultBuilder builder =
        HealthCheckResultBuilder.on(this)
            .state(result.getState())
            .message(result.getMessage().orElse(null))
            .error(result.getError().orElse(null))
            .details(result.getDetails());
    MBusEndpoint endpoint = consumer.getEndpoint();
    builder.detail("mbus.line", endpoint.lineAddress().text());
    builder.detail("mbus.meters.read", consumer.getMetersRead());
    builder.detail("mbus.meters.failed", consumer.getMetersFailed());
    builder.detail("mbus.meters.failing", consumer.getFailingMeters());
    builder.detail("mbus.meters.waiting", consumer.getWaitingMeters());
    endpoint.status().ifPresent(status -> describe(builder, status));
    return builder.build();
  }

  private static void describe(HealthCheckResultBuilder builder, BusStatus status) {
    builder.detail("mbus.line.state", status.state().name());
    detail(builder, "mbus.line.error", status.error());
    detail(builder, "mbus.last.good.reading", status.lastGoodReading());
  }

  private static void detail(
      HealthCheckResultBuilder builder, String name, @Nullable Object value) {
    if (value != null) {
      builder.detail(name, value.toString());
    }
  }
}
