package io.github.camelmbus.example.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelmbus.data.FunctionField;
import io.github.camelmbus.data.Quality;
import io.github.camelmbus.example.sink.HomeAssistant.Announcement;
import io.github.camelmbus.reading.MeterReading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link DiscoveryRules} are judged for all kinds of records in {@link DiscoveryRulesTest}. */
class HomeAssistantTest {
  private static final String METER = "1234567824232804";
  private static final Duration SILENCE = Duration.ofHours(1);
  private static final MeterReading.Record ENERGY = record("energy", BigDecimal.ONE, "W.h");

  private final Set<String> removed = new HashSet<>();
  private Instant now = Instant.parse("2026-11-22T04:27:00Z");
  private HomeAssistant homeAssistant = started();

  /** As after a start of the app. */
  private HomeAssistant started() {
    return started("sim:house", "10s");
  }

  private HomeAssistant started(String line, String delay) {
    return new HomeAssistant(
        new DiscoveryMessages("discovery", "1.2"),
        "mbus",
        line,
        "1h",
        delay,
        removed::contains,
        new Hands());
  }

  /** A clock whose hands are turned by the test. */
  private final class Hands extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  private static MeterReading reading(String deviceType, String name, MeterReading.Record... all) {
    MeterReading.Meter meter =
        new MeterReading.Meter("12345678", name, "HYD", 40, deviceType, 4, "1234567824232804", 1);
    return reading(meter, all);
  }

  private static MeterReading reading(MeterReading.Meter meter, MeterReading.Record... all) {
    return new MeterReading.Success(
        meter,
        "sim:house",
        null,
        1,
        null,
        List.of(all),
        null,
        false,
        true,
        List.of(),
        null,
        List.of());
  }

  private static MeterReading.Record record(String key, Object value, String unit) {
    return record(key, value, unit, "instantaneous", 0, List.of());
  }

  private static MeterReading.Record record(
      String key, String quantity, Object value, String unit) {
    return record(key, quantity, value, unit, "instantaneous", 0, List.of());
  }

  private static MeterReading.Record record(
      String key,
      Object value,
      String unit,
      String function,
      long storage,
      List<String> qualifiers) {
    return record(key, "energy", value, unit, function, storage, qualifiers);
  }

  private static MeterReading.Record record(
      String key,
      String quantity,
      Object value,
      String unit,
      String function,
      long storage,
      List<String> qualifiers) {
    return new MeterReading.Record(
        key,
        quantity,
        value,
        unit,
        FunctionField.valueOf(function.toUpperCase(Locale.ROOT)),
        storage,
        0,
        0,
        qualifiers,
        Quality.GOOD,
        "00");
  }

  private Map<String, String> said(MeterReading reading) {
    return said(homeAssistant.announcements(reading));
  }

  /** The last payload of each topic, as a broker retains it. */
  private static Map<String, String> said(List<Announcement> announcements) {
    Map<String, String> said = new LinkedHashMap<>();
    announcements.forEach(message -> said.put(message.topic(), message.payload()));
    return said;
  }

  private static String config(String key) {
    return "discovery/sensor/mbus_" + METER + "_" + key + "/config";
  }

  private JsonNode sensor(MeterReading reading, String key) {
    return json(said(reading).get(config(key)));
  }

  private static JsonNode json(String payload) {
    try {
      return new ObjectMapper().readTree(payload);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "heat, energy, W.h, kWh, energy, total_increasing",
    "heat, energy, J, GJ, energy, total_increasing",
    "heat, volume, m3, m³, volume, total_increasing",
    "water, volume, m3, m³, water, total_increasing",
    "warm-water, volume, m3, m³, water, total_increasing",
    "gas, volume, m3, m³, gas, total_increasing",
    "gas, volume, [gal_us], gal, volume, total_increasing",
    "water, volume, [gal_us], gal, water, total_increasing",
    "heat, power, W, W, power, measurement",
    "heat, volume-flow, m3/h, m³/h, volume_flow_rate, measurement",
    "heat, flow-temperature, Cel, °C, temperature, measurement",
    "heat, temperature-difference, K, K, '', measurement",
    "electricity, apparent-power, V.A, VA, apparent_power, measurement",
    "electricity, reactive-power, V.A, var, reactive_power, measurement",
    "electricity, reactive-energy, V.A.h, kvarh, '', total_increasing",
    "heat, pressure, bar, bar, pressure, measurement",
    "steam, mass, kg, kg, weight, total_increasing",
    "room-sensor, relative-humidity, %, %, humidity, measurement",
    "heat-cost-allocator, hca, , '', '', total_increasing",
    "heat, operating-time, s, s, duration, total_increasing",
    "heat, averaging-duration, s, s, duration, ''",
  })
  void aUnitHasTheDeviceClassThatTakesItAndTheStateClassThatFits(
      String type,
      String quantity,
      String ucum,
      String unit,
      String deviceClass,
      String stateClass) {
    JsonNode sensor = sensor(reading(type, null, record("x", quantity, BigDecimal.ONE, ucum)), "x");

    assertThat(sensor.path("unit_of_measurement").asText()).isEqualTo(unit);
    assertThat(sensor.path("device_class").asText()).isEqualTo(deviceClass);
    assertThat(sensor.path("state_class").asText()).isEqualTo(stateClass);
  }

