package io.github.camelmbus.reading;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Telegrams of a heat meter that does not exist, derived by hand from EN 13757-2 and -3. CS is the
 * sum of the octets from the C field on, modulo 256.
 */
public final class Telegrams {
  private static final String RSP_UD = "08";
  private static final String PRIMARY_5 = "05";
  private static final String LONG_HEADER_CI = "72";

  /** Number 12345678, HYD (2324h), version 28h, heat. */
  private static final String METER = "78563412" + "2423" + "28" + "04";

  /** DIF 0C = 8 digit BCD, VIF 06 = energy in kWh, 12345: 12345000 W.h. */
  private static final String ENERGY = "0C06" + "45230100";

  /** DIF 0A = 4 digit BCD, VIF 5A = flow temperature in 0.1 Cel, 423: 42.3 Cel. */
  private static final String FLOW_TEMPERATURE = "0A5A" + "2304";

  /** Energy and flow temperature; DIF 1F = more records follow. */
  public static final String FIRST_OF_TWO =
      "681A1A68"
          + RSP_UD
          + PRIMARY_5
          + LONG_HEADER_CI
          + METER
          + "2A" // access number
          + "00" // status
          + "0000" // configuration
          + ENERGY
          + FLOW_TEMPERATURE
          + "1F"
          + "55"
          + "16";

  /** Energy at storage 1 (DIF 4C): 1000 kWh; energy once more: 12346 kWh. */
  public static final String SECOND_OF_TWO =
      "681B1B68"
          + RSP_UD
          + PRIMARY_5
          + LONG_HEADER_CI
          + METER
          + "2B"
          + "00"
          + "0000"
          + "4C06"
          + "00100000"
          + "0C06"
          + "46230100"
          + "0F"
          + "16";

  /** As the second of two, but of number 12345679. */
  public static final String OF_ANOTHER_METER =
      "68151568"
          + RSP_UD
          + PRIMARY_5
          + LONG_HEADER_CI
          + "79563412"
          + "2423"
          + "28"
          + "04"
          + "2B"
          + "00"
          + "0000"
          + "4C06"
          + "00100000"
          + "94"
          + "16";

  public static final String ENERGY_ONLY =
      "68151568"
          + RSP_UD
          + PRIMARY_5
          + LONG_HEADER_CI
          + METER
          + "2A"
          + "00"
          + "0000"
          + ENERGY
          + "AB"
          + "16";

  /** DIF 0F = manufacturer specific data C0 FE. */
  public static final String MANUFACTURER_DATA =
      "68121268"
          + RSP_UD
          + PRIMARY_5
          + LONG_HEADER_CI
          + METER
          + "2A"
          + "00"
          + "0000"
          + "0F"
          + "C0FE"
          + "FD"
          + "16";

  /** Configuration 0510h: mode 5, one block. */
  public static final String ENCRYPTED =
      "681F1F68"
          + RSP_UD
          + PRIMARY_5
          + LONG_HEADER_CI
          + METER
          + "2A"
          + "00"
          + "1005"
          + "000102030405060708090A0B0C0D0E0F"
          + "BD"
          + "16";

  /** Energy and flow temperature; worked out in DecryptionTest. */
  public static final String ENCRYPTED_RECORDS =
      "681F1F68"
          + RSP_UD
          + PRIMARY_5
          + LONG_HEADER_CI
          + METER
          + "2A"
          + "00"
          + "1005"
          + "82E9C74DACF4CD7681ECCC267F5FC911"
          + "BE"
          + "16";

  /** CI 7A, access number 2A, status 04 = power low. */
  public static final String SHORT_HEADER =
      "680B0B68"
          + RSP_UD
          + PRIMARY_5
          + "7A"
          + "2A"
          + "04"
          + "0000"
          + FLOW_TEMPERATURE
          + "40"
          + "16";

  public static final String NO_HEADER =
      "68070768" + RSP_UD + PRIMARY_5 + "78" + FLOW_TEMPERATURE + "10" + "16";

  /**
   * CI 73: number 12345678, access number 0A, status 06 = stored at a fixed date and power low; E9
   * 7E = water, litres, and the same unit but historic; BCD 1 and 135.
   */
  public static final String FIXED_DATA =
      "68131368"
          + RSP_UD
          + PRIMARY_5
          + "73"
          + "78563412"
          + "0A"
          + "06"
          + "E97E"
          + "01000000"
          + "35010000"
          + "42"
          + "16";

  /** CI 71: bit 2. */
  public static final String ALARM = "68040468" + RSP_UD + PRIMARY_5 + "71" + "04" + "82" + "16";

  public static final String BUSY = "68040468" + RSP_UD + PRIMARY_5 + "70" + "08" + "85" + "16";

  public static final String MANUFACTURER_CI =
      "68050568" + RSP_UD + PRIMARY_5 + "B7" + "0102" + "C7" + "16";

  /** CI 72 with 6 of the 12 octets of its header. */
  public static final String HALF_A_HEADER =
      "68090968" + RSP_UD + PRIMARY_5 + LONG_HEADER_CI + "785634122423" + "DA" + "16";

  private Telegrams() {}

  public static byte[] octets(String telegram) {
    return HexFormat.of().parseHex(telegram);
  }

  public static List<byte[]> all(String... telegrams) {
    return Arrays.stream(telegrams).map(Telegrams::octets).toList();
  }
}
