package io.github.camelmbus.lines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Reads, searches and scans made-up lines: gateways with all their manners, meters with faults,
 * collisions; then the faults end, and all meters are read. {@code -Dmbus.lines.seeds=10000} makes
 * it ten thousand of them, {@code -Dmbus.lines.first=5001} begins with another one, {@code
 * -Dmbus.lines.seed=4711} repeats one and prints all octets, into {@code target/surefire-reports}.
 */
class LinesTest {
  private static final long FIRST = Long.getLong("mbus.lines.first", 1);
  private static final long SEEDS = Long.getLong("mbus.lines.seeds", 200);
  private static final Long ONE = Long.getLong("mbus.lines.seed");

  /** Ends what hangs; a world takes a tenth of a second. */
  private static final Duration PATIENCE = Duration.ofMinutes(2).plusSeconds(SEEDS);

  @Test
  void whateverTheLineDoesNoReadingIsWrongAndNoMeterIsMissedSilently() {
    List<String> wrong = new ArrayList<>();
    assertTimeoutPreemptively(
        PATIENCE,
        () -> {
          if (ONE != null) {
            wrong.addAll(tryOne(WorldMaker.make(ONE), Trace.to(System.out)));
          } else {
            LongStream.range(FIRST, FIRST + SEEDS)
                .forEach(seed -> wrong.addAll(tryOne(WorldMaker.make(seed), Trace.NONE)));
          }
        });
    assertThat(wrong).as(String.join("\n", wrong)).isEmpty();
  }

  private static List<String> tryOne(World world, Trace trace) {
    List<String> wrong = new ArrayList<>();
    for (Violation violation : Trial.run(world, trace)) {
      boolean physical = violation.kind().equals(Trial.IN_STEP);
      if (!physical && !NotYetHeld.isKnown(world, violation)) {
        wrong.add("seed %d, %s".formatted(world.seed(), violation));
      }
    }
    if (!wrong.isEmpty()) {
      wrong.add(world.toString());
      wrong.add(
          "repeat with: mvn test -pl camel-mbus-component -Dtest=LinesTest -Dmbus.lines.seed="
              + world.seed());
    }
    return wrong;
  }
}
