package io.github.camelmbus.simulator;

import io.github.camelmbus.application.Manufacturer;
import java.time.Duration;

/** What is wrong with a meter. A meter has at most one fault of each kind. */
public sealed interface Fault {

  /** A fault that shows by chance rather than always. */
  sealed interface ByChance extends Fault {
    Chance chance();
  }

  /** A fault that only a meter under an optical head has. */
  sealed interface UnderHead extends Fault {}

  /** Acknowledges, but never answers REQ_UD2; with protocol KMP it never answers. */
  record Mute() implements Fault {}

  /**
   * Acknowledges selections of other meters, and is then selected.
   *
   * @param mask the ids it acknowledges: 8 digits, F stands for any.
   */
  record AckAnySelect(String mask) implements Fault {
    public AckAnySelect {
      mask = MeterDefinition.requireId("mask", mask);
    }
  }

  /**
   * Acknowledges a selection if at least one digit of the id equals its own at that place, and is
   * then selected. Manufacturer, version and device type have to fit.
   *
   * @param wildcards whether a digit F of the selection counts as equal.
   */
  record AckIfAnyDigitFits(boolean wildcards) implements Fault {}

  /**
   * Has another primary address in the A field of its answers than in that of the request.
   *
   * @param address 0 to 255.
   */
  record OtherAddress(int address) implements Fault {
    public OtherAddress {
      if (address < 0 || address > 0xFF) {
        throw new IllegalArgumentException("an A field is 0 to 255, not " + address);
      }
    }
  }

  /**
   * Sends another manufacturer in the header of its telegrams (CI 72h and 76h) than the one that
   * selects it.
   *
   * @param manufacturer three letters.
   */
  record OtherManufacturer(String manufacturer) implements Fault {
    public OtherManufacturer {
      Manufacturer.of(manufacturer);
    }

    int code() {
      return Manufacturer.of(manufacturer).code();
    }
  }

  /**
   * Sends a single octet 00h directly before or after each answer, acknowledges included.
   *
   * @param where before the answer, at the time at which the answer is due; after it; or both.
   */
  record ZeroAround(Where where) implements Fault {
    /** Where the octet is. */
    public enum Where {
      BEFORE,
      AFTER,
      BOTH
    }
  }

  /**
   * Sends the octets of an answer with a pause after each.
   *
   * @param every time from one start bit to the next; no effect if shorter than an octet.
   */
  record SlowOctets(Duration every) implements Fault {}

  /** Answers later than its response delay, always. */
  record Slow(Duration extra) implements Fault {}

  /** Answers by chance so late that the master no longer waits. */
  record Late(Duration extra, Chance chance) implements ByChance {}

  /**
   * Sleeps after a time without octets; the telegram that wakes it is lost.
   *
   * @param after silence after which it sleeps.
   */
  record Sleepy(Duration after) implements Fault {}

  /**
   * Receives nothing until octets 55h at 8N1 and a pause of 33 bit after them wake it, as an M-Bus
   * meter under an optical head does.
   *
   * @param length of the octets 55h, of 10 bit each. Masters send 2.2 s; those that cannot switch
   *     off the parity count 11 bit each, so it should be no more than 2 s.
   * @param awakeFor how long it then receives, and again after each of its answers.
   */
  record OpticalWakeUp(Duration length, Duration awakeFor) implements UnderHead {}

  /**
   * Receives nothing until a button is pressed, and falls asleep again some time after that.
   *
   * @param awakeFor how long it receives after a press; the first press is at the start of the
   *     line.
   * @param asleepFor how long it is then asleep until the button is pressed again.
   */
  record SleepsUntilButton(Duration awakeFor, Duration asleepFor) implements UnderHead {
    public SleepsUntilButton {
      if (awakeFor.isNegative() || asleepFor.isNegative() || awakeFor.plus(asleepFor).isZero()) {
        throw new IllegalArgumentException(
            "awakeFor and asleepFor are 0 or longer, and not both 0, not %s and %s"
                .formatted(awakeFor, asleepFor));
      }
    }

    boolean sleepsAt(long nanos) {
      return nanos % awakeFor.plus(asleepFor).toNanos() >= awakeFor.toNanos();
    }
  }

  /**
   * Expects FCB = 1 after SND_NKE and after a selection, and takes FCB = 0 for a repetition: a
   * REQ_UD2 stays unanswered, a SND_UD is acknowledged and not carried out.
   */
  record StrictFcb() implements Fault {}

  /** Ignores the FCB: answers always with its first telegram and the same access number. */
  record IgnoresFcb() implements Fault {}

  /** A stray octet shows up in front of an answer. */
  record Noise(Chance chance) implements ByChance {}

  /** Octets of an answer are lost; the chance is that of each octet. */
  record DropOctets(Chance chance) implements ByChance {}

  /** The second half of an answer is missing. */
  record Truncate(Chance chance) implements ByChance {}

  /** The checksum of an answer is wrong. */
  record Checksum(Chance chance) implements ByChance {}

  /** Pauses in the middle of an answer. */
  record Gap(Duration pause, Chance chance) implements ByChance {}

  /**
   * Stops in the middle of an answer, and is then dead for some time.
   *
   * @param deadFor how long it receives nothing.
   */
  record Vanish(Duration deadFor, Chance chance) implements ByChance {}

  /** Ends every telegram with DIF 1Fh: more records follow. */
  record Endless() implements Fault {}

  /** Does not answer REQ_UD1. */
  record NoAlarms() implements Fault {}

  /** Does not acknowledge SND_NKE. */
  record NoNkeAck() implements Fault {}

  /**
   * Carries out no command, and reports that.
   *
   * @param way how it reports that.
   * @param code the error code: of an application error (EN 13757-3, clause 10), or below 20h of a
   *     record error.
   */
  record RefusesWrites(Way way, int code) implements Fault {
    /** How a meter reports that it refused a write. */
    public enum Way {
      /** A2h in place of the acknowledge. */
      NACK,
      /** CI 70h in the answer to the next REQ_UD2. */
      ERROR,
      /** Status bits "any application error" in its telegrams. */
      STATUS,
      /** Its telegrams contain the record that it refused, with the error after its VIF. */
      RECORD
    }

    public RefusesWrites {
      int last = way == Way.RECORD ? 0x1F : 0xFF;
      if (code < 0 || code > last) {
        throw new IllegalArgumentException("an error code is 0 to " + last + ", not " + code);
      }
    }
  }

  /** Acknowledges commands, and does nothing. */
  record IgnoresWrites() implements Fault {}

  /** The acknowledge of a command is lost; the command is carried out. */
  record LoseAck(Chance chance) implements ByChance {}

  /**
   * Loses power right after it has acknowledged a command, which is carried out.
   *
   * @param deadFor how long it receives nothing.
   */
  record PowerLoss(Duration deadFor, Chance chance) implements ByChance {}

  /** Receives at other baud rates than its first one, but its replies at those are lost. */
  record UnheardAtOtherRates() implements Fault {}

  /**
   * Answers REQ_UD2 with an application error (CI 70h).
   *
   * @param code the error code, 0..255 (EN 13757-3, application errors).
   */
  record Refuses(int code) implements Fault {
    public Refuses {
      if (code < 0 || code > 0xFF) {
        throw new IllegalArgumentException("an error code is 0 to 255, not " + code);
      }
    }
  }
}
