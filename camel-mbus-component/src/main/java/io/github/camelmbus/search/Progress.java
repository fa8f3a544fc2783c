package io.github.camelmbus.search;

/**
 * How far a search is.
 *
 * @param probes probes done.
 * @param left probes that are left at most, if no open mask holds more than two meters; grows when
 *     one does.
 * @param found meters found.
 */
public record Progress(int probes, int left, int found) {}
