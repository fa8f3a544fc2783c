package io.github.camelmbus.camel;

import org.jspecify.annotations.Nullable;

/**
 * Whether somebody answers at an address.
 *
 * @param address as it was asked for.
 * @param answered whether anything came; with an error, too, as when several meters answer at once.
 * @param responseTimeMillis from the end of the request to the answer; null without a good one.
 * @param error why there was no good answer; null for a good one.
 */
public record PingResult(
    String address, boolean answered, @Nullable Long responseTimeMillis, @Nullable String error) {}
