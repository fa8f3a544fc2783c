package io.github.camelmbus.example.cli;

import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.search.Finding;
import io.github.camelmbus.search.FoundMeter;
import io.github.camelmbus.search.PrimaryScan;
import io.github.camelmbus.search.SearchResult;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a scan ended with.
 *
 * @param found each meter once, in the order they were found.
 * @param findings each once, in the order they showed.
 * @param missing known meters that did not answer at any of the baud rates.
 * @param probes probes it took.
 * @param time how long it took.
 * @param complete whether it came to its end.
 * @param failure why it did not, where the line or the file of its state is to blame.
 */
record ScanResult(
    List<Found> found,
    List<Finding> findings,
    List<SecondaryAddress> missing,
    int probes,
    Duration time,
    boolean complete,
    @Nullable RuntimeException failure) {

  ScanResult {
    found = List.copyOf(found);
    findings = List.copyOf(findings);
    missing = List.copyOf(missing);
  }

  /** Whether it came to its end, and all that was to be found was. */
  boolean isGood() {
    return complete && !found.isEmpty() && missing.isEmpty();
  }

  /** The same without baud rates. */
  SearchResult asSearch() {
    List<FoundMeter> meters = found.stream().map(Found::meter).toList();
    return new SearchResult(meters, findings, missing, probes, complete);
  }

  /** How long it took, with one decimal. */
  BigDecimal seconds() {
    return BigDecimal.valueOf(time.toMillis(), 3).setScale(1, RoundingMode.HALF_UP);
  }

  /**
   * A meter, and how it was found.
   *
   * @param baudRate the one it answered at, in bit/s, where several were tried; else null.
   * @param name what an inventory calls it; null if it has no name there.
   */
  record Found(FoundMeter meter, @Nullable Integer baudRate, @Nullable String name) {

    /** Whether a meter found in another way is this one. */
    boolean isSame(FoundMeter other) {
      boolean sameAddress =
          other.address() == null
              ? meter.address() == null || !meter.address().isExact()
              : Objects.equals(meter.address(), other.address());
      // Some meters answer a selection with the primary address 253.
      return sameAddress
          && (meter.primaryAddress() == other.primaryAddress()
              || meter.primaryAddress() > PrimaryScan.LAST_ADDRESS);
    }
  }
}
