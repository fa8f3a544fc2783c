package io.github.camelmbus.example.sink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelmbus.example.sink.HomeAssistant.Announcement;
import io.github.camelmbus.reading.MeterReading;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The messages of Home Assistant's MQTT discovery: one for each record of a reading, all of one
 * device, and two more for the status of the meter and the time of the reading.
 */
@Singleton
class DiscoveryMessages {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final MeterReading.Meter UNKNOWN =
      new MeterReading.Meter(null, null, null, null, null, null, null, null);

  /** Home Assistant shows "None" as unknown: no value, or no such record this time. */
  private static final String VALUE = "{{ value_json['%s'] | default(none) }}";

  /** No key of a record begins with such a sign. */
  private static final String STATUS = "_status";

  private static final String READ_AT = "_read_at";

  private static final Sensor STATUS_SENSOR = new Sensor(null, null, null, 0, true, true);
  private static final Sensor READ_AT_SENSOR = new Sensor(null, "timestamp", null, 0, true, true);

  private final String prefix;
  private final String version;

  /**
   * @param prefix of all topics of discovery.
   * @param version of the app.
   */
  DiscoveryMessages(
      @ConfigProperty(name = "mbus.mqtt.discovery") String prefix,
      @ConfigProperty(name = "quarkus.application.version", defaultValue = "unknown")
          String version) {
    this.prefix = prefix;
    this.version = version;
  }

  /**
   * The messages of a reading.
   *
   * @param configs one for each sensor.
   * @param values by the member that the template of a sensor names; null for a missing value.
   */
  record OfReading(List<Announcement> configs, Map<String, @Nullable String> values) {}

  /** The topics of a meter, and what its sensors have in common. */
  private record Target(
      String meter, Map<String, Object> device, List<String> availability, String state) {}

  /**
   * Makes the messages of a reading.
   *
   * @param meter the part that its topics have in common.
   * @param availability all of these topics must say online.
   * @param state topic of the values.
   */
  OfReading of(MeterReading reading, String meter, List<String> availability, String state) {
    Target target = new Target(meter, device(reading, meter), availability, state);
    String type = reading.meter() == null ? null : reading.meter().deviceType();
    SensorNames names = new SensorNames();
    List<Announcement> configs = new ArrayList<>();
    Map<String, @Nullable String> values = new LinkedHashMap<>();
    for (MeterReading.Record record : reading.records()) {
      String name = names.next(record);
      Sensor sensor = Sensor.of(record, type);
      if (sensor != null) {
        String member = member(record.key());
        configs.add(config(target, member, name, sensor));
        values.put(member, sensor.state(record));
      }
    }
    MeterReading.Status status = reading.status();
    if (status != null) {
      configs.add(config(target, STATUS, "Status", STATUS_SENSOR));
      values.put(STATUS, status.flags().isEmpty() ? "ok" : String.join(", ", status.flags()));
    }
    if (reading.readAt() != null) {
      configs.add(config(target, READ_AT, "Last reading", READ_AT_SENSOR));
      values.put(READ_AT, reading.readAt().toString());
    }
    return new OfReading(configs, values);
  }

  /**
   * Escapes a key: it may contain text of the meter, and topics and templates allow few characters.
   */
  private static String member(String key) {
    StringBuilder member = new StringBuilder();
    for (byte octet : key.getBytes(StandardCharsets.UTF_8)) {
      char sign = (char) (octet & 0xFF);
      boolean plain = sign < 0x80 && (Character.isLetterOrDigit(sign) || sign == '_');
      member.append(plain ? String.valueOf(sign) : "-%02X".formatted((int) sign));
    }
    return member.toString();
  }

  private Announcement config(Target target, String member, String name, Sensor sensor) {
    String id = "mbus_" + target.meter() + "_" + member;
    Map<String, @Nullable Object> config = new LinkedHashMap<>();
    config.put("name", name);
    config.put("unique_id", id);
    config.put("state_topic", target.state());
    config.put("value_template", VALUE.formatted(member));
    config.put("unit_of_measurement", sensor.unit());
    config.put("device_class", sensor.deviceClass());
    config.put("state_class", sensor.stateClass());
    config.put("entity_category", sensor.diagnostic() ? "diagnostic" : null);
    config.put("enabled_by_default", sensor.enabled() ? null : false);
    config.put(
        "availability",
        target.availability().stream().map(topic -> Map.of("topic", topic)).toList());
    config.put("availability_mode", "all");
    config.put("device", target.device());
    config.put("origin", origin());
    return new Announcement(prefix + "/sensor/" + id + "/config", json(present(config)));
  }

  private Map<String, Object> origin() {
    Map<String, Object> origin = new LinkedHashMap<>();
    origin.put("name", "camel-mbus");
    origin.put("sw_version", version);
    return origin;
  }

  private static Map<String, Object> device(MeterReading reading, String topic) {
    MeterReading.Meter meter = Objects.requireNonNullElse(reading.meter(), UNKNOWN);
    String model = model(meter);
    String number = Objects.requireNonNullElse(meter.id(), topic);
    Map<String, @Nullable Object> device = new LinkedHashMap<>();
    device.put("identifiers", List.of("mbus_" + topic));
    device.put("name", Objects.requireNonNullElse(meter.name(), model + " " + number));
    device.put("manufacturer", meter.manufacturer());
    device.put("model", meter.version() == null ? model : model + ", version " + meter.version());
    device.put("serial_number", meter.id());
    device.put("sw_version", version(reading, "firmware-version", "software-version"));
    device.put("hw_version", version(reading, "hardware-version"));
    return present(device);
  }

  private static Map<String, Object> present(Map<String, @Nullable Object> members) {
    Map<String, Object> present = new LinkedHashMap<>();
    members.forEach(
        (name, value) -> {
          if (value != null) {
            present.put(name, value);
          }
        });
    return present;
  }

  private static String model(MeterReading.Meter meter) {
    if (meter.deviceType() == null) {
      return "Meter";
    }
    String type = meter.deviceType().replace('-', ' ');
    return type.substring(0, 1).toUpperCase(Locale.ROOT) + type.substring(1) + " meter";
  }

  private static @Nullable String version(MeterReading reading, String... quantities) {
    List<String> wanted = List.of(quantities);
    return reading.records().stream()
        .filter(record -> wanted.contains(record.quantity()) && record.value() != null)
        .filter(record -> record.storage() == 0)
        .map(record -> String.valueOf(record.value()))
        .findFirst()
        .orElse(null);
  }

  static String json(Map<String, ?> members) {
    try {
      return MAPPER.writeValueAsString(members);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no JSON: " + members, e);
    }
  }
}
