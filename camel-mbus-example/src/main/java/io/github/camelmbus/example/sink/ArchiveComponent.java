package io.github.camelmbus.example.sink;

import io.github.camelmbus.example.archive.Archive;
import io.github.camelmbus.example.archive.ArchiveException;
import io.github.camelmbus.example.archive.EntryCodec;
import io.github.camelmbus.example.archive.ReadingJournal;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Period;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.StartupListener;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.support.DefaultComponent;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The archive in routes: {@code to("archive:readings")} appends a reading, and {@code
 * from("archive:kafka")} takes the readings that the sink {@code kafka} has not got yet.
 */
@Singleton
@Named("archive")
public class ArchiveComponent extends DefaultComponent {
  private static final Logger LOG = LoggerFactory.getLogger(ArchiveComponent.class);
  private static final String NONE = "none";

  private final String path;
  private final Optional<String> keep;
  private final ReadingKeys keys;
  private final Config config;
  private final Clock clock;
  private final Instance<MeterRegistry> metrics;
  private final List<String> sinks = new CopyOnWriteArrayList<>();
  private @Nullable ReadingJournal journal;
  private @Nullable ScheduledExecutorService care;

  @Inject
  ArchiveComponent(
      @ConfigProperty(name = "mbus.archive") String path,
      @ConfigProperty(name = "mbus.archive.keep") Optional<String> keep,
      ReadingKeys keys,
      Config config,
      Clock clock,
      Instance<MeterRegistry> metrics) {
    this.path = path;
    this.keep = keep;
    this.keys = keys;
    this.config = config;
    this.clock = clock;
    this.metrics = metrics;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters) {
    return new ArchiveEndpoint(uri, this, name);
  }

  @Override
  protected void doInit() throws Exception {
    super.doInit();
    Period kept = keep.map(ArchiveComponent::period).orElse(null);
    ReadingJournal opened = new ReadingJournal(path.equals(NONE) ? null : Path.of(path), clock);
    journal = opened;
    Gauge.builder("mbus.archive.waiting", opened, ReadingJournal::waiting)
        .description("Readings that wait in memory, as the archive cannot be written")
        .register(metrics.get());
    registerHealth(new ArchiveHealth(opened));
    ScheduledExecutorService executor =
        getCamelContext()
            .getExecutorServiceManager()
            .newSingleThreadScheduledExecutor(this, "archive");
    care = executor;
    executor.scheduleWithFixedDelay(opened::writeWaiting, 10, 10, TimeUnit.SECONDS);
    if (kept != null) {
      getCamelContext().addStartupListener(new Removal(executor, kept));
    }
  }

  /** Begins when all routes have started, as until then it is not known which sinks there are. */
  private final class Removal implements StartupListener {
    private final ScheduledExecutorService executor;
    private final Period kept;

    Removal(ScheduledExecutorService executor, Period kept) {
      this.executor = executor;
      this.kept = kept;
    }

    /** Of a context that has started this is the only call. */
    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
      if (alreadyStarted) {
        begin();
      }
    }

    @Override
    public void onCamelContextFullyStarted(CamelContext context, boolean alreadyStarted) {
      begin();
    }

    private void begin() {
      executor.scheduleWithFixedDelay(() -> removeOld(kept), 0, 24, TimeUnit.HOURS);
    }
  }

  private static Period period(String text) {
    try {
      return Period.parse("P" + text.trim().toUpperCase(Locale.ROOT));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "mbus.archive.keep is a time such as 5y, 18m or 90d, not '" + text + "'", e);
    }
  }

  private void removeOld(Period kept) {
    Archive archive = journal().archive();
    if (archive == null) {
      return;
    }
    try {
      int removed = archive.removeBefore(ZonedDateTime.now(clock).minus(kept).toInstant(), sinks);
      if (removed > 0) {
        LOG.info("{} readings were older than mbus.archive.keep and have been removed", removed);
      }
    } catch (ArchiveException e) {
      LOG.warn("old readings cannot be removed from the archive now: {}", e.getMessage());
    }
  }

  void registerHealth(HealthCheck check) {
    HealthCheckRegistry registry = HealthCheckRegistry.get(getCamelContext());
    if (registry != null) {
      registry.register(check);
    }
  }

  /** The position of a sink, which is known before the first poll. */
  SinkCursor cursor(String sink) {
    boolean newest =
        !config.getOptionalValue("mbus." + sink + ".history", Boolean.class).orElse(true);
    String from = config.getOptionalValue("mbus." + sink + ".from", String.class).orElse("now");
    if (!from.equals("now") && !from.equals("beginning")) {
      throw new IllegalArgumentException(
          "mbus.%s.from is now or beginning, not '%s'".formatted(sink, from));
    }
    SinkCursor cursor = new SinkCursor(sink, journal(), newest, from.equals("beginning"));
    sinks.add(sink);
    Gauge.builder("mbus.sink.lag", cursor, SinkCursor::lag)
        .description("Readings that a sink has not got yet")
        .tag("sink", sink)
        .register(metrics.get());
    Gauge.builder("mbus.sink.refused", cursor, SinkCursor::refused)
        .description("Readings that a sink has refused")
        .tag("sink", sink)
        .register(metrics.get());
    return cursor;
  }

  ReadingJournal journal() {
    return Objects.requireNonNull(journal, "the component is not initialised");
  }

  EntryCodec codec() {
    return keys.codec();
  }

  Clock clock() {
    return clock;
  }

  @Override
  protected void doShutdown() throws Exception {
    super.doShutdown();
    if (care != null) {
      getCamelContext().getExecutorServiceManager().shutdownNow(care);
    }
    if (journal != null) {
      journal.close();
    }
  }
}
