package io.github.camelmbus.example.sink;

import io.github.camelmbus.example.archive.ReadingJournal;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Whether readings are archived, and why not. */
final class ArchiveHealth extends AbstractHealthCheck {
  private final ReadingJournal journal;

  ArchiveHealth(ReadingJournal journal) {
    super("mbus", "archive");
    this.journal = journal;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    builder.detail("waiting", journal.waiting());
    String problem = journal.problem();
    if (problem == null) {
      builder.up();
    } else {
      builder.message(problem).detail("problem", problem).down();
    }
  }
}
