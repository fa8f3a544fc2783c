package io.github.camelmbus.search;

import io.github.camelmbus.application.Mask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/**
 * In which order to fix the digits of an id, so that few masks collide on the way.
 *
 * <p>Each collided mask costs ten probes. If a set of ids is split by some positions, as many masks
 * have collided as there are different groups of two and more, at each level:
 *
 * <pre>
 *   ids 4711 4712 4713 9034 9035     by the first digit, then the last:   1 + 2 = 3 masks
 *                                    by the last digit:                   1 + 0 = 1 mask
 *                                    by the second digit, then the third: 1 + 2 + 2 .. = 5 masks
 * </pre>
 *
 * How many groups there are depends on which positions are fixed, not on their order. So the
 * cheapest order is the shortest way from no position to all of them through the sets of positions,
 * and with eight digits there are only 256 sets. What is not known yet is expected to look like
 * what is known: meters of a house are bought in batches of neighbours.
 */
final class DigitOrder {
  private static final double NOTHING = 1e-9;

  /** More ids would not change the choice, and cost time. */
  private static final int LARGEST_SAMPLE = 96;

  private static final int LARGEST_FORECAST = 256;
  private static final int BITS_PER_DIGIT = 4;
  private static final int HEXADECIMAL = 16;

  /** Ids of one batch are not further apart. */
  private static final long NEIGHBOURS = 300;

  private final Mask mask;
  private final int[] free;

  DigitOrder(Mask mask) {
    this.mask = mask;
    this.free = freePositions(mask);
  }

  static int[] freePositions(Mask mask) {
    String id = mask.address().id();
    int[] positions = new int[Mask.DIGITS];
    int count = 0;
    for (int i = 0; i < Mask.DIGITS; i++) {
      if (id.charAt(i) == Mask.ANY_DIGIT) {
        positions[count++] = i;
      }
    }
    return Arrays.copyOf(positions, count);
  }

  /**
   * The position to fix next; the last free one if all are equally good.
   *
   * @param ids of meters anywhere on the bus.
   * @param expected how many meters the mask is expected to hold.
   */
  int best(Collection<String> ids, double expected) {
    long[] sample = relevant(ids);
    if (sample.length < 2 || free.length == 1) {
      return free[free.length - 1];
    }
    long inside = ids.stream().filter(id -> agreement(id) == Mask.DIGITS - free.length).count();
    double rate = inside >= 2 ? 1 : Math.min(1, Math.max(2, expected) / sample.length);
    Costs costs = new Costs(sample, free.length, rate);
    int best = free.length - 1;
    for (int i = free.length - 2; i >= 0; i--) {
      if (costs.compare(i, best) < 0) {
        best = i;
      }
    }
    return free[best];
  }

  /** The ids that agree with the mask in most digits, as far as they differ in the others. */
  private long[] relevant(Collection<String> ids) {
    TreeMap<Integer, List<String>> byAgreement = new TreeMap<>();
    for (String id : ids) {
      byAgreement.computeIfAbsent(-agreement(id), key -> new ArrayList<>()).add(id);
    }
    long[] sample = {};
    for (List<String> group : byAgreement.values()) {
      long[] both = Arrays.copyOf(sample, sample.length + group.size());
      for (int i = 0; i < group.size(); i++) {
        both[sample.length + i] = packed(group.get(i));
      }
      sample = distinct(both);
      if (sample.length >= 2) {
        break;
      }
    }
    return thinned(sample, LARGEST_SAMPLE);
  }

  private int agreement(String id) {
    String fixed = mask.address().id();
    int agreement = 0;
    for (int i = 0; i < Mask.DIGITS; i++) {
      if (fixed.charAt(i) == id.charAt(i)) {
        agreement++;
      }
    }
    return agreement;
  }

  /** The digits at the free positions. */
  private long packed(String id) {
    long packed = 0;
    for (int i = 0; i < free.length; i++) {
      packed |= (long) Character.digit(id.charAt(free[i]), HEXADECIMAL) << BITS_PER_DIGIT * i;
    }
    return packed;
  }

  private static long[] distinct(long[] values) {
    return Arrays.stream(values).sorted().distinct().toArray();
  }

  private static long[] thinned(long[] sample, int most) {
    if (sample.length <= most) {
      return sample;
    }
    long[] some = new long[most];
    for (int i = 0; i < most; i++) {
      some[i] = sample[(int) ((long) i * sample.length / most)];
    }
    return some;
  }

