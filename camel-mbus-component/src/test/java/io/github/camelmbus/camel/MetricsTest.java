package io.github.camelmbus.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.github.camelmbus.micrometer.MicrometerObserver;
import io.github.camelmbus.transport.LineAddress;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyFactory;
import org.junit.jupiter.api.Test;

/** What Micrometer shows of lines and meters. */
class MetricsTest extends RouteTest {

  private static double count(MeterRegistry registry, String name, String... tags) {
    return registry.get(name).tags(tags).counter().count();
  }

  private static void assertMeters(MeterRegistry registry) {
    String[] good = {"line", "virtual:house", "meter", "1"};
    String[] silent = {"line", "virtual:house", "meter", "9"};
    await().until(() -> registry.find("camel.mbus.errors").counter() != null);
    assertThat(count(registry, "camel.mbus.reads", good)).isEqualTo(1);
    assertThat(count(registry, "camel.mbus.retries", good)).isZero();
    assertThat(registry.get("camel.mbus.response.time").tags(good).timer().count()).isEqualTo(1);
    assertThat(
            registry
                .get("camel.mbus.response.time")
                .tags(good)
                .timer()
                .totalTime(TimeUnit.MILLISECONDS))
        .isPositive();
    assertThat(registry.get("camel.mbus.errors").tags(silent).tag("code", "no-answer").counter())
        .satisfies(errors -> assertThat(errors.count()).isEqualTo(1));
    assertThat(count(registry, "camel.mbus.retries", silent)).isEqualTo(2);
    assertThat(registry.find("camel.mbus.reads").tags(silent).counter()).isNull();
  }

  @Test
  void eachMeterIsCountedInTheRegistryOfCamelMicrometer() throws Exception {
    house();
    context.addRoutePolicyFactory(new MicrometerRoutePolicyFactory());

    poll("mbus:virtual:house?primary=1,9" + ONCE, 1);

    assertMeters(context.getRegistry().lookupByNameAndType("metricsRegistry", MeterRegistry.class));
  }

  @Test
  void anyRegistryThatIsAloneWillDo() throws Exception {
    house();
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    context.getRegistry().bind("mine", registry);

    poll("mbus:virtual:house?primary=1,9" + ONCE, 1);

    assertMeters(registry);
  }

  /** As Spring Boot has it: the one that all others are in. */
  @Test
  void ofSeveralTheCompositeOneIsTaken() throws Exception {
    house();
    SimpleMeterRegistry one = new SimpleMeterRegistry();
    context.getRegistry().bind("one", one);
    context.getRegistry().bind("two", new SimpleMeterRegistry());
    CompositeMeterRegistry all = new CompositeMeterRegistry();
    all.add(one);
    context.getRegistry().bind("all", all);

    poll("mbus:virtual:house?primary=1,9" + ONCE, 1);

    assertMeters(one);
  }

  @Test
  void aLineIsUpUntilItIsLostAndUpAgainWhenItIsBack() throws Exception {
    house();
    SimpleMeterRegistry registry = registry();
    poll("mbus:virtual:house?primary=1" + OFTEN, 1);
    assertThat(up(registry)).isEqualTo(1);

    lines.takeDown("house");
    await().until(() -> up(registry) == 0);

    lines.bringBack("house");
    await().until(() -> up(registry) == 1);
  }

  @Test
  void aLineThatWasNeverThereIsDown() throws Exception {
    house();
    lines.takeDown("house");
    SimpleMeterRegistry registry = registry();
    route("poll", "mbus:virtual:house?primary=1" + OFTEN, "mock:readings");

    context.start();

    await().until(() -> up(registry) == 0);
  }

  @Test
  void aLineThatIsUsedNoMoreHasNoGaugeAndOneThatIsUsedAgainHasItsOwn() throws Exception {
    house();
    SimpleMeterRegistry registry = registry();
    poll("mbus:virtual:house?primary=1" + OFTEN, 1);

    context.getRouteController().stopRoute("poll");
    assertThat(registry.find("camel.mbus.line.up").gauge()).isNull();

    lines.takeDown("house");
    context.getRouteController().startRoute("poll");
    await().until(() -> up(registry) == 0);
  }

  @Test
  void lineThatIsLeasedAgainWhileItEndsHasAGauge() {
    SimpleMeterRegistry registry = registry();
    context.start();
    LineAddress line = LineAddress.parse("virtual:house");
    LineAgreement agreement =
        new LineAgreement(line, "mbus:virtual:house", new MBusConfiguration());
    WatchedLine ending =
        new WatchedLine(agreement, new MicrometerObserver().observe(context, line, () -> true)) {
          @Override
          void end() {
            new MicrometerObserver().observe(context, line, () -> true);
          }
        };

    ending.close();

    assertThat(up(registry)).isEqualTo(1);
  }

  private SimpleMeterRegistry registry() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    context.getRegistry().bind("mine", registry);
    return registry;
  }

  private static double up(MeterRegistry registry) {
    return registry.get("camel.mbus.line.up").tag("line", "virtual:house").gauge().value();
  }

  /** The build runs these tests with the oldest and the newest version. */
  @Test
  void theVersionOfMicrometerIsTheOneThatTheBuildNames() {
    String jar = MeterRegistry.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    String named = System.getProperty("micrometer.version");

    assumeThat(named).as("named by the build, not by an IDE").isNotNull();
    assertThat(jar).endsWith("micrometer-core-" + named + ".jar");
  }

  @Test
  void everyMetricSaysWhatItIs() throws Exception {
    house();
    SimpleMeterRegistry registry = registry();

    poll("mbus:virtual:house?primary=1,9" + ONCE, 1);

    await().until(() -> registry.find("camel.mbus.errors").counter() != null);
    assertThat(registry.getMeters())
        .extracting(meter -> meter.getId().getName())
        .contains(
            "camel.mbus.line.up",
            "camel.mbus.reads",
            "camel.mbus.errors",
            "camel.mbus.retries",
            "camel.mbus.response.time");
    assertThat(registry.getMeters())
        .allSatisfy(meter -> assertThat(meter.getId().getDescription()).isNotBlank());
  }

  /** As of an app whose Micrometer is older than any that was tested. */
  @Test
  void aRegistryWithAnErrorCostsNoReading() throws Exception {
    house();
    context
        .getRegistry()
        .bind(
            "broken",
            new SimpleMeterRegistry() {
              @Override
              protected Counter newCounter(Meter.Id id) {
                throw new AssertionError("a counter that fails");
              }

              @Override
              protected <T> Gauge newGauge(Meter.Id id, T object, ToDoubleFunction<T> value) {
                throw new NoSuchMethodError("a gauge that fails");
              }
            });

    assertThat(poll("mbus:virtual:house?primary=1,2&valueMetrics=all" + ONCE, 2)).hasSize(2);
  }

  @Test
  void withoutARegistryNothingIsCountedAndAllIsRead() throws Exception {
    house();

    assertThat(poll("mbus:virtual:house?primary=1" + ONCE, 1)).hasSize(1);
  }
}
