package io.github.camelmbus.reading;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Telegrams as they should not be. Half of the mutants are made a good frame again, with the right
 * L fields and checksum, so that what is wrong with them reaches the layers above.
 */
final class Mutations {
  private static final int HEADER = 4;
  private static final int DATA = 7;
  private static final int TAIL = 2;
  private static final int MAX_L = 0xFF;
  private static final byte START = 0x68;
  private static final byte STOP = 0x16;

  /** Lengths that lie: none, the longest text, BCD, binary and reserved LVAR, extension bits. */
  private static final int[] LIES = {0x00, 0x01, 0x7F, 0x80, 0xBF, 0xC9, 0xD0, 0xF6, 0xFF};

  private final List<byte[]> telegrams;
  private final RandomGenerator random;

  Mutations(List<byte[]> telegrams, RandomGenerator random) {
    this.telegrams = telegrams;
    this.random = random;
  }

  byte[] next() {
    byte[] mutant = pick().clone();
    for (int i = random.nextInt(3); i >= 0; i--) {
      mutant = mutate(mutant);
    }
    return random.nextBoolean() ? mutant : repaired(mutant);
  }

  private byte[] pick() {
    return telegrams.get(random.nextInt(telegrams.size()));
  }

  private byte[] mutate(byte[] telegram) {
    if (telegram.length == 0) {
      return pick().clone();
    }
    return switch (random.nextInt(7)) {
      case 0 -> withFlippedBits(telegram);
      case 1 -> Arrays.copyOf(telegram, random.nextInt(telegram.length));
      case 2 -> Arrays.copyOfRange(telegram, random.nextInt(telegram.length), telegram.length);
      case 3 -> withALie(telegram, random.nextInt(telegram.length));
      case 4 -> withALie(telegram, Math.min(1 + random.nextInt(2), telegram.length - 1));
      case 5 -> spliced(telegram, pick());
      default -> withRandomOctets(telegram);
    };
  }

  private byte[] withFlippedBits(byte[] telegram) {
    for (int i = random.nextInt(4); i >= 0; i--) {
      telegram[random.nextInt(telegram.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
    }
    return telegram;
  }

  private byte[] withALie(byte[] telegram, int at) {
    telegram[at] = (byte) LIES[random.nextInt(LIES.length)];
    return telegram;
  }

  private byte[] spliced(byte[] head, byte[] tail) {
    int kept = random.nextInt(head.length);
    int from = random.nextInt(tail.length);
    byte[] both = Arrays.copyOf(head, kept + tail.length - from);
    System.arraycopy(tail, from, both, kept, tail.length - from);
    return both;
  }

  private byte[] withRandomOctets(byte[] telegram) {
    int from = random.nextInt(telegram.length);
    int to = Math.min(telegram.length, from + 1 + random.nextInt(16));
    for (int i = from; i < to; i++) {
      telegram[i] = (byte) random.nextInt(0x100);
    }
    return telegram;
  }

  /** 68 L L 68 C A CI data CS 16 around whatever the mutant has as data. */
  private static byte[] repaired(byte[] mutant) {
    int length = Math.max(DATA + TAIL, Math.min(mutant.length, HEADER + MAX_L + TAIL));
    byte[] frame = Arrays.copyOf(mutant, length);
    byte l = (byte) (length - HEADER - TAIL);
    frame[0] = START;
    frame[1] = l;
    frame[2] = l;
    frame[3] = START;
    frame[length - 2] = checksum(frame);
    frame[length - 1] = STOP;
    return frame;
  }

  /** Whether it is a long frame as EN 13757-2 has it; says so without our decoder. */
  static boolean isGoodFrame(byte[] octets) {
    return octets.length >= DATA + TAIL
        && octets[0] == START
        && octets[3] == START
        && octets[1] == octets[2]
        && (octets[1] & 0xFF) == octets.length - HEADER - TAIL
        && octets[octets.length - 2] == checksum(octets)
        && octets[octets.length - 1] == STOP;
  }

  private static byte checksum(byte[] frame) {
    byte sum = 0;
    for (int i = HEADER; i < frame.length - TAIL; i++) {
      sum += frame[i];
    }
    return sum;
  }
}