  @ParameterizedTest
  @CsvSource({
    "instantaneous, 1, , W.h, true",
    "maximum, 0, , W.h, true",
    "error, 0, , W.h, true",
    "instantaneous, 0, per-hour, W.h, false",
    "instantaneous, 0, manufacturer-FF01, m3, true",
    "instantaneous, 1, , W, true"
  })
  void whatIsNoCountOfTodayHasNoStatistics(
      String function, long storage, String qualifier, String unit, boolean hasClass) {
    List<String> qualifiers = qualifier == null ? List.of() : List.of(qualifier);

    JsonNode sensor =
        sensor(
            reading("heat", null, record("x", BigDecimal.ONE, unit, function, storage, qualifiers)),
            "x");

    assertThat(sensor.has("state_class")).isFalse();
    assertThat(sensor.has("device_class")).isEqualTo(hasClass);
  }

  @Test
  void aUnitThatAQualifierChangesIsNoLongerThatOfItsClass() {
    MeterReading.Record record =
        record("x", BigDecimal.ONE, "W.h", "instantaneous", 0, List.of("per-hour"));

    assertThat(sensor(reading("heat", null, record), "x").get("unit_of_measurement").asText())
        .isEqualTo("kWh per hour");
  }

  @Test
  void whatIsFedBackCountsAsWell() {
    List<String> back = List.of("negative-accumulation");
    MeterReading.Record record = record("x", BigDecimal.ONE, "W.h", "instantaneous", 0, back);

    assertThat(sensor(reading("heat", null, record), "x").get("state_class").asText())
        .isEqualTo("total_increasing");
  }

  /** Home Assistant shows a text of up to 255 characters as it is. */
  @Test
  void valuesAreExactInTheUnitOfTheirSensor() {
    Map<String, String> said =
        said(
            reading(
                "heat",
                null,
                record("energy", new BigDecimal("123456789012345678901"), "W.h"),
                record("volume", new BigDecimal("9223372036854.775807"), "m3"),
                record("power", null, "W"),
                record("customer", "customer", "N".repeat(300), null),
                record("%{'", "plain", BigDecimal.TEN, null)));

    JsonNode state = json(said.get("mbus/" + METER + "/state"));
    assertThat(state.get("energy").asText()).isEqualTo("123456789012345678.901");
    assertThat(state.get("volume").asText()).isEqualTo("9223372036854.775807");
    assertThat(state.get("power").isNull()).isTrue();
    assertThat(state.get("customer").asText()).isEqualTo("N".repeat(255));
    assertThat(state.get("-25-7B-27").asText()).isEqualTo("10");
    assertThat(json(said.get(config("-25-7B-27"))).get("value_template").asText())
        .isEqualTo("{{ value_json['-25-7B-27'] | default(none) }}");
  }

  @Test
  void datesAndTextsAreDiagnosticsAndSecretsAreNotShown() {
    Map<String, String> said =
        said(
            reading(
                "heat",
                null,
                record("date", "date", "2026-11-22", null),
                record("dueDate", "date", "--12-31", null),
                record("dateTime", "date-time", "2026-11-22T04:27", null),
                record("customer", "customer", "Flat 3", null),
                record("password", "password", "secret", null)));

    assertThat(json(said.get(config("date"))).get("device_class").asText()).isEqualTo("date");
    assertThat(json(said.get(config("dueDate"))).has("device_class")).isFalse();
    assertThat(json(said.get(config("dateTime"))).has("device_class")).isFalse();
    assertThat(json(said.get(config("customer"))).get("entity_category").asText())
        .isEqualTo("diagnostic");
    assertThat(said.toString()).doesNotContain("secret");
  }

