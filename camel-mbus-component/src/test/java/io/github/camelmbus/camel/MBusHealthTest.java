package io.github.camelmbus.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Set;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheck.State;
import org.junit.jupiter.api.Test;

/** What operators see. */
class MBusHealthTest extends RouteTest {

  @Test
  void healthIsUpWhileMetersAnswerAndDownWhileNoneDoes() throws Exception {
    house();
    poll("mbus:virtual:house?primary=1,9" + OFTEN, 2);
    await().until(() -> health().getState() == State.UP);
    assertThat(health().getDetails())
        .containsEntry("mbus.line", "virtual:house")
        .containsEntry("mbus.line.state", "OPEN")
        .containsEntry("mbus.meters.read", 1)
        .containsEntry("mbus.meters.failed", 1)
        .containsEntry("mbus.meters.failing", "9")
        .containsKey("mbus.last.good.reading");

    lines.takeDown("house");
    await().until(() -> health().getState() == State.DOWN);
    await().until(() -> "UNAVAILABLE".equals(health().getDetails().get("mbus.line.state")));
    assertThat(health().getDetails().get("mbus.line.error")).asString().contains("virtual:house");
    assertThat(health().getError()).isPresent();

    lines.bringBack("house");
    await().until(() -> health().getState() == State.UP);
  }

  @Test
  void aConsumerIsNotReadyBeforeItsLineWasOpen() throws Exception {
    house();
    route("poll", "mbus:virtual:house?primary=1&initialDelay=1h", "mock:readings");
    context.start();

    assertThat(health().getState()).isEqualTo(State.DOWN);
    assertThat(health().getMessage()).hasValueSatisfying(m -> assertThat(m).contains("not yet"));
  }

  @Test
  void managementShowsLineAndMeters() throws Exception {
    house();
    poll("mbus:virtual:house?primary=1,9&retries=0" + ONCE, 1);
    await().until(() -> number("endpoints", "MeterErrors") == 1);

    assertThat(attribute("endpoints", "LineState")).isEqualTo("OPEN");
    assertThat(number("endpoints", "MeterReads")).isEqualTo(1);
    assertThat(number("endpoints", "LineLatencyMillis")).isPositive();
    assertThat(number("endpoints", "MeanResponseTimeMillis")).isPositive();
    assertThat(attribute("endpoints", "LastGoodReading")).asString().isNotEmpty();
    await().until(() -> number("consumers", "MetersFailed") == 1);
    assertThat(number("consumers", "MetersRead")).isEqualTo(1);
  }

  private HealthCheck.Result health() {
    HealthCheck check = ((MBusConsumer) context.getRoute("poll").getConsumer()).getHealthCheck();
    return check.call(Map.of(HealthCheck.CHECK_KIND, HealthCheck.Kind.READINESS));
  }

  private long number(String type, String name) throws Exception {
    return ((Number) attribute(type, name)).longValue();
  }

  private Object attribute(String type, String name) throws Exception {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    String bean = type.equals("endpoints") ? "name=\"mbus*\"" : "name=MBusConsumer*";
    Set<ObjectName> names =
        server.queryNames(
            new ObjectName(
                "org.apache.camel:context=%s,type=%s,%s".formatted(context.getName(), type, bean)),
            null);
    return server.getAttribute(names.iterator().next(), name);
  }
}
