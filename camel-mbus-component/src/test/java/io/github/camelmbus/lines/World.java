package io.github.camelmbus.lines;

import io.github.camelmbus.simulator.BadOctets;
import io.github.camelmbus.simulator.Fault;
import io.github.camelmbus.simulator.GatewayOptions;
import io.github.camelmbus.simulator.GatewayOptions.Protocol;
import io.github.camelmbus.simulator.MeterDefinition;
import io.github.camelmbus.simulator.SimulatedBus;
import io.github.camelmbus.simulator.SimulatedLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A made-up line with meters, a gateway before it, and what is done with it.
 *
 * @param seed it was made of.
 * @param gatewayWords of the gateway until the fault ends, see {@link GatewayOptions}; after that
 *     there is none.
 * @param line baud rate, collisions, what happens to damaged octets.
 * @param meters on the line.
 * @param calls what is done, in order.
 * @param lastAddress the primary scan goes from 0 to this one.
 * @param end how the fault ends.
 */
record World(
    long seed,
    List<String> gatewayWords,
    SimulatedLine line,
    List<TestMeter> meters,
    List<Call> calls,
    int lastAddress,
    End end) {

  /** Something that is done with the line. */
  enum Call {
    READ_SECONDARY,
    READ_PRIMARY,
    SEARCH,
    SCAN
  }

  /** How the gateway with its manners goes away. */
  enum End {
    /** The connection is lost, and the master sees it. */
    RESET,
    /** The connection carries nothing any more, and the master does not see it. */
    SILENT
  }

  World {
    gatewayWords = List.copyOf(gatewayWords);
    meters = List.copyOf(meters);
    calls = List.copyOf(calls);
  }

  GatewayOptions gateway() {
    return GatewayOptions.parse(String.join(",", gatewayWords));
  }

  World withGateway(List<String> words) {
    return new World(seed, words, line, meters, calls, lastAddress, end);
  }

  World withLine(SimulatedLine other) {
    return new World(seed, gatewayWords, other, meters, calls, lastAddress, end);
  }

  World withMeters(List<TestMeter> others) {
    return new World(seed, gatewayWords, line, others, calls, lastAddress, end);
  }

  World withCalls(List<Call> others) {
    return new World(seed, gatewayWords, line, meters, others, lastAddress, end);
  }

  World withLastAddress(int last) {
    return new World(seed, gatewayWords, line, meters, calls, last, end);
  }

  SimulatedBus sickBus() {
    return bus(meters);
  }

  /** The same meters without faults; what only disturbs is gone. */
  SimulatedBus soundBus() {
    return bus(soundMeters());
  }

  List<TestMeter> soundMeters() {
    return meters.stream()
        .filter(meter -> !meter.isGhost())
        .map(meter -> meter.withFaults(List.of()))
        .toList();
  }

  private SimulatedBus bus(List<TestMeter> there) {
    return SimulatedBus.of(
        line, there.stream().map(TestMeter::definition).toArray(MeterDefinition[]::new));
  }

  /** 330 bit and 50 ms: the latest begin of an answer by EN 13757-2, 5.5. */
  Duration latestAnswer() {
    return Duration.ofNanos(330 * 1_000_000_000L / line.baudRate()).plusMillis(50);
  }

  /** Whether the meter answers REQ_UD2 when it is addressed, in time. */
  boolean isReachable(TestMeter meter) {
    return meter.answers() && isInTime(meter) && !isTelnet();
  }

  boolean isInTime(TestMeter meter) {
    return meter.thinks().compareTo(latestAnswer()) <= 0;
  }

  /**
   * A telnet gateway takes FF in front of a telnet command for that command, and sends FF twice: a
   * master that sends the octets of the bus cannot select with FF, and gets wrong telegrams.
   */
  boolean isTelnet() {
    return gateway().speech().protocol() == Protocol.TELNET;
  }

  /** Whether the gateway keeps the connection and forwards everything. */
  boolean isSteady() {
    GatewayOptions.Failures failures = gateway().failures();
    return failures.dropRequest() == 0
        && failures.halfOpenAfter() == 0
        && failures.idle().isZero()
        && !isTelnet();
  }

  boolean showsBadOctets() {
    return line.collisions().badOctets() != BadOctets.DROP
        && gateway().badOctets() == GatewayOptions.BadOctetRule.AS_THE_LINE;
  }

  boolean hasLateMeters() {
    return !meters.stream().allMatch(this::isInTime);
  }

  boolean hasFaults() {
    return meters.stream().anyMatch(meter -> !meter.faults().isEmpty());
  }

  boolean has(Class<? extends Fault> kind) {
    return meters.stream().anyMatch(meter -> meter.has(kind));
  }

  boolean hasSharedPrimaryAddress() {
    return meters.stream().map(TestMeter::primary).distinct().count() < meters.size();
  }

  boolean hasGhost() {
    return meters.stream().anyMatch(TestMeter::isGhost);
  }

  long mute() {
    return meters.stream().filter(meter -> meter.has(Fault.Mute.class)).count();
  }

  List<TestMeter> at(int primary) {
    return meters.stream().filter(meter -> meter.primary() == primary).toList();
  }

  @Override
  public String toString() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "gateway '%s', %d bit/s, ack garble %s, skew %s, bad octets %s, echo %s, line seed %d"
            .formatted(
                String.join(",", gatewayWords),
                line.baudRate(),
                line.collisions().ackGarble(),
                line.collisions().maximumSkew(),
                line.collisions().badOctets(),
                line.echo(),
                line.seed()));
    lines.add("calls " + calls + ", scan 0 to " + lastAddress + ", end " + end);
    meters.forEach(meter -> lines.add("  " + meter));
    return String.join("\n", lines);
  }
}
