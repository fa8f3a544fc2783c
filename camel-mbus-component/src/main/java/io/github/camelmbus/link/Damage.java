package io.github.camelmbus.link;

import io.github.camelmbus.application.CiField;
import io.github.camelmbus.application.CosemFrames;
import io.github.camelmbus.frame.ControlField;
import io.github.camelmbus.frame.LongFrame;
import io.github.camelmbus.frame.SingleCharacter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The likely cause of octets that are no good frame, judged by the octets alone. A collision is
 * named only where superposed answers can leave such octets: meters send by pulling the line to 0,
 * so of two that send at once a bit is 1 only where both send 1.
 *
 * @param kind the likely cause.
 * @param text what came, for the user, without a full stop.
 */
public record Damage(Kind kind, String text) {

  /** What kind of damage it is. */
  public enum Kind {
    /** A collision: superposed answers, or two answers in place of one. */
    SEVERAL(""),
    /** A frame is cut off. */
    CUT("the line loses octets or pauses inside a telegram; look at the wiring and the gateway"),
    /** A frame of the right length with a wrong checksum or stop octet. */
    CHECKSUM("the line damages octets; look at the wiring, the number of meters and the converter"),
    /** The end of a good telegram: its first octets are missing. */
    HEAD_LOST(
        "the converter or the gateway loses the first octets of an answer; a converter that"
            + " switches between sending and receiving must do so faster"),
    /** Bit 8 of each octet carries the parity. */
    SEVEN_BITS(
        "the gateway or the port is set to 7 data bits; set it to 8 data bits, even parity (8E1)"),
    /** Bit 8 of each octet is 0, and the checksum is right but for its own bit 8. */
    EIGHTH_BIT_LOST(
        "the gateway or the port drops the 8th bit of each octet; set it to 8 data bits, even"
            + " parity (8E1)"),
    /** Each octet is one pulse. */
    WRONG_RATE(
        "the baud rate or the parity of the line is not that of the meters; a search with '--baud"
            + " auto' finds the rate, '--parity' sets the parity"),
    /** Octets that an idle line shows if rate, parity or polarity are wrong. */
    NOISE("check baud rate, parity and polarity of the line, then its wiring"),
    /** Commands of the telnet protocol. */
    TELNET(
        "the port of the gateway speaks telnet: switch it to raw (transparent) mode, or write"
            + " rfc2217: in place of tcp:"),
    /** A part of a message of another protocol in M-Bus framing. */
    COSEM("read it with software for DLMS/COSEM, and the key of the energy supplier"),
    /** More octets than all answers to the request can have. */
    ENDLESS(
        "the gateway or the converter sends without pause; restart it, check the polarity of the"
            + " line, and that no other program uses it"),
    /** Readable text. */
    TEXT(
        "the gateway answers by itself; is this its raw (transparent) port, and does no other"
            + " program use it?"),
    /** None of the others: no start of a telegram and no collision. */
    UNKNOWN("octets are damaged or lost on the line; check baud rate and parity, then the wiring");

    private final String hint;

    Kind(String hint) {
      this.hint = hint;
    }

    /** What the user can do; empty if it depends on the request. */
    public String hint() {
      return hint;
    }
  }

  private static final int ACK = SingleCharacter.ACK.octet();
  private static final int TELNET_COMMAND = 0xFF;
  private static final int FIRST_NEGOTIATION = 0xFB;
  private static final int LAST_NEGOTIATION = 0xFE;

  /** A telegram's end is recognised from A and CI field, some data, checksum and stop octet on. */
  private static final int SHORTEST_TAIL = 8;

  private static final int C_OFFSET = 4;
  private static final int CI_OFFSET = 6;
  private static final int FEW = 3;
  private static final int LONGEST_QUOTE = 40;

  /** Whether several meters may have sent the octets. */
  public boolean several() {
    return kind == Kind.SEVERAL;
  }

  /**
   * Judges octets that came in place of the acknowledge E5h.
   *
   * @param octets at least one.
   */
  static Damage inPlaceOfAcknowledge(byte[] octets) {
    Damage known = known(octets);
    if (known != null) {
      return known;
    }
    if (octets.length == 1 && isSevenBits(octets)) {
      return new Damage(
          Kind.SEVEN_BITS, "65h came in place of the acknowledge E5h, its 8th bit is missing");
    }
    return canBeginAcknowledges(octets) ? superposed() : unknown();
  }

