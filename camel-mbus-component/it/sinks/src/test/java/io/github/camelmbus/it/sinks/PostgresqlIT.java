package io.github.camelmbus.it.sinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sink {@code postgresql}. */
@Execution(ExecutionMode.CONCURRENT)
class PostgresqlIT {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int READINGS = 1000;
  private static final Path SQL = Path.of("../../../camel-mbus-example/src/main/resources/sql");
  private static final String HEAT = "50418823";

  @TempDir Path directory;
  private int port;
  private EmbeddedPostgres database;

  @BeforeEach
  void startDatabase() throws Exception {
    port = Ports.free();
    database = start();
    try (Connection connection = connect()) {
      connection.createStatement().execute(Files.readString(SQL.resolve("schema.sql")));
    }
  }

  @AfterEach
  void stopDatabase() throws IOException {
    database.close();
  }

  @Test
  void ofAThousandReadingsNoneIsLostOrDoubledWhenTheDatabaseIsRestartedHalfWay() throws Exception {
    restartTheDatabaseHalfWay("java");
  }

  /** Other tests have the routes of YAML wait for the database, with fewer readings. */
  @Tag("soak")
  @Test
  void theSameWithRoutesOfYaml() throws Exception {
    restartTheDatabaseHalfWay("yaml");
  }

  private void restartTheDatabaseHalfWay(String dsl) throws Exception {
    List<JsonNode> first;
    String[] settings =
        Stream.concat(Stream.of(settings(dsl)), Stream.of(House.WITHOUT_PAUSE))
            .toArray(String[]::new);
    try (House house = House.start(directory, settings)) {
      await().atMost(PATIENCE).until(() -> house.readings().size() >= READINGS / 2);
      database.close();
      int readWhenItWent = house.readings().size();

      await("the poll goes on").atMost(PATIENCE).until(() -> house.readings().size() >= READINGS);
      assertThat(house.readings().size()).isGreaterThan(readWhenItWent);
      database = start();

      first = house.readings().subList(0, READINGS);
      await().atMost(PATIENCE).until(() -> readings() >= READINGS);
      JsonNode last = first.get(READINGS - 1);
      await().atMost(PATIENCE).until(() -> rows(last).size() == last.get("records").size());
    }
    assertThatRowsAreTheRecordsOf(first);
  }

  @ParameterizedTest
  @ValueSource(strings = {"java", "yaml"})
  void numbersAreExactAndTextIsTextAndWhatIsNotThereIsNull(String dsl) throws Exception {
    try (House house = House.startOdd(directory, settings(dsl))) {
      await().atMost(PATIENCE).until(() -> readings() > 2);
      JsonNode reading =
          house.readings().stream()
              .filter(one -> House.meter(one).equals(House.ODD))
              .findFirst()
              .orElseThrow();

      Map<String, String> rows = rows(reading);

      assertThat(rows)
          .containsEntry("volume", "9223372036854.775807 m3")
          .containsEntry("volume_2", "0.000007 m3")
          .containsEntry("flowTemperature", "null Cel")
          .containsEntry("power", "null W")
          .containsEntry("date", "2014-12-31 null")
          .containsEntry("customer", House.ODD_TEXT.replace('\0', '\uFFFD') + " null")
          .hasSize(7);
      assertThat(select("select distinct meter from meter_reading")).containsExactly(House.ODD);
      assertThat(
              select(
                  "select distinct quality from meter_reading where value is null and text is null"))
          .containsExactlyInAnyOrder("invalid", "missing");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"java", "yaml"})
  void readingsWaitUntilATableThatWasMadeBeforeHasTheColumnOfTheSecondaryAddress(String dsl)
      throws Exception {
    try (Connection connection = connect()) {
      connection
          .createStatement()
          .execute("alter table meter_reading drop column secondary_address");
    }
    try (House house = House.start(directory, settings(dsl))) {
      await()
          .atMost(PATIENCE)
          .until(() -> house.app().log().contains("sink postgresql does not take readings"));
      await().atMost(PATIENCE).until(() -> house.readings().size() > House.METERS);
      assertThat(house.app().log()).contains("\"secondary_address\" of relation \"meter_reading\"");
      try (Connection connection = connect()) {
        connection.createStatement().execute(Files.readString(SQL.resolve("schema.sql")));
      }

      JsonNode first = house.readings().get(0);
      await().atMost(PATIENCE).until(() -> !rows(first).isEmpty());
      assertThat(
              select(
                  "select distinct secondary_address from meter_reading where meter_id = '%s'"
                      .formatted(first.at("/meter/id").asText())))
          .containsExactly(House.meter(first));
    }
  }

