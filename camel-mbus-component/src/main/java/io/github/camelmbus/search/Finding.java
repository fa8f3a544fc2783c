package io.github.camelmbus.search;

import java.util.Locale;

/**
 * Something on the bus that is no meter to read, and what would help.
 *
 * @param where the mask, the secondary or the primary address it showed at.
 * @param text for the person at the bus: what it is, what would help.
 */
public record Finding(Kind kind, String where, String text) {
  /** What a device does that can be addressed or selected, and not read. */
  static final String MUTE = "acknowledges and sends no data";

  /** Whether it is about a device that acknowledges and sends no data. */
  boolean isOfMute() {
    return kind == Kind.SILENT && text.contains(MUTE);
  }

  /** What kind of thing it is. */
  public enum Kind {
    /** Several meters answer at once and cannot be distinguished. */
    COLLISION,
    /** A device acknowledges selections of other addresses. */
    PHANTOM,
    /** A meter acknowledges and sends no data, or a known meter is silent. */
    SILENT,
    /** Another meter answers than the one that was asked. */
    MISMATCH,
    /** Octets that make no good telegram. */
    NOISE,
    /** The line hands back what is sent. */
    ECHO;

    /** The word in the JSON of a finding. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
