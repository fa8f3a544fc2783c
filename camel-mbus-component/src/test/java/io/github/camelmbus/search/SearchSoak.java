package io.github.camelmbus.search;

import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.master.Bus;
import io.github.camelmbus.simulator.BadOctets;
import io.github.camelmbus.simulator.Chance;
import io.github.camelmbus.simulator.Fault;
import io.github.camelmbus.simulator.MeterDefinition;
import io.github.camelmbus.simulator.SimulatedBus;
import io.github.camelmbus.simulator.SimulatedLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;

/**
 * Searches made-up houses with faulty meters, one after the other, and prints those in which a
 * meter was missed that a search must find, or one was found that is not there. The same number
 * makes the same house.
 *
 * <pre>
 *   mvn -q test-compile -pl camel-mbus-component
 *   mvn -q exec:java -pl camel-mbus-component -Dexec.classpathScope=test \
 *       -Dexec.mainClass=io.github.camelmbus.search.SearchSoak -Dexec.args="1 1000"
 * </pre>
 */
final class SearchSoak {
  private static final int[] SIZES = {1, 2, 5, 11, 11, 25, 25, 60, 120, 250};

  private static final double[] ACK_GARBLE = {0, 0.1, 1};

  /** A house, and its meters that a search must find. */
  private record Trial(
      SimulatedLine line, List<MeterDefinition> meters, TreeSet<String> findable) {}

  private SearchSoak() {}

  /**
   * @param arguments the number of the first house, and that of the last.
   */
  public static void main(String[] arguments) {
    int first = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1;
    int last = arguments.length > 1 ? Integer.parseInt(arguments[1]) : first + 199;
    int wrong = 0;
    for (BadOctets badOctets : List.of(BadOctets.RAW, BadOctets.DROP)) {
      for (int house = first; house <= last; house++) {
        String verdict = verdict(house, badOctets);
        if (!verdict.isEmpty()) {
          wrong++;
          System.out.println(badOctets + ", house " + house + ": " + verdict);
        }
      }
      System.out.println(badOctets + ", houses " + first + " to " + last + ": wrong " + wrong);
      wrong = 0;
    }
  }

  /**
   * Searches a house.
   *
   * @param house its number.
   * @return what was wrong; empty if nothing was.
   */
  static String verdict(int house, BadOctets badOctets) {
    Trial trial = trial(new Random(house), badOctets);
    return verdict(trial, search(trial));
  }

  private static SearchResult search(Trial trial) {
    MeterDefinition[] meters = trial.meters.toArray(MeterDefinition[]::new);
    try (Bus bus = VirtualLine.bus(SimulatedBus.of(trial.line, meters))) {
      return new SecondarySearch(
              new BusProbe(bus), SearchOptions.DEFAULT, SearchListener.NONE, () -> false)
          .run();
    }
  }

  private static String verdict(Trial trial, SearchResult result) {
    TreeSet<String> missed = new TreeSet<>(trial.findable);
    TreeSet<String> invented = new TreeSet<>();
    for (FoundMeter meter : result.found()) {
      invented.add(Objects.requireNonNull(meter.address()).toString());
    }
    missed.removeAll(invented);
    trial.meters.forEach(meter -> invented.remove(meter.addresses().secondary()));
    String verdict = missed.isEmpty() ? "" : "missed " + described(trial, missed) + " ";
    verdict += invented.isEmpty() ? "" : "invented " + invented + " ";
    verdict += result.complete() ? "" : "did not end by itself ";
    return verdict.isEmpty()
        ? ""
        : verdict + "of " + trial.meters.size() + " on " + trial.line + " " + result.findings();
  }

  private static List<String> described(Trial trial, TreeSet<String> addresses) {
    return trial.meters.stream()
        .filter(meter -> addresses.contains(meter.addresses().secondary()))
        .map(
            meter ->
                meter.addresses().secondary() + meter.faults() + meter.responseDelay().toMillis())
        .toList();
  }

  private static Trial trial(Random random, BadOctets badOctets) {
    int size = SIZES[random.nextInt(SIZES.length)];
    List<SecondaryAddress> addresses =
        random.nextBoolean()
            ? Populations.random(size, random)
            : Populations.neighbours(size, 1 + random.nextInt(5), random);
    SimulatedLine line =
        SimulatedLine.DEFAULT
            .withSeed(random.nextLong())
            .withCollisions(ACK_GARBLE[random.nextInt(ACK_GARBLE.length)], 3, badOctets);
    if (random.nextInt(4) == 0) {
      line = line.withIdleNoise(0.02);
    }
    boolean alike = random.nextBoolean();
    double faulty = random.nextInt(3) * 0.1;
    List<MeterDefinition> meters = new ArrayList<>();
    TreeSet<String> findable = new TreeSet<>();
    for (SecondaryAddress address : addresses) {
      MeterDefinition meter =
          alike ? VirtualLine.meter(address) : VirtualLine.meter(address, random);
      meter = meter.withResponseDelay(Duration.ofMillis(10 + random.nextInt(40)));
      boolean findableAnyway = true;
      if (random.nextDouble() < faulty) {
        Fault fault = fault(random);
        findableAnyway = !(fault instanceof Fault.Mute);
        meter = meter.withFaults(fault);
      }
      meters.add(meter);
      if (findableAnyway) {
        findable.add(meter.addresses().secondary());
      }
    }
    return new Trial(line, meters, findable);
  }

  /** One of those with which a meter still gives a good telegram in three tries, or none at all. */
  private static Fault fault(Random random) {
    return switch (random.nextInt(9)) {
      case 0 -> new Fault.Mute();
      case 1 -> new Fault.Slow(Duration.ofMillis(20 + random.nextInt(100)));
      case 2 -> new Fault.Sleepy(Duration.ofSeconds(60));
      case 3 -> new Fault.StrictFcb();
      case 4 -> new Fault.IgnoresFcb();
      case 5 -> new Fault.Noise(Chance.of(0.3));
      case 6 -> new Fault.Checksum(Chance.first(1 + random.nextInt(2)));
      case 7 -> new Fault.Truncate(Chance.first(1 + random.nextInt(2)));
      default -> new Fault.NoNkeAck();
    };
  }
}
