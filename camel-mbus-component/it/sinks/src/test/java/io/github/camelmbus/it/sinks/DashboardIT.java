package io.github.camelmbus.it.sinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard of Grafana shows what the sink {@code postgresql} has written. */
class DashboardIT {
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final Path ROOT = Path.of("../../..");
  private static final Path DASHBOARD = ROOT.resolve("docs/deploy/grafana/meters.json");
  private static final Path SCHEMA =
      ROOT.resolve("camel-mbus-example/src/main/resources/sql/schema.sql");

  @TempDir Path directory;

  @Test
  void eachPanelHasRowsOfTheSimulatedHouse() throws Exception {
    JsonNode dashboard = House.json(Files.readString(DASHBOARD));
    try (EmbeddedPostgres database = start();
        Connection connection = database.getPostgresDatabase().getConnection()) {
      connection.createStatement().execute(Files.readString(SCHEMA));
      try (House house = House.start(directory, settings(database.getPort()))) {
        await().atMost(PATIENCE).until(() -> count(connection, "select * from meter_reading") > 0);
        await().atMost(PATIENCE).until(() -> house.readings().size() > 2 * House.METERS);
      }
      addAnEarlierDay(connection);
      Set<String> empty = new TreeSet<>();
      for (JsonNode panel : dashboard.get("panels")) {
        String query = query(panel.at("/targets/0/rawSql").asText());
        if (count(connection, query) == 0) {
          empty.add(panel.get("title").asText());
        }
      }

      assertThat(empty).isEmpty();
      assertThat(dashboard.get("panels")).hasSizeGreaterThan(5);
      String meters = dashboard.at("/templating/list/0/query").asText();
      assertThat(count(connection, meters)).isEqualTo(House.METERS);
      assertThat(select(connection, query(panel(dashboard, "Meters read in the last day"))))
          .containsExactly(Integer.toString(House.METERS));
      assertThat(
              select(connection, query(panel(dashboard, "Meters known, not read in the last day"))))
          .containsExactly("0");
      assertThat(select(connection, perDay(dashboard))).contains("5");
    }
  }

  /** What a meter has counted shows as the difference to the day before: 5 kWh. */
  private static void addAnEarlierDay(Connection connection) throws SQLException {
    connection
        .createStatement()
        .execute(
            """
            insert into meter_reading (meter, meter_id, read_at, key, value, unit, quality, name)
            select meter, meter_id, max(read_at) - interval '1 day', key, max(value) - 5000, unit, 'good', name
            from meter_reading where key = 'energy' group by meter, meter_id, key, unit, name
            """);
  }

  private static String perDay(JsonNode dashboard) {
    return "select trunc(sum(value)) from ("
        + query(panel(dashboard, "Energy per day"))
        + ") as days group by metric";
  }

  private static String panel(JsonNode dashboard, String title) {
    for (JsonNode panel : dashboard.get("panels")) {
      if (panel.get("title").asText().equals(title)) {
        return panel.at("/targets/0/rawSql").asText();
      }
    }
    throw new AssertionError("no panel " + title);
  }

  /** What Grafana puts in place of its variables. */
  private static String query(String sql) {
    return sql.replaceAll(
            "\\$__timeFilter\\((\\w+)\\)", "$1 between now() - interval '7 days' and now()")
        .replace("${meter:sqlstring}", "select meter from meter_reading");
  }

  private static int count(Connection connection, String query) throws SQLException {
    return select(connection, query).size();
  }

  private static List<String> select(Connection connection, String query) throws SQLException {
    try (ResultSet rows = connection.createStatement().executeQuery(query)) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        found.add(String.valueOf(rows.getString(1)));
      }
      return found;
    }
  }

  private static String[] settings(int port) {
    return new String[] {
      "mbus.sinks=json,postgresql",
      "mbus.postgresql.url=jdbc:postgresql://127.0.0.1:" + port + "/postgres",
      "mbus.postgresql.user=postgres",
      "mbus.postgresql.password=postgres"
    };
  }

  private EmbeddedPostgres start() throws Exception {
    return EmbeddedPostgres.builder()
        .setDataDirectory(directory.resolve("data"))
        .setServerConfig("listen_addresses", "127.0.0.1")
        .start();
  }
}
