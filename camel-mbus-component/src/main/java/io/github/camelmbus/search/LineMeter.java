package io.github.camelmbus.search;

import io.github.camelmbus.inventory.SeenMeter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A meter that a search of a line has found.
 *
 * @param meter what it has sent, and by which request.
 * @param baudRate bit/s at which it answered; null if only one was tried or the baud rate of the
 *     line is fixed.
 * @param name its name in an inventory; null if it has none.
 */
public record LineMeter(FoundMeter meter, @Nullable Integer baudRate, @Nullable String name) {

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

  /** Its data for an inventory. */
  SeenMeter seen() {
    return new SeenMeter(
        meter.address(), meter.primaryAddress(), meter.mask(), meter.responseTime(), baudRate);
  }
}
