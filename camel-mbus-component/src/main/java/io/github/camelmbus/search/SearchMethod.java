package io.github.camelmbus.search;

import java.util.Locale;

/** How the meters of a line are found. */
public enum SearchMethod {
  /** Asks all primary addresses, 0 to 250, and those of known meters again if they are silent. */
  PRIMARY,
  /** Selects by secondary addresses, and so distinguishes meters with the same primary one. */
  SECONDARY;

  /** The kind of addresses, in words. */
  public String addresses() {
    return name().toLowerCase(Locale.ROOT);
  }
}
