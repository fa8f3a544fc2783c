package io.github.camelmbus.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelmbus.transport.tcp.SilentGateway;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.health.HealthCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Routes on gateways that do not answer SYN, beside one on a line that works. */
@Timeout(120)
@EnabledOnOs(OS.LINUX)
class DeadGatewayTest extends RouteTest {
  /** Less than the 10 s that a connect waits, and more than a machine may stand still. */
  private static final Duration AT_ONCE = Duration.ofSeconds(8);

  private static final String HEALTHY = "mbus:virtual:house?primary=1" + OFTEN;

  private SilentGateway gateway;
  private SilentGateway other;

  @BeforeEach
  void gateways() throws Exception {
    gateway = new SilentGateway();
    other = new SilentGateway();
    house();
    mock().expectedMinimumMessageCount(1);
    route("dead", uri(gateway, 1), "mock:readings");
    route("otherDead", uri(other, 1), "mock:readings");
    route("healthy", HEALTHY, "mock:readings");
  }

  @AfterEach
  void closeGateways() {
    // Before them, as a connection that is reset would end a connect.
    context.stop();
    gateway.close();
    other.close();
  }

  private static String uri(SilentGateway silent, int primary) {
    return "mbus:" + silent.line() + "?primary=" + primary + OFTEN;
  }

  private void start() throws Exception {
    context.start();
    MockEndpoint.assertIsSatisfied(mock());
    await().until(() -> isConnecting(gateway) && isConnecting(other));
  }

  private static boolean isConnecting(SilentGateway silent) {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(thread -> thread.getKey().getName().contains(silent.line().text()))
        .flatMap(thread -> Arrays.stream(thread.getValue()))
        .anyMatch(frame -> frame.getClassName().endsWith(".TcpConnector"));
  }

  @Test
  void stoppingOneRouteTakesNoTimeAndHoldsNoOtherLineUp() throws Exception {
    start();
    Duration[] longest = {Duration.ZERO};
    Thread operator = new Thread(() -> watch(longest));
    operator.start();

    Duration taken = time(() -> context.getRouteController().stopRoute("dead"));

    operator.interrupt();
    operator.join();
    assertThat(taken).isLessThan(AT_ONCE);
    assertThat(longest[0]).isLessThan(AT_ONCE);
    await().until(() -> !isConnecting(gateway));
    assertThat(isConnecting(other)).isTrue();
  }

  /** What operators ask of the healthy line, as long as the dead one is being stopped. */
  private void watch(Duration[] longest) {
    while (!Thread.currentThread().isInterrupted()) {
      Duration taken =
          time(
              () -> {
                assertThat(healthyEndpoint().getLineState()).isEqualTo("OPEN");
                health();
              });
      longest[0] = taken.compareTo(longest[0]) > 0 ? taken : longest[0];
    }
  }

  private MBusEndpoint healthyEndpoint() {
    return (MBusEndpoint) context.getRoute("healthy").getEndpoint();
  }

  private void health() {
    HealthCheck check = ((MBusConsumer) context.getRoute("healthy").getConsumer()).getHealthCheck();
    check.call(Map.of(HealthCheck.CHECK_KIND, HealthCheck.Kind.READINESS));
  }

  /** The connection that is being made is also that of the route which goes on. */
  @Test
  void stoppingOneOfTwoRoutesOnADeadLineTakesNoTime() throws Exception {
    route("deadToo", uri(gateway, 2), "mock:readings");
    start();

    Duration taken = time(() -> context.getRouteController().stopRoute("dead"));

    assertThat(taken).isLessThan(AT_ONCE);
    assertThat(isConnecting(gateway)).isTrue();
  }

  @Test
  void stoppingTheContextTakesNoTime() throws Exception {
    start();

    Duration taken = time(context::stop);

    assertThat(taken).isLessThan(AT_ONCE);
  }

  private interface Step {
    void run() throws Exception;
  }

  private static Duration time(Step step) {
    long begin = System.nanoTime();
    try {
      step.run();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return Duration.ofNanos(System.nanoTime() - begin);
  }
}
