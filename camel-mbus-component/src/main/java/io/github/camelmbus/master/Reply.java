package io.github.camelmbus.master;

import io.github.camelmbus.frame.Frame;
import java.time.Duration;

/** What came of one request, sent once. */
public sealed interface Reply {

  /**
   * A good frame from the right meter.
   *
   * @param frame the frame.
   * @param octets its octets as they came.
   * @param responseTime from the last bit of the request to the first octet of the answer.
   */
  record Answer(Frame frame, byte[] octets, Duration responseTime) implements Reply {}

  /**
   * No octet came.
   *
   * @param waited how long the master listened.
   */
  record Silence(Duration waited) implements Reply {}

  /**
   * Octets came that are no good frame.
   *
   * @param octets all that came.
   * @param superposed whether they look like several meters talking at once: no telegram begins as
   *     one should, or something follows an acknowledge. Otherwise one telegram began well and was
   *     cut or damaged.
   * @param fault what was wrong, in words.
   */
  record Garbled(byte[] octets, boolean superposed, String fault) implements Reply {}

  /**
   * Good frames, but of another meter than the one asked.
   *
   * @param octets the frames.
   * @param sender who sent the last of them, in words.
   */
  record Mismatch(byte[] octets, String sender) implements Reply {}
}
