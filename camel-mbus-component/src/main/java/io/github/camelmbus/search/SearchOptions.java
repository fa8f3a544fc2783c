package io.github.camelmbus.search;

import io.github.camelmbus.application.Mask;
import io.github.camelmbus.application.SecondaryAddress;
import java.util.List;

/**
 * What a secondary search looks for.
 *
 * @param scope the meters to look for.
 * @param known known meters, which are asked first.
 * @param knownOnly ask the known meters and nothing else.
 * @param letters probe ids with digits A to E everywhere, and not only where something answers that
 *     no other digit explains, or where one such id was seen; 40 probes more.
 * @param maxProbes the most probes of the search.
 */
public record SearchOptions(
    Mask scope, List<SecondaryAddress> known, boolean knownOnly, boolean letters, int maxProbes) {
  /** Everything. */
  public static final SearchOptions DEFAULT =
      new SearchOptions(Mask.ANY, List.of(), false, false, 20_000);

  public SearchOptions {
    known = List.copyOf(known);
    for (SecondaryAddress address : known) {
      if (!address.idIsExact()) {
        throw new IllegalArgumentException(
            "a known meter has an id without wildcards, not " + address);
      }
    }
    if (maxProbes < 1) {
      throw new IllegalArgumentException("maxProbes is 1 or more, not " + maxProbes);
    }
  }

  public SearchOptions withScope(Mask mask) {
    return new SearchOptions(mask, known, knownOnly, letters, maxProbes);
  }

  /** The same search, asking these first. */
  public SearchOptions withKnown(List<SecondaryAddress> addresses) {
    return new SearchOptions(scope, addresses, knownOnly, letters, maxProbes);
  }

  /** The same search, asking these and nothing else. */
  public SearchOptions verifying(List<SecondaryAddress> addresses) {
    return new SearchOptions(scope, addresses, true, letters, maxProbes);
  }

  public SearchOptions withLetters() {
    return new SearchOptions(scope, known, knownOnly, true, maxProbes);
  }

  public SearchOptions withMostProbes(int bound) {
    return new SearchOptions(scope, known, knownOnly, letters, bound);
  }
}
