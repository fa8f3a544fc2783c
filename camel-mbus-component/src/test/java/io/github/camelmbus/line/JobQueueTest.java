package io.github.camelmbus.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobQueueTest {
  private final JobQueue queue = new JobQueue();

  private Job<Object, String> add(Priority priority, String name) {
    Job<Object, String> job = new Job<>(null, session -> name, priority, 0, Long.MAX_VALUE);
    queue.add(job);
    return job;
  }

  private String next() throws InterruptedException {
    Job<?, ?> job = queue.poll(0);
    return job == null ? "" : String.valueOf(job.task.run(null));
  }

  @Test
  void higherPrioritiesGoFirstAndEqualOnesInTheirOrder() throws Exception {
    add(Priority.SEARCH, "probe");
    add(Priority.POLL, "poll 1");
    add(Priority.COMMAND, "command 1");
    add(Priority.POLL, "poll 2");
    add(Priority.COMMAND, "command 2");

    List<String> order = new ArrayList<>();
    for (String next = next(); !next.isEmpty(); next = next()) {
      order.add(next);
    }

    assertThat(order).containsExactly("command 1", "command 2", "poll 1", "poll 2", "probe");
  }

  /** 8 commands, then a poll; the probe is passed over by both kinds. */
  @Test
  void aFloodOfEachLeavesTurnsForTheOthers() throws Exception {
    for (int i = 0; i < 200; i++) {
      add(Priority.COMMAND, "command");
      add(Priority.POLL, "poll");
      add(Priority.SEARCH, "probe");
    }

    List<String> order = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      order.add(next());
    }

    assertThat(order.subList(0, 8)).containsOnly("command");
    assertThat(order).filteredOn("command"::equals).hasSizeGreaterThan(75);
    assertThat(order).filteredOn("poll"::equals).hasSizeBetween(9, 12);
    assertThat(order).filteredOn("probe"::equals).hasSizeBetween(9, 12);
  }

  @Test
  void aFloodOfPollsLeavesTurnsForProbesAndCommandsGoBeforeBoth() throws Exception {
    for (int i = 0; i < 50; i++) {
      add(Priority.POLL, "poll");
    }
    add(Priority.SEARCH, "probe");
    List<String> order = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      order.add(next());
    }
    add(Priority.COMMAND, "command");

    assertThat(order.indexOf("probe")).isEqualTo(JobQueue.MAX_PASSED_OVER);
    assertThat(next()).isEqualTo("command");
  }

  @Test
  void whatWasCancelledHasNoTurn() throws Exception {
    add(Priority.COMMAND, "cancelled").future.cancel(false);
    add(Priority.POLL, "poll");

    assertThat(next()).isEqualTo("poll");
  }
}