  /**
   * Whether to restart with another position after some children of the mask were searched, and
   * with which. The others are expected to hold the same ids but for that digit, which is how
   * batches of neighbours look; where the ids found are no neighbours, nothing is gained.
   *
   * @param inside ids found in the mask.
   * @param split the position it is split at.
   * @param rest digits there whose masks collided and are not searched yet.
   * @return the position, or -1 to continue as before.
   */
  int better(Collection<String> inside, int split, String rest) {
    if (free.length < 2 || rest.length() < 2 || inside.size() < 3 || !areNeighbours(inside)) {
      return -1;
    }
    int at = Arrays.binarySearch(free, split);
    long[] tails =
        distinct(inside.stream().mapToLong(id -> packed(id) & ~digit(at, 0xF)).toArray());
    double goingOn = rest.length() * new Costs(tails, free.length, 1).of(1 << at);
    Costs restart = new Costs(forecast(inside, at, rest), free.length, 1);
    int best = -1;
    for (int i = free.length - 1; i >= 0; i--) {
      if (i != at && (best < 0 || restart.of(1 << i) < restart.of(1 << best) - NOTHING)) {
        best = i;
      }
    }
    // A forecast may be wrong, so restart only if it saves a quarter.
    return 4 * (1 + restart.of(1 << best)) < 3 * goingOn ? free[best] : -1;
  }

  private long[] forecast(Collection<String> inside, int at, String rest) {
    return thinned(
        distinct(
            inside.stream()
                .mapToLong(this::packed)
                .flatMap(
                    id ->
                        rest.chars()
                            .mapToLong(c -> Character.digit(c, HEXADECIMAL))
                            .map(d -> id & ~digit(at, 0xF) | digit(at, d))
                            .boxed()
                            .mapToLong(Long::longValue))
                .toArray()),
        LARGEST_FORECAST);
  }

  private static long digit(int index, long value) {
    return value << BITS_PER_DIGIT * index;
  }

  /** Whether most ids have another one close by. */
  static boolean areNeighbours(Collection<String> ids) {
    long[] numbers =
        ids.stream().mapToLong(id -> Long.parseLong(id, HEXADECIMAL)).sorted().toArray();
    int close = 0;
    for (int i = 0; i < numbers.length; i++) {
      boolean below = i > 0 && numbers[i] - numbers[i - 1] <= NEIGHBOURS;
      boolean above = i + 1 < numbers.length && numbers[i + 1] - numbers[i] <= NEIGHBOURS;
      if (below || above) {
        close++;
      }
    }
    return 10 * close >= 7 * numbers.length;
  }

  /** Collided masks to expect, for each set of fixed positions; sets are bits. */
  private static final class Costs {
    private final long[] sample;
    private final double rate;
    private final double[] toCome;

    /**
     * @param rate probability with which an id of the sample is there.
     */
    Costs(long[] sample, int positions, double rate) {
      this.sample = sample;
      this.rate = rate;
      int all = (1 << positions) - 1;
      toCome = new double[all + 1];
      for (int fixed = all - 1; fixed >= 0; fixed--) {
        double collided = collided(fixed);
        toCome[fixed] = collided < NOTHING ? 0 : collided + cheapestFrom(fixed, positions);
      }
    }

    private double cheapestFrom(int fixed, int positions) {
      double cheapest = Double.MAX_VALUE;
      for (int i = 0; i < positions; i++) {
        if ((fixed >> i & 1) == 0) {
          cheapest = Math.min(cheapest, toCome[fixed | 1 << i]);
        }
      }
      return cheapest;
    }

    /** Masks that collide once these positions are fixed, and on the way from there. */
    double of(int fixed) {
      return toCome[fixed];
    }

    int compare(int one, int other) {
      double difference = toCome[1 << one] - toCome[1 << other];
      if (Math.abs(difference) > NOTHING) {
        return difference < 0 ? -1 : 1;
      }
      return Long.compare(pairs(1 << one), pairs(1 << other));
    }

    private double collided(int fixed) {
      double collided = 0;
      for (int size : groups(fixed)) {
        collided += probabilityOfTwo(size);
      }
      return collided;
    }

    private double probabilityOfTwo(int size) {
      if (size < 2 || rate >= 1) {
        return size < 2 ? 0 : 1;
      }
      double none = Math.pow(1 - rate, size);
      return 1 - none - size * rate * none / (1 - rate);
    }

    private long pairs(int fixed) {
      long pairs = 0;
      for (int size : groups(fixed)) {
        pairs += (long) size * size;
      }
      return pairs;
    }

    /** How many ids share the same digits at the fixed positions, for each such group. */
    private int[] groups(int fixed) {
      long digits = 0;
      for (int rest = fixed; rest != 0; rest &= rest - 1) {
        digits |= digit(Integer.numberOfTrailingZeros(rest), 0xF);
      }
      long[] keys = new long[sample.length];
      for (int i = 0; i < keys.length; i++) {
        keys[i] = sample[i] & digits;
      }
      Arrays.sort(keys);
      int[] sizes = new int[keys.length];
      int count = 0;
      for (int i = 0; i < keys.length; i++) {
        if (i > 0 && keys[i] == keys[i - 1]) {
          sizes[count - 1]++;
        } else {
          sizes[count++] = 1;
        }
      }
      return Arrays.copyOf(sizes, count);
    }
  }
}
