package io.github.camelmbus.search;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.frame.PrimaryAddress;
import io.github.camelmbus.link.Damage;
import io.github.camelmbus.link.Reply;
import io.github.camelmbus.master.BusSession;
import io.github.camelmbus.master.BusSession.Patience;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One probe of a {@link BusProbe}: what is common to masks and primary addresses. Confined to the
 * bus thread.
 */
abstract class ProbeTransaction {
  /** As EN 13757-2, 5.7.9 has it. */
  static final int TRIES = 3;

  /** So often two meters are not in step, and their checksum is not good by chance. */
  private static final int MAX_READS = 4;

  /** How often a meter is asked alone before octets around its telegram are of another one. */
  private static final int LOOKS = 4;

  /** How long a gateway with jitter may keep a stray octet after a telegram. */
  private static final Duration LATEST_STRAY = Duration.ofMillis(500);

  final BusProbe probe;
  final BusSession session;
  final Effort effort;

  ProbeTransaction(BusProbe probe, BusSession session, Effort effort) {
    this.probe = probe;
    this.session = session;
    this.effort = effort;
    session.probe(effort.isPatient() ? Patience.LONG : Patience.USUAL);
  }

  /** Asks for a telegram. */
  abstract Reply request();

  /** Addresses the meters again in another way; false if that fails. */
  abstract boolean reset();

  /** Whether to believe at once that an answer is a collision. */
  abstract boolean collisionIsLikely();

  /**
   * Whether all meters of the line are asked: what a single answer shows ends the search, and no
   * other telegram is there to compare it with, so it is read three times.
   */
  abstract boolean asksAll();

  /**
   * Whether a good telegram that comes after damaged ones must come again: two meters of one id
   * leave such ones until a checksum is good by chance.
   */
  abstract boolean repeatsAfterDamage();

  /** What it is that answers twice the same, with another address than was asked. */
  Outcome ofOtherSender(Reply.Mismatch mismatch) {
    return new Outcome.Mismatch(mismatch.sender());
  }

  /**
   * Whether its sender answers everything, so that it is neither late nor the one that is asked.
   */
  boolean isExpected(Reply.Mismatch mismatch) {
    return false;
  }

  /** How often a damaged telegram is asked for. */
  abstract int tries();

  /** Reads what has acknowledged. */
  Outcome read() {
    return read(new Outcome.Mute());
  }

  /**
   * Reads what may be there.
   *
   * @param ifSilent what it is where no telegram comes.
   */
  Outcome read(Outcome ifSilent) {
    return read(ifSilent, false);
  }

  /**
   * Reads where an acknowledge has come with a telegram. It may be late, or of a second meter.
   *
   * @param ifSilent what it is where no telegram comes again.
   */
  Outcome readAgain(Outcome ifSilent) {
    return read(ifSilent, true);
  }

  private Outcome read(Outcome ifSilent, boolean acknowledgedBefore) {
    int silent = 0;
    int damaged = 0;
    SecondaryAddress claimed = null;
    Reply.Mismatch other = null;
    int repeats = 0;
    boolean acknowledgedTwice = acknowledgedBefore;
    while (silent + damaged < TRIES && damaged < tries()) {
      Reply reply = requestOfOne();
      if (reply instanceof Reply.Answer answer && answer.isTelegram()) {
        return telegram(answer, acknowledgedTwice || damaged > 0 && repeatsAfterDamage());
      } else if (reply instanceof Reply.Mismatch mismatch && isExpected(mismatch)) {
        session.acceptAnswer(PrimaryAddress.NETWORK_LAYER);
        return new Outcome.Mismatch(mismatch.sender());
      } else if (reply instanceof Reply.Mismatch mismatch) {
        boolean same = other != null && other.sender().equals(mismatch.sender());
        repeats += same ? 1 : 0;
        if (repeats > (damaged == 0 ? 0 : 1)) {
          return ofOtherSender(mismatch);
        }
        // One that was selected before may have missed the selection.
        if (other != null && !same || !reset()) {
          return new Outcome.Mismatch(mismatch.sender());
        }
        other = mismatch;
      } else if (reply instanceof Reply.Garbled garbled) {
        if (garbled.several() && collisionIsLikely()) {
          return new Outcome.Several();
        }
        damaged++;
        claimed = garbled.claimedAddress();
      } else {
        silent++;
        acknowledgedTwice |= reply instanceof Reply.Answer;
        // It may have lost its selection, or take FCB 1 for a repeat of something.
        if (silent == TRIES - 1 && (effort != Effort.THOROUGH || !reset())) {
          break;
        }
      }
    }
    return damaged == 0 ? ifSilent : new Outcome.Damaged(claimed);
  }

  /** Whether all that is asked has one address, so that one meter is usual. */
  abstract boolean asksForOne();

  /** Asks for a telegram; octets around it that come of its meter do not count. */
  private Reply requestOfOne() {
    Reply reply = request();
    if (reply instanceof Reply.Garbled garbled && garbled.several() && collisionIsLikely()) {
      Reply.Answer telegram = garbled.telegram();
      return telegram != null && areItsOwn(garbled, telegram) ? telegram : reply;
    }
    return reply;
  }

