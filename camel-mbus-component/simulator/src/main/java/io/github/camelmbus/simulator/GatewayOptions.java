package io.github.camelmbus.simulator;

import java.time.Duration;
import java.util.Locale;

/**
 * How a gateway between a master and a simulated bus behaves: what it adds to the time of requests
 * and answers, how it packs octets, and when it loses a connection.
 *
 * <p>The text form is a list of words with commas between them, in any order: {@code
 * whole,delay=300ms,jitter=100ms}. {@link #parse} reads it.
 *
 * <table>
 * <caption>Words</caption>
 * <tr><td>{@code delay=TIME}</td><td>each way, 0 to 5 s</td></tr>
 * <tr><td>{@code jitter=TIME}</td><td>0 to this much more for each chunk and each way, by chance;
 *     the order is kept; 0 to 5 s</td></tr>
 * <tr><td>{@code seed=N}</td><td>of the jitter; 1 by default</td></tr>
 * <tr><td>{@code whole}</td><td>an answer is sent on when its last octet has arrived: E5, A2, a
 *     short frame, a control or long frame by its L field</td></tr>
 * <tr><td>{@code size=N}</td><td>octets are sent on when there are N of them</td></tr>
 * <tr><td>{@code time=TIME}</td><td>octets are collected for this long, from the first one on, and
 *     sent on together</td></tr>
 * <tr><td>{@code gap=TIME}</td><td>octets are sent on when no other has arrived for this long</td></tr>
 * <tr><td>{@code split=TIME}</td><td>octets go to the master one by one, this long apart</td></tr>
 * <tr><td>{@code drop=N}</td><td>the connection is closed when its request N has been sent on the
 *     bus, before the answer</td></tr>
 * <tr><td>{@code drop-in=N}</td><td>... in the middle of the answer</td></tr>
 * <tr><td>{@code drop-after=N}</td><td>... when the answer has been sent on</td></tr>
 * <tr><td>{@code halfopen=N}</td><td>after N requests of a connection nothing of it is forwarded in
 *     either direction, and it is not closed</td></tr>
 * <tr><td>{@code idle=TIME}</td><td>a connection on which nothing has gone over for this long is
 *     closed</td></tr>
 * <tr><td>{@code mute}</td><td>connections are accepted, and nothing is forwarded</td></tr>
 * <tr><td>{@code greeting=HEX}</td><td>octets that the master gets when it connects</td></tr>
 * <tr><td>{@code telnet}</td><td>sends {@code FF FB 01 FF FB 03 FF FD 00 FF FB 00} when a master
 *     connects, doubles FF of the bus, and takes telnet commands out of what the master
 *     sends</td></tr>
 * <tr><td>{@code one=refuse}</td><td>one client: the connection of a second one is reset at
 *     once</td></tr>
 * <tr><td>{@code one=kick}</td><td>one client: a second one takes the place of the first</td></tr>
 * <tr><td>{@code discards-bad-octets}</td><td>octets with a parity or framing error are dropped, as
 *     by {@link BadOctets#DROP}</td></tr>
 * </table>
 *
 * <p>A TIME has a unit: {@code 300ms} or {@code 2s}. The rules in detail:
 *
 * <ul>
 *   <li>A request reaches the serial side of the gateway delay + jitter after the master wrote it,
 *       and the bus when the octets before it are out. Whether it overlaps an answer is decided on
 *       the bus; {@link SimulatorStatistics#talkOvers} counts such requests.
 *   <li>An octet that was sent on is never taken back. What a later request does to an answer (a
 *       collision, an octet that is lost) shows in the octets that have not arrived by then.
 *   <li>Several conditions of packing can be combined; the first one that is met sends on. With
 *       {@code whole} or {@code size}, and no {@code gap}, a silence of 33 bit + 5 ms sends on what
 *       is there. Delay and jitter come after packing.
 *   <li>A request is a good frame of the master. {@code drop-in} and {@code drop-after} wait for
 *       the first request, from N on, that is answered. What packing holds when a connection is
 *       closed is lost.
 *   <li>A request that has left the master reaches the bus even if its connection is closed by
 *       then, and the bus is busy with its answer. A new connection gets nothing of that answer.
 *   <li>Without {@code one}, each client sees everything that arrives from the bus while it is
 *       connected, as of two masters at one bus.
 *   <li>Counts ({@code drop}, {@code halfopen}) start at each connection.
 * </ul>
 *
 * @param way what is added to the time of a chunk.
 * @param packing when octets of the bus are sent on.
 * @param failures when a connection fails.
 * @param speech what the gateway forwards, and what it sends by itself.
 * @param clients what happens to a second client.
 * @param badOctets what becomes of octets with a parity or framing error.
 */
