package io.github.camelmbus.data;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A cache of VIBs with VIFEs or a text: the meters of a building are of a few kinds and send the
 * same VIBs again and again. Without it a bare decode takes 12 % longer (docs/benchmark-codec.md).
 *
 * <p>Holds at most {@link #SLOTS}; a new VIB replaces the one in its slot. For any number of
 * threads at once: a VIB that a thread does not see yet is decoded again.
 */
final class RecurringVibs {
  private static final int SLOTS = 512;
  private static final int EXTENSION = 0x80;

  /** One for each place of texts, as the same octets are another VIB there. */
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
   * The cache for a place of texts and a table of VIFEs.
   *
   * @param combinable the VIFEs of a meter or those of a master.
   */
  static RecurringVibs of(PlainText.Position textPosition, VifeTable combinable) {
    return (combinable == VifeTable.REQUEST ? OF_MASTERS : OF_METERS)[textPosition.ordinal()];
  }

  /** The cached VIB at a place; null if there is none. */
  @Nullable Meaning at(OctetReader in, int from) {
    Meaning meaning = slots[slot(in, from)];
    return meaning != null && meaning.vib().isAt(in, from) ? meaning : null;
  }

  /** Caches the VIB that was read at a place. */
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
