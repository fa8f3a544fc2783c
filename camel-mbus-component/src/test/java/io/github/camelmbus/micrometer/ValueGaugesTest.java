package io.github.camelmbus.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.data.FunctionField;
import io.github.camelmbus.data.Quality;
import io.github.camelmbus.reading.MeterReading;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ValueGaugesTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final ValueGauges gauges = new ValueGauges("sim:house");

  private static MeterReading.Record number(String key, int value, Quality quality) {
    return record(key, new BigDecimal(value), quality);
  }

  private static MeterReading.Record record(String key, Object value, Quality quality) {
    return new MeterReading.Record(
        key, "volume", value, "m3", FunctionField.INSTANTANEOUS, 0, 0, 0, List.of(), quality, "");
  }

  private void show(String meter, MeterReading.Record... records) {
    gauges.show(registry, meter, reading(List.of(records)), key -> true);
  }

  private static MeterReading reading(List<MeterReading.Record> records) {
    return new MeterReading.Success(
        null, null, null, null, null, records, null, false, true, List.of(), null, List.of());
  }

  private Collection<Gauge> shown() {
    return registry.find(ValueGauges.NAME).gauges();
  }

  @Test
  void theNextReadingGivesTheGaugeItsValue() {
    show("1", number("volume", 17, Quality.GOOD));
    show("1", number("volume", 18, Quality.GOOD));

    assertThat(shown()).extracting(Gauge::value).containsExactly(18.0);
  }

  @Test
  void textIsNoGauge() {
    show("1", record("customer", "17", Quality.GOOD));

    assertThat(shown()).isEmpty();
  }

  @Test
  void aValueThatIsNotGoodAnyMoreIsNotShown() {
    show("1", number("volume", 17, Quality.GOOD), number("flow", 3, Quality.GOOD));
    show("1", number("volume", 17, Quality.ERROR));

    assertThat(shown()).isEmpty();
  }

  @Test
  void endpointsThatShowOtherKeysKeepEachOthersGauges() {
    MeterReading both =
        reading(List.of(number("volume", 17, Quality.GOOD), number("flow", 3, Quality.GOOD)));

    gauges.show(registry, "1", both, "volume"::equals);
    gauges.show(registry, "1", both, "flow"::equals);

    assertThat(shown()).hasSize(2);
  }

  @Test
  void aLineHasABoundedNumberOfThem() {
    List<MeterReading.Record> many =
        IntStream.range(0, ValueGauges.MAX_GAUGES + 1)
            .mapToObj(storage -> number("volume_storage" + storage, storage, Quality.GOOD))
            .toList();

    gauges.show(registry, "1", reading(many), key -> true);
    assertThat(shown()).hasSize(ValueGauges.MAX_GAUGES);

    gauges.forget(registry, "1");
    assertThat(shown()).isEmpty();
    show("2", number("volume", 17, Quality.GOOD));
    assertThat(shown()).hasSize(1);
  }

  @Test
  void afterItsEndNothingIsShown() {
    gauges.end(registry);

    show("1", number("volume", 17, Quality.GOOD));

    assertThat(shown()).isEmpty();
  }
}
