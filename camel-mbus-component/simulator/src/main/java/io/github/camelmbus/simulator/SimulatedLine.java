package io.github.camelmbus.simulator;

import java.time.Duration;

/**
 * How a simulated line behaves.
 *
 * @param baudRate bit/s of the master and of all meters that have none of their own.
 * @param seed of everything that happens by chance: same seed, same events.
 * @param collisions what becomes of answers of several meters at the same time.
 * @param echo whether the master receives its own octets.
 * @param idleNoise probability 0..1 of one stray octet after a request without a reply.
 * @param lostAfterFrames the line breaks down in the answer to this request, counted from 1 at each
 *     connection; 0 for never.
 * @param gateway between the master and the line.
 */
public record SimulatedLine(
    int baudRate,
    long seed,
    Collisions collisions,
    boolean echo,
    double idleNoise,
    int lostAfterFrames,
    GatewayOptions gateway) {
  /** 2400 bit/s, one equal answer in ten out of phase, up to 3 bit skew, bad octets as sampled. */
  public static final SimulatedLine DEFAULT =
      new SimulatedLine(
          2400,
          1,
          new Collisions(0.1, 3, BadOctets.RAW, Duration.ZERO),
          false,
          0,
          0,
          GatewayOptions.NONE);

  /**
   * What becomes of answers of several meters at the same time.
   *
   * @param ackGarble probability 0..1 that equal answers are out of phase and damage each other;
   *     else one clean answer arrives.
   * @param maximumSkew bits, 0 or more: each meter starts up to this later than after its response
   *     delay.
   * @param badOctets what the receiver does with parity and framing errors.
   * @param breakLength of the break by which the level converter signals a collision; zero for
   *     none.
   */
  public record Collisions(
      double ackGarble, double maximumSkew, BadOctets badOctets, Duration breakLength) {
    public Collisions {
      requireProbability("ackGarble", ackGarble);
      if (!(maximumSkew >= 0)) {
        throw new IllegalArgumentException("maximumSkew is a number of bits, not " + maximumSkew);
      }
    }
  }

  public SimulatedLine {
    requirePositive("baudRate", baudRate);
    requireProbability("idleNoise", idleNoise);
    if (lostAfterFrames < 0) {
      throw new IllegalArgumentException("lostAfterFrames is 0 or more, not " + lostAfterFrames);
    }
  }

  public SimulatedLine withBaudRate(int bitsPerSecond) {
    return new SimulatedLine(
        bitsPerSecond, seed, collisions, echo, idleNoise, lostAfterFrames, gateway);
  }

  public SimulatedLine withSeed(long newSeed) {
    return new SimulatedLine(
        baudRate, newSeed, collisions, echo, idleNoise, lostAfterFrames, gateway);
  }

  /**
   * @param garble see {@code ackGarble}.
   * @param skew bits, see {@code maximumSkew}.
   */
  public SimulatedLine withCollisions(double garble, double skew, BadOctets bad) {
    return with(new Collisions(garble, skew, bad, collisions.breakLength));
  }

  public SimulatedLine withCollisionBreak(Duration length) {
    return with(
        new Collisions(collisions.ackGarble, collisions.maximumSkew, collisions.badOctets, length));
  }

  private SimulatedLine with(Collisions other) {
    return new SimulatedLine(baudRate, seed, other, echo, idleNoise, lostAfterFrames, gateway);
  }

  public SimulatedLine withEcho(boolean hearsItself) {
    return new SimulatedLine(
        baudRate, seed, collisions, hearsItself, idleNoise, lostAfterFrames, gateway);
  }

  public SimulatedLine withIdleNoise(double probability) {
    return new SimulatedLine(
        baudRate, seed, collisions, echo, probability, lostAfterFrames, gateway);
  }

  public SimulatedLine withLostAfterFrames(int frames) {
    return new SimulatedLine(baudRate, seed, collisions, echo, idleNoise, frames, gateway);
  }

  /** The same line behind another gateway. */
  public SimulatedLine withGateway(GatewayOptions other) {
    return new SimulatedLine(baudRate, seed, collisions, echo, idleNoise, lostAfterFrames, other);
  }

  private static void requirePositive(String what, int value) {
    if (value <= 0) {
      throw new IllegalArgumentException(what + " is positive, not " + value);
    }
  }

  private static void requireProbability(String what, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(what + " is a probability, 0 to 1, not " + value);
    }
  }
}
