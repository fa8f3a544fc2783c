package io.github.camelmbus.example.sink;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What Home Assistant demands of a message of MQTT discovery for a sensor, written down from its
 * pages "MQTT", "MQTT Sensor" and "Sensor" and from "Sensor entity" of its pages for developers. It
 * refuses a message that breaks one of these rules, or warns in its log and keeps no statistics.
 */
final class DiscoveryRules {
  private static final String NONE = "";
  private static final String MEASUREMENT = "measurement";
  private static final String TOTAL = "total";
  private static final String INCREASING = "total_increasing";

  /** What a sensor may have; all it has must be here. */
  private static final Set<String> MEMBERS =
      Set.of(
          "name",
          "unique_id",
          "state_topic",
          "value_template",
          "unit_of_measurement",
          "device_class",
          "state_class",
          "entity_category",
          "enabled_by_default",
          "availability",
          "availability_mode",
          "device",
          "origin");

  private static final Set<String> DEVICE =
      Set.of(
          "identifiers",
          "name",
          "manufacturer",
          "model",
          "serial_number",
          "sw_version",
          "hw_version");

  private static final Pattern TOPIC = Pattern.compile("\\w+/sensor/[A-Za-z0-9_-]+/config");

  private record Row(Set<String> units, Set<String> stateClasses) {}

  /** Device class: units, state classes. A sensor may have no state class in any row. */
  private static final Map<String, Row> CLASSES = new TreeMap<>();

  static {
    row("apparent_power", "VA", MEASUREMENT);
    row("current", "A mA", MEASUREMENT);
    row("date", NONE);
    row("duration", "d h min s ms", MEASUREMENT, TOTAL, INCREASING);
    row("energy", "J kJ MJ GJ mWh Wh kWh MWh GWh TWh cal kcal Mcal Gcal", TOTAL, INCREASING);
    row("frequency", "Hz kHz MHz GHz", MEASUREMENT);
    row("gas", "m³ ft³ CCF", TOTAL, INCREASING);
    row("humidity", "%", MEASUREMENT);
    row("power", "mW W kW MW GW TW", MEASUREMENT);
    row("pressure", "Pa hPa kPa bar cbar mbar mmHg inHg psi", MEASUREMENT);
    row("reactive_power", "var", MEASUREMENT);
    row("signal_strength", "dB dBm", MEASUREMENT);
    row("temperature", "°C °F K", MEASUREMENT);
    row("timestamp", NONE);
    row("voltage", "V mV µV kV MV", MEASUREMENT);
    row("volume", "L mL m³ ft³ CCF gal", TOTAL, INCREASING);
    row("volume_flow_rate", "m³/h m³/s ft³/min L/h L/min L/s gal/min mL/s", MEASUREMENT);
    row("water", "L m³ ft³ CCF gal", TOTAL, INCREASING);
    row("weight", "kg g mg µg oz lb st", MEASUREMENT, TOTAL, INCREASING);
  }

  private DiscoveryRules() {}

  private static void row(String deviceClass, String units, String... stateClasses) {
    CLASSES.put(deviceClass, new Row(Set.of(units.split(" ")), Set.of(stateClasses)));
  }

  /** The rules that a message breaks; none if Home Assistant takes it. */
  static List<String> broken(String topic, JsonNode config) {
    List<String> broken = new ArrayList<>();
    check(broken, TOPIC.matcher(topic).matches(), "topic " + topic);
    check(broken, MEMBERS.containsAll(names(config)), "members " + names(config));
    for (String needed : List.of("name", "unique_id", "state_topic", "value_template")) {
      check(broken, !config.path(needed).asText().isBlank(), "no " + needed);
    }
    check(
        broken,
        topic.contains("/" + config.path("unique_id").asText() + "/"),
        "unique_id " + config.path("unique_id"));
    checkAvailability(broken, config);
    checkDevice(broken, config);
    checkClasses(broken, config);
    return broken;
  }

  private static void checkAvailability(List<String> broken, JsonNode config) {
    check(broken, !config.path("availability").isEmpty(), "no availability");
    for (JsonNode one : config.path("availability")) {
      check(broken, !one.path("topic").asText().matches(".*[+#].*|"), "availability " + one);
    }
    check(
        broken,
        Set.of("all", "any", "latest").contains(config.path("availability_mode").asText()),
        "availability_mode");
  }

  /** Without origin.name there is a warning, without identifiers no device. */
  private static void checkDevice(List<String> broken, JsonNode config) {
    check(broken, !config.at("/origin/name").asText().isBlank(), "no origin");
    JsonNode device = config.path("device");
    check(broken, DEVICE.containsAll(names(device)), "device " + names(device));
    check(broken, !device.at("/identifiers/0").asText().isBlank(), "no identifiers");
    check(
        broken,
        !config.path("name").asText().startsWith(device.path("name").asText()),
        "the name of the entity begins with that of the device");
  }

  private static void checkClasses(List<String> broken, JsonNode config) {
    String unit = config.path("unit_of_measurement").asText(NONE);
    String deviceClass = config.path("device_class").asText(NONE);
    String stateClass = config.path("state_class").asText(NONE);
    String category = config.path("entity_category").asText("diagnostic");
    check(broken, category.equals("diagnostic"), "entity_category of a sensor is " + category);
    if (deviceClass.isEmpty()) {
      check(
          broken,
          Arrays.asList(NONE, MEASUREMENT, TOTAL, INCREASING).contains(stateClass),
          "state_class " + stateClass);
      return;
    }
    Row row = CLASSES.get(deviceClass);
    check(broken, row != null, "device_class " + deviceClass);
    if (row != null) {
      check(broken, row.units().contains(unit), deviceClass + " in '" + unit + "'");
      check(
          broken,
          stateClass.isEmpty() || row.stateClasses().contains(stateClass),
          deviceClass + " with " + stateClass);
    }
  }

  private static void check(List<String> broken, boolean holds, String rule) {
    if (!holds) {
      broken.add(rule);
    }
  }

  private static Set<String> names(JsonNode object) {
    Map<String, JsonNode> members = new TreeMap<>();
    object.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
    return members.keySet();
  }
}
