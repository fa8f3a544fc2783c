package io.github.camelmbus.simulator;

import io.github.camelmbus.frame.Frame;
import io.github.camelmbus.simulator.Superposition.Space;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A line with meters on it, as events: octets of the master with a time in, octets of the line with
 * their times out. It has no clock and no thread; times are nanoseconds from any origin, and never
 * go back from one call to the next. The same calls with the same seed give the same octets.
 *
 * <p>Not thread-safe: confined to the thread of its transport or server.
 */
public final class SimulatedBus {
  private static final LocalDateTime SOME_DAY = LocalDateTime.of(2026, 1, 15, 7, 30);

  /** Time from a request without a reply to idle noise. */
  private static final long NOISE_DELAY = Duration.ofMillis(30).toNanos();

  private SimulatedLine options;
  private final LocalDateTime timeAtZero;
  private final List<SimulatedMeter> meters = new ArrayList<>();
  private final boolean underHead;
  private final @Nullable KmpMeter kmpMeter;
  private final Random random;
  private final RequestReceiver receiver = new RequestReceiver();
  private final LineCounters counters = new LineCounters();
  private final List<Signal> talking = new ArrayList<>();
  private final List<Signal> echoes = new ArrayList<>();
  private final List<Space> breaks = new ArrayList<>();
  private final WakeUpRun wakeUpRun = new WakeUpRun();
  private final List<LineOctet> wakeUpEcho = new ArrayList<>();
  private BaudRate rate;
  private int framesSinceConnected;
  private boolean lost;

  /**
   * @param timeAtZero local time of the meters at nanosecond 0.
   */
  public SimulatedBus(
      SimulatedLine options, LocalDateTime timeAtZero, List<MeterDefinition> meters) {
    this(options, timeAtZero, meters, null);
  }

  SimulatedBus(
      SimulatedLine options,
      LocalDateTime timeAtZero,
      List<MeterDefinition> meters,
      @Nullable KmpMeterDefinition kmpMeter) {
    this.options = options;
    this.timeAtZero = timeAtZero;
    random = new Random(options.seed());
    rate = new BaudRate(options.baudRate());
    for (MeterDefinition meter : meters) {
      this.meters.add(new SimulatedMeter(meter, options.baudRate(), random));
    }
    underHead = this.meters.stream().anyMatch(SimulatedMeter::isUnderHead);
    this.kmpMeter = kmpMeter == null ? null : new KmpMeter(kmpMeter, rate, timeAtZero, random);
  }

  /** Meters on a line with default options, on a winter morning. */
  public static SimulatedBus of(MeterDefinition... meters) {
    return of(SimulatedLine.DEFAULT, meters);
  }

  /** Meters on a line, on a winter morning. */
  public static SimulatedBus of(SimulatedLine options, MeterDefinition... meters) {
    return new SimulatedBus(options, SOME_DAY, List.of(meters));
  }

  /** A head on a meter that speaks KMP, on a winter morning. */
  public static SimulatedBus of(SimulatedLine options, KmpMeterDefinition meter) {
    return new SimulatedBus(options, SOME_DAY, List.of(), meter);
  }

  /**
   * The master sends.
   *
   * @param octets a frame, several, or a part of one.
   * @param startNanos when the start bit of the first one begins; the others follow without pause.
   * @return everything that arrives at the master after that moment, in time order, in place of
   *     what earlier calls announced for it.
   */
  public List<LineOctet> transmit(byte[] octets, long startNanos) {
    if (lost) {
      return List.of();
    }
    long end = startNanos + duration(octets);
    counters.busy(startNanos, end);
    forgetBefore(startNanos);
    int wakeUp = wakeUpOctets(octets);
    if (wakeUp > 0) {
      wakeUp(wakeUp, startNanos);
    }
    if (options.echo() && octets.length > wakeUp) {
      byte[] rest = Arrays.copyOfRange(octets, wakeUp, octets.length);
      echoes.add(Signal.of(startNanos + WakeUpRun.duration(wakeUp, rate), rest));
    }
    if (kmpMeter != null) {
      kmpMeter.take(octets, startNanos, rate).forEach(answer -> answered(answer, end));
      return arrivals(startNanos);
    }
    for (RequestReceiver.Heard heard : receiver.take(octets, startNanos, end)) {
      hear(heard.frame(), end - rate.octets(heard.following()));
    }
    return arrivals(startNanos);
  }

  /** How long it takes to send octets. */
  long duration(byte[] octets) {
    int wakeUp = wakeUpOctets(octets);
    return WakeUpRun.duration(wakeUp, rate) + rate.octets(octets.length - wakeUp);
  }

  /** How many octets in front wake a meter; 0 on a line without a meter to be woken. */
  private int wakeUpOctets(byte[] octets) {
    return underHead ? WakeUpRun.leading(octets) : 0;
  }

  private void wakeUp(int octets, long start) {
    List<LineOctet> echo = wakeUpRun.take(octets, start, rate);
    if (options.echo()) {
      wakeUpEcho.addAll(echo);
    }
    meters.forEach(meter -> meter.wakeUp(wakeUpRun));
  }

  /** The master changes the baud rate; only meters with the same one receive its requests. */
  public void setBaudRate(int bitsPerSecond) {
    rate = new BaudRate(bitsPerSecond);
    clearLine();
  }

  /**
   * A master connects again: a line that has broken down works again and is silent, and a frame
   * that has only partly arrived is forgotten. On a line that works, replies under way continue.
   */
  public void reconnect() {
    if (lost) {
      clearLine();
    }
    lost = false;
    framesSinceConnected = 0;
    receiver.clear();
    if (kmpMeter != null) {
      kmpMeter.forgetRequest();
    }
  }

