package io.github.camelmbus.application;

import java.util.Set;

/**
 * Recognises DLMS/COSEM data in frames of M-Bus. The customer interface (HAN) of some electricity
 * meters sends it without a request, as broadcast frames of a master: {@code 68 FA FA 68 53 FF 00
 * 01 67 DB 08}.
 *
 * <pre>
 *   C   A   CI              STSAP  DTSAP  APDU
 *   53  FF  00..1F          01     67     DB 08 title8 ..  general ciphering
 *           part of a whole               E6 E7 00 ..      LLC of a reply
 *                                         0F ..            data notification
 * </pre>
 */
public final class CosemFrames {
  /** What such a frame is, for messages. */
  public static final String DESCRIPTION =
      "DLMS/COSEM data of a customer interface (HAN), which is not M-Bus application data";

  /** Parts of a COSEM message are numbered in the CI field, the last one has bit 4 set. */
  private static final int LAST_PART_CI = 0x1F;

  /** CI fields of the COSEM application layer, to the device and from it. */
  private static final Set<Integer> COSEM_CI = Set.of(0x60, 0x61, 0x7C, 0x7D);

  private static final int[] GENERAL_CIPHERING = {0xDB, 0x08};
  private static final int[] LOGICAL_LINK = {0xE6, 0xE7, 0x00};

  /** The octets of the two service access points in front of an APDU. */
  private static final int ACCESS_POINTS = 2;

  private CosemFrames() {}

  /**
   * Whether a long frame with the control field of a master carries DLMS/COSEM data. Frames of
   * meters, which have another control field, are not meant.
   *
   * @param ci CI field, 0..255.
   * @param data the octets after it.
   */
  public static boolean isCosem(int ci, byte[] data) {
    if (ci <= LAST_PART_CI || COSEM_CI.contains(ci)) {
      return true;
    }
    boolean isUnknown = new CiField(ci).layout() == CiField.Layout.UNSUPPORTED;
    return isUnknown && (isApduAt(data, 0) || isApduAt(data, ACCESS_POINTS));
  }

  private static boolean isApduAt(byte[] data, int from) {
    return has(data, from, GENERAL_CIPHERING) || has(data, from, LOGICAL_LINK);
  }

  private static boolean has(byte[] data, int from, int[] octets) {
    boolean same = from + octets.length <= data.length;
    for (int i = 0; i < octets.length && same; i++) {
      same = Octets.at(data, from + i) == octets[i];
    }
    return same;
  }
}
