package io.github.camelmbus.wireless;

import io.github.camelmbus.MBusFormatException;
import io.github.camelmbus.MBusFormatException.Fault;
import io.github.camelmbus.application.ApplicationMessage;
import io.github.camelmbus.application.CiField;
import io.github.camelmbus.application.Keys;
import io.github.camelmbus.application.Manufacturer;
import io.github.camelmbus.application.MeterData;
import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.wireless.FrameFormat.Block;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One wireless telegram (EN 13757-4, data link layer).
 *
 * <pre>
 *   L C M2 A6 [CI data...]        M: manufacturer; A: identification4 version1 type1 of the sender
 * </pre>
 */
public final class WirelessFrame {
  /** C, M and A field. */
  static final int SHORTEST_L = 9;

  private static final int CONTROL_OFFSET = 1;
  private static final int MANUFACTURER_OFFSET = 2;
  private static final int IDENTIFICATION_OFFSET = 4;
  private static final int CI_OFFSET = 10;
  private static final int FIRST_CI_OF_METERS = 0x60;
  private static final int ONE_LETTER_EACH = 0x7FFF;

  /** SND_NR, SND_IR, ACC_NR, ACC_DMD, and RSP_UD with ACD and DFC clear or set. */
  private static final Set<Integer> CONTROLS_OF_METERS =
      Set.of(0x44, 0x46, 0x47, 0x48, 0x08, 0x18, 0x28, 0x38);

  private final FrameFormat format;
  private final int l;
  private final byte[] plain;

  private WirelessFrame(FrameFormat format, byte[] octets) {
    this.format = format;
    l = octets[0] & 0xFF;
    plain = format.withoutChecksums(octets, l);
  }

  /**
   * Decodes a telegram. Octets are one if their checksums are right; otherwise if they have C and
   * CI field of a meter and a manufacturer of three letters.
   *
   * @param octets from the L field on; copied. After a telegram with checksums other octets may
   *     follow.
   * @return null if the octets are no wireless telegram.
   * @throws MBusFormatException TRUNCATED or CHECKSUM if it is a damaged telegram of format A;
   *     TRUNCATED or LENGTH if it is one without checksums and its length is not that of its L
   *     field.
   */
  public static @Nullable WirelessFrame decode(byte[] octets) {
    if (octets.length <= SHORTEST_L || (octets[0] & 0xFF) < SHORTEST_L) {
      return null;
    }
    int l = octets[0] & 0xFF;
    boolean isOfFormatA = startsAsFormatA(octets);
    if (!isOfFormatA && FrameFormat.B.isIntact(octets, l)) {
      return new WirelessFrame(FrameFormat.B, octets);
    }
    boolean looksLikeFormatA =
        octets.length == FrameFormat.A.length(l)
            && isLikely(octets)
            && hasCiOfMeter(octets, FrameFormat.A.offset(CI_OFFSET, l));
    if (isOfFormatA || looksLikeFormatA) {
      requireIntact(octets, l);
      return new WirelessFrame(FrameFormat.A, octets);
    }
    if (!isLikely(octets) || !hasCiOfMeter(octets, CI_OFFSET)) {
      return null;
    }
    requireLength(octets, l);
    return new WirelessFrame(FrameFormat.WITHOUT_CRC, octets);
  }

  private static void requireLength(byte[] octets, int l) {
    int length = FrameFormat.WITHOUT_CRC.length(l);
    if (octets.length != length) {
      throw new MBusFormatException(
          octets.length < length ? Fault.TRUNCATED : Fault.LENGTH,
          Math.min(octets.length, length),
          "a wireless telegram with L field %02Xh has %d octets without checksums, %d came"
              .formatted(l, length, octets.length));
    }
  }

  private static boolean startsAsFormatA(byte[] octets) {
    return octets.length >= FrameFormat.FIRST_BLOCK + Crc.OCTETS
        && new Block(0, FrameFormat.FIRST_BLOCK).isIntact(octets);
  }

  private static boolean isLikely(byte[] octets) {
    int manufacturer = wordAt(octets, MANUFACTURER_OFFSET) & ONE_LETTER_EACH;
    return CONTROLS_OF_METERS.contains(octets[CONTROL_OFFSET] & 0xFF)
        && new Manufacturer(manufacturer).isLetters();
  }

  private static boolean hasCiOfMeter(byte[] octets, int offset) {
    int ci = octets.length > offset ? octets[offset] & 0xFF : 0;
    return ci >= FIRST_CI_OF_METERS && new CiField(ci).isAssigned();
  }