  /** Drops octets with a parity or framing error from now on. */
  void discardBadOctets() {
    SimulatedLine.Collisions now = options.collisions();
    options = options.withCollisions(now.ackGarble(), now.maximumSkew(), BadOctets.DROP);
  }

  /** Ends everything that is on the line, for a bus whose time starts again. */
  void clearLine() {
    talking.clear();
    echoes.clear();
    wakeUpEcho.clear();
    breaks.clear();
    meters.forEach(SimulatedMeter::abort);
    if (kmpMeter != null) {
      kmpMeter.abort();
    }
  }

  /** The baud rate of the master, bit/s. */
  public int baudRate() {
    return rate.bitsPerSecond();
  }

  public SimulatedLine options() {
    return options;
  }

  /** Whether the line has broken down; then only octets that were announced arrive. */
  public boolean isLost() {
    return lost;
  }

  /** A counter of the requests of one master. */
  RequestCounter requestCounter() {
    return kmpMeter == null ? RequestCounter.ofMBus() : RequestCounter.ofKmp();
  }

  /** How many commands (SND_UD) each meter has carried out, in their order; a repeat is none. */
  public List<Integer> commandsCarriedOut() {
    return meters.stream().map(SimulatedMeter::carriedOut).toList();
  }

  public SimulatorStatistics statistics() {
    return counters.snapshot(receiver.badOctets());
  }

  /** Drops signals that no longer have an effect. */
  private void forgetBefore(long time) {
    long margin = rate.octets(2);
    wakeUpEcho.removeIf(octet -> octet.nanos() <= time);
    boolean idle =
        talking.stream().allMatch(s -> s.end(rate) + margin <= time)
            && breaks.stream().allMatch(b -> b.to() + margin <= time);
    if (idle) {
      talking.clear();
      breaks.clear();
      echoes.removeIf(echo -> echo.end(rate) + margin <= time);
    }
  }

  private void hear(Frame frame, long end) {
    Optional<Request> request = Request.of(frame);
    if (request.isEmpty()) {
      return;
    }
    counters.request(request.get());
    framesSinceConnected++;
    long start = end - rate.octets(frame.encode().length);
    if (talking.stream().anyMatch(signal -> signal.overlaps(start, end, rate))) {
      counters.talkOver();
      return;
    }
    if (wakeUpRun.swallows(start, rate)) {
      return;
    }
    answer(request.get(), end);
    lost = framesSinceConnected == options.lostAfterFrames();
  }

  /** The meter under the head has received a request, and may answer it. */
  private void answered(Optional<Signal> answer, long end) {
    counters.headRequest();
    framesSinceConnected++;
    talk(answer.stream().toList(), end);
    lost |= framesSinceConnected == options.lostAfterFrames();
  }

  private void answer(Request request, long end) {
    LocalDateTime now = timeAtZero.plusNanos(end);
    List<Signal> answers = new ArrayList<>();
    for (SimulatedMeter meter : meters) {
      meter.receive(request, end, rate, now).ifPresent(answers::add);
    }
    talk(answers, end);
  }

  private void talk(List<Signal> answers, long end) {
    counters.answered(answers);
    List<Signal> signals = answers.size() > 1 ? inPhase(answers) : answers;
    signals.forEach(this::talk);
    if (answers.isEmpty() && random.nextDouble() < options.idleNoise()) {
      talk(Signal.of(end + NOISE_DELAY, new byte[] {(byte) random.nextInt(256)}));
    }
  }

  /** Joins equal answers in phase to one; each of the others gets a skew. */
  private List<Signal> inPhase(List<Signal> answers) {
    List<Signal> sorted = new ArrayList<>(answers);
    sorted.sort(Comparator.comparingLong(Signal::start));
    List<Group> groups = new ArrayList<>();
    List<Signal> signals = new ArrayList<>();
    for (Signal signal : sorted) {
      Optional<Group> group = groups.stream().filter(g -> g.holds(signal, rate)).findFirst();
      if (group.isEmpty()) {
        groups.add(new Group(signal, random.nextDouble() >= options.collisions().ackGarble()));
      }
      if (group.isEmpty() || !group.get().inPhase()) {
        long skew =
            (long) (random.nextDouble() * options.collisions().maximumSkew() * rate.bits(1));
        signals.add(signal.shifted(skew));
      }
    }
    return signals;
  }

  /** Equal answers at about the same time. */
  private record Group(Signal first, boolean inPhase) {
    boolean holds(Signal signal, BaudRate rate) {
      return first.sameOctets(signal) && signal.start() - first.start() < rate.octets(1);
    }
  }

  private void talk(Signal signal) {
    counters.busy(signal.start(), signal.end(rate));
    boolean collides =
        talking.stream().anyMatch(t -> t.overlaps(signal.start(), signal.end(rate), rate));
    if (collides) {
      counters.collision();
      if (!options.collisions().breakLength().isZero()) {
        long from = signal.start();
        breaks.add(new Space(from, from + options.collisions().breakLength().toNanos()));
      }
    }
    talking.add(signal);
  }

  private List<LineOctet> arrivals(long after) {
    Superposition line = new Superposition(rate, options.collisions().badOctets());
    talking.forEach(line::add);
    echoes.forEach(line::add);
    breaks.forEach(line::add);
    List<LineOctet> octets =
        Stream.concat(wakeUpEcho.stream(), line.sample().stream())
            .filter(octet -> octet.nanos() > after)
            .sorted(Comparator.comparingLong(LineOctet::nanos))
            .toList();
    return lost ? octets.subList(0, octets.size() / 2) : octets;
  }
}
