package io.github.camelmbus.link;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The delay of the line, to the meters and back, and its variation: configured or measured.
 *
 * <p>No meter answers earlier than 11 bit after the request. The time of an answer beyond that is a
 * sample: the delay of the line plus the processing time of the meter. So the smallest sample is an
 * upper bound of the shortest delay. The variation is seen from repeated answers to the same
 * request, for which a meter takes about the same time.
 *
 * <p>An unknown line is assumed to have the longest delay. Samples make it shorter; a late answer
 * makes it longer at once. Old samples are dropped, so a line that was slow for a while becomes
 * fast again, and a line that has become slow stays slow. Written by the bus thread, read by any.
 */
public final class LineDelay {
  /** Added to any bound for the scheduling of this machine and of the gateway. */
  private static final long MARGIN = Duration.ofMillis(10).toNanos();

  /** The variation assumed as long as no request was answered twice. */
  private static final long UNKNOWN_VARIATION = Duration.ofMillis(500).toNanos();

  /** The largest variation on a steady line. */
  private static final long STEADY = Duration.ofMillis(30).toNanos();

  /** A single difference up to this one is taken for a pause of this machine. */
  private static final long PAUSE_OF_MACHINE = Duration.ofMillis(100).toNanos();

  /** Meters that answer later than the standard allows do so within this time. */
  private static final long LATEST_METER = Duration.ofSeconds(2).toNanos();

  /** The delay assumed on a line that was silent for two of the longest waits. */
  private static final long SILENT_LINE = Duration.ofSeconds(1).toNanos();

  private static final int SILENT_WAITS = 2;
  private static final int SAMPLES = 48;

  /** Repeated answers after which variation counts as known. */
  private static final int FEW_REPEATS = 2;

  private static final int SOME_REPEATS = 5;
  private static final int MANY_REPEATS = 16;

  /** Stand for the request of the samples that a late answer leaves. */
  private enum Late {
    CERTAIN,
    /** It may be the answer in time of a meter that answers with another address than its own. */
    POSSIBLE
  }

  /** What answered. */
  enum Answer {
    ACKNOWLEDGE,
    TELEGRAM
  }

  /**
   * @param request what was answered; null if a repeat of it cannot be recognised.
   * @param excess nanoseconds beyond the earliest answer.
   * @param answer null if unknown.
   * @param total nanoseconds from the end of the request to the first octet.
   */
  private record Sample(
      @Nullable Object request, long excess, @Nullable Answer answer, long total) {}

  private final @Nullable Duration fixed;
  private final long longest;
  private final Deque<Sample> samples = new ArrayDeque<>();

  /** Of the samples; made anew with each. */
  private long spread;

  private int repeats;
  private boolean measured;
  private int silentWaits;
  private long slowestOfAll;

  /**
   * The last variation measured of answers to the same request; less than 0 if none was. Without
   * late answers: a line with more meters than samples repeats no request, so it would keep theirs.
   */
  private long repeatedSpread = -1;

  /**
   * @param fixed the delay, both ways together; null to measure it.
   * @param longest its upper bound without a measurement.
   */
  public LineDelay(@Nullable Duration fixed, Duration longest) {
    this.fixed = fixed;
    this.longest = longest.toNanos();
  }

  /** Whether it is known: configured, bounded by the kind of the line, or measured. */
  public synchronized boolean known() {
    return fixed != null || measured || isShortForSure();
  }

  /** Whether the kind of the line says that its delay is short. */
  boolean isShortForSure() {
    return longest <= STEADY;
  }

  /** Whether an answer has been timed. */
  boolean measured() {
    return measured;
  }

  /** The delay that the master assumes, both ways together, in nanoseconds. */
  long allowance() {
    return allowance(MARGIN);
  }

  /**
   * The same without a margin, for searches, where hundreds of silent windows add up: the smallest
   * sample includes the processing time of a meter.
   */
  long whenProbing() {
    return allowance(0);
  }

  private synchronized long allowance(long margin) {
    if (fixed != null) {
      return fixed.toNanos();
    }
    if (!measured) {
      return silentWaits < SILENT_WAITS ? longest : Math.min(longest, SILENT_LINE);
    }
    return Math.min(lowest() + margin + variation(), ceiling());
  }

  /** No wait is longer than on an unknown line, or than the latest answer seen. */
  private long ceiling() {
    long latest = samples.stream().mapToLong(Sample::excess).max().orElse(0);
    return Math.max(longest, latest + MARGIN);
  }

  /** The smallest sample, in nanoseconds; 0 if nothing was measured. */
  long shortest() {
    return measured ? lowest() : 0;
  }

  /** The smallest sample: an upper bound of the shortest delay. */
  private long lowest() {
    return samples.stream().mapToLong(Sample::excess).min().orElse(Long.MAX_VALUE);
  }

  /** How long after its request an answer may still come on this line, in nanoseconds. */
  long latest() {
    return steady() ? Math.min(longest, allowance() + LATEST_METER) : longest;
  }

  /** Whether the longest delay is assumed, so that no wait could be longer. */
  boolean isLongest() {
    return fixed == null && !measured && silentWaits < SILENT_WAITS;
  }

