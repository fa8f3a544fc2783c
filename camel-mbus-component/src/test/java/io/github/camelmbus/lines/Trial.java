package io.github.camelmbus.lines;

import io.github.camelmbus.MBusException;
import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.line.Priority;
import io.github.camelmbus.master.Bus;
import io.github.camelmbus.master.BusSettings;
import io.github.camelmbus.master.ClockedBus;
import io.github.camelmbus.master.CollisionException;
import io.github.camelmbus.master.MeterAddress;
import io.github.camelmbus.master.Readout;
import io.github.camelmbus.master.Transactions;
import io.github.camelmbus.search.BusProbe;
import io.github.camelmbus.search.Finding;
import io.github.camelmbus.search.FoundMeter;
import io.github.camelmbus.search.PrimaryScan;
import io.github.camelmbus.search.SearchListener;
import io.github.camelmbus.search.SearchOptions;
import io.github.camelmbus.search.SearchResult;
import io.github.camelmbus.search.SecondarySearch;
import io.github.camelmbus.simulator.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Does with the line of a world what the world says, and looks at all that comes. */
final class Trial {
  /** Meters that one call reads; more show nothing new. */
  private static final int MAX_READ = 12;

  /**
   * Several meters at one primary address that talk in step give a telegram whose checksum is good
   * by chance. One reading cannot see that; a search reads twice.
   */
  static final String IN_STEP = "in-step";

  private final World world;
  private final Bounds bounds;
  private final TestLine line;
  private final Bus bus;
  private final Consumer<String> log;
  private final List<Violation> violations = new ArrayList<>();
  private List<TestMeter> there;
  private long talkOversSeen;

  private Trial(World world, Consumer<String> log) {
    this.world = world;
    this.log = log;
    bounds = new Bounds(world);
    line = new TestLine(world);
    bus = ClockedBus.of(BusSettings.DEFAULT.withBaudRate(world.line().baudRate()), line, line::now);
    there = world.meters();
  }

  static List<Violation> run(World world) {
    return run(world, Trace.NONE);
  }

  static List<Violation> run(World world, Trace trace) {
    Trial trial = new Trial(world, trace.log());
    trial.bus.addListener(trace.frames());
    trial.bus.addListener((direction, octets, nanos) -> trial.noteTalkOver());
    try {
      trial.run();
    } finally {
      trial.bus.close();
    }
    return trial.violations;
  }

  private void run() {
    for (World.Call call : world.calls()) {
      log.accept("--- " + call + " at " + Duration.ofNanos(line.now()));
      long start = line.now();
      long frames = line.sick.statistics().frames();
      switch (call) {
        case READ_SECONDARY -> readBySecondaryAddress("");
        case READ_PRIMARY -> readByPrimaryAddress();
        case SEARCH -> search();
        case SCAN -> scan();
      }
      requireNoLongWaits(call, start, frames);
    }
    log.accept("--- the fault ends at " + Duration.ofNanos(line.now()));
    line.endFault(world.end());
    there = world.soundMeters();
    readBySecondaryAddress(" after the fault has ended (" + world.end() + ")");
  }

  /**
   * A request must not hit an answer, where one meter answers at most. It cannot be avoided where
   * the meter answers later than the standard lets it; where the way of a request takes longer than
   * any before it, as until the jitter is known the next request may be sent too early; where an
   * octet follows an answer that is complete; and where several answer: the first answer does not
   * show that another one follows.
   */
  private void requireNoTalkOver(String what, long before) {
    long talkOvers = line.sick.statistics().talkOvers() - before;
    boolean avoidable =
        world.gateway().way().jitter().isZero()
            && !world.hasLateMeters()
            && !world.hasGhost()
            && world.meters().stream().noneMatch(meter -> meter.has(Fault.ZeroAround.class));
    if (avoidable && talkOvers > 0) {
      violate("talk-over", what + ": " + talkOvers + " requests were sent into answers");
    }
  }

  /** No wait is longer than what is not known yet makes necessary. */
  private void requireNoLongWaits(World.Call call, long start, long framesBefore) {
    boolean even =
        world.isSteady() && world.gateway().way().jitter().isZero() && !world.hasLateMeters();
    long frames = line.sick.statistics().frames() - framesBefore;
    Duration took = Duration.ofNanos(line.now() - start);
    Duration most = bounds.inOrder(call, frames);
    if (even && frames > 0 && took.compareTo(most) > 0) {
      violate(
          "long-waits",
          "%s took %s for %d requests, more than %s".formatted(call, took, frames, most));
    }
  }

  private void noteTalkOver() {
    long talkOvers = line.sick.statistics().talkOvers();
    if (talkOvers > talkOversSeen) {
      log.accept("    a request before this was sent into an answer");
    }
    talkOversSeen = talkOvers;
  }

  private void readBySecondaryAddress(String when) {
    for (TestMeter meter : some(there)) {
      MeterAddress address = MeterAddress.secondary(meter.address());
      read(address, List.of(meter), when);
    }
  }

  private void readByPrimaryAddress() {
    for (int address : some(List.copyOf(primaries()))) {
      read(MeterAddress.primary(address), world.at(address), "");
    }
  }

