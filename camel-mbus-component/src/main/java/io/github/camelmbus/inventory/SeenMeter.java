package io.github.camelmbus.inventory;

import io.github.camelmbus.application.Mask;
import io.github.camelmbus.application.SecondaryAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A meter that a search has found, with the facts that an {@link Inventory} keeps.
 *
 * @param address its secondary address; null if its telegram has none.
 * @param primaryAddress 0..250.
 * @param mask the selection that has read it; null if a primary scan found it.
 * @param responseTime from request to answer.
 * @param baudRate bit/s at which it answered; null to keep that of the inventory.
 */
public record SeenMeter(
    @Nullable SecondaryAddress address,
    int primaryAddress,
    @Nullable Mask mask,
    Duration responseTime,
    @Nullable Integer baudRate) {}