  /**
   * Judges octets that came in place of a telegram and do not start as a frame.
   *
   * @param octets at least one.
   */
  static Damage inPlaceOfTelegram(byte[] octets) {
    Damage known = known(octets);
    if (known != null) {
      return known;
    }
    if (isTail(octets) || isMiddle(octets)) {
      return new Damage(Kind.HEAD_LOST, "the first octets of the telegram are missing");
    }
    boolean canBegin =
        isSubset(octets[0], LongFrame.START)
            || octets.length <= FEW && canBeginAcknowledges(octets);
    return canBegin ? superposed() : unknown();
  }

  /**
   * Judges a frame with a good header and a fault after it.
   *
   * @param octets the part that came.
   * @param fault what is wrong with it, for the user.
   */
  static Damage ofFrame(byte[] octets, Kind kind, String fault) {
    if (isCosem(octets)) {
      return new Damage(Kind.COSEM, CosemFrames.DESCRIPTION);
    }
    if (kind == Kind.CHECKSUM && octets.length > SHORTEST_TAIL && isWithoutEighthBits(octets)) {
      return new Damage(Kind.EIGHTH_BIT_LOST, fault + ", and no octet has its 8th bit set");
    }
    return new Damage(kind, fault);
  }

  /** Whether it is the start of a long frame of a master that carries DLMS/COSEM data. */
  private static boolean isCosem(byte[] octets) {
    return octets.length > CI_OFFSET + 2
        && (octets[0] & 0xFF) == LongFrame.START
        && new ControlField(octets[C_OFFSET] & 0xFF).fromMaster()
        && CosemFrames.isCosem(
            octets[CI_OFFSET] & 0xFF, Arrays.copyOfRange(octets, CI_OFFSET + 1, octets.length));
  }

  /**
   * Two answers came in place of one.
   *
   * @param what came, for the user, without a full stop.
   */
  public static Damage twoAnswers(String what) {
    return new Damage(Kind.SEVERAL, what);
  }

  /**
   * A line that still sent when the master stopped listening.
   *
   * @param octets how many came.
   */
  static Damage endless(int octets) {
    return new Damage(
        Kind.ENDLESS, octets + " octets came without a pause, more than any answer has");
  }

  /** Commands of the telnet protocol came. */
  static Damage telnet() {
    return new Damage(Kind.TELNET, "telnet commands came (FF FB/FC/FD/FE)");
  }

  private static Damage superposed() {
    return new Damage(Kind.SEVERAL, "the octets can be superposed answers");
  }

  private static Damage unknown() {
    return new Damage(Kind.UNKNOWN, "no telegram starts with these octets");
  }

  private static @Nullable Damage known(byte[] octets) {
    if (isTelnet(octets)) {
      return telnet();
    } else if (isNoise(octets)) {
      return new Damage(Kind.NOISE, "only octets that look like noise came");
    } else if (isText(octets)) {
      return new Damage(Kind.TEXT, "text came: '" + quote(octets) + "'");
    } else if (octets.length >= SHORTEST_TAIL && isSevenBits(octets)) {
      return new Damage(Kind.SEVEN_BITS, "the 8th bit of each octet is its parity");
    } else if (isPulses(octets)) {
      return new Damage(Kind.WRONG_RATE, "each octet has the form of one pulse");
    }
    return null;
  }

  /** Whether octets are the commands of a telnet negotiation, or contain one. */
  static boolean isTelnet(byte[] octets) {
    for (int i = 0; i + 2 < octets.length; i++) {
      int command = octets[i + 1] & 0xFF;
      boolean negotiation = command >= FIRST_NEGOTIATION && command <= LAST_NEGOTIATION;
      if ((octets[i] & 0xFF) == TELNET_COMMAND && negotiation && (octets[i + 2] & 0xFF) < 0x30) {
        return true;
      }
    }
    return false;
  }

  /** Whether all octets are of the kind that noise or a wrong parity make of an idle line. */
  static boolean isNoise(byte[] octets) {
    for (byte octet : octets) {
      if ((octet & 0xFF) < 0xFC) {
        return false;
      }
    }
    return true;
  }