  @Test
  void theWideViewHasARowForEachReadingAndAColumnForEachKey() throws Exception {
    try (Connection connection = connect()) {
      connection.createStatement().execute(Files.readString(SQL.resolve("wide.sql")));
    }
    try (House house = House.start(directory, settings("java"))) {
      await().atMost(PATIENCE).until(() -> readings() > House.METERS);
      JsonNode reading =
          house.readings().stream()
              .filter(one -> House.meter(one).startsWith(HEAT))
              .findFirst()
              .orElseThrow();

      assertThat(
              select(
                  """
                  select concat_ws(' ', meter, meter_id, energy, volume, flow_temperature, date_time)
                  from heat_meter_reading where meter_id = '%s' and read_at = '%s'
                  """
                      .formatted(HEAT, reading.get("readAt").asText())))
          .containsExactly(
              Stream.of(
                      House.meter(reading),
                      HEAT,
                      content(reading, "energy"),
                      content(reading, "volume"),
                      content(reading, "flowTemperature"),
                      content(reading, "dateTime"))
                  .collect(Collectors.joining(" ")));
      assertThat(select("select distinct meter_id from heat_meter_reading").size())
          .isBetween(2, House.METERS - 1);
    }
  }

  private static String content(JsonNode reading, String key) {
    for (JsonNode record : reading.get("records")) {
      if (record.get("key").asText().equals(key)) {
        return record.get("value").asText();
      }
    }
    throw new AssertionError("no " + key + ": " + reading);
  }

  private List<String> select(String query) throws SQLException {
    try (Connection connection = connect();
        ResultSet rows = connection.createStatement().executeQuery(query)) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    }
  }

  /** By primary key there is at most one row for each record: equal numbers mean equal sets. */
  private void assertThatRowsAreTheRecordsOf(List<JsonNode> readings) throws Exception {
    try (Connection connection = connect()) {
      for (JsonNode reading : readings) {
        Map<String, String> expected = new HashMap<>();
        reading.get("records").forEach(r -> expected.put(r.get("key").asText(), value(r)));
        assertThat(rows(connection, reading)).isEqualTo(expected);
      }
    }
  }

  private static String value(JsonNode record) {
    JsonNode value = record.get("value");
    String unit = record.path("unit").asText("null");
    if (value.isNumber()) {
      return value.decimalValue().stripTrailingZeros().toPlainString() + " " + unit;
    }
    return value.asText() + " " + unit;
  }

  private Map<String, String> rows(JsonNode reading) throws SQLException {
    try (Connection connection = connect()) {
      return rows(connection, reading);
    }
  }

  private static Map<String, String> rows(Connection connection, JsonNode reading)
      throws SQLException {
    try (var query =
        connection.prepareStatement(
            "select key, value, text, unit from meter_reading where meter = ? and read_at = ?")) {
      query.setString(1, House.meter(reading));
      query.setObject(2, OffsetDateTime.parse(reading.get("readAt").asText()));
      Map<String, String> rows = new HashMap<>();
      for (ResultSet row = query.executeQuery(); row.next(); ) {
        BigDecimal number = row.getBigDecimal("value");
        String value =
            number == null ? row.getString("text") : number.stripTrailingZeros().toPlainString();
        rows.put(row.getString("key"), value + " " + row.getString("unit"));
      }
      return rows;
    }
  }

  private int readings() {
    try (Connection connection = connect();
        ResultSet count =
            connection
                .createStatement()
                .executeQuery("select count(distinct (meter, read_at)) from meter_reading")) {
      count.next();
      return count.getInt(1);
    } catch (SQLException e) {
      return 0;
    }
  }

  private String[] settings(String dsl) {
    return new String[] {
      "mbus.sinks=json,postgresql",
      "mbus.dsl=" + dsl,
      "mbus.postgresql.url=jdbc:postgresql://127.0.0.1:" + port + "/postgres",
      "mbus.postgresql.user=postgres",
      "mbus.postgresql.password=postgres"
    };
  }

  private Connection connect() throws SQLException {
    return database.getPostgresDatabase().getConnection();
  }

  private EmbeddedPostgres start() throws IOException {
    return EmbeddedPostgres.builder()
        .setPort(port)
        .setDataDirectory(directory.resolve("data"))
        .setCleanDataDirectory(false)
        .setServerConfig("listen_addresses", "127.0.0.1")
        .start();
  }
}
