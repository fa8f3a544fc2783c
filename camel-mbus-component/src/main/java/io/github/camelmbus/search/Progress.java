package io.github.camelmbus.search;

/**
 * The progress of a search.
 *
 * @param probes probes done.
 * @param left probes that are left at most, if no open mask holds more than two meters; grows when
 *     one does.
 * @param found meters found.
 */
public record Progress(int probes, int left, int found) {}
