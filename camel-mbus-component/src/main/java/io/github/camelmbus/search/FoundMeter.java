package io.github.camelmbus.search;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.application.Mask;
import io.github.camelmbus.application.SecondaryAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A meter that was found and read.
 *
 * @param address its secondary address; with wildcards where its telegram does not contain all of
 *     it, null if it contains none and a primary scan found it.
 * @param primaryAddress 0..250.
 * @param mask the selection that reads it; null if a primary scan found it.
 * @param telegram its first RSP_UD as it came.
 * @param responseTime from the last bit of REQ_UD2 to the first octet of the telegram.
 */
public record FoundMeter(
    @Nullable SecondaryAddress address,
    int primaryAddress,
    @Nullable Mask mask,
    OctetString telegram,
    Duration responseTime) {
  private static final int A_FIELD = 5;

  /**
   * The secondary address that selects it: its id, with manufacturer, version and device type of
   * the mask that has read it. Null if its telegram contains no address and a primary scan found
   * it.
   */
  public @Nullable SecondaryAddress selection() {
    return address == null || mask == null ? address : mask.narrowedTo(address);
  }

  /** The A field of its telegram; some meters have another one than they are asked by. */
  int sender() {
    return mask == null ? telegram.at(A_FIELD) : primaryAddress;
  }

  /**
   * Whether it and another one, found in the same way, have a secondary address in common and are
   * two: a meter keeps its A field. That of a selection may be 253, which is of any meter.
   */
  boolean isTwinOf(FoundMeter other) {
    boolean inOneWay = (mask == null) == (other.mask == null);
    boolean same = address != null && address.isExact() && address.equals(other.address);
    boolean addresses =
        sender() <= PrimaryScan.LAST_ADDRESS && other.sender() <= PrimaryScan.LAST_ADDRESS;
    return inOneWay && same && addresses && sender() != other.sender();
  }

  @Override
  public String toString() {
    return "FoundMeter[%s at %d by %s]".formatted(address, primaryAddress, mask);
  }
}
