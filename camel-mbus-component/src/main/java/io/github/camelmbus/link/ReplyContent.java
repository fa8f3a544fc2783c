package io.github.camelmbus.link;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.application.Telegram;
import io.github.camelmbus.frame.FrameAssembler;
import io.github.camelmbus.frame.LongFrame;
import io.github.camelmbus.frame.SingleCharacter;
import io.github.camelmbus.transport.DamagedOctets;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The frames and octets that came as the reply to one request, and what they mean: an answer, the
 * answer of another meter, several answers, or damage. Knows no time. Confined to the bus thread.
 */
final class ReplyContent {
  /** The most stray octets before a telegram that are no sign of another meter. */
  private static final int STRAY_OCTETS = 2;

  /** So many octets that no acknowledges leave are the rest of a telegram, and no noise. */
  private static final int LONG_REST = 8;

  private final ReplyMatcher matcher;
  private final boolean probe;
  private final DamagedOctets damagedOctets;
  private final ByteArrayOutputStream singles = new ByteArrayOutputStream();
  private final ByteArrayOutputStream damaged = new ByteArrayOutputStream();
  private final ByteArrayOutputStream unexpected = new ByteArrayOutputStream();
  private int damagedBefore;
  private boolean secondTelegram;
  private boolean apart;
  private @Nullable Damage frameDamage;
  private @Nullable Damage endless;
  private String sender = "";
  private @Nullable Telegram otherAnswer;
  private @Nullable Telegram answer;

  /**
   * @param probe whether the request is part of a search, so that several meters may answer.
   * @param damagedOctets what the transport does with them, or seems to do.
   */
  ReplyContent(ReplyMatcher matcher, boolean probe, DamagedOctets damagedOctets) {
    this.matcher = matcher;
    this.probe = probe;
    this.damagedOctets = damagedOctets;
  }

  /** A good frame came, which is no echo. */
  void take(Telegram telegram) {
    byte[] octets = telegram.octets();
    String other = matcher.otherSender(telegram);
    if (other != null) {
      secondTelegram |= hasTelegram();
      sender = other;
      unexpected.writeBytes(octets);
      otherAnswer = telegram;
    } else if (isSingle(telegram)) {
      takeSingleCharacter(telegram);
    } else if (!hasTelegram()) {
      answer = telegram;
      damagedBefore = damaged.size();
    } else if (answer != null) {
      secondTelegram |= probe && !Arrays.equals(answer.octets(), octets);
    }
  }

  private void takeSingleCharacter(Telegram telegram) {
    if (damaged.size() > 0 && !matcher.isSingleCharacter()) {
      // In the middle of damaged octets it is one of them.
      damaged.writeBytes(telegram.octets());
      return;
    }
    singles.writeBytes(telegram.octets());
    if (answer == null) {
      answer = telegram;
    }
  }

  /** Octets came that make no frame. */
  void take(FrameAssembler.Discarded discarded) {
    if (frameDamage == null && damaged.size() <= STRAY_OCTETS) {
      frameDamage = ofFrame(discarded);
    }
    damaged.writeBytes(discarded.octets().toArray());
  }

  /**
   * More octets came than answers to the request can have.
   *
   * @param octets how many.
   */
  void endless(int octets) {
    endless = Damage.endless(octets);
  }

  /** The fault of octets that start like a long frame; null if they do not. */
  private static @Nullable Damage ofFrame(FrameAssembler.Discarded discarded) {
    if (discarded.octets().at(0) != LongFrame.START) {
      // Octets of superposed telegrams look like the start of a short frame now and then.
      return null;
    }
    byte[] octets = discarded.octets().toArray();
    String fault = String.valueOf(discarded.fault().getMessage());
    return switch (discarded.fault().fault()) {
      case CHECKSUM, STOP -> Damage.ofFrame(octets, Damage.Kind.CHECKSUM, fault);
      case TRUNCATED -> Damage.ofFrame(octets, Damage.Kind.CUT, fault);
      default -> null;
    };
  }

  /** The line was idle, and octets come now. */
  void pause() {
    apart |= answer == null && !Damage.isNoise(damaged.toByteArray());
  }

  /** What answered, an acknowledge or a telegram; null if nothing has so far. */
  @Nullable Telegram answer() {
    return answer;
  }

  /** Whether the answer is a single character so far. */
  boolean isSingle() {
    return answer != null && isSingle(answer);
  }

  private static boolean isSingle(Telegram telegram) {
    return telegram.frame() instanceof SingleCharacter;
  }

  /** Whether the answer is a telegram. */
  boolean hasTelegram() {
    return answer != null && !isSingle(answer);
  }

  /** Whether another telegram has come, of another meter or with other octets. */
  boolean hasSecondTelegram() {
    return secondTelegram;
  }

  /** Whether octets came that make no frame. */
  boolean isDamaged() {
    return damaged.size() > 0;
  }

  /** Whether such octets have come after the telegram. */
  boolean isDamagedAfterTelegram() {
    return damaged.size() > damagedBefore;
  }

  /** Octets that make no frame. */
  byte[] damaged() {
    return damaged.toByteArray();
  }

  /** How many acknowledges came. */
  int acknowledges() {
    return singles.size();
  }

  /** Whether a frame stopped in the middle. */
  boolean isCut() {
    return answer == null && frameDamage != null && frameDamage.kind() == Damage.Kind.CUT;
  }

