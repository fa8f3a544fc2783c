package io.github.camelmbus.simulator;

import io.github.camelmbus.simulator.Fault.ZeroAround.Where;
import io.github.camelmbus.simulator.Signal.Burst;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Puts the answers of a meter on the line, with its response delay and its faults. */
final class AnswerLine {
  private static final int SINGLE_CHARACTER = 1;

  private final Duration responseDelay;
  private final FaultState faults;
  private final Random random;
  private long busyUntil = Long.MIN_VALUE;
  private long deadUntil = Long.MIN_VALUE;

  AnswerLine(Duration responseDelay, FaultState faults, Random random) {
    this.responseDelay = responseDelay;
    this.faults = faults;
    this.random = random;
  }

  /** Whether the meter receives nothing: a reply is pending, or it has lost power. */
  boolean isDeaf(long now) {
    return now < Math.max(busyUntil, deadUntil);
  }

  /** Drops a pending answer. */
  void abort() {
    busyUntil = Long.MIN_VALUE;
  }

  /** Receives nothing for some time after a request; the answer to it is still sent. */
  void dieAfter(long requestEnd, Duration time) {
    deadUntil = requestEnd + time.toNanos();
  }

  /**
   * Sends an answer.
   *
   * @param requestEnd when the last bit of the request was over.
   */
  Signal send(byte[] answer, long requestEnd, BaudRate rate) {
    long start = requestEnd + delay(rate);
    boolean vanishes =
        answer.length != SINGLE_CHARACTER && faults.draw(Fault.Vanish.class).isPresent();
    byte[] octets = vanishes ? firstHalf(answer) : answer;
    octets = octets.length == SINGLE_CHARACTER ? octets : damaged(octets);
    List<Burst> bursts = new ArrayList<>();
    if (faults.draw(Fault.Noise.class).isPresent()) {
      byte[] stray = {(byte) random.nextInt(256)};
      bursts.add(new Burst(start - rate.octets(1), stray));
    }
    bursts.addAll(withZeros(start, octets, rate));
    Signal signal = new Signal(bursts);
    busyUntil = signal.end(rate);
    if (vanishes) {
      deadUntil = requestEnd + deadFor().toNanos();
    }
    return signal;
  }

  private List<Burst> withZeros(long start, byte[] octets, BaudRate rate) {
    List<Burst> bursts = new ArrayList<>();
    long answer = start;
    if (hasZero(Where.BEFORE)) {
      bursts.add(new Burst(start, new byte[1]));
      answer += rate.octets(1);
    }
    bursts.addAll(paused(answer, octets, rate));
    if (hasZero(Where.AFTER)) {
      bursts.add(new Burst(bursts.get(bursts.size() - 1).end(rate), new byte[1]));
    }
    return bursts;
  }

  private Duration deadFor() {
    return faults.get(Fault.Vanish.class).map(Fault.Vanish::deadFor).orElse(Duration.ZERO);
  }

  private static byte[] firstHalf(byte[] octets) {
    return Arrays.copyOf(octets, octets.length / 2);
  }

  private long delay(BaudRate rate) {
    long usual = Math.max(responseDelay.toNanos(), rate.bits(BaudRate.BITS_PER_OCTET));
    Duration slow = faults.get(Fault.Slow.class).map(Fault.Slow::extra).orElse(Duration.ZERO);
    Duration late = faults.draw(Fault.Late.class).map(Fault.Late::extra).orElse(Duration.ZERO);
    return usual + slow.plus(late).toNanos();
  }

  private byte[] damaged(byte[] answer) {
    byte[] octets = answer.clone();
    if (faults.draw(Fault.Checksum.class).isPresent()) {
      octets[octets.length - 2] += (byte) (1 + random.nextInt(255));
    }
    if (faults.draw(Fault.Truncate.class).isPresent()) {
      octets = firstHalf(octets);
    }
    return faults.has(Fault.DropOctets.class) ? withoutDropped(octets) : octets;
  }

  /** At least one octet stays. */
  private byte[] withoutDropped(byte[] octets) {
    ByteArrayOutputStream left = new ByteArrayOutputStream();
    for (int i = 0; i < octets.length; i++) {
      if (i == 0 || faults.draw(Fault.DropOctets.class).isEmpty()) {
        left.write(octets[i]);
      }
    }
    return left.toByteArray();
  }

  private List<Burst> paused(long start, byte[] octets, BaudRate rate) {
    Optional<Fault.Gap> gap =
        octets.length == SINGLE_CHARACTER ? Optional.empty() : faults.draw(Fault.Gap.class);
    if (gap.isEmpty()) {
      return run(start, octets, rate);
    }
    int half = octets.length / 2;
    long resume = start + half * step(rate) + gap.get().pause().toNanos();
    List<Burst> bursts = new ArrayList<>(run(start, Arrays.copyOf(octets, half), rate));
    bursts.addAll(run(resume, Arrays.copyOfRange(octets, half, octets.length), rate));
    return bursts;
  }

  private List<Burst> run(long start, byte[] octets, BaudRate rate) {
    long step = step(rate);
    if (step == rate.octets(1)) {
      return List.of(new Burst(start, octets));
    }
    List<Burst> bursts = new ArrayList<>();
    for (int i = 0; i < octets.length; i++) {
      bursts.add(new Burst(start + i * step, new byte[] {octets[i]}));
    }
    return bursts;
  }

  /** From the start of one octet to that of the next. */
  private long step(BaudRate rate) {
    long every = faults.get(Fault.SlowOctets.class).map(f -> f.every().toNanos()).orElse(0L);
    return Math.max(rate.octets(1), every);
  }

  private boolean hasZero(Where where) {
    return faults
        .get(Fault.ZeroAround.class)
        .filter(zero -> zero.where() == where || zero.where() == Where.BOTH)
        .isPresent();
  }
}
