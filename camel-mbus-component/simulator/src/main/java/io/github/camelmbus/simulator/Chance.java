package io.github.camelmbus.simulator;

/**
 * How often a fault shows.
 *
 * @param probability 0..1 at each occasion.
 * @param times how often it shows at one meter at most; after that the meter is sound.
 */
public record Chance(double probability, int times) {
  /** At every occasion. */
  public static final Chance ALWAYS = new Chance(1, Integer.MAX_VALUE);

  public Chance {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException("a probability is 0 to 1, not " + probability);
    }
    if (times < 1) {
      throw new IllegalArgumentException("times is at least 1, not " + times);
    }
  }

  /** With a probability of 0..1, without end. */
  public static Chance of(double probability) {
    return new Chance(probability, Integer.MAX_VALUE);
  }

  /** At the first occasions only. */
  public static Chance first(int times) {
    return new Chance(1, times);
  }
}
