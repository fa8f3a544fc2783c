package io.github.camelmbus.master;

import java.time.Duration;

/**
 * A meter acknowledged.
 *
 * @param address as it was asked for.
 * @param responseTime from the last bit of the request to the acknowledge.
 * @param attempts requests that were sent for it.
 */
public record Presence(MeterAddress address, Duration responseTime, int attempts) {}
