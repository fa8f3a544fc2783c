package io.github.camelmbus.search;

import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.master.Bus;
import io.github.camelmbus.simulator.BadOctets;
import io.github.camelmbus.simulator.MeterDefinition;
import io.github.camelmbus.simulator.SimulatedBus;
import io.github.camelmbus.simulator.SimulatedLine;
import io.github.camelmbus.simulator.SimulatorStatistics;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Prints what searches cost, as a markdown table: selections, and seconds of a simulated bus with
 * 2400 bit/s. Each line is the mean of several made-up houses.
 *
 * <pre>
 *   mvn -q test-compile -pl camel-mbus-component
 *   mvn -q exec:java -pl camel-mbus-component -Dexec.classpathScope=test \
 *       -Dexec.mainClass=io.github.camelmbus.search.SearchBenchmark
 * </pre>
 */
final class SearchBenchmark {
  private static final int METERS_PER_LINE = 1500;

  /** Acknowledges never fall together bit by bit, as on a real bus. */
  private static final SimulatedLine LINE =
      SimulatedLine.DEFAULT.withCollisions(1, 3, BadOctets.RAW);

  private record Cost(double selects, double seconds) {
    @Override
    public String toString() {
      return "%.0f | %.0f s".formatted(selects, seconds);
    }
  }

  private SearchBenchmark() {}

  /** Prints the table; the mean is of so many houses that 1500 meters are searched, at most 100. */
  public static void main(String[] arguments) {
    System.out.println(
        "| meters | ids | first digit first | | last digit first | | this search | |\n"
            + "|---|---|---|---|---|---|---|---|");
    int[] meters = {1, 11, 25, 60, 120, 250};
    int[] batches = {1, 3, 4, 3, 4, 5};
    for (int i = 0; i < meters.length; i++) {
      line(meters[i], batches[i]);
    }
    for (int count : meters) {
      line(count, 0);
    }
  }

  private static void line(int meters, int batches) {
    int houses = Math.min(100, METERS_PER_LINE / meters);
    Cost first = new Cost(0, 0);
    Cost last = first;
    Cost ours = first;
    for (int house = 0; house < houses; house++) {
      Random random = new Random(1000L * meters + house);
      List<SecondaryAddress> ids =
          batches == 0
              ? Populations.random(meters, random)
              : Populations.neighbours(meters, batches, random);
      first = plus(first, cost(ids, probe -> FixedOrderSearch.firstDigitFirst(probe).run()));
      last = plus(last, cost(ids, probe -> FixedOrderSearch.lastDigitFirst(probe).run()));
      ours = plus(ours, cost(ids, probe -> search(probe, meters)));
    }
    System.out.printf(
        "| %d | %s | %s | %s | %s |%n",
        meters,
        batches == 0 ? "random" : batches == 1 ? "one batch" : batches + " batches",
        mean(first, houses),
        mean(last, houses),
        mean(ours, houses));
  }

  private static void search(Probe probe, int meters) {
    SearchResult result =
        new SecondarySearch(probe, SearchOptions.DEFAULT, SearchListener.NONE, () -> false).run();
    if (result.found().size() != meters) {
      System.out.println("found " + result.found().size() + " of " + meters);
    }
  }

  private static Cost plus(Cost one, Cost other) {
    return new Cost(one.selects + other.selects, one.seconds + other.seconds);
  }

  private static Cost mean(Cost sum, int houses) {
    return new Cost(sum.selects / houses, sum.seconds / houses);
  }

  private static Cost cost(List<SecondaryAddress> addresses, Consumer<Probe> search) {
    MeterDefinition[] meters =
        addresses.stream().map(VirtualLine::meter).toArray(MeterDefinition[]::new);
    SimulatedBus simulated = SimulatedBus.of(LINE, meters);
    try (Bus bus = VirtualLine.bus(simulated)) {
      search.accept(new BusProbe(bus));
    }
    SimulatorStatistics statistics = simulated.statistics();
    return new Cost(statistics.selects(), statistics.elapsed().toMillis() / 1000.0);
  }
}