  /**
   * Whether octets came in place of acknowledges that only an earlier answer can have.
   *
   * @param afterAll how many octets came when all meters must have acknowledged.
   */
  boolean isRestOfEarlier(int afterAll) {
    if (damaged.size() <= STRAY_OCTETS) {
      return false;
    }
    boolean none = damaged.size() >= LONG_REST && damage().kind() == Damage.Kind.UNKNOWN;
    return none
        || afterAll > STRAY_OCTETS
        || Damage.octetsOfNoAcknowledge(damaged.toByteArray()) >= LONG_REST;
  }

  /**
   * Whether the time of the answer is that of this request: no octet before it could be taken for
   * its first one, and it is no acknowledge in place of a telegram, which may be the late one of an
   * earlier request.
   */
  boolean isTimedCleanly() {
    boolean alone = damaged.size() == 0 && unexpected.size() == 0;
    return alone && answer != null && !(isSingle(answer) && matcher.wantsTelegram());
  }

  /**
   * Whether a long telegram, or superposed ones, came complete with wrong octets: the transport
   * delivers damaged octets.
   *
   * @param dense whether the octets followed each other.
   */
  boolean isDamagedButWhole(boolean dense) {
    boolean isLong = damaged.size() >= HeardOctets.LONG_TELEGRAM;
    if (isLong && frameDamage != null) {
      return frameDamage.kind() == Damage.Kind.CHECKSUM;
    }
    return isLong && dense && !matcher.isSingleCharacter();
  }

  /**
   * What it means; null if nothing came that this request can have.
   *
   * @param responseTime of the answer.
   */
  @Nullable Reply reply(Duration responseTime) {
    if (answer != null) {
      return answered(new Reply.Answer(answer, responseTime));
    } else if (damaged.size() > 0) {
      return new Reply.Garbled(OctetString.of(damaged.toByteArray()), damage());
    } else if (otherAnswer != null) {
      return new Reply.Mismatch(
          OctetString.of(unexpected.toByteArray()),
          sender,
          new Reply.Answer(otherAnswer, responseTime));
    }
    return null;
  }

  private Reply answered(Reply.Answer good) {
    return isSingle() ? acknowledged(good) : sent(good);
  }

  private Reply acknowledged(Reply.Answer good) {
    if (singles.size() > 1) {
      return new Reply.Garbled(allOctets(), Damage.twoAnswers("two acknowledges came"));
    } else if (damaged.size() == 0 || isStray()) {
      return good;
    }
    Damage damage = damage();
    return damage.several() || !matcher.isSingleCharacter()
        ? new Reply.Garbled(allOctets(), damage)
        : good;
  }

  private Reply sent(Reply.Answer good) {
    boolean several = probe && matcher.severalMayAnswer();
    if (several && secondTelegram) {
      return new Reply.Garbled(allOctets(), Damage.twoAnswers("more than one telegram came"));
    } else if (several && anotherHasSent()) {
      Damage damage = Damage.twoAnswers("other octets came around a telegram");
      return new Reply.Garbled(allOctets(), damage, good);
    } else if (singles.size() > 0 && probe && !matcher.isSingleCharacter()) {
      Damage damage = Damage.twoAnswers("an acknowledge came before the telegram");
      return new Reply.Garbled(allOctets(), damage, good);
    }
    return good;
  }

  /**
   * Whether octets around a good telegram are more than a stray one: of many superposed telegrams a
   * single 00 may be left, and one that is late comes whole after it.
   */
  private boolean anotherHasSent() {
    return damagedBefore > STRAY_OCTETS
        || apart
        || damagedOctets != DamagedOctets.SHOWN && isPrecededByJunk()
        || isFollowedByJunk();
  }

  /**
   * Where damaged octets may be dropped, hardly any octet of superposed telegrams is left, so one
   * is enough. A 00 is a break and FF a pulse on an idle line: both are no sign of another meter.
   */
  private boolean isPrecededByJunk() {
    byte[] octets = damaged.toByteArray();
    for (int i = 0; i < damagedBefore; i++) {
      if (octets[i] != 0 && octets[i] != (byte) 0xFF) {
        return true;
      }
    }
    return false;
  }

  private boolean isFollowedByJunk() {
    int after = damaged.size() - damagedBefore;
    return after > 1 || after == 1 && damaged.toByteArray()[damagedBefore] != 0;
  }

  /** Some converters send a 00 before or after an acknowledge, without another meter. */
  private boolean isStray() {
    byte[] octets = damaged.toByteArray();
    return octets.length <= 2 && octets[0] == 0 && octets[octets.length - 1] == 0;
  }

  private OctetString allOctets() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    if (answer != null && !isSingle(answer)) {
      all.writeBytes(answer.octets());
    }
    all.writeBytes(damaged.toByteArray());
    all.writeBytes(singles.toByteArray());
    return OctetString.of(all.toByteArray());
  }

  /** The likely cause of octets that are no good answer. */
  Damage damage() {
    if (damaged.size() == 0) {
      return Damage.twoAnswers("two acknowledges came");
    }
    if (endless != null) {
      return endless;
    } else if (frameDamage != null) {
      return frameDamage;
    }
    byte[] octets = damaged.toByteArray();
    return matcher.isSingleCharacter()
        ? Damage.inPlaceOfAcknowledge(octets)
        : Damage.inPlaceOfTelegram(octets);
  }
}
