package io.github.camelmbus.simulator;

/**
 * An octet that arrives at the master.
 *
 * @param nanos when its stop bit is over, in nanoseconds of the caller's time.
 * @param value 0..255.
 */
public record LineOctet(long nanos, int value) {}
