package io.github.camelmbus.micrometer;

import io.github.camelmbus.data.Quality;
import io.github.camelmbus.reading.MeterReading;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The values of the meters of one line, as gauges. A gauge exists while the last reading of its
 * meter has a good number for it. The number of gauges is limited. Used by any thread.
 */
final class ValueGauges {
  static final String NAME = "camel.mbus.value";

  /** Usually more than all values of a line with 250 meters. */
  static final int MAX_GAUGES = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(ValueGauges.class);

  private final ReentrantLock lock = new ReentrantLock();
  private final String line;

  /** By the address that was asked, and the tags. */
  private final Map<String, Map<Tags, Value>> meters = new HashMap<>();

  private int gauges;
  private boolean warned;
  private boolean ended;

  /** A gauge, and what it shows. */
  private static final class Value {
    private volatile double number;
    private @Nullable Gauge gauge;

    double number() {
      return number;
    }
  }

  ValueGauges(String line) {
    this.line = line;
  }

  /**
   * Replaces the values of a meter by those of a new reading.
   *
   * @param keys keys of the records to show; gauges of other keys stay.
   */
  void show(MeterRegistry registry, String meter, MeterReading reading, Predicate<String> keys) {
    lock.lock();
    try {
      if (ended) {
        return;
      }
      Map<Tags, Value> values = meters.computeIfAbsent(meter, asked -> new HashMap<>());
      Set<Tags> shown = new HashSet<>();
      for (MeterReading.Record record : reading.records()) {
        BigDecimal number = record.number();
        if (number != null && record.quality() == Quality.GOOD && keys.test(record.key())) {
          Tags tags = tags(meter, reading.meter(), record);
          shown.add(tags);
          set(registry, values, tags, number.doubleValue());
        }
      }
      removeOthers(registry, values, shown, keys);
    } finally {
      lock.unlock();
    }
  }

  private void set(MeterRegistry registry, Map<Tags, Value> values, Tags tags, double number) {
    Value value = values.get(tags);
    if (value == null) {
      if (gauges >= MAX_GAUGES) {
        warnOfNumber();
        return;
      }
      value = new Value();
      value.number = number;
      value.gauge =
          Gauge.builder(NAME, value, Value::number)
              .description("Value of a record in the last good reading")
              .tags(tags)
              .strongReference(true)
              .register(registry);
      values.put(tags, value);
      gauges++;
    }
    value.number = number;
  }

  private void warnOfNumber() {
    if (!warned) {
      warned = true;
      LOG.warn(
          "{}: values beyond {} are not shown as metrics; name the keys that you need in"
              + " valueMetrics",
          line,
          MAX_GAUGES);
    }
  }

  /**
   * Removes gauges that the new reading does not have, also those of another meter that had this
   * address.
   */
  private void removeOthers(
      MeterRegistry registry, Map<Tags, Value> values, Set<Tags> shown, Predicate<String> keys) {
    Iterator<Map.Entry<Tags, Value>> all = values.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<Tags, Value> one = all.next();
      if (!shown.contains(one.getKey()) && keys.test(key(one.getKey()))) {
        remove(registry, one.getValue());
        all.remove();
      }
    }
  }

  /** Removes the gauges of a meter that is not asked any more. */
  void forget(MeterRegistry registry, String meter) {
    lock.lock();
    try {
      Map<Tags, Value> values = meters.remove(meter);
      if (values != null) {
        values.values().forEach(value -> remove(registry, value));
      }
    } finally {
      lock.unlock();
    }
  }

  /** Removes all gauges; the line is no longer used. */
  void end(MeterRegistry registry) {
    lock.lock();
    try {
      ended = true;
      meters.values().forEach(of -> of.values().forEach(value -> remove(registry, value)));
      meters.clear();
    } finally {
      lock.unlock();
    }
  }

  private void remove(MeterRegistry registry, Value value) {
    gauges--;
    if (value.gauge != null) {
      registry.remove(value.gauge);
    }
  }

  /** The same tag names for each gauge, as Prometheus requires. */
  private Tags tags(String asked, MeterReading.@Nullable Meter meter, MeterReading.Record record) {
    return Tags.of(
        "line",
        line,
        "meter",
        asked,
        "id",
        meter == null ? "" : text(meter.id()),
        "name",
        meter == null ? "" : text(meter.name()),
        "key",
        record.key(),
        "unit",
        text(record.unit()));
  }

  private static String text(@Nullable String known) {
    return known == null ? "" : known;
  }

  private static String key(Tags tags) {
    return tags.stream()
        .filter(tag -> tag.getKey().equals("key"))
        .map(Tag::getValue)
        .findFirst()
        .orElseThrow();
  }
}
