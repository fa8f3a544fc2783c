package io.github.camelmbus.inventory;

import io.github.camelmbus.application.Mask;
import io.github.camelmbus.application.SecondaryAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A meter as a search has seen it: what an {@link Inventory} keeps of it.
 *
 * @param address its secondary address; null if its telegram has none.
 * @param primaryAddress 0..250.
 * @param mask the selection that has read it; null if a primary scan found it.
 * @param responseTime from request to answer.
 * @param baudRate bit/s at which it answered; null to leave what the inventory has.
 */
public record SeenMeter(
    @Nullable SecondaryAddress address,
    int primaryAddress,
    @Nullable Mask mask,
    Duration responseTime,
    @Nullable Integer baudRate) {}
