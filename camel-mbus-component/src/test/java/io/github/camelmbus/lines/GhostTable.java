package io.github.camelmbus.lines;

import io.github.camelmbus.master.Bus;
import io.github.camelmbus.master.BusSettings;
import io.github.camelmbus.master.ClockedBus;
import io.github.camelmbus.search.BusProbe;
import io.github.camelmbus.search.SearchListener;
import io.github.camelmbus.search.SearchOptions;
import io.github.camelmbus.search.SearchResult;
import io.github.camelmbus.search.SecondarySearch;
import io.github.camelmbus.simulator.BadOctets;
import io.github.camelmbus.simulator.Fault;
import io.github.camelmbus.simulator.SimulatedLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a device costs a search that acknowledges every selection and never answers: searches the
 * same meters without it and with it.
 */
final class GhostTable {
  private static final int SEEDS = 50;

  private GhostTable() {}

  /** One search: what was found, and what it cost. */
  private record Run(Set<String> found, List<String> findings, long selects, Duration time) {}

  static void print() {
    System.out.println(
        "meters garble | all found, one finding | selects without, with (worst ratio) | seconds"
            + " without, with (worst ratio)");
    for (int meters : new int[] {10, 30, 60}) {
      for (double garble : new double[] {0, 1}) {
        row(meters, garble);
      }
    }
  }

  private static void row(int count, double garble) {
    int all = 0;
    int one = 0;
    long without = 0;
    long with = 0;
    double worst = 0;
    double seconds = 0;
    double secondsWith = 0;
    double worstTime = 0;
    List<String> odd = new ArrayList<>();
    for (int seed = 1; seed <= SEEDS; seed++) {
      World usual = world(seed, count, garble);
      World haunted = usual.withMeters(withGhost(usual, seed));
      Run plain = search(usual);
      Run ghost = search(haunted);
      Set<String> expected =
          usual.meters().stream().map(TestMeter::address).collect(Collectors.toSet());
      all += ghost.found.equals(expected) ? 1 : 0;
      one += ghost.findings.size() == 1 ? 1 : 0;
      if (!ghost.found.equals(expected) || ghost.findings.size() != 1) {
        odd.add(seed + ": " + ghost.found.size() + " found, " + ghost.findings);
      }
      if (!plain.found.equals(expected)) {
        odd.add(seed + " without the device: " + plain.found.size() + " found");
      }
      without += plain.selects;
      with += ghost.selects;
      worst = Math.max(worst, (double) ghost.selects / plain.selects);
      seconds += plain.time.toMillis() / 1e3;
      secondsWith += ghost.time.toMillis() / 1e3;
      worstTime = Math.max(worstTime, (double) ghost.time.toMillis() / plain.time.toMillis());
    }
    System.out.printf(
        "%6d %6.0f | %d of %d, %d of %d | %d, %d (%.2f) | %.1f, %.1f (%.2f)%n",
        count,
        garble,
        all,
        SEEDS,
        one,
        SEEDS,
        without / SEEDS,
        with / SEEDS,
        worst,
        seconds / SEEDS,
        secondsWith / SEEDS,
        worstTime);
    odd.stream().limit(6).forEach(text -> System.out.println("       seed " + text));
  }

  private static World world(long seed, int count, double garble) {
    Random random = new Random(seed * 31 + count);
    List<TestMeter> meters = new ArrayList<>();
    Set<Integer> ids = new TreeSet<>();
    int first = random.nextInt(90_000_000);
    while (ids.size() < count) {
      ids.add(seed % 2 == 0 ? random.nextInt(100_000_000) : first + random.nextInt(3 * count));
    }
    for (int id : ids) {
      Duration delay = Duration.ofMillis(10 + random.nextInt(35));
      meters.add(
          new TestMeter(
              "%08d2D2C400D".formatted(id), 0, delay, 1, 2, TestMeter.Values.FAR, List.of()));
    }
    SimulatedLine line =
        SimulatedLine.DEFAULT.withSeed(seed).withCollisions(garble, 3, BadOctets.RAW);
    return new World(seed, List.of(), line, meters, List.of(), 20, World.End.RESET);
  }

  private static List<TestMeter> withGhost(World world, long seed) {
    List<TestMeter> meters = new ArrayList<>(world.meters());
    Duration delay = Duration.ofMillis(10 + new Random(seed).nextInt(35));
    meters.add(
        new TestMeter(
            "9999999924232804",
            0,
            delay,
            1,
            0,
            TestMeter.Values.FAR,
            List.of(new Fault.AckAnySelect("FFFFFFFF"), new Fault.Mute())));
    return meters;
  }

  private static Run search(World world) {
    TestLine line = new TestLine(world);
    try (Bus bus = ClockedBus.of(BusSettings.DEFAULT, line, line::now)) {
      SearchResult result =
          new SecondarySearch(
                  new BusProbe(bus), SearchOptions.DEFAULT, SearchListener.NONE, () -> false)
              .run();
      return new Run(
          result.found().stream()
              .map(meter -> Objects.requireNonNull(meter.address()).toString())
              .collect(Collectors.toSet()),
          result.findings().stream().map(f -> f.kind() + " " + f.where()).toList(),
          line.sick.statistics().selects(),
          Duration.ofNanos(line.now()));
    }
  }
}
