package io.github.camelmbus.example.sink;

import io.github.camelmbus.camel.KmpEndpoint;
import io.github.camelmbus.example.archive.Archive;
import io.github.camelmbus.example.archive.LogGap;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Handler;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The time from which on the log of a meter is read into the archive. */
@Singleton
@Named("logStart")
public class LogStart {
  /** A meter keeps the days of a year and more, but reading every entry would drain its battery. */
  private static final Duration LONGEST = Duration.ofDays(40);

  private final ArchiveComponent archive;
  private final String log;

  LogStart(ArchiveComponent archive, @ConfigProperty(name = "mbus.kmp.log") String log) {
    this.archive = archive;
    this.log = log;
  }

  /** The time of the last entry before the first gap, by the clock of this machine. */
  @Handler
  public String from(CamelContext context) {
    String uri = context.resolvePropertyPlaceholders("{{mbus.log}}");
    // The name of the line in the archive; the settings may have another spelling of it.
    String line = context.getEndpoint(uri, KmpEndpoint.class).getCanonicalLine();
    Clock clock = archive.clock();
    Instant since = clock.instant().minus(LONGEST);
    Archive file = archive.journal().archive();
    Instant from = file == null ? since : LogGap.from(file, line, log, since);
    return LocalDateTime.ofInstant(from, clock.getZone())
        .truncatedTo(ChronoUnit.SECONDS)
        .toString();
  }
}
