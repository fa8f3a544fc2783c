package io.github.camelmbus.lines;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Tries many worlds, and makes those in which something is wrong as small as they can be.
 *
 * <pre>
 *   mvn -q test-compile -pl camel-mbus-component
 *   mvn -q exec:java -pl camel-mbus-component -Dexec.classpathScope=test \
 *       -Dexec.mainClass=io.github.camelmbus.lines.LinesSoak -Dexec.args="run 1 1000"
 * </pre>
 */
final class LinesSoak {
  private LinesSoak() {}

  /**
   * @param arguments {@code run FIRST LAST} counts violations, {@code show SEED} prints what
   *     happens in a world, {@code shrink SEED KIND} makes it small, {@code ghost} prints {@link
   *     GhostTable}.
   */
  public static void main(String[] arguments) {
    switch (arguments[0]) {
      case "ghost" -> GhostTable.print();
      case "run" -> runAll(Long.parseLong(arguments[1]), Long.parseLong(arguments[2]));
      case "show" -> show(WorldMaker.make(Long.parseLong(arguments[1])));
      case "shrink" -> show(shrink(WorldMaker.make(Long.parseLong(arguments[1])), arguments[2]));
      default -> throw new IllegalArgumentException(arguments[0]);
    }
    System.exit(0);
  }

  private static void runAll(long first, long last) {
    Map<String, List<Long>> kinds = new TreeMap<>();
    for (long seed = first; seed <= last; seed++) {
      long start = System.nanoTime();
      List<Violation> violations;
      try {
        violations = Trial.run(WorldMaker.make(seed));
      } catch (RuntimeException e) {
        violations = List.of(new Violation("crash", e.toString()));
      }
      long millis = (System.nanoTime() - start) / 1_000_000;
      if (millis > 5000) {
        System.out.println("seed " + seed + " took " + millis + " ms");
      }
      for (Violation violation : violations) {
        List<Long> seeds = kinds.computeIfAbsent(violation.kind(), kind -> new ArrayList<>());
        if (seeds.isEmpty() || seeds.get(seeds.size() - 1) != seed) {
          seeds.add(seed);
          String text = violation.toString();
          System.out.println(
              "seed " + seed + " " + text.substring(0, Math.min(300, text.length())));
        }
      }
    }
    kinds.forEach(
        (kind, seeds) ->
            System.out.println(
                kind + " " + seeds.size() + " " + seeds.subList(0, Math.min(30, seeds.size()))));
  }

  private static void show(World world) {
    System.out.println(world);
    Trial.run(world, Trace.to(System.out));
    System.out.println(world);
  }

  /** A world that shows the same kind of violation, with as little in it as possible. */
  static World shrink(World world, String kind) {
    Predicate<World> shows =
        other -> Trial.run(other).stream().anyMatch(violation -> violation.kind().equals(kind));
    World smallest = world;
    for (boolean smaller = true; smaller; ) {
      smaller = false;
      for (World other : smallerOnes(smallest)) {
        if (shows.test(other)) {
          smallest = other;
          smaller = true;
          break;
        }
      }
    }
    return smallest;
  }

  private static List<World> smallerOnes(World world) {
    List<World> others = new ArrayList<>();
    for (int i = 0; i < world.calls().size(); i++) {
      others.add(world.withCalls(without(world.calls(), i)));
    }
    List<TestMeter> meters = world.meters();
    int half = meters.size() / 2;
    if (half > 1) {
      others.add(world.withMeters(meters.subList(0, half)));
      others.add(world.withMeters(meters.subList(half, meters.size())));
    }
    for (int i = 0; i < meters.size() && meters.size() > 1; i++) {
      others.add(world.withMeters(without(meters, i)));
    }
    for (int i = 0; i < world.gatewayWords().size(); i++) {
      others.add(world.withGateway(without(world.gatewayWords(), i)));
    }
    for (int i = 0; i < meters.size(); i++) {
      TestMeter meter = meters.get(i);
      for (TestMeter simple : List.of(meter.withFaults(List.of()), meter.simple())) {
        if (!simple.equals(meter)) {
          List<TestMeter> changed = new ArrayList<>(meters);
          changed.set(i, simple);
          others.add(world.withMeters(changed));
        }
      }
    }
    if (world.line().baudRate() != 2400) {
      others.add(world.withLine(world.line().withBaudRate(2400)));
    }
    if (world.line().echo()) {
      others.add(world.withLine(world.line().withEcho(false)));
    }
    if (world.line().collisions().ackGarble() != 0) {
      others.add(
          world.withLine(world.line().withCollisions(0, 3, world.line().collisions().badOctets())));
    }
    if (world.lastAddress() > 20) {
      others.add(world.withLastAddress(20));
    }
    return others;
  }

  private static <T> List<T> without(List<T> all, int index) {
    List<T> rest = new ArrayList<>(all);
    rest.remove(index);
    return rest;
  }
}
