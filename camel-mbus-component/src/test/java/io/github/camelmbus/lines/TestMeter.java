package io.github.camelmbus.lines;

import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.simulator.Fault;
import io.github.camelmbus.simulator.MeterDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * A meter whose telegrams show which meter, and which telegram of it, they come from.
 *
 * <pre>
 *   68 L L 68
 *   08 A 72                     RSP_UD, variable data with long header
 *   .. .. .. .. .. .. .. ..     secondary address
 *   NN 00 00 00                 access number, status, configuration
 *   07 13 .. .. .. .. .. .. .. ..   64 bit, volume: computed from the secondary address and the index
 *   04 05 .. .. .. ..           32 bit, energy: the same, as often as makes the length
 *   1F                          more records follow
 *   CS 16
 * </pre>
 *
 * @param address 16 digits.
 * @param primary 0..250.
 * @param delay response delay.
 * @param telegrams how many telegrams a readout has.
 * @param records energy records in each telegram.
 * @param values how the values are computed.
 * @param faults what is wrong with it.
 */
record TestMeter(
    String address,
    int primary,
    Duration delay,
    int telegrams,
    int records,
    Values values,
    List<Fault> faults) {
  private static final int ADDRESS_OFFSET = 7;
  private static final int RECORDS_OFFSET = 19;

  /** How the values of a meter come from its address. */
  enum Values {
    /** Neighbours show values that differ in a few bits. */
    NEAR,
    /** Values of neighbours have nothing to do with each other. */
    FAR
  }

  MeterDefinition definition() {
    String[] hex = new String[telegrams];
    for (int i = 0; i < telegrams; i++) {
      hex[i] = HexFormat.of().formatHex(frame(i));
    }
    return MeterDefinition.of(address, hex)
        .withPrimaryAddress(primary)
        .withResponseDelay(delay)
        .withFaults(faults.toArray(Fault[]::new));
  }

  TestMeter withFaults(List<Fault> others) {
    return new TestMeter(address, primary, delay, telegrams, records, values, others);
  }

  TestMeter simple() {
    return new TestMeter(address, primary, Duration.ofMillis(20), 1, 0, values, faults);
  }

  boolean has(Class<? extends Fault> kind) {
    return faults.stream().anyMatch(kind::isInstance);
  }

  /** How long it thinks before each answer. */
  Duration thinks() {
    Duration slow =
        faults.stream()
            .filter(Fault.Slow.class::isInstance)
            .map(fault -> ((Fault.Slow) fault).extra())
            .findFirst()
            .orElse(Duration.ZERO);
    return delay.plus(slow);
  }

  /** Octets of its first telegram. */
  int octets() {
    return frame(0).length;
  }

  /** What its pauses add to a telegram at most. */
  Duration pauses() {
    Duration all = Duration.ZERO;
    for (Fault fault : faults) {
      if (fault instanceof Fault.Gap gap) {
        all = all.plus(gap.pause());
      } else if (fault instanceof Fault.SlowOctets slow) {
        all = all.plus(slow.every().multipliedBy(octets()));
      }
    }
    return all;
  }

  /** Whether it sends telegrams at all, and acknowledges no selection of another meter. */
  boolean answers() {
    return !has(Fault.Mute.class);
  }

  boolean isGhost() {
    return has(Fault.AckAnySelect.class);
  }

  /** The secondary address in the header of a telegram. */
  static String sender(byte[] telegram) {
    return SecondaryAddress.decode(telegram, ADDRESS_OFFSET).toString();
  }

  /** Which telegram of this meter it is; -1 if it shows something that this meter does not. */
  int indexOf(byte[] telegram) {
    for (int i = 0; i < telegrams; i++) {
      byte[] own = frame(i);
      boolean same =
          own.length == telegram.length
              && sender(telegram).equals(address)
              && Arrays.equals(
                  own, RECORDS_OFFSET, own.length - 2, telegram, RECORDS_OFFSET, own.length - 2);
      if (same) {
        return i;
      }
    }
    return -1;
  }

  private byte[] frame(int index) {
    boolean more = index < telegrams - 1;
    int length = 3 + 12 + 10 + 6 * records + (more ? 1 : 0);
    byte[] frame = new byte[length + 6];
    frame[0] = frame[3] = 0x68;
    frame[1] = frame[2] = (byte) length;
    frame[4] = 0x08;
    frame[6] = 0x72;
    int at = RECORDS_OFFSET;
    frame[at++] = 0x07;
    frame[at++] = 0x13;
    at = put(frame, at, value(index), 8);
    for (int i = 1; i <= records; i++) {
      frame[at++] = 0x04;
      frame[at++] = 0x05;
      at = put(frame, at, value(index) >>> 3, 4);
    }
    if (more) {
      frame[at] = 0x1F;
    }
    int checksum = 0;
    for (int i = 4; i < frame.length - 2; i++) {
      checksum += frame[i];
    }
    frame[frame.length - 2] = (byte) checksum;
    frame[frame.length - 1] = 0x16;
    return frame;
  }

  private static int put(byte[] frame, int at, long value, int octets) {
    for (int i = 0; i < octets; i++) {
      frame[at + i] = (byte) (value >>> (8 * i));
    }
    return at + octets;
  }

  private long value(int index) {
    long number = Long.parseLong(address.substring(0, 8)) * 64 + 8L * typeNumber() + index;
    return values == Values.NEAR
        ? number
        : (number * 0x9E3779B97F4A7C15L ^ number >>> 29) & Long.MAX_VALUE;
  }

  private int typeNumber() {
    return Integer.parseInt(address.substring(15), 16) % 8;
  }

  @Override
  public String toString() {
    List<String> words = new ArrayList<>();
    words.add(address + " at " + primary);
    words.add(delay.toMillis() + " ms");
    words.add(telegrams + " telegram(s) of " + frame(telegrams - 1).length + " octets");
    words.add(values.name());
    faults.forEach(fault -> words.add(fault.toString()));
    return String.join(", ", words);
  }
}
