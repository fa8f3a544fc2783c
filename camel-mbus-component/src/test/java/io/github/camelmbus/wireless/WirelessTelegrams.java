package io.github.camelmbus.wireless;

import java.util.HexFormat;

/**
 * Telegrams of a meter that does not exist, worked out without the code under test. The checksums
 * are the remainders of a long division, in Python:
 *
 * <pre>
 *   def crc(octets):
 *     n = int.from_bytes(octets, 'big') &lt;&lt; 16
 *     for i in range(n.bit_length() - 1, 15, -1):
 *       if n >> i &amp; 1: n ^= 0x13D65 &lt;&lt; (i - 16)
 *     return n ^ 0xFFFF
 * </pre>
 *
 * The extended link layer is encrypted by openssl; its payload is PLCRC C997, the checksum of the
 * rest with its low octet first, and {@link #NO_HEADER}:
 *
 * <pre>
 *   printf C997780C06452301000A5A2304 | xxd -r -p | openssl enc -aes-128-ctr -nopad
 *     -K 000102030405060708090A0B0C0D0E0F -iv 24237856341228042010000020000000 | xxd -p
 * </pre>
 */
public final class WirelessTelegrams {
  public static final String KEY = "000102030405060708090A0B0C0D0E0F";

  /** C: SND_NR; M: HYD; A: 12345678, version 28h, heat. */
  private static final String LINK = "44" + "2423" + "78563412" + "28" + "04";

  /** Energy 12345 kWh, flow temperature 42.3 Cel. */
  private static final String RECORDS = "0C0645230100" + "0A5A2304";

  private static final String NO_HEADER = "78" + RECORDS;

  /** CI 7A, access number 2A, status 0, not encrypted. */
  private static final String SHORT_HEADER = "7A" + "2A" + "00" + "0000" + RECORDS;

  /** L = 9 of the link layer + 15. */
  public static final String WITHOUT_CRC = "18" + LINK + SHORT_HEADER;

  public static final String FORMAT_A = "18" + LINK + "1028" + SHORT_HEADER + "4E6B";

  /** L counts the checksum. */
  public static final String FORMAT_B = "1A" + LINK + SHORT_HEADER + "63E9";

  /** 20 times the energy; L = 8Ah, 9 checksums. */
  static final String LONG_FORMAT_A =
      "8A"
          + LINK
          + "DF52"
          + "7A2A0000000C06452301000C06452301"
          + "D9C8"
          + "000C06452301000C06452301000C0645"
          + "E536"
          + "2301000C06452301000C06452301000C"
          + "FA77"
          + "06452301000C06452301000C06452301"
          + "18AB"
          + "000C06452301000C06452301000C0645"
          + "E536"
          + "2301000C06452301000C06452301000C"
          + "FA77"
          + "06452301000C06452301000C06452301"
          + "18AB"
          + "000C06452301000C06452301000A5A23"
          + "60E9"
          + "04"
          + "0A6B";

  /** The same; L = 8Eh, a checksum behind 126 octets and one at the end. */
  static final String LONG_FORMAT_B =
      "8E"
          + LINK
          + "7A2A000000"
          + "0C0645230100".repeat(18)
          + "0C0645"
          + "D878"
          + "230100"
          + "0C0645230100"
          + "0A5A2304"
          + "478A";

  /** Configuration 0510h: mode 5, one block, that of {@code DecryptionTest}. */
  public static final String MODE_5 =
      "1E" + LINK + "7A" + "2A" + "00" + "1005" + "82E9C74DACF4CD7681ECCC267F5FC911";

  /**
   * Behind an authentication layer (CI 90) with message counter 01020304h and no MAC; configuration
   * 0710h: mode 7, one block, that of {@code DecryptionTest}.
   */
  public static final String MODE_7 =
      "28"
          + LINK
          + "90"
          + "07"
          + "0028"
          + "20"
          + "04030201"
          + "7A"
          + "2A"
          + "00"
          + "1007"
          + "10"
          + "0E915EDDF24E59DBD63C255734DC0E42";

  /** As {@link #MODE_5}, handed over by a receiver that has decrypted it. */
  public static final String MODE_5_DECRYPTED =
      "1E" + LINK + "7A" + "2A" + "00" + "1005" + "2F2F0C06452301000A5A23042F2F2F2F";

  /** As {@link #MODE_7}, handed over by a receiver that has decrypted it. */
  public static final String MODE_7_DECRYPTED =
      "28"
          + LINK
          + "90"
          + "07"
          + "0028"
          + "20"
          + "04030201"
          + "7A"
          + "2A"
          + "00"
          + "1007"
          + "10"
          + "2F2F0C06452301000A5A23042F2F2F2F";

  /** A radio module, 99999999 of type 37h, in front of the meter: its address is in the header. */
  public static final String OF_A_RADIO_MODULE =
      "26"
          + "44"
          + "2423"
          + "99999999"
          + "28"
          + "37"
          + "72"
          + "78563412"
          + "2423"
          + "28"
          + "04"
          + "2A"
          + "00"
          + "1005"
          + "82E9C74DACF4CD7681ECCC267F5FC911";

  /** CI 8C, CC 20, access number 1. */
  static final String LAYER_I = "1B" + LINK + "8C" + "20" + "01" + SHORT_HEADER;

  /** Session number 20000010h: AES-CTR. */
  public static final String LAYER_II =
      "1D" + LINK + "8D" + "20" + "01" + "10000020" + "EC1CB81744B63438F78F0CB274";

  /** As a receiver hands it over that has decrypted it. */
  static final String LAYER_II_DECRYPTED =
      "1D" + LINK + "8D" + "20" + "01" + "10000020" + "C997" + NO_HEADER;

  /** Session number 00000010h: clear. */
  static final String LAYER_II_CLEAR =
      "1D" + LINK + "8D" + "20" + "01" + "10000000" + "C997" + NO_HEADER;

  /** Session number 40000010h: an encryption that is not assigned. */
  static final String LAYER_II_UNKNOWN =
      "1D" + LINK + "8D" + "20" + "01" + "10000040" + "EC1CB81744B63438F78F0CB274";

  /** For the device HYD 11111111, version 1, type 31h. */
  static final String LAYER_III =
      "23" + LINK + "8E" + "20" + "01" + "2423" + "11111111" + "01" + "31" + SHORT_HEADER;

  /** As II, for the same device, repeated: CC 32. */
  static final String LAYER_IV =
      "25"
          + LINK
          + "8F"
          + "32"
          + "01"
          + "2423"
          + "11111111"
          + "01"
          + "31"
          + "10000020"
          + "EC1CB81744B63438F78F0CB274";

  private WirelessTelegrams() {}

  static byte[] octets(String telegram) {
    return HexFormat.of().parseHex(telegram);
  }
}
