package io.github.camelmbus.camel.head;

import io.github.camelmbus.line.Priority;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A request for the meter under a head, from a message or else from the endpoint. */
public interface HeadRequest {

  /** Reads the meter. */
  HeadReader reader();

  /** The text of the registers, see {@link HeadReader#registers}; null if not given. */
  @Nullable String registers();

  /**
   * The entries of a log to read.
   *
   * @throws IllegalArgumentException naming what is missing or wrong.
   */
  LogRange log();

  /** The priority among the tasks that wait for the line. */
  Priority priority();

  /** How long it may take, including the wait for other tasks. */
  Duration patience();
}
