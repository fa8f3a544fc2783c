package io.github.camelmbus.lines;

import io.github.camelmbus.link.FrameListener;
import java.io.PrintStream;
import java.util.HexFormat;
import java.util.function.Consumer;

/**
 * Sees what happens in a trial.
 *
 * @param log gets a line for each call and what came of it.
 * @param frames sees all octets.
 */
record Trace(Consumer<String> log, FrameListener frames) {
  static final Trace NONE = new Trace(text -> {}, (direction, octets, nanos) -> {});

  /** Prints calls and octets: {@code >} sent, {@code <} a good frame, {@code x} none. */
  static Trace to(PrintStream out) {
    return new Trace(
        out::println,
        (direction, octets, nanos) ->
            out.printf(
                "%12.3f %s %s%n",
                nanos / 1e9,
                switch (direction) {
                  case SENT -> ">";
                  case RECEIVED -> "<";
                  case DISCARDED -> "x";
                },
                HexFormat.of().withUpperCase().formatHex(octets)));
  }
}
