package io.github.camelmbus.kmp.head;

import org.jspecify.annotations.Nullable;

/**
 * What came back to one request for the serial number: how well a head is placed.
 *
 * @param echo whether the head has echoed the request.
 * @param octets how many octets came, those of the echo included.
 * @param damaged whether some of them are neither the echo nor the answer.
 * @param meter the serial number, from an answer with a good checksum; null without one.
 */
public record HeadProbe(boolean echo, int octets, boolean damaged, @Nullable Long meter) {}
