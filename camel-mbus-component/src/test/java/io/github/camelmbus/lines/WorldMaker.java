package io.github.camelmbus.lines;

import io.github.camelmbus.simulator.BadOctets;
import io.github.camelmbus.simulator.Chance;
import io.github.camelmbus.simulator.Fault;
import io.github.camelmbus.simulator.SimulatedLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Makes a world of a seed; the same seed makes the same world. */
final class WorldMaker {
  private static final int IDS = 100_000_000;
  private static final int MAX_RECORDS = 38;

  /** Manufacturer, version and device type in wire order. */
  private static final List<String> TYPES =
      List.of("2D2C400D", "24232804", "24232807", "2D2C1B04", "2D2C1B16");

  private final Random random;
  private final long seed;
  private int baudRate;

  private WorldMaker(long seed) {
    this.seed = seed;
    random = new Random(seed * 0x5DEECE66DL + 11);
    random.nextInt();
  }

  static World make(long seed) {
    return new WorldMaker(seed).make();
  }

  private World make() {
    baudRate = oneOf(2400, 2400, 2400, 2400, 2400, 2400, 300, 1200, 4800, 9600);
    List<String> gateway = percent(25) ? List.of() : gateway();
    List<TestMeter> meters = meters();
    List<World.Call> calls = new ArrayList<>(List.of(World.Call.values()));
    Collections.shuffle(calls, random);
    return new World(
        seed,
        gateway,
        line(),
        meters,
        calls,
        percent(25) ? 250 : 20,
        percent(20) ? World.End.SILENT : World.End.RESET);
  }

  private SimulatedLine line() {
    double[] garble = {0, 0.1, 1};
    return SimulatedLine.DEFAULT
        .withBaudRate(baudRate)
        .withSeed(random.nextInt(1000))
        .withCollisions(garble[random.nextInt(3)], 3, percent(80) ? BadOctets.RAW : BadOctets.DROP)
        .withEcho(percent(4));
  }

  private List<String> gateway() {
    List<String> words = new ArrayList<>();
    addWay(words);
    addPacking(words);
    addFailures(words);
    if (percent(5)) {
      words.add(percent(50) ? "telnet" : "greeting=4F4B0D0A");
    }
    if (percent(8)) {
      words.add(percent(50) ? "one=refuse" : "one=kick");
    }
    if (percent(8)) {
      words.add("discards-bad-octets");
    }
    return words;
  }

  private void addWay(List<String> words) {
    int kind = random.nextInt(100);
    int delay;
    if (kind < 60) {
      delay = random.nextInt(50);
    } else if (kind < 85) {
      delay = 50 + random.nextInt(250);
    } else {
      delay = kind < 97 ? 300 + random.nextInt(1700) : 2000 + random.nextInt(3001);
    }
    words.add("delay=" + delay + "ms");
    if (percent(40)) {
      words.add("jitter=" + (1 + random.nextInt(300)) + "ms");
      words.add("seed=" + (1 + random.nextInt(1000)));
    }
  }

  private void addPacking(List<String> words) {
    switch (random.nextInt(10)) {
      case 0, 1, 2 -> words.add("whole");
      case 3 -> words.add("size=" + (2 + random.nextInt(255)));
      case 4 -> words.add("time=" + (5 + random.nextInt(200)) + "ms");
      case 5 -> words.add("gap=" + (5 + random.nextInt(100)) + "ms");
      case 6 -> words.add("split=" + (1 + random.nextInt(100)) + "ms");
      default -> {}
    }
  }

  private void addFailures(List<String> words) {
    int number = 5 + random.nextInt(36);
    switch (random.nextInt(20)) {
      case 0, 1 -> words.add("drop=" + number);
      case 2 -> words.add("drop-in=" + number);
      case 3 -> words.add("drop-after=" + number);
      case 4 -> words.add("halfopen=" + number);
      default -> {}
    }
  }

