package io.github.camelmbus.wireless;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the checksums of a wireless telegram are (EN 13757-4, frame formats A and B).
 *
 * <pre>
 *   A            L C M2 A6 CRC2 | CI and 15 octets, CRC2 | 16 octets, CRC2 | ...   L counts no CRC
 *   B            L C M2 A6 CI and data to octet 125, CRC2 | the rest, CRC2         L counts each CRC
 *   WITHOUT_CRC  L C M2 A6 CI and data                                             L counts no CRC
 * </pre>
 */
enum FrameFormat {
  /** A checksum after the first 10 octets, and after each 16 from there on. */
  A {
    @Override
    List<Block> blocks(int l) {
      int end = 1 + l;
      List<Block> blocks = new ArrayList<>();
      int plain = FIRST_BLOCK;
      int from = 0;
      while (true) {
        int crcAt = plain + blocks.size() * Crc.OCTETS;
        blocks.add(new Block(from, crcAt));
        if (plain == end) {
          return blocks;
        }
        from = crcAt + Crc.OCTETS;
        plain = Math.min(plain + NEXT_BLOCKS, end);
      }
    }
  },
  /** A checksum after the first 126 octets if there are more, and at the end. */
  B {
    @Override
    List<Block> blocks(int l) {
      int end = 1 + l - Crc.OCTETS;
      return end <= LONGEST_OF_B
          ? List.of(new Block(0, end))
          : List.of(new Block(0, LONGEST_OF_B), new Block(LONGEST_OF_B + Crc.OCTETS, end));
    }
  },
  /** As most receivers output telegrams: they have checked and removed the checksums. */
  WITHOUT_CRC {
    @Override
    List<Block> blocks(int l) {
      return List.of();
    }
  };

  /** Octets of L, C, M and A field. */
  static final int FIRST_BLOCK = 10;

  private static final int NEXT_BLOCKS = 16;
  private static final int LONGEST_OF_B = 126;

  /**
   * Octets with a checksum after them.
   *
   * @param from first octet.
   * @param crcAt where the checksum is, its high octet first.
   */
  record Block(int from, int crcAt) {
    boolean isIntact(byte[] octets) {
      int crc = (octets[crcAt] & 0xFF) << Byte.SIZE | octets[crcAt + 1] & 0xFF;
      return from < crcAt && crc == Crc.of(octets, from, crcAt);
    }
  }

  /**
   * The blocks of a telegram.
   *
   * @param l L field, at least {@link WirelessFrame#SHORTEST_L}.
   */
  abstract List<Block> blocks(int l);

  /** Octets of a telegram, L field and checksums included. */
  int length(int l) {
    List<Block> blocks = blocks(l);
    return blocks.isEmpty() ? 1 + l : blocks.get(blocks.size() - 1).crcAt() + Crc.OCTETS;
  }

  /** Whether all blocks are there and have the right checksums. */
  boolean isIntact(byte[] octets, int l) {
    return octets.length >= length(l)
        && blocks(l).stream().allMatch(block -> block.isIntact(octets));
  }

  /** The octets of a whole telegram without its checksums. */
  byte[] withoutChecksums(byte[] octets, int l) {
    byte[] plain = new byte[length(l) - blocks(l).size() * Crc.OCTETS];
    int from = 0;
    int to = 0;
    for (Block block : blocks(l)) {
      System.arraycopy(octets, from, plain, to, block.crcAt() - from);
      to += block.crcAt() - from;
      from = block.crcAt() + Crc.OCTETS;
    }
    System.arraycopy(octets, from, plain, to, plain.length - to);
    return plain;
  }

  /** Where an octet of {@link #withoutChecksums} was in the telegram. */
  int offset(int plain, int l) {
    int offset = plain;
    for (Block block : blocks(l)) {
      if (block.crcAt() <= offset) {
        offset += Crc.OCTETS;
      }
    }
    return Math.min(offset, length(l));
  }

  @Override
  public String toString() {
    return this == WITHOUT_CRC ? "without checksums" : "of format " + name();
  }
}
