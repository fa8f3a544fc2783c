package io.github.camelmbus.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelmbus.transport.LineClock;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of meters as gauges, where an endpoint asks for it. */
class ValueMetricsTest extends RouteTest {
  private static final double ENERGY = 12_345_000; // W.h, of 12345 kWh

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-23T08:00:00Z"));

  @TempDir Path directory;

  @Override
  void configure(CamelContext newContext) {
    house();
    newContext.getRegistry().bind("mine", registry);
    Clock clock =
        new Clock() {
          @Override
          public ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }

          @Override
          public Instant instant() {
            return now.get();
          }
        };
    newContext.addComponent("mbus", new MBusComponent(LineClock.SYSTEM, clock));
  }

  private Collection<Gauge> gauges(String... tags) {
    return registry.find("camel.mbus.value").tags(tags).gauges();
  }

  @Test
  void aValueSaysWhoseItIsAndWhatItIs() throws Exception {
    poll("mbus:virtual:house?primary=1,2&valueMetrics=all" + ONCE, 2);

    Gauge energy =
        registry
            .get("camel.mbus.value")
            .tags("line", "virtual:house", "meter", "1", "id", "12345678", "name", "")
            .tags("key", "energy", "unit", "W.h")
            .gauge();
    assertThat(energy.value()).isEqualTo(ENERGY);
    assertThat(energy.getId().getDescription()).isNotBlank();
    assertThat(gauges("meter", "2", "id", "87654321")).hasSize(1);
  }

  @Test
  void aMeterOfTheInventoryHasItsName() throws Exception {
    Path inventory =
        Files.writeString(
            directory.resolve("cellar.json"),
            """
            {"meters": [{"secondaryAddress": "%s", "name": "Cellar"}]}
            """
                .formatted(HYD));

    poll("mbus:virtual:house?primary=1&valueMetrics=energy&inventory=" + inventory + ONCE, 1);

    assertThat(gauges("name", "Cellar")).hasSize(1);
  }

  @Test
  void readingOnDemandShowsValues() {
    producer().requestBody("mbus:virtual:house?primary=1&valueMetrics=all", (Object) null);
    context
        .createConsumerTemplate()
        .receive("mbus:virtual:house?primary=2&valueMetrics=all", 10_000);

    assertThat(gauges("meter", "1")).hasSize(1);
    assertThat(gauges("meter", "2")).hasSize(1);
  }

  @Test
  void withoutTheOptionThereAreNone() throws Exception {
    poll("mbus:virtual:house?primary=1" + ONCE, 1);

    assertThat(registry.find("camel.mbus.reads").counter()).isNotNull();
    assertThat(gauges()).isEmpty();
  }

  @Test
  void onlyTheKeysThatAreNamedAreShown() throws Exception {
    poll("mbus:virtual:house?primary=1&valueMetrics=volume,date" + ONCE, 1);

    assertThat(gauges()).isEmpty();
  }

  @Test
  void anotherMeterAtTheAddressHasGaugesOfItsOwn() throws Exception {
    poll("mbus:virtual:house?primary=1&valueMetrics=all" + OFTEN, 1);

    lines.replace("house", VirtualLines.meter(KAM, 1));

    await().until(() -> gauges("id", "87654321").size() == 1);
    assertThat(gauges()).hasSize(1);
  }

  @Test
  void aMeterThatWasNotAskedForAWeekHasNoGauges() throws Exception {
    poll("mbus:virtual:house?primary=1&valueMetrics=all" + ONCE, 1);
    now.updateAndGet(time -> time.plus(Duration.ofDays(7)));
    up();
    assertThat(gauges()).hasSize(1);

    now.updateAndGet(time -> time.plusSeconds(1));
    up();

    assertThat(gauges()).isEmpty();
  }

  /** As a scrape does. */
  private void up() {
    assertThat(registry.get("camel.mbus.line.up").gauge().value()).isEqualTo(1);
  }

  @Test
  void aLineThatIsUsedNoMoreHasNone() throws Exception {
    poll("mbus:virtual:house?primary=1&valueMetrics=all" + OFTEN, 1);

    context.getRouteController().stopRoute("poll");

    assertThat(gauges()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"energy,", "none,energy", "all,energy"})
  void whatIsNeitherAWordNorKeysIsRefused(String value) {
    assertThatThrownBy(
            () -> context.getEndpoint("mbus:virtual:house?primary=1&valueMetrics=" + value))
        .rootCause()
        .hasMessageContaining("valueMetrics is none, all, or keys of records");
  }
}
