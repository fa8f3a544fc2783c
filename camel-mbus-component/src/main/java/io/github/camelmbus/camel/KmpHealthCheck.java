package io.github.camelmbus.camel;

import io.github.camelmbus.kmp.head.HeadStatus;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.support.ScheduledPollConsumerHealthCheck;
import org.jspecify.annotations.Nullable;

/** Health of a consumer: DOWN while its polls fail. Reports line and meter as details. */
final class KmpHealthCheck extends ScheduledPollConsumerHealthCheck {
  private final KmpConsumer consumer;

  KmpHealthCheck(KmpConsumer consumer) {
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
    builder.detail("kmp.line", consumer.getEndpoint().lineAddress().text());
    consumer.getEndpoint().status().ifPresent(status -> describe(builder, status));
    return builder.build();
  }

  private static void describe(HealthCheckResultBuilder builder, HeadStatus status) {
    builder.detail("kmp.line.state", status.line().state().name());
    detail(builder, "kmp.line.error", status.line().error());
    detail(builder, "kmp.meter", status.meter());
    detail(builder, "kmp.last.good.reading", status.lastGood());
    detail(builder, "kmp.last.error", status.lastError());
  }

  private static void detail(
      HealthCheckResultBuilder builder, String name, @Nullable Object value) {
    if (value != null) {
      builder.detail(name, value.toString());
    }
  }
}
