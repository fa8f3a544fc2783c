package io.github.camelmbus.camel;

import io.github.camelmbus.master.BusStatus;
import org.apache.camel.health.HealthCheckResultBuilder;

/** Health of a consumer: DOWN while its polls fail. Reports the line and the meters as details. */
final class MBusHealthCheck extends LineHealthCheck {
  private final MBusConsumer consumer;

  MBusHealthCheck(MBusConsumer consumer) {
    super(consumer);
    this.consumer = consumer;
  }

  @Override
  void describe(HealthCheckResultBuilder builder) {
    MBusEndpoint endpoint = consumer.getEndpoint();
    builder.detail("mbus.line", endpoint.lineAddress().text());
    builder.detail("mbus.meters.read", consumer.getMetersRead());
    builder.detail("mbus.meters.failed", consumer.getMetersFailed());
    builder.detail("mbus.meters.failing", consumer.getFailingMeters());
    builder.detail("mbus.meters.waiting", consumer.getWaitingMeters());
    endpoint.status().ifPresent(status -> describe(builder, status));
  }

  private static void describe(HealthCheckResultBuilder builder, BusStatus status) {
    builder.detail("mbus.line.state", status.state().name());
    detail(builder, "mbus.line.error", status.error());
    detail(builder, "mbus.last.good.reading", status.lastGoodReading());
  }
}