  @Test
  void valuesOfLongAgoAreNotShownBeforeAUserAsksForThem() {
    MeterReading reading =
        reading(
            "heat",
            null,
            record("a", BigDecimal.ONE, "W.h", "instantaneous", 1, List.of()),
            record("b", BigDecimal.ONE, "W.h", "instantaneous", 2, List.of()));

    Map<String, String> said = said(reading);

    assertThat(json(said.get(config("a"))).has("enabled_by_default")).isFalse();
    assertThat(json(said.get(config("b"))).get("enabled_by_default").asBoolean(true)).isFalse();
  }

  @Test
  void aSensorBelongsToItsMeterAndItsTopics() {
    MeterReading.Record firmware = record("firmware", "firmware-version", "1.7", null);

    JsonNode sensor = sensor(reading("heat", "Flat 3", ENERGY, firmware), "energy");

    assertThat(sensor.get("name").asText()).isEqualTo("Energy");
    assertThat(sensor.get("unique_id").asText()).isEqualTo("mbus_" + METER + "_energy");
    assertThat(sensor.get("state_topic").asText()).isEqualTo("mbus/" + METER + "/state");
    assertThat(sensor.at("/availability/0/topic").asText()).isEqualTo("mbus/bridge/sim_house");
    assertThat(sensor.at("/availability/1/topic").asText())
        .isEqualTo("mbus/" + METER + "/availability");
    assertThat(sensor.at("/device/identifiers/0").asText()).isEqualTo("mbus_" + METER);
    assertThat(sensor.at("/device/name").asText()).isEqualTo("Flat 3");
    assertThat(sensor.at("/device/manufacturer").asText()).isEqualTo("HYD");
    assertThat(sensor.at("/device/model").asText()).isEqualTo("Heat meter, version 40");
    assertThat(sensor.at("/device/serial_number").asText()).isEqualTo("12345678");
    assertThat(sensor.at("/device/sw_version").asText()).isEqualTo("1.7");
    assertThat(sensor.at("/origin/name").asText()).isEqualTo("camel-mbus");
  }

  @Test
  void theStatusOfTheMeterAndTheTimeOfItsReadingAreSensorsToo() {
    MeterReading reading =
        new MeterReading.Success(
            reading("heat", null).meter(),
            "sim:house",
            now,
            1,
            new MeterReading.Status(4, List.of("power-low")),
            List.of(ENERGY),
            null,
            false,
            true,
            List.of(),
            null,
            List.of());

    Map<String, String> said = said(reading);

    JsonNode state = json(said.get("mbus/" + METER + "/state"));
    assertThat(state.get("_status").asText()).isEqualTo("power-low");
    assertThat(state.get("_read_at").asText()).isEqualTo("2026-11-22T04:27:00Z");
    assertThat(json(said.get(config("_status"))).get("name").asText()).isEqualTo("Status");
    assertThat(json(said.get(config("_read_at"))).get("device_class").asText())
        .isEqualTo("timestamp");
  }

  /** A telegram without a long header. */
  @Test
  void aMeterThatTellsNothingOfItselfGoesByItsAddress() {
    MeterReading.Meter unknown =
        new MeterReading.Meter(null, null, null, null, null, null, null, 5);

    JsonNode sensor =
        json(said(reading(unknown, ENERGY)).get("discovery/sensor/mbus_5_sim_house_energy/config"));

    assertThat(sensor.get("state_topic").asText()).isEqualTo("mbus/5_sim_house/state");
    assertThat(sensor.at("/device/name").asText()).isEqualTo("Meter 5_sim_house");
  }