  /**
   * Whether the octets around a telegram show no other meter: as many come with the telegrams of
   * this one when no other is asked.
   */
  private boolean areItsOwn(Reply.Garbled garbled, Reply.Answer telegram) {
    SecondaryAddress meter = telegram.secondaryAddress();
    if (meter == null || !meter.isExact()) {
      return false;
    }
    int around = garbled.octets().length() - telegram.octets().length;
    Long known = probe.strayOctets.get(meter);
    boolean own = known != null && around <= known;
    if (own || known != null && !asksForOne()) {
      return own;
    }
    long alone = strayOctetsOf(meter);
    // What is said of one address is said after more than one look.
    for (int look = 1; asksForOne() && look < LOOKS && around > alone; look++) {
      alone = Math.max(alone, strayOctetsOf(meter));
    }
    probe.strayOctets.merge(meter, alone, Math::max);
    // What is asked for is not selected any more.
    boolean addressed = asksForOne() || reset();
    return addressed && around <= alone;
  }

  /** How many octets at most come before or after what a meter sends when no other is asked. */
  private long strayOctetsOf(SecondaryAddress meter) {
    long before = session.profile().octetsHeard();
    session.select(meter, null, false, false);
    long selected = session.profile().octetsHeard();
    Reply.Answer telegram = telegramIn(session.reqUd2(PrimaryAddress.NETWORK_LAYER, meter));
    session.listen(LATEST_STRAY);
    if (telegram == null) {
      return 0;
    }
    long withTelegram = session.profile().octetsHeard() - selected - telegram.octets().length;
    return Math.max(selected - before - 1, withTelegram);
  }

  private static Reply.@Nullable Answer telegramIn(Reply reply) {
    if (reply instanceof Reply.Garbled garbled) {
      return garbled.telegram();
    }
    return reply instanceof Reply.Answer answer && answer.isTelegram() ? answer : null;
  }

  /** The outcome of the first telegram that came. */
  Outcome telegram(Reply.Answer answer) {
    return telegram(answer, false);
  }

  /**
   * The outcome of the first telegram that came, where others may answer in step with its meter.
   */
  Outcome proven(Reply.Answer first) {
    return proven(first, false);
  }

  private Outcome telegram(Reply.Answer answer, boolean afterDamage) {
    return collisionIsLikely() ? proven(answer, afterDamage) : one(answer);
  }

  /**
   * Reads again for as long as the telegrams may be those of two meters in step.
   *
   * @param afterDamage whether telegrams before it were damaged, or an acknowledge came instead of
   *     one. Two meters leave such ones until a checksum is good by chance, so a good one must come
   *     again; an acknowledge may only be late.
   */
  private Outcome proven(Reply.Answer first, boolean afterDamage) {
    boolean damaged = false;
    int failures = 0;
    int earlier = 0;
    int wanted = asksAll() || afterDamage ? 2 : 0;
    boolean proven = wanted == 0 && !isInDoubt(first, earlier);
    for (int reads = 1; reads < MAX_READS && !proven; reads++) {
      Reply again = requestOfOne();
      if (again instanceof Reply.Answer answer && answer.isTelegram()) {
        if (!Objects.equals(answer.secondaryAddress(), first.secondaryAddress())) {
          return new Outcome.Several();
        }
        earlier++;
        proven = earlier >= wanted && !isInDoubt(answer, earlier);
      } else if (again instanceof Reply.Mismatch
          || again instanceof Reply.Garbled garbled && garbled.several()) {
        return new Outcome.Several();
      } else {
        damaged |= again instanceof Reply.Garbled;
        failures++;
      }
    }
    // Two in step would not both be silent now.
    if (damaged && (failures == MAX_READS - 1 || afterDamage && !proven)) {
      return new Outcome.Damaged(first.secondaryAddress());
    }
    if (asksAll() && session.profile().severalMeters()) {
      // The others may have put each other out, on a line that drops damaged octets.
      return new Outcome.Noise(Damage.twoAnswers("one meter answers, and several acknowledge"));
    }
    probe.overlaps.add(first.octets());
    return one(first);
  }

  private boolean isInDoubt(Reply.Answer answer, int earlier) {
    return probe.overlaps.isPossible(answer.octets(), earlier);
  }

  private static Outcome one(Reply.Answer answer) {
    return new Outcome.One(
        answer.secondaryAddress(),
        answer.primaryAddress(),
        OctetString.of(answer.octets()),
        answer.responseTime());
  }

  /** What octets mean that came in place of an acknowledge. */
  Outcome junk(Reply.Garbled garbled) {
    if (garbled.damage().kind() == Damage.Kind.SEVEN_BITS) {
      // A second acknowledge and a telegram prove that the line has 7 data bits.
      reset();
      request();
      Damage fault = session.profile().fault();
      if (fault != null) {
        return new Outcome.Noise(fault);
      }
    }
    Outcome known = withoutTelegram(garbled);
    if (known instanceof Outcome.Noise && collisionIsLikely() && !session.showsBadOctets()) {
      // What is left of several acknowledges can look like anything.
      return new Outcome.Several();
    }
    boolean sound = known instanceof Outcome.Noise && session.profile().proofs() > 0;
    return known == null || sound ? read(new Outcome.Noise(garbled.damage())) : known;
  }

  /** The outcome of octets in place of an acknowledge; null if only a telegram can decide it. */
  private static @Nullable Outcome withoutTelegram(Reply.Garbled garbled) {
    return switch (garbled.damage().kind()) {
      case SEVERAL -> new Outcome.Several();
      case SEVEN_BITS, EIGHTH_BIT_LOST, WRONG_RATE, NOISE, TELNET, TEXT, COSEM, ENDLESS ->
          new Outcome.Noise(garbled.damage());
      case CUT, CHECKSUM, HEAD_LOST, UNKNOWN -> null;
    };
  }
}
