package io.github.camelmbus.example.sink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelmbus.reading.MeterReading;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Handler;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * MQTT discovery messages of Home Assistant: one for each record of a meter with a number that can
 * be drawn, all of one device. They point to the topic of the meter's readings.
 *
 * <p>Each is published when it is new or has changed, and once an hour: a broker may have lost what
 * it retained.
 */
@Singleton
@Named("homeAssistant")
@RegisterForReflection
public class HomeAssistant {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration AGAIN = Duration.ofHours(1);
  private static final MeterReading.Meter NOT_TOLD =
      new MeterReading.Meter(null, null, null, null, null, null, null, null);

  /** Home Assistant shows "None" as unknown: no value, or no such record this time. */
  private static final String VALUE =
      "{{ value_json.records | selectattr('key', 'eq', '%s') | map(attribute='value')"
          + " | first | default(none) }}";

  private final MeterKey keys = new MeterKey();
  private final Map<String, Announced> announced = new ConcurrentHashMap<>();
  private final String prefix;
  private final String readings;
  private final Clock clock;

  /**
   * @param prefix of all topics of discovery.
   * @param readings topic above those of meters.
   * @param clock says when a meter is announced again.
   */
  @Inject
  public HomeAssistant(
      @ConfigProperty(name = "mbus.mqtt.discovery") String prefix,
      @ConfigProperty(name = "mbus.mqtt.topic") String readings,
      Clock clock) {
    this.prefix = prefix;
    this.readings = readings;
    this.clock = clock;
  }

  /**
   * A message to publish.
   *
   * @param topic in full.
   * @param payload JSON.
   */
  @RegisterForReflection
  public record Announcement(String topic, String payload) {}

  private record Announced(String payload, Instant at) {}

  /** What to publish, retained, about a meter. */
  @Handler
  public List<Announcement> announcements(MeterReading reading) {
    Instant now = clock.instant();
    return reading.records().stream()
        .filter(record -> record.value() instanceof BigDecimal)
        .map(record -> announcement(reading, record))
        .flatMap(Optional::stream)
        .filter(announcement -> isDue(announcement, now))
        .toList();
  }

  private boolean isDue(Announcement announcement, Instant now) {
    Announced before = announced.get(announcement.topic());
    if (before != null
        && before.payload().equals(announcement.payload())
        && now.isBefore(before.at().plus(AGAIN))) {
      return false;
    }
    announced.put(announcement.topic(), new Announced(announcement.payload(), now));
    return true;
  }

  private Optional<Announcement> announcement(MeterReading reading, MeterReading.Record record) {
    String type = reading.meter() == null ? null : reading.meter().deviceType();
    return Optional.ofNullable(Sensor.of(record, type))
        .map(sensor -> announcement(reading, record, sensor));
  }

  private Announcement announcement(
      MeterReading reading, MeterReading.Record record, Sensor sensor) {
    String meter = keys.topic(reading);
    String id = "mbus_" + meter + "_" + record.key();
    Map<String, @Nullable Object> config = new LinkedHashMap<>();
    config.put("name", record.key());
    config.put("unique_id", id);
    config.put("state_topic", readings + "/" + meter);
    config.put("value_template", VALUE.formatted(record.key()));
    config.put("unit_of_measurement", sensor.unit());
    config.put("device_class", sensor.deviceClass());
    config.put("state_class", sensor.stateClass());
    config.put("device", device(reading, meter));
    config.put("origin", Map.of("name", "camel-mbus"));
    config.values().removeIf(Objects::isNull);
    return new Announcement(prefix + "/sensor/" + id + "/config", json(config));
  }

  private static Map<String, Object> device(MeterReading reading, String topic) {
    Map<String, Object> device = new LinkedHashMap<>();
    device.put("identifiers", List.of("mbus_" + topic));
    MeterReading.Meter meter = Objects.requireNonNullElse(reading.meter(), NOT_TOLD);
    String model = meter.deviceType() == null ? "meter" : meter.deviceType() + " meter";
    String number = Objects.requireNonNullElse(meter.id(), topic);
    device.put("name", Objects.requireNonNullElse(meter.name(), model + " " + number));
    device.put("model", model);
    if (meter.manufacturer() != null) {
      device.put("manufacturer", meter.manufacturer());
    }
    return device;
  }

  private static String json(Map<String, ?> config) {
    try {
      return MAPPER.writeValueAsString(config);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no JSON: " + config, e);
    }
  }
}