  @Test
  void aSensorIsToldOnceAnHourAndWhenItHasChanged() {
    MeterReading reading = reading("heat", "Flat 3", ENERGY);

    assertThat(said(reading)).containsKey(config("energy"));
    now = now.plus(Duration.ofMinutes(59));
    assertThat(said(reading)).doesNotContainKey(config("energy"));
    assertThat(said(reading("heat", "Flat 4", ENERGY))).containsKey(config("energy"));
    now = now.plus(Duration.ofMinutes(59));
    assertThat(said(reading("heat", "Flat 4", ENERGY))).doesNotContainKey(config("energy"));
    now = now.plus(Duration.ofMinutes(1));
    assertThat(said(reading("heat", "Flat 4", ENERGY))).containsKey(config("energy"));
  }

  @Test
  void eachReadingSaysTheValuesAndTheFirstOneThatTheMeterIsAvailable() {
    MeterReading reading = reading("heat", null, ENERGY);

    assertThat(said(reading)).containsEntry("mbus/" + METER + "/availability", "online");
    assertThat(said(reading)).containsOnlyKeys("mbus/" + METER + "/state");
  }

  @Test
  void aMeterThatIsNotHeardIsUnavailableUntilItIsHeardAgain() {
    homeAssistant.announcements(reading("heat", null, ENERGY));

    now = now.plus(SILENCE).minusSeconds(1);
    assertThat(homeAssistant.ofSilentMeters()).isEmpty();
    now = now.plusSeconds(1);
    assertThat(said(homeAssistant.ofSilentMeters()))
        .containsExactly(entry("mbus/" + METER + "/availability", "offline"));
    assertThat(homeAssistant.ofSilentMeters()).isEmpty();

    assertThat(said(reading("heat", null, ENERGY)))
        .containsEntry("mbus/" + METER + "/availability", "online");
  }

  @Test
  void aMeterIsAvailableForThreePollsHoweverRareTheyAre() {
    homeAssistant = started("sim:house", "24h");
    homeAssistant.announcements(reading("heat", null, ENERGY));

    now = now.plus(Duration.ofHours(71));
    assertThat(homeAssistant.ofSilentMeters()).isEmpty();
    now = now.plus(Duration.ofHours(1));
    assertThat(homeAssistant.ofSilentMeters()).isNotEmpty();
  }

  @Test
  void allThatWasSaidIsSaidAgainOnDemand() {
    Map<String, String> said = said(reading("heat", null, ENERGY));

    assertThat(said(homeAssistant.everything())).isEqualTo(said);
  }

  @Test
  void aRemovedMeterIsRemovedWithAllItHad() {
    Map<String, String> said = said(reading("heat", null, ENERGY));
    removed.add(METER);

    assertThat(homeAssistant.ofSilentMeters()).as("it was just heard").isEmpty();
    now = now.plus(SILENCE);
    Map<String, String> after = said(homeAssistant.ofSilentMeters());

    assertThat(after).containsOnlyKeys(said.keySet());
    assertThat(after.values()).containsOnly("");
    assertThat(homeAssistant.everything()).isEmpty();
  }

  @Test
  void whatAnEarlierRunHasLeftIsRemovedIfItsMeterIsPolledNoMore() {
    Map<String, String> left = said(reading("heat", null, ENERGY));
    homeAssistant = started();
    left.forEach(homeAssistant::found);

    now = now.plus(SILENCE);
    assertThat(said(homeAssistant.ofSilentMeters()))
        .as("still polled")
        .containsExactly(entry("mbus/" + METER + "/availability", "offline"));
    removed.add(METER);

    assertThat(said(homeAssistant.ofSilentMeters())).containsEntry(config("energy"), "");
  }

  @Test
  void whatAnotherAppHasLeftAtTheBrokerIsNotTouched() {
    Map<String, String> left = said(reading("heat", null, ENERGY));
    removed.add(METER);
    homeAssistant = started("tcp://10.0.0.5:10001", "10s");
    left.forEach(homeAssistant::found);
    homeAssistant.found("discovery/sensor/lamp/config", "{\"name\":\"lamp\"}");
    homeAssistant.found("discovery/sensor/odd/config", "no JSON");

    now = now.plus(SILENCE);

    assertThat(homeAssistant.ofSilentMeters()).isEmpty();
  }

  /** The identifiers of Home Assistant are made of them: with others all history would be lost. */
  @Test
  void identifiersAreTheSameAfterARestart() {
    Set<String> before = said(reading("heat", "Flat 3", ENERGY)).keySet();
    homeAssistant = started();

    assertThat(said(reading("heat", "Attic", ENERGY)).keySet()).isEqualTo(before);
  }
}