  private List<TestMeter> meters() {
    int count = percent(80) ? 1 + random.nextInt(15) : 16 + random.nextInt(45);
    List<String> addresses = percent(50) ? randomAddresses(count) : neighbours(count);
    TestMeter.Values values = percent(50) ? TestMeter.Values.NEAR : TestMeter.Values.FAR;
    int faulty = percent(50) ? 0 : 5 + random.nextInt(40);
    boolean sameLength = percent(70);
    int usual = records();
    int primaries = random.nextInt(3);
    List<TestMeter> meters = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int primary = primaries == 0 ? 0 : primaries == 1 ? 1 + i : random.nextInt(21);
      meters.add(
          new TestMeter(
              addresses.get(i),
              primary,
              Duration.ofMillis(10 + random.nextInt(45)),
              percent(10) ? 2 + random.nextInt(2) : 1,
              sameLength ? usual : records(),
              values,
              percent(faulty) ? List.of(fault()) : List.of()));
    }
    if (percent(8)) {
      meters.add(ghost(addresses));
    }
    return meters;
  }

  private TestMeter ghost(List<String> addresses) {
    String address = freshAddress(addresses);
    return new TestMeter(
        address,
        percent(50) ? 0 : 21,
        Duration.ofMillis(10 + random.nextInt(45)),
        1,
        0,
        TestMeter.Values.FAR,
        List.of(new Fault.AckAnySelect("FFFFFFFF"), new Fault.Mute()));
  }

  private String freshAddress(List<String> addresses) {
    while (true) {
      String address = address(random.nextInt(IDS), TYPES.get(0));
      if (!addresses.contains(address)) {
        return address;
      }
    }
  }

  private int records() {
    return switch (random.nextInt(4)) {
      case 0, 1 -> random.nextInt(4);
      case 2 -> random.nextInt(15);
      default -> random.nextInt(MAX_RECORDS + 1);
    };
  }

  /** Ids that have nothing to do with each other; some come twice with another type. */
  private List<String> randomAddresses(int count) {
    Set<String> addresses = new LinkedHashSet<>();
    while (addresses.size() < count) {
      int id = random.nextInt(IDS);
      addresses.add(address(id, TYPES.get(random.nextInt(TYPES.size()))));
      if (percent(10) && addresses.size() < count) {
        addresses.add(address(id, TYPES.get(random.nextInt(TYPES.size()))));
      }
    }
    return List.copyOf(addresses);
  }

  /** Meters of a few batches, with neighbouring ids in each. */
  private List<String> neighbours(int count) {
    int batches = 1 + random.nextInt(4);
    int[] first = random.ints(batches, 0, IDS - 2 * count - 2).toArray();
    Set<String> addresses = new LinkedHashSet<>();
    while (addresses.size() < count) {
      int batch = random.nextInt(batches);
      first[batch] += 1 + (percent(20) ? 1 : 0);
      addresses.add(address(first[batch] % IDS, TYPES.get(batch)));
      if (percent(3) && addresses.size() < count) {
        addresses.add(address(first[batch] % IDS, TYPES.get(batch + 1)));
      }
    }
    return List.copyOf(addresses);
  }

  private static String address(int id, String type) {
    return "%08d%s".formatted(id, type);
  }

  private Fault fault() {
    return switch (random.nextInt(13)) {
      case 0, 1 -> new Fault.Slow(slow());
      case 2 -> new Fault.Slow(Duration.ofMillis(300 + random.nextInt(1500)));
      case 3 -> new Fault.Sleepy(Duration.ofSeconds(60));
      case 4 -> new Fault.Mute();
      case 5 ->
          new Fault.ZeroAround(
              Fault.ZeroAround.Where.values()[
                  random.nextInt(Fault.ZeroAround.Where.values().length)]);
      case 6 -> new Fault.OtherAddress(random.nextInt(256));
      case 7 -> new Fault.NoNkeAck();
      case 8 -> new Fault.Checksum(Chance.first(1 + random.nextInt(2)));
      case 9 -> new Fault.Gap(Duration.ofMillis(10 + random.nextInt(110)), Chance.ALWAYS);
      case 10 -> new Fault.Gap(Duration.ofMillis(130 + random.nextInt(800)), sometimes());
      case 11 -> new Fault.Noise(sometimes());
      default -> new Fault.SlowOctets(Duration.ofMillis(5 + random.nextInt(40)));
    };
  }

  private Chance sometimes() {
    return percent(50) ? Chance.ALWAYS : Chance.of(0.3);
  }

  /** Beside a response delay of up to 54 ms it stays below 330 bit and 50 ms. */
  private Duration slow() {
    int most = 330_000 / baudRate - 5;
    return Duration.ofMillis(most < 1 ? 0 : random.nextInt(most));
  }

  private boolean percent(int chance) {
    return random.nextInt(100) < chance;
  }

  private int oneOf(int... values) {
    return values[random.nextInt(values.length)];
  }
}