  private static boolean isText(byte[] octets) {
    int readable = 0;
    for (byte octet : octets) {
      if (octet >= ' ' && octet <= '~') {
        readable++;
      } else if (octet != '\r' && octet != '\n' && octet != 0) {
        return false;
      }
    }
    return readable > FEW;
  }

  private static String quote(byte[] octets) {
    String text = new String(octets, StandardCharsets.US_ASCII).replaceAll("[^ -~]+", " ").trim();
    return text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "..." : text;
  }

  /** Whether all 8 bits have even parity, as 7 data bits with their parity bit do. */
  private static boolean isSevenBits(byte[] octets) {
    boolean changed = false;
    for (byte octet : octets) {
      if (Integer.bitCount(octet & 0xFF) % 2 != 0) {
        return false;
      }
      changed |= octet != 0;
    }
    int first = octets[0] & 0x7F;
    return changed && (first == (ACK & 0x7F) || first == LongFrame.START);
  }

  /** Each 8th bit that is lost changes the checksum by 80h, so the rest of it still fits. */
  private static boolean isWithoutEighthBits(byte[] octets) {
    int sum = 0;
    for (int i = 0; i < octets.length; i++) {
      if (octets[i] < 0) {
        return false;
      }
      sum += i >= C_OFFSET && i < octets.length - 2 ? octets[i] : 0;
    }
    return (sum & 0x7F) == octets[octets.length - 2];
  }

  /** At a wrong baud rate an octet is one long 0 and one long 1, or the other way round. */
  private static boolean isPulses(byte[] octets) {
    int pulses = 0;
    boolean high = false;
    for (byte octet : octets) {
      pulses += isPulse(octet) ? 1 : 0;
      high |= (octet & 0xF0) == 0xF0;
    }
    return octets.length > FEW && pulses == octets.length && high;
  }

  private static boolean isPulse(byte octet) {
    int bits = octet & 0xFF;
    int inverted = ~bits & 0xFF;
    return (inverted & inverted + 1) == 0 || (bits & bits + 1) == 0;
  }

  /** Whether the last octets are a checksum that fits the octets before it, and 16h. */
  private static boolean isTail(byte[] octets) {
    int checksum = octets.length - 2;
    if (octets.length < SHORTEST_TAIL || (octets[octets.length - 1] & 0xFF) != LongFrame.STOP) {
      return false;
    }
    // The lost octets are those of the header 68 L L 68, which the checksum does not cover.
    for (int start = 0; start < 4; start++) {
      int sum = 0;
      for (int i = start; i < checksum; i++) {
        sum += octets[i];
      }
      boolean header = start == 0 || (octets[start - 1] & 0xFF) == LongFrame.START;
      if (header && (sum & 0xFF) == (octets[checksum] & 0xFF)) {
        return true;
      }
    }
    return false;
  }

  /** Whether octets begin with C, A and CI field of an RSP_UD: both ends of it are lost. */
  private static boolean isMiddle(byte[] octets) {
    if (octets.length < SHORTEST_TAIL) {
      return false;
    }
    ControlField control = new ControlField(octets[0] & 0xFF);
    CiField.Layout layout = new CiField(octets[2] & 0xFF).layout();
    boolean data = layout == CiField.Layout.LONG_HEADER || layout == CiField.Layout.SHORT_HEADER;
    return data && !control.fromMaster() && control.function() == ControlField.Function.RSP_UD;
  }

  private static boolean canBeginAcknowledges(byte[] octets) {
    return isSubset(octets[0], ACK);
  }

  /**
   * How many octets have a 1 where an acknowledge has a 0. Superposed acknowledges leave one such
   * octet at most where the last of them goes on alone.
   */
  static int octetsOfNoAcknowledge(byte[] octets) {
    int count = 0;
    for (byte octet : octets) {
      count += isSubset(octet, ACK) ? 0 : 1;
    }
    return count;
  }

  /** Whether each 1 bit of an octet is 1 in the other one, too. */
  private static boolean isSubset(byte octet, int of) {
    return (octet & 0xFF & ~of) == 0;
  }

  @Override
  public String toString() {
    return kind + " (" + text + ")";
  }
}