public record GatewayOptions(
    Way way,
    Packing packing,
    Failures failures,
    Speech speech,
    Clients clients,
    BadOctetRule badOctets) {

  /** The longest delay and the longest jitter. */
  public static final Duration LONGEST_DELAY = Duration.ofSeconds(5);

  /** A gateway that adds nothing: octets arrive as they do on the bus. */
  public static final GatewayOptions NONE =
      new GatewayOptions(
          new Way(Duration.ZERO, Duration.ZERO, Way.USUAL_SEED),
          new Packing(Answers.AS_THEY_ARRIVE, 0, Duration.ZERO, Duration.ZERO, Duration.ZERO),
          new Failures(Place.BEFORE, 0, 0, Duration.ZERO),
          new Speech(Forwarding.BOTH_WAYS, "", Protocol.RAW),
          Clients.SEVERAL,
          BadOctetRule.AS_THE_LINE);

  /**
   * Reads the text form.
   *
   * @param text words of the table above; an empty text is {@link #NONE}.
   * @throws IllegalArgumentException with the word that is unknown, doubled, or out of its range.
   */
  public static GatewayOptions parse(String text) {
    return new GatewayText(text).read();
  }

  /**
   * What the network adds to the time of a chunk.
   *
   * @param delay each way, 0 to 5 s.
   * @param jitter each chunk takes 0 to this much longer, 0 to 5 s.
   * @param seed of the jitter; the same seed gives the same times.
   */
  public record Way(Duration delay, Duration jitter, long seed) {
    static final long USUAL_SEED = 1;

    public Way {
      requireAtMost("delay", delay, LONGEST_DELAY);
      requireAtMost("jitter", jitter, LONGEST_DELAY);
    }
  }

  /**
   * When octets of the bus are sent on; at once if no condition is set.
   *
   * @param answers whether to hold an answer until it is complete.
   * @param size octets, 1 to 65535; 0 for no such condition.
   * @param time from the first octet held, up to 60 s; zero for no such condition.
   * @param gap of silence after an octet, up to 60 s; zero for no such condition.
   * @param split time between two octets to the master, up to 60 s; zero to send chunks.
   */
  public record Packing(Answers answers, int size, Duration time, Duration gap, Duration split) {
    private static final int LARGEST = 65_535;
    private static final Duration LONGEST = Duration.ofSeconds(60);

    public Packing {
      if (size < 0 || size > LARGEST) {
        throw new IllegalArgumentException("size is 0 to " + LARGEST + " octets, not " + size);
      }
      requireAtMost("time", time, LONGEST);
      requireAtMost("gap", gap, LONGEST);
      requireAtMost("split", split, LONGEST);
    }

    /** Whether each octet is sent on as it arrives. */
    boolean isOff() {
      return answers == Answers.AS_THEY_ARRIVE && size == 0 && time.isZero() && gap.isZero();
    }
  }

  /** How answers are sent on. */
  public enum Answers {
    /** Octet by octet, or as the other conditions say. */
    AS_THEY_ARRIVE,
    /** In one chunk when they are complete. */
    WHOLE
  }

  /**
   * When a connection fails.
   *
   * @param drop where it is closed.
   * @param dropRequest the request, counted from 1 on each connection, that it is closed at; 0 for
   *     never.
   * @param halfOpenAfter requests after which nothing is forwarded any more; 0 for never.
   * @param idle time without an octet after which it is closed; zero for never.
   */
  public record Failures(Place drop, int dropRequest, int halfOpenAfter, Duration idle) {
    private static final Duration LONGEST_IDLE = Duration.ofDays(1);

    public Failures {
      if (dropRequest < 0 || halfOpenAfter < 0) {
        throw new IllegalArgumentException(
            "drop and halfopen are numbers of requests, not " + dropRequest + ", " + halfOpenAfter);
      }
      requireAtMost("idle", idle, LONGEST_IDLE);
    }
  }

  /** Where in an exchange a connection is closed. */
  public enum Place {
    /** The request has been sent on the bus, the answer has not begun. */
    BEFORE,
    /** Half of the answer has been on the bus. */
    IN,
    /** The whole answer has been sent on. */
    AFTER
  }

  /**
   * What the gateway forwards, and what it sends by itself.
   *
   * @param forwarding whether it forwards what comes from the bus and from the master.
   * @param greeting octets that it sends when a master connects, as hex digits; may be empty.
   * @param protocol of the connection.
   */
  public record Speech(Forwarding forwarding, String greeting, Protocol protocol) {
    public Speech {
      if (!greeting.matches("([0-9A-Fa-f]{2})*")) {
        throw new IllegalArgumentException(
            "greeting is octets in hexadecimal, such as 4F4B0D0A, not '" + greeting + "'");
      }
      greeting = greeting.toUpperCase(Locale.ROOT);
    }
  }

  /** Whether octets go through. */
  public enum Forwarding {
    BOTH_WAYS,
    /** Connections are accepted, nothing is forwarded. */
    NONE
  }

  /** What is spoken on the connection. */
  public enum Protocol {
    /** The octets of the bus and nothing else. */
    RAW,
    /** Telnet, RFC 854. */
    TELNET
  }

  /** What happens to a second client while the first one is connected. */
  public enum Clients {
    /** Both see the bus. */
    SEVERAL,
    /** The second one is disconnected. */
    REFUSE_SECOND,
    /** The first one is disconnected. */
    KICK_FIRST
  }

  /** What becomes of octets with a parity or framing error. */
  public enum BadOctetRule {
    /** As {@link SimulatedLine#badOctets} says. */
    AS_THE_LINE,
    /** They are dropped. */
    DISCARD
  }

  private static void requireAtMost(String what, Duration time, Duration longest) {
    if (time.isNegative() || time.compareTo(longest) > 0) {
      throw new IllegalArgumentException(
          what + " is 0 to " + longest.toSeconds() + " s, not " + time.toMillis() + " ms");
    }
  }
}
