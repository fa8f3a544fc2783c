package io.github.camelmbus.example.sink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelmbus.camel.MeterReading;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Handler;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * MQTT discovery messages of Home Assistant: one for each record of a meter with a number that can
 * be drawn, all of one device. They point to the topic of the meter's readings.
 */
@Singleton
@Named("homeAssistant")
@RegisterForReflection
public class HomeAssistant {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final MeterKey keys = new MeterKey();
  private final String prefix;
  private final String readings;

  /**
   * @param prefix of all topics of discovery.
   * @param readings topic above those of meters.
   */
  public HomeAssistant(
      @ConfigProperty(name = "mbus.mqtt.discovery") String prefix,
      @ConfigProperty(name = "mbus.mqtt.topic") String readings) {
    this.prefix = prefix;
    this.readings = readings;
  }

  /**
   * A message to publish.
   *
   * @param topic in full.
   * @param payload JSON.
   */
  @RegisterForReflection
  public record Announcement(String topic, String payload) {}

  /** What to publish, retained, about a meter. */
  @Handler
  public List<Announcement> announcements(MeterReading reading) {
    return reading.records().stream()
        .filter(record -> record.value() instanceof BigDecimal)
        .filter(record -> Sensor.of(record) != null)
        .map(record -> announcement(reading, record))
        .toList();
  }

  private Announcement announcement(MeterReading reading, MeterReading.Record record) {
    String meter = keys.topic(reading);
    String id = "mbus_" + meter + "_" + record.key();
    Sensor sensor = Objects.requireNonNull(Sensor.of(record));
    Map<String, @Nullable Object> config = new LinkedHashMap<>();
    config.put("name", record.key());
    config.put("unique_id", id);
    config.put("state_topic", readings + "/" + meter);
    config.put(
        "value_template",
        "{{ (value_json.records | selectattr('key', 'eq', '%s') | first).value }}"
            .formatted(record.key()));
    config.put("unit_of_measurement", sensor.unit());
    config.put("device_class", sensor.deviceClass());
    config.put("state_class", sensor.stateClass());
    config.put("device", device(reading, meter));
    config.values().removeIf(Objects::isNull);
    return new Announcement(prefix + "/sensor/" + id + "/config", json(config));
  }

  private static Map<String, Object> device(MeterReading reading, String meter) {
    Map<String, Object> device = new LinkedHashMap<>();
    device.put("identifiers", List.of("mbus_" + meter));
    MeterReading.Meter known = reading.meter();
    if (known != null) {
      String type = known.deviceType() == null ? "meter" : known.deviceType() + " meter";
      device.put("name", known.name() != null ? known.name() : type + " " + known.id());
      device.put("model", type);
      if (known.manufacturer() != null) {
        device.put("manufacturer", known.manufacturer());
      }
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

  /**
   * How Home Assistant calls a unit, and what it draws.
   *
   * @param ucum as in {@link MeterReading.Record#unit()}.
   * @param unit as Home Assistant spells it.
   * @param deviceClass null where none of its classes fits: a difference of temperatures is no
   *     temperature, and would be shown in degrees Fahrenheit as one.
   * @param counts whether the value of today is the sum of all before.
   */
  private record Sensor(String ucum, String unit, @Nullable String deviceClass, boolean counts) {
    private static final List<Sensor> ALL =
        List.of(
            new Sensor("W.h", "Wh", "energy", true),
            new Sensor("J", "J", "energy", true),
            new Sensor("m3", "m³", null, true),
            new Sensor("W", "W", "power", false),
            new Sensor("m3/h", "m³/h", "volume_flow_rate", false),
            new Sensor("Cel", "°C", "temperature", false),
            new Sensor("K", "K", null, false),
            new Sensor("bar", "bar", "pressure", false),
            new Sensor("V", "V", "voltage", false),
            new Sensor("A", "A", "current", false),
            new Sensor("Hz", "Hz", "frequency", false),
            new Sensor("s", "s", "duration", false));

    static @Nullable Sensor of(MeterReading.Record record) {
      return ALL.stream()
          .filter(sensor -> sensor.ucum.equals(record.unit()))
          .findFirst()
          .map(sensor -> sensor.during(record))
          .orElse(null);
    }

    /** A value of an earlier day stands still until the next due date; it is no counter. */
    private Sensor during(MeterReading.Record record) {
      boolean now = record.storage() == 0 && record.function().equals("instantaneous");
      return new Sensor(ucum, unit, deviceClass, counts && now);
    }

    @Nullable String stateClass() {
      if (counts) {
        return "total_increasing";
      }
      return "energy".equals(deviceClass) || ucum.equals("m3") ? null : "measurement";
    }
  }
}
