package io.github.camelmbus.camel;

import io.github.camelmbus.camel.LineObserver.Observation;
import io.github.camelmbus.kmp.head.HeadListener;
import io.github.camelmbus.kmp.head.KmpNoAnswerException;
import io.github.camelmbus.kmp.head.OpticalHead;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The optical head of a line, shared by all endpoints on it. */
final class SharedHead extends WatchedLine {
  private final OpticalHead head;

  /**
   * @param agreement the options of the first endpoint.
   * @param observation begun before the head is used.
   */
  SharedHead(LineAgreement agreement, OpticalHead head, Observation observation) {
    super(agreement, observation);
    this.head = head;
    head.addListener(new Watched(observation));
  }

  /** Forwards events of the head to the observation. */
  private record Watched(Observation observation) implements HeadListener {
    private static final String UNKNOWN = "unknown";

    @Override
    public void read(@Nullable Long meter, Duration responseTime, int retries) {
      observation.read(name(meter), responseTime, retries);
    }

    @Override
    public void failed(@Nullable Long meter, KmpNoAnswerException failure, int retries) {
      observation.failed(name(meter), failure.code(), retries);
    }

    private static String name(@Nullable Long meter) {
      return meter == null ? UNKNOWN : meter.toString();
    }
  }

  OpticalHead head() {
    return head;
  }

  @Override
  void end() {
    head.close();
  }
}
