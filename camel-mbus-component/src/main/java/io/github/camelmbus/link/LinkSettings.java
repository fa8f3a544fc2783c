package io.github.camelmbus.link;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a link.
 *
 * @param responseTimeout replaces the answer window of EN 13757-2 and the delay of the line
 *     together; null for those.
 * @param echo whether the line returns the master's own octets.
 * @param wakeUp what wakes the meters before they are asked.
 */
public record LinkSettings(@Nullable Duration responseTimeout, Echo echo, WakeUp wakeUp) {}
