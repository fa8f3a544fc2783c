package io.github.camelmbus.example.sink;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Units, device classes and state classes are those that Home Assistant lists for sensors. */
class HomeAssistantTest {
  private Instant now = Instant.parse("2026-11-22T04:27:00Z");
  private final HomeAssistant homeAssistant = new HomeAssistant("discovery", "mbus", new Hands());

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
        Instant.EPOCH,
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
      String key,
      Object value,
      String unit,
      String function,
      long storage,
      List<String> qualifiers) {
    return new MeterReading.Record(
        key,
        "energy",
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

  private JsonNode only(MeterReading reading) {
    List<Announcement> announcements = homeAssistant.announcements(reading);
    assertThat(announcements).hasSize(1);
    return json(announcements.get(0));
  }

  private static JsonNode json(Announcement announcement) {
    try {
      return new ObjectMapper().readTree(announcement.payload());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "heat, W.h, Wh, energy, total_increasing",
    "heat, J, J, energy, total_increasing",
    "heat, m3, m³, volume, total_increasing",
    "water, m3, m³, water, total_increasing",
    "warm-water, m3, m³, water, total_increasing",
    "gas, m3, m³, gas, total_increasing",
    "gas, [gal_us], gal, volume, total_increasing",
    "water, [gal_us], gal, water, total_increasing",
    "heat, W, W, power, measurement",
    "heat, m3/h, m³/h, volume_flow_rate, measurement",
    "heat, Cel, °C, temperature, measurement",
    "heat, K, K, '', measurement",
    "electricity, V.A, VA, apparent_power, measurement",
    "heat, bar, bar, pressure, measurement",
    "heat, kg, kg, '', total_increasing",
  })
  void aUnitHasTheDeviceClassThatTakesItAndTheStateClassThatFits(
      String type, String ucum, String unit, String deviceClass, String stateClass) {
    JsonNode sensor = only(reading(type, null, record("x", BigDecimal.ONE, ucum)));

    assertThat(sensor.get("unit_of_measurement").asText()).isEqualTo(unit);
    assertThat(sensor.path("device_class").asText()).isEqualTo(deviceClass);
    assertThat(sensor.get("state_class").asText()).isEqualTo(stateClass);
  }

  @ParameterizedTest
  @CsvSource({
    "instantaneous, 1, , W.h",
    "maximum, 0, , W.h",
    "error, 0, , W.h",
    "instantaneous, 0, per-hour, W.h",
    "instantaneous, 0, manufacturer-FF01, m3",
    "instantaneous, 1, , W"
  })
  void whatIsNoCountOfTodayHasNoStatistics(
      String function, long storage, String qualifier, String unit) {
    List<String> qualifiers = qualifier == null ? List.of() : List.of(qualifier);

    JsonNode sensor =
        only(
            reading(
                "heat", null, record("x", BigDecimal.ONE, unit, function, storage, qualifiers)));

    assertThat(sensor.has("state_class")).isFalse();
    assertThat(sensor.has("device_class")).isTrue();
  }

  @Test
  void whatIsFedBackCountsAsWell() {
    List<String> back = List.of("negative-accumulation");
    MeterReading.Record record = record("x", BigDecimal.ONE, "W.h", "instantaneous", 0, back);

    assertThat(only(reading("heat", null, record)).get("state_class").asText())
        .isEqualTo("total_increasing");
  }

  @Test
  void whatIsNoNumberOrHasNoUnitIsNoSensor() {
    assertThat(
            homeAssistant.announcements(
                reading(
                    "heat",
                    null,
                    record("date", "2026-11-22", null),
                    record("power", null, "W"),
                    record("customer", "W", "W"),
                    record("count", BigDecimal.ONE, null),
                    record("age", BigDecimal.ONE, "mo"))))
        .isEmpty();
  }

  @Test
  void aSensorBelongsToItsMeterAndItsTopic() {
    MeterReading reading = reading("heat", "Flat 3", record("energy", BigDecimal.ONE, "W.h"));

    Announcement announcement = homeAssistant.announcements(reading).get(0);

    assertThat(announcement.topic())
        .isEqualTo("discovery/sensor/mbus_1234567824232804_energy/config");
    JsonNode sensor = json(announcement);
    assertThat(sensor.get("unique_id").asText()).isEqualTo("mbus_1234567824232804_energy");
    assertThat(sensor.get("state_topic").asText()).isEqualTo("mbus/1234567824232804");
    assertThat(sensor.at("/device/identifiers/0").asText()).isEqualTo("mbus_1234567824232804");
    assertThat(sensor.at("/device/name").asText()).isEqualTo("Flat 3");
    assertThat(sensor.at("/device/manufacturer").asText()).isEqualTo("HYD");
    assertThat(sensor.at("/device/model").asText()).isEqualTo("heat meter");
    assertThat(sensor.at("/origin/name").asText()).isEqualTo("camel-mbus");
  }

  /** A telegram without a long header. */
  @Test
  void aMeterThatTellsNothingOfItselfGoesByItsAddress() {
    MeterReading.Meter unknown =
        new MeterReading.Meter(null, null, null, null, null, null, null, 5);

    JsonNode sensor = only(reading(unknown, record("energy", BigDecimal.ONE, "W.h")));

    assertThat(sensor.get("state_topic").asText()).isEqualTo("mbus/5_sim_house");
    assertThat(sensor.at("/device/name").asText()).isEqualTo("meter 5_sim_house");
  }

  @Test
  void aSensorIsToldOnceAnHourAndWhenItHasChanged() {
    MeterReading.Record energy = record("energy", BigDecimal.ONE, "W.h");
    MeterReading reading = reading("heat", "Flat 3", energy);

    assertThat(homeAssistant.announcements(reading)).hasSize(1);
    now = now.plus(Duration.ofMinutes(59));
    assertThat(homeAssistant.announcements(reading)).isEmpty();
    assertThat(homeAssistant.announcements(reading("heat", "Flat 4", energy))).hasSize(1);
    now = now.plus(Duration.ofMinutes(59));
    assertThat(homeAssistant.announcements(reading("heat", "Flat 4", energy))).isEmpty();
    now = now.plus(Duration.ofMinutes(1));
    assertThat(homeAssistant.announcements(reading("heat", "Flat 4", energy))).hasSize(1);
  }
}
