package io.github.camelmbus.lines;

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
