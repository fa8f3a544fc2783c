package io.github.camelmbus.search;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something on the bus that is no meter to read, and what would help.
 *
 * @param where the mask, the secondary or the primary address it showed at.
 * @param text for the person at the bus: what it is, what would help.
 * @param name what an inventory calls the meter there; null if it has no name, or is not known.
 */
public record Finding(Kind kind, String where, String text, @Nullable String name) {

  /** Something at a place of which no inventory knows. */
  public Finding(Kind kind, String where, String text) {
    this(kind, where, text, null);
  }

  Finding named(@Nullable String given) {
    return new Finding(kind, where, text, given);
  }

  /** What kind of thing it is. */
  public enum Kind {
    /** Several meters answer at once and cannot be distinguished. */
    COLLISION,
    /** A device acknowledges selections of other addresses. */
    PHANTOM,
    /** Nothing answers: a known meter is silent, or the whole line. */
    SILENT,
    /** A device acknowledges and sends no data; in JSON it is {@code silent}, too. */
    MUTE,
    /** Another meter answers than the one that was asked. */
    MISMATCH,
    /** Octets that make no good telegram. */
    NOISE,
    /** The line hands back what is sent. */
    ECHO;

    /** The word in the JSON of a finding. */
    public String text() {
      return (this == MUTE ? SILENT : this).name().toLowerCase(Locale.ROOT);
    }
  }
}
