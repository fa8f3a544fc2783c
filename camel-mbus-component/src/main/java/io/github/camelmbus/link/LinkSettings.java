package io.github.camelmbus.link;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a link is driven.
 *
 * @param responseTimeout replaces the answer window of EN 13757-2 and the delay of the line
 *     together; null for those.
 * @param echo whether the line hands the master's own octets back.
 */
public record LinkSettings(@Nullable Duration responseTimeout, Echo echo) {}
