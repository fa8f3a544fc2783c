package io.github.camelmbus.simulator;

import io.github.camelmbus.kmp.KmpAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * A meter under an optical head that speaks the Kamstrup Meter Protocol.
 *
 * @param serialNumber 0..4294967295; also the value of register 1001.
 * @param type what it answers to GetType.
 * @param responseDelay from the last bit of a request to the first bit of the answer. A meter takes
 *     up to 1.6 s.
 * @param wakeUpDelay how much longer that is for a meter that sleeps: 1.6 s after the first octet
 *     of its last answer.
 * @param longestGap between two octets of a request; a request with a longer one is lost.
 * @param registers in the order in which they are looked for.
 * @param logs at most one of each type.
 * @param longestAnswer octets of an answer to a request for a log, before they are stuffed; what
 *     would be longer is cut.
 * @param faults at most one of each kind.
 */
public record KmpMeterDefinition(
    long serialNumber,
    KmpAnswer.Type type,
    Duration responseDelay,
    Duration wakeUpDelay,
    Duration longestGap,
    List<RegisterModel> registers,
    List<LogModel> logs,
    int longestAnswer,
    List<Fault> faults) {
  private static final int MIN_ANSWER = 64;
  private static final long MAX_SERIAL_NUMBER = 0xFFFF_FFFFL;
  private static final Set<Class<? extends Fault>> POSSIBLE =
      Set.of(
          Fault.Mute.class,
          Fault.SleepsUntilButton.class,
          Fault.ZeroAround.class,
          Fault.SlowOctets.class,
          Fault.Slow.class,
          Fault.Late.class,
          Fault.Noise.class,
          Fault.DropOctets.class,
          Fault.Truncate.class,
          Fault.Checksum.class,
          Fault.Gap.class,
          Fault.Vanish.class);

  static final int USUAL_LONGEST_ANSWER = 250;
  static final Duration USUAL_DELAY = Duration.ofMillis(200);
  static final Duration USUAL_WAKE_UP = Duration.ofMillis(400);
  static final Duration USUAL_GAP = Duration.ofMillis(27);

  /**
   * @throws IllegalArgumentException if one is out of its range, or a fault is none of such meters.
   */
  public KmpMeterDefinition {
    if (serialNumber < 0 || serialNumber > MAX_SERIAL_NUMBER) {
      throw new IllegalArgumentException(
          "a serial number is 0 to %d, not %d".formatted(MAX_SERIAL_NUMBER, serialNumber));
    }
    requireNotNegative("responseDelay", responseDelay);
    requireNotNegative("wakeUpDelay", wakeUpDelay);
    requireNotNegative("longestGap", longestGap);
    if (longestAnswer < MIN_ANSWER) {
      throw new IllegalArgumentException(
          "longestAnswer is at least %d octets, not %d".formatted(MIN_ANSWER, longestAnswer));
    }
    registers = List.copyOf(registers);
    logs = List.copyOf(logs);
    faults = List.copyOf(faults);
    for (Fault fault : faults) {
      if (!POSSIBLE.contains(fault.getClass())) {
        throw new IllegalArgumentException(
            fault.getClass().getSimpleName() + " is no fault of a meter with protocol kmp");
      }
    }
  }

  private static void requireNotNegative(String name, Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException(name + " is not negative, so not " + duration);
    }
  }

  /** The same meter with other faults. */
  public KmpMeterDefinition withFaults(Fault... all) {
    return new KmpMeterDefinition(
        serialNumber,
        type,
        responseDelay,
        wakeUpDelay,
        longestGap,
        registers,
        logs,
        longestAnswer,
        List.of(all));
  }
}
