package io.github.camelmbus.search;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something on the bus other than a meter that was read, and what may help.
 *
 * @param where the mask, the secondary or the primary address it showed at.
 * @param text for the user: what it is, and what may help.
 * @param name the name of the meter there in an inventory; null if there is none.
 */
public record Finding(Kind kind, String where, String text, @Nullable String name) {

  /** A finding at a place without a name. */
  public Finding(Kind kind, String where, String text) {
    this(kind, where, text, null);
  }

  Finding named(@Nullable String given) {
    return new Finding(kind, where, text, given);
  }

  /** What was found. */
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
    /** The line echoes what is sent. */
    ECHO;

    /** The word in the JSON of a finding. */
    public String text() {
      return (this == MUTE ? SILENT : this).name().toLowerCase(Locale.ROOT);
    }
  }
}
