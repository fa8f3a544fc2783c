package io.github.camelmbus.kmp.head;

import io.github.camelmbus.line.LineTask;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A readout of a log in turns. A turn is empty if others wait for the line and there is more to
 * read: the same task is then to be run again after them. Run again, there or on a new connection
 * where one was lost, it goes on after what it has handed over.
 */
interface LogTask extends LineTask<KmpSession, Optional<LogReadout>> {
  /** Serial number of the meter; null before the first turn. */
  @Nullable Long meter();
}
