package io.github.camelmbus.search;

import io.github.camelmbus.application.Mask;
import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.link.Damage;
import io.github.camelmbus.search.Finding.Kind;
import java.util.List;

/** What a secondary search finds besides meters, in words. */
final class Findings {
  /** Of meters in one sentence. */
  private static final int MOST_NAMED = 4;

  private Findings() {}

  /** A known meter could not be read. */
  static Finding missing(Mask mask, Outcome outcome) {
    Kind kind = outcome instanceof Outcome.Mute ? Kind.MUTE : Kind.SILENT;
    return new Finding(kind, mask.toString(), "a known meter " + describe(outcome));
  }

  private static String describe(Outcome outcome) {
    if (outcome instanceof Outcome.Silence) {
      return "is silent; it may be gone, without power, or need a longer response timeout";
    } else if (outcome instanceof Outcome.Mute) {
      return "acknowledges and sends no data; a longer response timeout may help";
    } else if (outcome instanceof Outcome.Mismatch mismatch) {
      return "was asked, and another one answered: " + mismatch.sender();
    } else if (outcome instanceof Outcome.Several) {
      return "was asked, and several answered at once";
    }
    return "sends damaged telegrams; check its wiring, and the parity of the line";
  }

  /** A device replies to a mask but cannot be read. */
  static Finding unreadable(Mask mask, Outcome outcome) {
    String where = mask.toString();
    if (outcome instanceof Outcome.Mute) {
      return new Finding(
          Kind.MUTE,
          where,
          "a device acknowledges and sends no data; a longer response timeout may help, or reading"
              + " it by its primary address");
    } else if (outcome instanceof Outcome.Mismatch mismatch) {
      return new Finding(
          Kind.MISMATCH,
          where,
          "a meter answers that was not selected, "
              + mismatch.sender()
              + "; it may be late, for which a longer response timeout helps");
    } else if (outcome instanceof Outcome.Damaged) {
      return new Finding(
          Kind.NOISE,
          where,
          "a meter answers and none of its telegrams is good; check its wiring, and whether another"
              + " meter has the same address");
    } else if (outcome instanceof Outcome.Noise noise) {
      return noise(where, noise.damage());
    }
    throw new AssertionError(outcome);
  }

  /** A line on which a collision of many meters looks like silence. */
  static Finding blind(Mask scope) {
    return new Finding(
        Kind.COLLISION,
        scope.toString(),
        "this line seems to drop damaged octets, so a collision of many meters looks like silence,"
            + " and some may be missing; a primary scan may show them, or another adapter");
  }

  /** All meters together answer, and none is heard at any address. */
  static Finding hidden() {
    return new Finding(
        Kind.SILENT,
        "",
        "something answers when all meters are asked at once, and nothing at any address: a"
            + " collision of several meters at one address looks like silence where the line drops"
            + " damaged octets; use the secondary search");
  }

  /** Octets that no meter sends: something is wrong with the line. */
  static Finding noise(String where, Damage damage) {
    return new Finding(Kind.NOISE, where, damage.text() + "; " + damage.kind().hint());
  }

  /**
   * Several meters at one primary address, of which a secondary search has found some.
   *
   * @param meters secondary addresses of those.
   */
  static Finding shared(String address, List<String> meters) {
    boolean one = meters.size() == 1;
    String all =
        meters.size() <= MOST_NAMED
            ? String.join(", ", meters)
            : String.join(", ", meters.subList(0, MOST_NAMED)) + " ...";
    String text =
        one
            ? "address %s: several meters answer at once; %s is one of them and is read by that"
                + " address, the others were not found"
            : "address %s: %d meters have it: %s. Each was found and is read by this secondary"
                + " address; 'set-address LINE --secondary %s --to FREE' (in a route"
                + " setPrimaryAddress) gives one of them an address of its own";
    return new Finding(
        Kind.COLLISION,
        address,
        one
            ? text.formatted(address, all)
            : text.formatted(address, meters.size(), all, meters.get(meters.size() - 1)));
  }

