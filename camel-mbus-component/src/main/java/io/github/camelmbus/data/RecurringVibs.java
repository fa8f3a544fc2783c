package io.github.camelmbus.data;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The VIBs with VIFEs or a text that came before: a building has a few kinds of meters, which send
 * the same ones all the time.
 *
 * <p>Holds at most {@link #SLOTS}; one that comes pushes out another one. For any number of threads
 * at once: what one of them does not see yet it reads from the octets.
 */
final class RecurringVibs {
  private static final int SLOTS = 512;
  private static final int EXTENSION = 0x80;

  /** By the place of texts, as the same octets are two VIBs there. */
  private static final RecurringVibs[] OF_METERS = forEachPosition();

  private static final RecurringVibs[] OF_MASTERS = forEachPosition();

  private final @Nullable Meaning[] slots = new Meaning[SLOTS];

  private RecurringVibs() {}

  private static RecurringVibs[] forEachPosition() {
    return Stream.of(PlainText.Position.values())
        .map(position -> new RecurringVibs())
        .toArray(RecurringVibs[]::new);
  }

  /**
   * Those that one and the same way of reading has.
   *
   * @param combinable the VIFEs of a meter or those of a master.
   */
  static RecurringVibs of(PlainText.Position textPosition, VifeTable combinable) {
    return (combinable == VifeTable.REQUEST ? OF_MASTERS : OF_METERS)[textPosition.ordinal()];
  }

  /** The VIB at a place; null where there is none that came before. */
  @Nullable Meaning at(OctetReader in, int from) {
    Meaning meaning = slots[slot(in, from)];
    return meaning != null && meaning.vib().isAt(in, from) ? meaning : null;
  }

  /** Keeps the VIB that was read at a place. */
  void keep(OctetReader in, int from, Meaning meaning) {
    slots[slot(in, from)] = meaning;
  }

  /** By VIF and VIFEs, or by VIF, length and last character of a text. */
  private static int slot(OctetReader in, int from) {
    int hash = 0;
    int more = (in.at(from) & ~EXTENSION) == VifTable.PLAIN_TEXT_VIF ? 3 : 0;
    for (int at = from; at < in.length(); at++) {
      int octet = in.at(at);
      hash = 31 * hash + octet;
      if (--more < 1 && octet < EXTENSION) {
        break;
      }
    }
    return hash & SLOTS - 1;
  }
}