  /** Whether the delay varies little. */
  boolean steady() {
    return fixed != null || !isVaried() && (isShortForSure() || repeatedSpread >= 0);
  }

  private boolean isVaried() {
    return knownSpread() > STEADY;
  }

  /** A search repeats no request, so the measurement at its start must outlast its samples. */
  private long knownSpread() {
    return repeats < FEW_REPEATS ? Math.max(spread, repeatedSpread) : spread;
  }

  /** The variation to allow for, in nanoseconds. */
  long variation() {
    if (fixed != null) {
      return 0;
    }
    if (repeatedSpread < 0 && !isVaried()) {
      return Math.min(longest, Math.max(UNKNOWN_VARIATION, shortest()));
    }
    long known = knownSpread();
    if (known <= STEADY) {
      return known;
    }
    return known * (repeats < SOME_REPEATS ? 5 : repeats < MANY_REPEATS ? 3 : 2);
  }

  private static int repeats(Collection<Sample> answers) {
    Map<Object, Integer> counts = new HashMap<>();
    answers.forEach(
        sample -> {
          if (sample.request != null) {
            counts.merge(sample.request, 1, Integer::sum);
          }
        });
    return counts.values().stream().mapToInt(count -> count - 1).sum();
  }

  /**
   * The largest difference between answers to the same request; the second largest once there are
   * enough, as one is a pause of this machine.
   */
  private static long spread(Collection<Sample> answers) {
    Map<Object, Long> least = new HashMap<>();
    for (Sample sample : answers) {
      if (sample.request != null) {
        least.merge(sample.request, sample.excess, Math::min);
      }
    }
    long largest = 0;
    long second = 0;
    for (Sample sample : answers) {
      if (sample.request != null) {
        long difference = sample.excess - least.getOrDefault(sample.request, 0L);
        second = Math.max(second, Math.min(largest, difference));
        largest = Math.max(largest, difference);
      }
    }
    return largest > PAUSE_OF_MACHINE || repeats(answers) < SOME_REPEATS ? largest : second;
  }

  /** How long the slowest answer among the samples took, in nanoseconds; 0 without a sample. */
  long slowest(Answer answer) {
    long all = answer == Answer.ACKNOWLEDGE ? slowestOfAll : 0;
    return Math.max(all, slowestRemembered(answer));
  }

  private long slowestRemembered(Answer answer) {
    return samples.stream()
        .filter(sample -> sample.answer == answer)
        .mapToLong(Sample::total)
        .max()
        .orElse(0);
  }

  /**
   * An answer came.
   *
   * @param request what was answered; equal for the same request.
   * @param excess nanoseconds beyond the earliest time a meter may answer.
   * @param answer what it is.
   * @param total nanoseconds from the end of the request to its first octet, or to the last octet
   *     where all meters have answered.
   * @param certain whether it cannot be the answer to an earlier request that timed out. Otherwise
   *     it does not make the delay shorter.
   */
  synchronized void answered(
      @Nullable Object request, long excess, Answer answer, long total, boolean certain) {
    silentWaits = 0;
    if (!measured && !certain) {
      return;
    }
    if (!certain && excess < lowest()) {
      return;
    }
    measured = true;
    add(new Sample(request, excess, answer, total));
  }

  /**
   * Octets came after the answer window, so the delay was longer than assumed.
   *
   * @param late nanoseconds beyond the earliest answer to the last request they may belong to.
   * @param certain whether they cannot have come in time, see {@link #notLate}.
   */
  synchronized void late(long late, boolean certain) {
    silentWaits = 0;
    long excess = Math.min(late, Math.max(longest, LATEST_METER));
    Late kind = certain ? Late.CERTAIN : Late.POSSIBLE;
    add(new Sample(kind, Math.min(lowest(), excess), null, 0));
    add(new Sample(kind, excess, null, 0));
    measured = true;
  }

  /** What may have come late so far did not. */
  synchronized void notLate() {
    samples.removeIf(sample -> sample.request == Late.POSSIBLE);
    measured &= !samples.isEmpty();
    changed();
  }

  /**
   * All meters acknowledged at once; the slowest of them is kept until the next such measurement.
   *
   * @param total nanoseconds from the end of the request to the last octet.
   * @param first whether it is the first time that this is measured for a search.
   */
  void allAnswered(long total, boolean first) {
    slowestOfAll = first ? total : Math.max(slowestOfAll, total);
  }

  /** Nothing came within the longest wait, see {@link #isLongest()}. */
  synchronized void silent() {
    silentWaits++;
  }

  private void add(Sample sample) {
    if (samples.size() == SAMPLES) {
      samples.removeFirst();
    }
    samples.addLast(sample);
    changed();
    List<Sample> inTime =
        samples.stream().filter(other -> !(other.request instanceof Late)).toList();
    if (repeats(inTime) >= FEW_REPEATS) {
      repeatedSpread = spread(inTime);
    }
  }

  private void changed() {
    repeats = repeats(samples);
    spread = spread(samples);
  }
}
