package io.github.camelmbus.link;

import io.github.camelmbus.transport.DamagedOctets;
import io.github.camelmbus.transport.LineClock;
import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.LineUnavailableException;
import io.github.camelmbus.transport.LineUnavailableException.Reason;
import io.github.camelmbus.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * A line in virtual time on which octets arrive when a test says so: for replies that no meter of
 * the simulator gives, and for times to the nanosecond.
 */
public final class ScriptedLine implements Transport {
  private record Arrival(long nanos, byte[] octets) {}

  private record Answer(long afterMillis, byte[] octets) {}

  /**
   * One request.
   *
   * @param expected what it must match; null for any.
   */
  private record Step(@Nullable String expected, List<Answer> answers) {}

  private final List<Step> script = new ArrayList<>();
  private final PriorityQueue<Arrival> arriving =
      new PriorityQueue<>((a, b) -> Long.compare(a.nanos, b.nanos));
  private final Duration latency;
  private final int baudRate;
  private long now;
  private int requests;
  private int lostAtRequest = Integer.MAX_VALUE;
  private boolean closed;
  private boolean follows;
  private DamagedOctets damagedOctets = DamagedOctets.SHOWN;

  public ScriptedLine(Duration latency) {
    this(latency, 2400);
  }

  /**
   * @param baudRate bit/s, for the time that requests take.
   */
  public ScriptedLine(Duration latency, int baudRate) {
    this.latency = latency;
    this.baudRate = baudRate;
  }

  /** Adds a request of the script, whatever it is, which nothing answers yet. */
  public ScriptedLine anyRequest() {
    script.add(new Step(null, new ArrayList<>()));
    return this;
  }

  /**
   * Adds a request of the script, which nothing answers yet. Another request in its place is an
   * error, and so is a request after the last one.
   *
   * @param expected its octets in hexadecimal; {@code ?} is any digit, {@code *} any octets.
   */
  public ScriptedLine request(String expected) {
    script.add(new Step(expected, new ArrayList<>()));
    return this;
  }

  /** Octets, in one chunk, at a time after the last bit of the last request added. */
  public ScriptedLine answer(long afterMillis, String hex) {
    byte[] octets = HexFormat.of().parseHex(hex.replace(" ", ""));
    script.get(script.size() - 1).answers.add(new Answer(afterMillis, octets));
    return this;
  }

  /** The line is gone when the next request of the script is sent. */
  public ScriptedLine lostHere() {
    lostAtRequest = script.size();
    return this;
  }

  /** Ends {@link #lostHere()}. */
  public ScriptedLine foundAgain() {
    lostAtRequest = Integer.MAX_VALUE;
    return this;
  }

  /** From now on says this of octets with errors. */
  public void setDamagedOctets(DamagedOctets damaged) {
    damagedOctets = damaged;
  }

  /** Takes any baud rate; times of the script stay those of 2400 bit/s. */
  public ScriptedLine followingBaudRates() {
    follows = true;
    return this;
  }

  /** Lets time pass while nobody reads. */
  public void idle(Duration time) {
    now += time.toNanos();
  }

  public int requests() {
    return requests;
  }

  public boolean closed() {
    return closed;
  }

  @Override
  public LineClock clock() {
    return () -> now;
  }

  @Override
  public void write(byte[] octets) {
    if (requests >= lostAtRequest) {
      throw new LineUnavailableException("sim:test", Reason.LOST, "the gateway hung up");
    }
    long end = now + octets.length * 11 * 1_000_000_000L / baudRate;
    requireExpected(HexFormat.of().withUpperCase().formatHex(octets));
    if (requests < script.size()) {
      for (Answer answer : script.get(requests).answers) {
        arriving.add(new Arrival(end + answer.afterMillis * 1_000_000, answer.octets));
      }
    }
    requests++;
  }

  private void requireExpected(String request) {
    boolean atEnd = requests >= script.size();
    if (script.isEmpty() || atEnd && script.get(script.size() - 1).expected == null) {
      return;
    }
    String expected = atEnd ? "no further request" : script.get(requests).expected;
    if (expected == null) {
      return;
    }
    String pattern = expected.replace(" ", "").replace("?", "[0-9A-F]").replace("*", "[0-9A-F]*");
    if (atEnd || !request.matches(pattern)) {
      throw new AssertionError(
          "request %d is %s, the script has %s".formatted(requests + 1, request, expected));
    }
  }

  @Override
  public int read(byte[] buffer, long deadline) {
    Arrival next = arriving.peek();
    if (next == null || next.nanos > Math.max(deadline, now)) {
      now = Math.max(now, deadline);
      return 0;
    }
    now = Math.max(now, next.nanos);
    arriving.remove();
    System.arraycopy(next.octets, 0, buffer, 0, next.octets.length);
    return next.octets.length;
  }

  @Override
  public boolean configure(LineSettings settings) {
    return follows;
  }

  @Override
  public DamagedOctets damagedOctets() {
    return damagedOctets;
  }

  @Override
  public Duration longestDelay() {
    return latency;
  }

  @Override
  public void close() {
    closed = true;
  }
}
