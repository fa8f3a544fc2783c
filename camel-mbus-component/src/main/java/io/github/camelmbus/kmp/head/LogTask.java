package io.github.camelmbus.kmp.head;

import io.github.camelmbus.line.LineTask;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a log in turns. The result of a turn is empty if others wait for the line and there is more
 * to read: the same task must then be run again after them. A run continues after what was handed
 * over, also on a new connection.
 */
interface LogTask extends LineTask<KmpSession, Optional<LogReadout>> {
  /** Serial number of the meter; null before the first turn. */
  @Nullable Long meter();
}
