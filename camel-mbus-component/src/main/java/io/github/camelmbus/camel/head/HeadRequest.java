package io.github.camelmbus.camel.head;

import io.github.camelmbus.line.Priority;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a message, or else the endpoint, asks of a meter under a head. */
public interface HeadRequest {

  /** The meter, and who makes readings of what it answers. */
  HeadReader reader();

  /** Registers as users write them; null if not given. */
  @Nullable String registers();

  /**
   * Which entries of which log.
   *
   * @throws IllegalArgumentException naming what is missing or wrong.
   */
  LogRange log();

  /** Turns before those who wait less urgently. */
  Priority priority();

  /** How long it may take, the wait for others included. */
  Duration patience();
}