  /** Octets came outside the answer windows again and again. */
  static Finding unproven(String where) {
    return new Finding(
        Kind.SILENT,
        where,
        "answers came outside their time until the end, so meters may be missing; search again, or"
            + " set the latency of the line (--latency), or its response timeout");
  }

  /**
   * What was silent could not be proven, as connections were lost.
   *
   * @param lost so many, while it was asked again.
   */
  static Finding lost(String where, long lost) {
    return new Finding(
        Kind.SILENT,
        where,
        "%d connections were lost while silent addresses were asked again, so meters may be missing;"
                .formatted(lost)
            + " look at the gateway and the network before it, and search again");
  }

  /** Octets came, and mostly none when it was asked again, on new connections either. */
  static Finding answersNoMore(String where) {
    return new Finding(
        Kind.SILENT,
        where,
        "something was heard on this line, and mostly nothing answers now: the line has failed, or"
            + " the answers of all meters collide, which looks like silence where the line drops"
            + " damaged octets; if this was a primary scan, use the secondary search");
  }

  /** Nothing came at all, so the delay of the line is unknown. */
  static Finding silentLine(String where) {
    return new Finding(
        Kind.SILENT,
        where,
        "nothing at all came back on this line, however long it was waited for: check in this order"
            + " the baud rate ('--baud auto' tries all), the power of the bus, the wiring of the"
            + " converter or gateway, its parity; an empty bus looks the same, and so does a meter"
            + " under an optical head without '--wake-up optical', or with the head beside its"
            + " place");
  }

  /** All meters were asked, and the echo alone came. */
  static Finding onlyEcho(String where) {
    return new Finding(
        Kind.SILENT,
        where,
        "all meters were asked at once, and only what is sent came back: the port and the way to the"
            + " converter work; check in this order the power of the bus, its wires, the baud rate"
            + " ('--baud auto' tries all); an empty bus looks the same, and so does a meter under an"
            + " optical head without '--wake-up optical', or with the head beside its place");
  }

  /**
   * One secondary address came with two A fields, each time in the way that one meter keeps: from
   * what was selected, or from two primary addresses.
   */
  static Finding twins(SecondaryAddress address, FoundMeter one, FoundMeter other) {
    int first = Math.min(one.sender(), other.sender());
    int second = Math.max(one.sender(), other.sender());
    return new Finding(
        Kind.COLLISION,
        address.toString(),
        ("two meters have this secondary address: it came with the A fields %d and %d. A selection"
                + " selects both, so read them by their primary addresses (--primary), and give one"
                + " of them another id")
            .formatted(first, second));
  }

  /** Several meters that cannot be distinguished. */
  static Finding unresolved(Mask mask) {
    return new Finding(
        Kind.COLLISION,
        mask.toString(),
        mask.isExact()
            ? "several meters have this very address; change the id of one of them, or read them"
                + " by their primary addresses"
            : "several answer at once and cannot be distinguished; a longer response timeout or the"
                + " primary scan may show them");
  }

  /** A device acknowledges selections that no meter can have. */
  static Finding phantom(Mask control, Outcome outcome) {
    return new Finding(
        Kind.PHANTOM,
        control.toString(),
        "a device acknowledges every selection; meters are still found as long as it sends"
            + " no data: "
            + (outcome instanceof Outcome.Mismatch other
                ? "it sends some, it is " + other.sender()
                : "take meters off the line one by one to find it"));
  }

  /** A meter answers selections that do not fit it. */
  static Finding everywhere(Mask control, String sender) {
    return new Finding(
        Kind.PHANTOM,
        control.toString(),
        sender
            + " answers selections that do not fit it, and talks into the answers of others; they"
            + " are still searched for, which takes longer");
  }

  /** What looked like a collision was none. */
  static Finding strayOctets(Mask mask) {
    return new Finding(
        Kind.NOISE,
        mask.toString(),
        "stray octets came where no meter answers; each collision is now confirmed, which takes"
            + " longer");
  }

  /** A meter that never deselects. */
  static Finding stuck(Mask control, String who) {
    return new Finding(
        Kind.MISMATCH,
        control.toString(),
        who
            + " stays selected whatever is sent, and talks into the answers of all others; the"
            + " search ends here. Take it off the line, or its power, and search again");
  }
}
