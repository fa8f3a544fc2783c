package io.github.camelmbus.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The faults of a house file, one row each: name, fields, fault. */
final class FaultReader {
  private static final Duration FOR_GOOD = Duration.ofDays(10_000);
  private static final String[] CHANCE = {"probability", "times"};

  private final Map<String, Function<HouseNode, Fault>> rows = new TreeMap<>();

  FaultReader() {
    row("mute", n -> new Fault.Mute());
    row(
        "ackAnySelect",
        n -> new Fault.AckAnySelect(n.has("mask") ? n.text("mask") : "FFFFFFFF"),
        "mask");
    row(
        "ackIfAnyDigitFits",
        n -> new Fault.AckIfAnyDigitFits(n.flag("wildcards", false)),
        "wildcards");
    row("otherAddress", n -> new Fault.OtherAddress(n.integer("address")), "address");
    row(
        "otherManufacturer",
        n -> new Fault.OtherManufacturer(n.text("manufacturer")),
        "manufacturer");
    row(
        "zeroAround",
        n ->
            new Fault.ZeroAround(
                n.word("where", Fault.ZeroAround.Where.class, Fault.ZeroAround.Where.BOTH)),
        "where");
    row("slowOctets", n -> new Fault.SlowOctets(millis(n, "every", 30)), "every");
    row("slow", n -> new Fault.Slow(millis(n, "extra", 300)), "extra");
    row(
        "late",
        n -> new Fault.Late(millis(n, "extra", 600), chance(n)),
        "extra",
        "probability",
        "times");
    row("sleepy", n -> new Fault.Sleepy(millis(n, "after", 10_000)), "after");
    row(
        "opticalWakeUp",
        n -> new Fault.OpticalWakeUp(millis(n, "length", 1900), millis(n, "awakeFor", 10_000)),
        "length",
        "awakeFor");
    row(
        "sleepsUntilButton",
        n ->
            new Fault.SleepsUntilButton(
                millis(n, "awakeFor", 240_000), millis(n, "asleepFor", 60_000)),
        "awakeFor",
        "asleepFor");
    row("strictFcb", n -> new Fault.StrictFcb());
    row("ignoresFcb", n -> new Fault.IgnoresFcb());
    row("noise", n -> new Fault.Noise(chance(n)), CHANCE);
    row("dropOctets", n -> new Fault.DropOctets(chance(n)), CHANCE);
    row("truncate", n -> new Fault.Truncate(chance(n)), CHANCE);
    row("checksum", n -> new Fault.Checksum(chance(n)), CHANCE);
    row(
        "gap",
        n -> new Fault.Gap(millis(n, "pause", 50), chance(n)),
        "pause",
        "probability",
        "times");
    row(
        "vanish",
        n -> new Fault.Vanish(n.millis("deadFor", FOR_GOOD), chance(n)),
        "deadFor",
        "probability",
        "times");
    row("endless", n -> new Fault.Endless());
    row("noAlarms", n -> new Fault.NoAlarms());
    row("noNkeAck", n -> new Fault.NoNkeAck());
    row("ignoresWrites", n -> new Fault.IgnoresWrites());
    row("loseAck", n -> new Fault.LoseAck(chance(n)), CHANCE);
    row(
        "powerLoss",
        n -> new Fault.PowerLoss(n.millis("deadFor", FOR_GOOD), chance(n)),
        "deadFor",
        "probability",
        "times");
    row("unheardAtOtherRates", n -> new Fault.UnheardAtOtherRates());
    row(
        "refusesWrites",
        n ->
            new Fault.RefusesWrites(
                n.word("way", Fault.RefusesWrites.Way.class, Fault.RefusesWrites.Way.ERROR),
                n.integer("code", 0)),
        "way",
        "code");
    row("refuses", n -> new Fault.Refuses(n.integer("code", 0)), "code");
  }

  private void row(String name, Function<HouseNode, Fault> build, String... fields) {
    rows.put(
        name,
        node -> {
          node.allow(fields);
          return node.checked(() -> build.apply(node));
        });
  }

  private static Duration millis(HouseNode node, String field, long otherwise) {
    return node.millis(field, Duration.ofMillis(otherwise));
  }

  private static Chance chance(HouseNode node) {
    return new Chance(node.real("probability", 1), node.integer("times", Integer.MAX_VALUE));
  }

  /** All faults of an object whose fields are the names of faults. */
  List<Fault> read(HouseNode faults) {
    return faults.fields().stream()
        .filter(faults::isOn)
        .map(name -> read(name, faults.object(name)))
        .toList();
  }

  /** One fault with its fields. */
  Fault read(String name, HouseNode fields) {
    Function<HouseNode, Fault> row = rows.get(name);
    if (row == null) {
      String known = String.join(", ", rows.keySet());
      throw fields.fault("unknown fault '" + name + "', known are " + known);
    }
    return row.apply(fields);
  }
}
