package io.github.camelmbus.search;

import io.github.camelmbus.application.Mask;
import io.github.camelmbus.application.SecondaryAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A meter that was found and read.
 *
 * @param address its secondary address; with wildcards where its telegram does not tell all of it,
 *     null where it tells nothing and a primary scan found it.
 * @param primaryAddress 0..250.
 * @param mask the selection that reads it; null if a primary scan found it.
 * @param telegram its first RSP_UD as it came.
 * @param responseTime from the last bit of REQ_UD2 to the first octet of the telegram.
 */
public record FoundMeter(
    @Nullable SecondaryAddress address,
    int primaryAddress,
    @Nullable Mask mask,
    byte[] telegram,
    Duration responseTime) {
  public FoundMeter {
    telegram = telegram.clone();
  }

  /**
   * The secondary address that selects it: its id, with manufacturer, version and device type of
   * the mask that has read it. Null if its telegram tells no address and a primary scan found it.
   */
  public @Nullable SecondaryAddress selection() {
    return address == null || mask == null ? address : mask.narrowedTo(address);
  }

  @Override
  public byte[] telegram() {
    return telegram.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FoundMeter that
        && Objects.equals(address, that.address)
        && primaryAddress == that.primaryAddress
        && Objects.equals(mask, that.mask)
        && responseTime.equals(that.responseTime)
        && Arrays.equals(telegram, that.telegram);
  }

  @Override
  public int hashCode() {
    return Objects.hash(address, primaryAddress, mask);
  }

  @Override
  public String toString() {
    return "FoundMeter[%s at %d by %s]".formatted(address, primaryAddress, mask);
  }
}
