package io.github.camelmbus.master;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.application.ApplicationError;
import io.github.camelmbus.frame.SingleCharacter;
import io.github.camelmbus.link.Damage;
import io.github.camelmbus.link.LineProfile;
import io.github.camelmbus.link.Reply;
import io.github.camelmbus.master.BusException.Facts;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Collects the replies of one transaction that are no good answer, and makes the exception of them.
 * Confined to the bus thread.
 */
public final class FailureDiagnosis {
  /** Octets that may be noise. */
  private static final int NOISE = 3;

  private final BusSession session;
  private final MeterAddress meter;
  private boolean acknowledged;
  private boolean cleanly;
  private Reply.@Nullable Garbled garbled;
  private Reply.@Nullable Mismatch mismatch;
  private long leastSilence = Long.MAX_VALUE;
  private long maxSilence;
  private int requests;
  private int several;
  private int ofOneMeter;
  private boolean refused;

  public FailureDiagnosis(BusSession session, MeterAddress meter) {
    this.session = session;
    this.meter = meter;
  }

  /** Adds the reply to SND_NKE or a selection. */
  public void add(Reply reply) {
    cleanly = reply instanceof Reply.Answer answer && answer.frame() == SingleCharacter.ACK;
    if (cleanly) {
      acknowledged = true;
    } else {
      addAfterRequest(reply);
    }
  }

  /** Adds the reply to a REQ_UD2. */
  void addAfterRequest(Reply reply) {
    requests++;
    if (reply instanceof Reply.Garbled newer) {
      several += newer.several() ? 1 : 0;
      ofOneMeter += isOfOneMeter(newer.damage()) ? 1 : 0;
      if (garbled == null || !garbled.several()) {
        garbled = newer;
      }
    } else if (reply instanceof Reply.Mismatch newer) {
      mismatch = newer;
    } else if (reply instanceof Reply.Answer answer) {
      acknowledged |= answer.frame() == SingleCharacter.ACK;
      refused |= answer.frame() == SingleCharacter.NACK;
    } else if (reply instanceof Reply.Silence silence) {
      long millis = silence.waited().toMillis();
      leastSilence = Math.min(leastSilence, millis);
      maxSilence = Math.max(maxSilence, millis);
    }
  }

  /** Whether the last SND_NKE or selection was acknowledged, and nothing else came. */
  boolean acknowledgedCleanly() {
    return cleanly;
  }

  /** Whether the meter refused (NACK). */
  public boolean refused() {
    return refused;
  }

  /** Whether nothing came except acknowledges. */
  boolean onlySilence() {
    return garbled == null && mismatch == null && !refused;
  }

  /** The exception for the replies so far. */
  public BusException verdict() {
    if (refused) {
      return new MeterRefusedException(
          "refused", facts(new byte[0]), false, name() + " refused the request (NACK A2h)");
    }
    Reply.Garbled damaged = garbled;
    if (damaged != null) {
      return garbledVerdict(damaged);
    }
    Reply.Mismatch other = mismatch;
    if (other != null) {
      return new MismatchException(
          facts(other.octets().toArray()),
          "%s was asked, and %s answered: %s"
              .formatted(name(), other.sender(), BusException.hex(other.octets().toArray())));
    }
    return new NoReplyException(facts(new byte[0]), acknowledged ? acknowledgeOnly() : silent());
  }

  /** The exception for an application error. */
  BusException refusedBy(ApplicationError error, byte[] octets) {
    return new MeterRefusedException(
        "application-error",
        facts(octets),
        error.retryLater(),
        "%s refused the request: %s".formatted(name(), error.text()));
  }

  private BusException garbledVerdict(Reply.Garbled damaged) {
    byte[] octets = damaged.octets().toArray();
    if (isCollision() && severalMayMatch()) {
      return new CollisionException(
          facts(octets),
          "%s: several meters answer at once (%s came); %s"
              .formatted(name(), BusException.hex(octets), collisionHint()));
    }
    Damage damage = damaged.damage();
    // Telnet changes octets of telegrams as well.
    Damage.Kind cause = session.profile().telnet() ? Damage.Kind.TELNET : damage.kind();
    String hint = cause.hint();
    return new GarbledReplyException(
        facts(octets),
        "%s answered, but none of its answers was good: %s (%s came)%s"
            .formatted(
                name(),
                damage.text(),
                BusException.hex(octets),
                hint.isEmpty() ? "" : "; " + hint));
  }

