package io.github.camelmbus.camel;

import io.github.camelmbus.kmp.head.HeadStatus;
import org.apache.camel.health.HealthCheckResultBuilder;

/** Health of a consumer: DOWN while its polls fail. Reports line and meter as details. */
final class KmpHealthCheck extends LineHealthCheck {
  private final KmpConsumer consumer;

  KmpHealthCheck(KmpConsumer consumer) {
    super(consumer);
    this.consumer = consumer;
  }

  @Override
  void describe(HealthCheckResultBuilder builder) {
    builder.detail("kmp.line", consumer.getEndpoint().lineAddress().text());
    consumer.getEndpoint().status().ifPresent(status -> describe(builder, status));
  }

  private static void describe(HealthCheckResultBuilder builder, HeadStatus status) {
    builder.detail("kmp.line.state", status.line().state().name());
    detail(builder, "kmp.line.error", status.line().error());
    detail(builder, "kmp.meter", status.meter());
    detail(builder, "kmp.last.good.reading", status.lastGood());
    detail(builder, "kmp.last.error", status.lastError());
  }
}
