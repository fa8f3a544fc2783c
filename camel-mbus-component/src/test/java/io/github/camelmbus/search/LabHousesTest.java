package io.github.camelmbus.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelmbus.application.Manufacturer;
import io.github.camelmbus.line.Priority;
import io.github.camelmbus.master.Bus;
import io.github.camelmbus.master.BusSettings;
import io.github.camelmbus.master.MeterAddress;
import io.github.camelmbus.master.Transactions;
import io.github.camelmbus.simulator.MeterDefinition;
import io.github.camelmbus.simulator.SimulatedBus;
import io.github.camelmbus.simulator.SimulatedLine;
import io.github.camelmbus.simulator.SimulatedTransport;
import io.github.camelmbus.transport.DamagedOctets;
import io.github.camelmbus.transport.LineClock;
import io.github.camelmbus.transport.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The bus time that two houses cost through a network line of which nothing is known. They are
 * described beside the checkout, for a simulator of another author; where the files are missing
 * these tests are skipped. {@link SearchBenchmark} shows the same of made-up houses.
 */
class LabHousesTest {
  private static final Path LAB = Path.of("..", "..", "shared", "lab");

  /** Each with other chances of what superposed acknowledges leave. */
  private static final int LINES = 5;

  /** A line that tells neither its delay nor what it does with damaged octets. */
  private record NetworkLine(Transport line) implements Transport {
    @Override
    public LineClock clock() {
      return line.clock();
    }

    @Override
    public void write(byte[] octets) {
      line.write(octets);
    }

    @Override
    public int read(byte[] buffer, long deadline) {
      return line.read(buffer, deadline);
    }

    @Override
    public DamagedOctets damagedOctets() {
      return DamagedOctets.UNKNOWN;
    }

    @Override
    public void close() {
      line.close();
    }
  }

  private static MeterDefinition[] meters(String house) throws IOException {
    Path file = LAB.resolve(house + ".json");
    assumeTrue(Files.exists(file), () -> "there is no " + file);
    JsonNode json = new ObjectMapper().readTree(file.toFile());
    List<MeterDefinition> meters = new ArrayList<>();
    for (JsonNode meter : json.get("meters")) {
      int manufacturer = Manufacturer.of(meter.get("manufacturer").asText()).code();
      String address =
          "%s%02X%02X%02X%02X"
              .formatted(
                  meter.get("id").asText(),
                  manufacturer & 0xFF,
                  manufacturer >> 8,
                  meter.get("version").asInt(),
                  meter.get("medium").asInt());
      List<String> telegrams = new ArrayList<>();
      json.get("templates")
          .get(meter.get("telegrams").asText())
          .forEach(telegram -> telegrams.add(telegram.asText()));
      meters.add(
          MeterDefinition.of(address, telegrams.toArray(new String[0]))
              .withPrimaryAddress(meter.get("primary").asInt())
              .withResponseDelay(Duration.ofMillis(meter.get("delay_ms").asInt())));
    }
    return meters.toArray(new MeterDefinition[0]);
  }

  @ParameterizedTest
  @CsvSource({"seed11, 45, 19, 9", "house60, 190, 86, 50"})
  void searchAndReadingsTakeNoLongerThanTheyDid(
      String house, int selections, int secondsOfSearch, int secondsOfReadings) throws IOException {
    MeterDefinition[] meters = meters(house);
    Duration searches = Duration.ZERO;
    Duration readings = Duration.ZERO;
    for (int seed = 1; seed <= LINES; seed++) {
      SimulatedBus simulated = SimulatedBus.of(SimulatedLine.DEFAULT.withSeed(seed), meters);
      try (Bus bus =
          VirtualLine.bus(
              () -> new NetworkLine(SimulatedTransport.virtual(simulated)), BusSettings.DEFAULT)) {
        SearchResult result =
            new SecondarySearch(
                    new BusProbe(bus), SearchOptions.DEFAULT, SearchListener.NONE, () -> false)
                .run();
        assertThat(result.found()).hasSize(meters.length);
        assertThat(result.complete()).isTrue();
        assertThat(result.findings()).isEmpty();
        assertThat(simulated.statistics().selects()).isLessThanOrEqualTo(selections);
        Duration searched = simulated.statistics().elapsed();
        for (FoundMeter meter : result.found()) {
          MeterAddress address = MeterAddress.secondary(String.valueOf(meter.address()));
          bus.submit(Transactions.read(address), Priority.COMMAND).join();
        }
        searches = searches.plus(searched);
        readings = readings.plus(simulated.statistics().elapsed().minus(searched));
      }
    }
    assertThat(searches.dividedBy(LINES)).isLessThan(Duration.ofSeconds(secondsOfSearch));
    assertThat(readings.dividedBy(LINES)).isLessThan(Duration.ofSeconds(secondsOfReadings));
  }
}