  private TreeSet<Integer> primaries() {
    TreeSet<Integer> primaries = new TreeSet<>();
    there.forEach(meter -> primaries.add(meter.primary()));
    return primaries;
  }

  private <T> List<T> some(List<T> all) {
    return all.subList(0, Math.min(MAX_READ, all.size()));
  }

  /**
   * @param asked the meters at this address; one, or all that answer at once.
   */
  private void read(MeterAddress address, List<TestMeter> asked, String when) {
    long start = line.now();
    String what = "read " + address + when;
    long talkOvers = line.sick.statistics().talkOvers();
    try {
      Readout readout =
          bus.submit(Transactions.read(address), Priority.POLL).get(20, TimeUnit.SECONDS);
      log.accept(what + ": " + readout.telegrams().size() + " telegrams");
      judge(what, readout, asked);
    } catch (ExecutionException failed) {
      log.accept(what + ": " + failed.getCause());
      judge(what, failed.getCause(), asked, !when.isEmpty());
    } catch (TimeoutException hung) {
      violate("hang", what + " has not ended after 20 s of real time");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
    if (asked.size() == 1) {
      requireNoTalkOver(what, talkOvers);
    }
    Duration took = Duration.ofNanos(line.now() - start);
    if (took.compareTo(bounds.read()) > 0) {
      violate("slow-read", what + " took " + took + ", more than " + bounds.read());
    }
  }

  private void judge(String what, Readout readout, List<TestMeter> asked) {
    for (int i = 0; i < readout.telegrams().size(); i++) {
      byte[] telegram = readout.telegrams().get(i).octets();
      int at = indexIn(asked, telegram);
      if (at < 0) {
        boolean other = there.stream().anyMatch(meter -> meter.indexOf(telegram) >= 0);
        String kind = asked.size() > 1 ? IN_STEP : other ? "other-meter" : "wrong-value";
        violate(kind, what + " gave " + hex(telegram));
      } else if (at != i) {
        violate("wrong-telegram", what + ": telegram " + i + " is " + at + " of the meter");
        break;
      }
    }
    boolean shouldBeWhole = asked.size() == 1 && isSteadilyReachable(asked.get(0));
    if (shouldBeWhole && readout.telegrams().size() != asked.get(0).telegrams()) {
      violate("incomplete-readout", what + ": " + readout.warnings());
    }
  }

  private static int indexIn(List<TestMeter> asked, byte[] telegram) {
    return asked.stream().mapToInt(meter -> meter.indexOf(telegram)).max().orElse(-1);
  }

  private void judge(String what, Throwable failure, List<TestMeter> asked, boolean ended) {
    if (!(failure instanceof MBusException)) {
      violate("error", what + ": " + failure);
    }
    if (failure instanceof CollisionException && asked.size() == 1) {
      violate("false-collision", what + ": " + failure.getMessage());
    }
    if (ended) {
      violate(
          world.end() == World.End.RESET ? "unread-at-end" : "unread-at-silent-end",
          what + ": " + failure);
    } else if (asked.size() == 1 && isSteadilyReachable(asked.get(0))) {
      violate("unread", what + ": " + failure);
    }
  }

  private boolean isSteadilyReachable(TestMeter meter) {
    return world.isSteady() && world.isReachable(meter) && !world.hasLateMeters();
  }

  private void search() {
    BooleanSupplier cancelled = cancelAfter(bounds.search());
    judgeSearch(
        run(
            "secondary search",
            () ->
                new SecondarySearch(
                        new BusProbe(bus), SearchOptions.DEFAULT, SearchListener.NONE, cancelled)
                    .run()),
        cancelled);
  }

  private void scan() {
    BooleanSupplier cancelled = cancelAfter(bounds.scan());
    judgeScan(
        run(
            "primary scan",
            () ->
                new PrimaryScan(
                        new BusProbe(bus), 0, world.lastAddress(), SearchListener.NONE, cancelled)
                    .run()),
        cancelled);
  }

  private interface Search {
    SearchResult run();
  }

  private SearchResult run(String what, Search search) {
    long start = line.now();
    long talkOvers = line.sick.statistics().talkOvers();
    SearchResult result;
    try {
      result = search.run();
    } catch (RuntimeException failure) {
      log.accept(what + ": " + failure);
      violate("search-fails", what + ": " + failure);
      return new SearchResult(List.of(), List.of(), List.of(), 0, false);
    }
    log.accept(
        "%s: %d found, %s, %d probes, %s, complete %s"
            .formatted(
                what,
                result.found().size(),
                result.findings(),
                result.probes(),
                Duration.ofNanos(line.now() - start),
                result.complete()));
    if (world.meters().size() == 1) {
      requireNoTalkOver(what, talkOvers);
    }
    return result;
  }

  private BooleanSupplier cancelAfter(Duration bound) {
    long end = line.now() + bound.toNanos();
    return () -> line.now() > end;
  }

  private void judgeSearch(SearchResult result, BooleanSupplier cancelled) {
    String what = "secondary search";
    if (cancelled.getAsBoolean()) {
      violate("slow-search", what + " took more than " + bounds.search());
    }
    TreeSet<String> missed = new TreeSet<>();
    world.meters().stream().filter(world::isReachable).forEach(m -> missed.add(m.address()));
    TreeSet<String> seen = new TreeSet<>();
    for (FoundMeter found : result.found()) {
      String address = Objects.requireNonNull(found.address()).toString();
      if (!seen.add(address)) {
        violate("found-twice", what + ": " + address);
      }
      missed.remove(address);
      judgeFound(what, found, indexIn(world.meters(), found.telegram().toArray()));
    }
    judgeMissed(what, result, missed);
    judgeFindings(what, result, finding -> matching(finding.where()));
  }

  private void judgeFound(String what, FoundMeter found, int index) {
    if (index != 0) {
      String kind = index > 0 ? "not-its-first-telegram" : "invented";
      violate(kind, what + ": " + found + " " + hex(found.telegram().toArray()));
    }
  }

  private void judgeMissed(String what, SearchResult result, TreeSet<String> missed) {
    if (result.complete() && !missed.isEmpty()) {
      violate(
          world.showsBadOctets() ? "missed" : "missed-blind",
          what + " is complete and missed " + missed + " " + result.findings());
    }
    // Where many superposed answers are silence nothing can prove that none is left. And where no
    // meter answers alone, nothing that comes shows the delay of the line.
    boolean noneAlone = !world.showsBadOctets() && result.found().isEmpty() && missed.isEmpty();
    boolean blind = noneAlone || result.findings().stream().anyMatch(Trial::isBlind);
    boolean shouldEnd = world.isSteady() && !world.hasLateMeters() && !blind;
    if (!result.complete() && shouldEnd && result.probes() > 0) {
      violate("incomplete-search", what + " is not complete: missed " + missed + result.findings());
    }
  }

  private static boolean isBlind(Finding finding) {
    return finding.text().contains("looks like silence");
  }

  private long matching(String where) {
    String digits = where.length() >= 16 ? where.substring(0, 16) : where + "FFFFFFFF";
    SecondaryAddress mask = SecondaryAddress.parse(digits);
    return world.meters().stream()
        .filter(meter -> !meter.isGhost())
        .filter(meter -> mask.matches(SecondaryAddress.parse(meter.address())))
        .count();
  }

  private interface Count {
    long of(Finding finding);
  }

  private void judgeFindings(String what, SearchResult result, Count matching) {
    int silent = 0;
    int phantom = 0;
    for (Finding finding : result.findings()) {
      if (finding.kind() == Finding.Kind.COLLISION
          && !isBlind(finding)
          && matching.of(finding) < 2) {
        violate("false-several", what + ": " + finding);
      }
      silent += finding.kind().text().equals("silent") && !finding.where().isEmpty() ? 1 : 0;
      phantom += finding.kind() == Finding.Kind.PHANTOM ? 1 : 0;
    }
    if (phantom > (world.hasGhost() ? 1 : 0)) {
      violate("false-phantom", what + ": " + result.findings());
    }
    long late = world.meters().stream().filter(meter -> !world.isInTime(meter)).count();
    if (result.complete() && silent > world.mute() + late) {
      violate("false-silent", what + ": " + result.findings());
    }
    boolean clean =
        !world.hasFaults()
            && world.isSteady()
            && !world.line().echo()
            && world.gateway().speech().greeting().isEmpty()
            && world.showsBadOctets();
    if (clean) {
      result.findings().stream()
          .filter(finding -> matching.of(finding) < 2)
          .forEach(finding -> violate("false-finding", what + ": " + finding));
    }
  }

  private void judgeScan(SearchResult result, BooleanSupplier cancelled) {
    String what = "primary scan";
    if (cancelled.getAsBoolean()) {
      violate("slow-scan", what + " took more than " + bounds.scan());
    }
    TreeSet<String> missed = new TreeSet<>();
    for (int address = 0; address <= world.lastAddress(); address++) {
      List<TestMeter> all = world.at(address);
      if (all.size() == 1 && world.isReachable(all.get(0))) {
        missed.add(String.valueOf(address));
      }
    }
    TreeSet<Integer> seen = new TreeSet<>();
    for (FoundMeter found : result.found()) {
      if (!seen.add(found.primaryAddress())) {
        violate("found-twice", what + ": " + found.primaryAddress());
      }
      missed.remove(String.valueOf(found.primaryAddress()));
      judgeFound(
          what, found, indexIn(world.at(found.primaryAddress()), found.telegram().toArray()));
    }
    // What is said of an address is judged as a finding.
    result.findings().forEach(finding -> missed.remove(finding.where()));
    judgeMissed(what, result, missed);
    judgeFindings(
        what,
        result,
        finding ->
            finding.where().isEmpty() ? 0 : world.at(Integer.parseInt(finding.where())).size());
  }

  private void violate(String kind, String text) {
    log.accept("!!! " + kind + ": " + text);
    violations.add(new Violation(kind, text));
  }

  private static String hex(byte[] octets) {
    return HexFormat.of().withUpperCase().formatHex(octets);
  }
}