  /**
   * A few octets that came once may be noise; damage that one meter alone causes counts against.
   */
  private boolean isCollision() {
    Reply.Garbled damaged = garbled;
    boolean much = damaged != null && damaged.octets().length() > NOISE;
    return several > 0 && several >= ofOneMeter && (much || several > 1 || several == requests);
  }

  private static boolean isOfOneMeter(Damage damage) {
    return switch (damage.kind()) {
      case SEVERAL, CUT, CHECKSUM -> false;
      default -> true;
    };
  }

  private boolean severalMayMatch() {
    return !(meter instanceof MeterAddress.Secondary secondary) || !secondary.address().isExact();
  }

  private String collisionHint() {
    return meter instanceof MeterAddress.Primary
        ? "ask each by its secondary address, with 'secondary' in place of 'primary'"
        : "give more digits of the secondary address, all 16 of them to be sure";
  }

  private String silent() {
    LineProfile profile = session.profile();
    String asked =
        meter instanceof MeterAddress.Primary ? "no meter answers at " : "no meter is selected by ";
    String silence = asked + name() + ": " + asked();
    if (profile.telnet()) {
      return silence + "; " + Damage.Kind.TELNET.hint();
    } else if (session.wakeUps() > 0) {
      return silence + underHead(profile);
    } else if (profile.octetsHeard() == 0 && session.echoSeen()) {
      return "only what is sent came back on this line: %s; port and converter work, so check in this"
              .formatted(silence)
          + " order: the power of the bus, its wires, the baud rate (now %d; 'scan LINE --baud auto'"
              .formatted(session.baudRate())
          + " tries all), the address";
    } else if (profile.octetsHeard() == 0) {
      return "nothing at all came back on this line: %s; check in this order: the baud rate (now %d;"
              .formatted(silence, session.baudRate())
          + " 'scan LINE --baud auto' tries all), the power of the bus, the wiring of the converter"
          + " or gateway, the address";
    } else if (profile.proofs() == 0) {
      return silence + "; check the baud rate, the power of the bus, the wiring, the address";
    }
    return silence
        + "; meters of this line do answer, so check this one: its address, its baud rate, its"
        + " power and wires"
        + hint();
  }

  private String underHead(LineProfile profile) {
    int wakeUps = session.wakeUps();
    String woken = "; it was woken up " + (wakeUps == 1 ? "once" : wakeUps + " times");
    if (profile.proofs() > 0) {
      return woken
          + "; this line has answered before, so check whether the head is still in its place, and"
          + " ask less often: some meters are silent for a while after many readouts";
    }
    String head =
        session.echoSeen()
            ? ", and only what is sent came back, so port and head work; check in this order: "
            : "; check in this order: the port and the power of the head, ";
    return woken
        + head
        + "whether the head is in its place and the right way up, the baud rate (now %d), the"
            .formatted(session.baudRate())
        + " address ('--primary 254' asks any meter), and whether this meter speaks M-Bus there at"
        + " all";
  }

  private String acknowledgeOnly() {
    return name()
        + " acknowledges but sends no data: "
        + asked()
        + "; a longer response timeout may help";
  }

  private String asked() {
    int sent = session.requestsSent();
    String asked = sent + (sent == 1 ? " request" : " requests");
    if (maxSilence == 0) {
      return asked; // all answered at once, with something else
    }
    return leastSilence >= maxSilence
        ? "%s, silence for %d ms after each".formatted(asked, maxSilence)
        : "%s, silence for %d to %d ms after each".formatted(asked, leastSilence, maxSilence);
  }

  /**
   * Other addresses that may be meant, as the digits may be copied from a telegram or from a label
   * in hexadecimal. Empty if this one is known to be right.
   */
  private String hint() {
    if (!(meter instanceof MeterAddress.Secondary secondary) || session.isRight(meter)) {
      return "";
    }
    String others =
        secondary.address().alternatives().stream()
            .map(other -> new MeterAddress.Secondary(other).toString())
            .collect(Collectors.joining(" or "));
    return others.isEmpty()
        ? ""
        : " (if the digits are not those printed on the meter, try %s)".formatted(others);
  }

  private String name() {
    return name(meter);
  }

  /** A meter in messages. */
  public static String name(MeterAddress meter) {
    return (meter instanceof MeterAddress.Primary ? "primary address " : "secondary address ")
        + meter;
  }

  private Facts facts(byte[] octets) {
    return new Facts(
        session.line(), meter.toString(), OctetString.of(octets), session.requestsSent());
  }
}
