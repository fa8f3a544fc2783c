package io.github.camelmbus.camel;

import io.github.camelmbus.camel.operation.MeterReader.Outcome;
import io.github.camelmbus.master.MeterAddress;
import io.github.camelmbus.master.MeterRefusedException;
import io.github.camelmbus.transport.LineClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The meters of a consumer that are not polled for a while, because they were busy or the readout
 * budget of their battery was used up (application errors 08 and 09, EN 13757-3, clause 10). Each
 * refusal in a row doubles the pause of that meter; a reading ends it.
 *
 * <p>Written by the polling thread, read by any.
 */
final class MeterBackoff {
  static final Duration FIRST = Duration.ofMinutes(15);
  static final Duration LONGEST = Duration.ofHours(24);

  private static final Logger LOG = LoggerFactory.getLogger(MeterBackoff.class);

  private final Map<MeterAddress, Pause> pauses = new ConcurrentHashMap<>();
  private final LineClock clock;

  MeterBackoff(LineClock clock) {
    this.clock = clock;
  }

  private record Pause(long begin, Duration length, MeterRefusedException refusal) {
    boolean lastsAt(long now) {
      return now - begin < length.toNanos();
    }
  }

  /** Whether a meter must not be polled now. */
  boolean isWaiting(MeterAddress meter) {
    Pause pause = pauses.get(meter);
    return pause != null && pause.lastsAt(clock.nanos());
  }

  /** The addresses of the meters that must not be polled now. */
  List<String> waiting() {
    return pauses.keySet().stream().filter(this::isWaiting).map(Object::toString).sorted().toList();
  }

  /** The refusal of the meter that refused last; null if none waits. */
  @Nullable MeterRefusedException lastRefusal() {
    Pause last = null;
    for (Map.Entry<MeterAddress, Pause> entry : pauses.entrySet()) {
      Pause pause = entry.getValue();
      if (isWaiting(entry.getKey()) && (last == null || pause.begin - last.begin > 0)) {
        last = pause;
      }
    }
    return last == null ? null : last.refusal;
  }

  /** A meter was polled. Only a reading or a refusal shows the state of its budget. */
  void note(Outcome outcome) {
    MeterAddress meter = outcome.meter();
    if (outcome instanceof Outcome.Read) {
      pauses.remove(meter);
    } else if (outcome instanceof Outcome.Failed failed
        && failed.cause() instanceof MeterRefusedException refusal
        && refusal.retryLater()) {
      Duration length = next(pauses.get(meter));
      pauses.put(meter, new Pause(clock.nanos(), length, refusal));
      LOG.info("Meter {} is not polled for {} min", meter, length.toMinutes());
    }
  }

  private static Duration next(@Nullable Pause before) {
    if (before == null) {
      return FIRST;
    }
    Duration doubled = before.length.multipliedBy(2);
    return doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
  }
}
