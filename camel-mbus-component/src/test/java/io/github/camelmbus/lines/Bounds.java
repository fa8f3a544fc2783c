package io.github.camelmbus.lines;

import io.github.camelmbus.simulator.GatewayOptions;
import java.time.Duration;

/**
 * How long calls may take at most, in virtual time.
 *
 * <p>One exchange is a request and all that is waited for after it. Of a line of which nothing is
 * known the master waits 10 s for the way, and as long again for the last of all meters; and for
 * the time of the longest telegram, once for one that is packed and once for one that is heard. A
 * gateway that splits answers takes its time for each octet, and so does a meter that pauses after
 * each.
 */
final class Bounds {
  private static final Duration UNKNOWN_DELAY = Duration.ofSeconds(10);
  private static final Duration LONGEST_PAUSES = Duration.ofSeconds(8);
  private static final int LONGEST_FRAME = 261;
  private static final int BITS = 11;

  /** A selection. */
  private static final int REQUEST = 17;

  private static final int UNKNOWN_REQUESTS = 12;

  /**
   * A search listens 5 s for late answers before it believes in a device that acknowledges
   * everything, twice, and a scan at a few addresses before it believes in several meters.
   */
  private static final Duration LISTENING = Duration.ofSeconds(15);

  /** SND_NKE, selections and REQ_UD2 with their repeats, and measuring the line. */
  private static final int REQUESTS_OF_A_READ = 30;

  /** A transaction is run on so many connections: the first one, and its retries and one. */
  private static final int CONNECTIONS = 4;

  private final World world;

  Bounds(World world) {
    this.world = world;
  }

  private Duration exchange() {
    long frame = LONGEST_FRAME * BITS * 1_000_000_000L / world.line().baudRate();
    Duration octets = Duration.ofNanos(2 * frame).plus(LONGEST_PAUSES);
    Duration split = world.gateway().packing().split().multipliedBy(LONGEST_FRAME);
    return UNKNOWN_DELAY.multipliedBy(2).plus(octets).plus(split);
  }

  /**
   * What calls with so many requests take at most where the delay of the line is even: the master
   * knows it after a few requests, each of which may wait 10 s for the way and as long for the last
   * of all meters. After that each request has its answer window, with the delay; what an unknown
   * packing may hold back, 261 octets and 700 ms; as much as an unknown variation, 500 ms; and the
   * answer itself. A call that searches listens for late answers a few times.
   */
  Duration inOrder(World.Call call, long requests) {
    Duration unknown = world.gateway().equals(GatewayOptions.NONE) ? Duration.ZERO : exchange();
    Duration way = world.gateway().way().delay().multipliedBy(2);
    Duration learning =
        unknown.isZero() ? Duration.ofMillis(10) : octets(LONGEST_FRAME).plusMillis(1200);
    Duration answer =
        world.meters().stream()
            .map(meter -> answer(call, meter))
            .max(Duration::compareTo)
            .orElse(Duration.ZERO);
    Duration each =
        octets(REQUEST).plus(world.latestAnswer()).plus(way).plus(learning).plus(answer);
    boolean searches = call == World.Call.SEARCH || call == World.Call.SCAN;
    return unknown
        .multipliedBy(UNKNOWN_REQUESTS)
        .plus(searches ? LISTENING : Duration.ZERO)
        .plus(each.multipliedBy(requests + 1));
  }

  /**
   * A telegram with all its pauses, the one after it as well; and what superposed ones add. Of
   * superposed ones nothing shows the end, so the master waits for the longest telegram that it has
   * seen; where primary addresses are shared it may have seen none.
   */
  private Duration answer(World.Call call, TestMeter meter) {
    boolean primary = call == World.Call.READ_PRIMARY || call == World.Call.SCAN;
    Duration split = world.gateway().packing().split().multipliedBy(LONGEST_FRAME);
    int octets = primary && world.hasSharedPrimaryAddress() ? LONGEST_FRAME : meter.octets();
    return octets(octets).plus(meter.pauses()).plus(split).plusMillis(300);
  }

  private Duration octets(int count) {
    return Duration.ofNanos(count * BITS * 1_000_000_000L / world.line().baudRate());
  }

  Duration read() {
    return exchange().multipliedBy((long) REQUESTS_OF_A_READ * CONNECTIONS);
  }

  /** Probes grow with the meters: ten for each digit in which two of them differ. */
  Duration search() {
    return exchange().multipliedBy(100 + 100L * world.meters().size());
  }

  Duration scan() {
    return exchange().multipliedBy(100 + 8L * world.lastAddress());
  }
}