  private static void requireIntact(byte[] octets, int l) {
    int length = FrameFormat.A.length(l);
    for (Block block : FrameFormat.A.blocks(l)) {
      if (octets.length < block.crcAt() + Crc.OCTETS) {
        throw new MBusFormatException(
            Fault.TRUNCATED,
            octets.length,
            "the wireless telegram of format A has %d octets, only %d came"
                .formatted(length, octets.length));
      }
      if (!block.isIntact(octets)) {
        throw new MBusFormatException(
            Fault.CHECKSUM,
            block.crcAt(),
            "the checksum of the octets %d to %d of the wireless telegram is %04Xh, it says %02X%02Xh"
                .formatted(
                    block.from(),
                    block.crcAt() - 1,
                    Crc.of(octets, block.from(), block.crcAt()),
                    octets[block.crcAt()],
                    octets[block.crcAt() + 1]));
      }
    }
  }

  private static int wordAt(byte[] octets, int offset) {
    return octets[offset] & 0xFF | (octets[offset + 1] & 0xFF) << Byte.SIZE;
  }

  /** How many octets it takes, its checksums included. */
  public int length() {
    return format.length(l);
  }

  /** The sender by its M and A field; a meter, or a radio module in front of one. */
  public SecondaryAddress sender() {
    byte[] address = new byte[SecondaryAddress.OCTETS];
    System.arraycopy(plain, IDENTIFICATION_OFFSET, address, 0, 4);
    System.arraycopy(plain, MANUFACTURER_OFFSET, address, 4, 2);
    System.arraycopy(plain, IDENTIFICATION_OFFSET + 4, address, 6, 2);
    return SecondaryAddress.decode(address, 0);
  }

  /**
   * The message that it carries. Offsets in faults count from the L field.
   *
   * @param keys of meters that encrypt.
   * @throws MBusFormatException NOT_A_READING if a meter does not send such a telegram, or if there
   *     is no message; CHECKSUM if a checksum at the end of the telegram or of the extended link
   *     layer is wrong; TRUNCATED if a header does not fit.
   */
  public ApplicationMessage message(Keys keys) {
    requireMessageOfMeter();
    ApplicationMessage message = decode(plain, keys);
    if (format == FrameFormat.WITHOUT_CRC && isIncomplete(message)) {
      requireNoWrongChecksum(keys);
    }
    return message;
  }

  private void requireMessageOfMeter() {
    int control = plain[CONTROL_OFFSET] & 0xFF;
    if (!CONTROLS_OF_METERS.contains(control)) {
      throw new MBusFormatException(
          Fault.NOT_A_READING,
          CONTROL_OFFSET,
          "a reading is a telegram of a meter, C field %02Xh is none of a meter"
              .formatted(control));
    }
    if (plain.length <= CI_OFFSET) {
      throw new MBusFormatException(
          Fault.NOT_A_READING, CONTROL_OFFSET, "the wireless telegram has no CI field and no data");
    }
  }

  private ApplicationMessage decode(byte[] octets, Keys keys) {
    byte[] data = Arrays.copyOfRange(octets, CI_OFFSET + 1, octets.length);
    try {
      return ExtendedLinkLayer.decodeMessage(octets[CI_OFFSET] & 0xFF, data, keys, sender());
    } catch (MBusFormatException fault) {
      throw new MBusFormatException(
          fault.fault(),
          format.offset(CI_OFFSET + 1 + fault.offset(), l),
          String.valueOf(fault.getMessage()));
    }
  }

  private static boolean isIncomplete(ApplicationMessage message) {
    return message instanceof MeterData data
        && (data.security() == null || data.security().hasRecords())
        && !data.content().complete();
  }

  /**
   * A telegram of format B with a wrong checksum looks like one without: the L field counts the
   * checksum. It is one if its records are whole without the last two octets.
   */
  private void requireNoWrongChecksum(Keys keys) {
    int crcAt = plain.length - Crc.OCTETS;
    if (crcAt > CI_OFFSET && isComplete(Arrays.copyOf(plain, crcAt), keys)) {
      throw new MBusFormatException(
          Fault.CHECKSUM,
          crcAt,
          "the records end 2 octets before the telegram: as a wireless telegram of format B its"
              + " checksum is %04Xh, it says %02X%02Xh"
                  .formatted(Crc.of(plain, 0, crcAt), plain[crcAt], plain[crcAt + 1]));
    }
  }

  private boolean isComplete(byte[] octets, Keys keys) {
    try {
      return decode(octets, keys) instanceof MeterData data && data.content().complete();
    } catch (MBusFormatException damaged) {
      return false;
    }
  }

  /** Where the CI field is, for faults. */
  public int ciOffset() {
    return format.offset(CI_OFFSET, l);
  }

  @Override
  public String toString() {
    return "WirelessFrame[%s, C %02Xh, %s]".formatted(sender(), plain[CONTROL_OFFSET], format);
  }
}
