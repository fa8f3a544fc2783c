package io.github.camelmbus.simulator;

import io.github.camelmbus.frame.ControlField;
import java.time.Duration;
import java.util.List;

/** Counts the events of a line; confined to the thread of its bus. */
final class LineCounters {
  /** A single character with a stray octet on each side. */
  private static final int LONGEST_ACKNOWLEDGE = 3;

  private long frames;
  private long selects;
  private long requests;
  private long acknowledges;
  private long answers;
  private long collisions;
  private long talkOvers;
  private long unanswered;
  private boolean started;
  private long first;
  private long last;

  void busy(long from, long to) {
    if (!started) {
      started = true;
      first = from;
      last = to;
    }
    last = Math.max(last, to);
  }

  void request(Request request) {
    frames++;
    if (request.isSelection()) {
      selects++;
    } else if (request.control().function() == ControlField.Function.REQ_UD2) {
      requests++;
    }
  }

  /** A request to a meter under an optical head. */
  void headRequest() {
    frames++;
    requests++;
  }

  void talkOver() {
    talkOvers++;
  }

  void answered(List<Signal> signals) {
    if (signals.isEmpty()) {
      unanswered++;
    }
    for (Signal signal : signals) {
      if (signal.octets() <= LONGEST_ACKNOWLEDGE) {
        acknowledges++;
      } else {
        answers++;
      }
    }
  }

  void collision() {
    collisions++;
  }

  SimulatorStatistics snapshot(long badOctets) {
    return new SimulatorStatistics(
        frames,
        selects,
        requests,
        badOctets,
        acknowledges,
        answers,
        collisions,
        talkOvers,
        unanswered,
        Duration.ofNanos(started ? last - first : 0));
  }
}
