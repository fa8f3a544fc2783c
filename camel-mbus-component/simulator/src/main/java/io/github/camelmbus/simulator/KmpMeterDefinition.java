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
 * @param registers of the meter, without 1001.
 * @param faults at most one of each kind.
 */
public record KmpMeterDefinition(
    long serialNumber,
    KmpAnswer.Type type,
    Timing timing,
    List<RegisterModel> registers,
    Logs logs,
    List<Fault> faults) {
  private static final long MAX_SERIAL_NUMBER = 0xFFFF_FFFFL;
  private static final int MIN_ANSWER = 64;
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

  /**
   * How fast it answers.
   *
   * @param responseDelay from the last bit of a request to the first bit of the answer. A meter
   *     takes up to 1.6 s.
   * @param wakeUpDelay how much longer that is for a meter that sleeps: 1.6 s after the first octet
   *     of its last answer.
   * @param longestGap between two octets of a request; a request with a longer one is lost.
   */
  public record Timing(Duration responseDelay, Duration wakeUpDelay, Duration longestGap) {
    /** 200 ms, 400 ms more from sleep, gaps of 27 ms. */
    public static final Timing USUAL =
        new Timing(Duration.ofMillis(200), Duration.ofMillis(400), Duration.ofMillis(27));

    /**
     * @throws IllegalArgumentException if one is negative.
     */
    public Timing {
      requireNotNegative("responseDelay", responseDelay);
      requireNotNegative("wakeUpDelay", wakeUpDelay);
      requireNotNegative("longestGap", longestGap);
    }

    private static void requireNotNegative(String name, Duration duration) {
      if (duration.isNegative()) {
        throw new IllegalArgumentException(name + " is not negative, so not " + duration);
      }
    }
  }

  /**
   * The logs of a meter.
   *
   * @param own those of the meter itself, at most one of each type.
   * @param module those of a logger module on its top; without any there is no module.
   * @param longestAnswer the most octets of an answer with entries of an own log, before stuffing;
   *     a longer answer is cut.
   */
  record Logs(List<LogModel> own, List<ModuleLogModel> module, int longestAnswer) {
    static final int USUAL_LONGEST_ANSWER = 250;

    static final Logs NONE = new Logs(List.of(), List.of(), USUAL_LONGEST_ANSWER);

    Logs {
      own = List.copyOf(own);
      module = List.copyOf(module);
      if (longestAnswer < MIN_ANSWER) {
        throw new IllegalArgumentException(
            "longestAnswer is at least %d octets, not %d".formatted(MIN_ANSWER, longestAnswer));
      }
    }
  }

  /**
   * @throws IllegalArgumentException if one is out of its range, or a KMP meter cannot have a
   *     fault.
   */
  public KmpMeterDefinition {
    if (serialNumber < 0 || serialNumber > MAX_SERIAL_NUMBER) {
      throw new IllegalArgumentException(
          "a serial number is 0 to %d, not %d".formatted(MAX_SERIAL_NUMBER, serialNumber));
    }
    registers = List.copyOf(registers);
    faults = List.copyOf(faults);
    for (Fault fault : faults) {
      if (!POSSIBLE.contains(fault.getClass())) {
        throw new IllegalArgumentException(
            fault.getClass().getSimpleName() + " is no fault of a meter with protocol kmp");
      }
    }
  }

  /** The same meter with more or less room for answers with entries of its own logs. */
  public KmpMeterDefinition withLongestAnswer(int octets) {
    Logs cut = new Logs(logs.own(), logs.module(), octets);
    return new KmpMeterDefinition(serialNumber, type, timing, registers, cut, faults);
  }

  /** The same meter with other faults. */
  public KmpMeterDefinition withFaults(Fault... all) {
    return new KmpMeterDefinition(serialNumber, type, timing, registers, logs, List.of(all));
  }
}
