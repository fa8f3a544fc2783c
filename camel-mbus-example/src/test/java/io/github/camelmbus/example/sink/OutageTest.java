package io.github.camelmbus.example.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelmbus.example.archive.ReadingJournal;
import io.github.camelmbus.frame.LongFrame;
import io.github.camelmbus.reading.MeterReading;
import io.github.camelmbus.reading.ReadingDecoder;
import io.github.camelmbus.simulator.House;
import io.github.camelmbus.simulator.MeterDefinition;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.enterprise.inject.Instance;
import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.net.ConnectException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that is away for a week of the simulated house. */
class OutageTest {
  private static final int DAYS = 7;
  private static final int POLLS_A_DAY = 96;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final List<MeterDefinition> METERS = House.named("house").meters();
  private static final Logger CAMEL = Logger.getLogger("org.apache.camel");
  private static final LocalDateTime BEGINNING = LocalDate.of(2026, 11, 1).atStartOfDay();

  @TempDir Path directory;
  private final ConcurrentLinkedQueue<String> delivered = new ConcurrentLinkedQueue<>();
  private final List<WeakReference<MeterReading>> inMemory = new ArrayList<>();
  private volatile boolean away = true;

  /** Before Quarkus starts, its log keeps records, and what they are about. */
  @BeforeEach
  void keepNoRecordsOfLogs() {
    CAMEL.setLevel(Level.WARNING);
  }

  @AfterEach
  void logAsBefore() {
    CAMEL.setLevel(null);
  }

  @Test
  void allOfAWeekComesInItsOrderAndMeanwhileNothingIsInMemory() throws Exception {
    List<String> read = new ArrayList<>();
    ArchiveComponent archive = archive();
    try (DefaultCamelContext context = new DefaultCamelContext()) {
      context.addComponent("archive", archive);
      context.addRoutes(broker());
      context.start();
      ProducerTemplate poll = context.createProducerTemplate();
      for (int day = 0; day < DAYS; day++) {
        pollADay(day, poll, read);
      }
      System.gc();
      assertThat(inMemory)
          .filteredOn(reading -> reading.get() != null)
          .hasSizeLessThanOrEqualTo(METERS.size());
      ReadingJournal journal = archive.journal();
      assertThat(journal.waiting()).isZero();
      assertThat(delivered).isEmpty();

      away = false;
      // The next try may be half a minute away; a start does not wait for it.
      context.getRouteController().stopRoute("broker");
      context.getRouteController().startRoute("broker");
      await().atMost(PATIENCE).until(() -> delivered.size() >= read.size());

      assertThat(delivered).containsExactlyElementsOf(read);
      assertThat(journal.position("kafka")).hasValue(read.size());
    }
  }

  private RouteBuilder broker() {
    return new RouteBuilder() {
      @Override
      public void configure() {
        from("archive:kafka")
            .routeId("broker")
            .process(
                exchange -> {
                  if (away) {
                    throw new ConnectException("connection refused");
                  }
                  delivered.add(identity(exchange.getMessage().getBody(MeterReading.class)));
                });
      }
    };
  }

  private void pollADay(int day, ProducerTemplate poll, List<String> read) {
    for (int i = 0; i < POLLS_A_DAY; i++) {
      LocalDateTime time = BEGINNING.plusDays(day).plusMinutes(15L * i);
      List<MeterReading> readings = METERS.stream().map(meter -> reading(meter, time)).toList();
      poll.sendBody("archive:readings", readings);
      readings.forEach(reading -> read.add(identity(reading)));
      readings.forEach(reading -> inMemory.add(new WeakReference<>(reading)));
    }
  }

  private static MeterReading reading(MeterDefinition meter, LocalDateTime time) {
    List<byte[]> telegrams =
        meter.telegrams().telegrams(time).stream().map(LongFrame::encode).toList();
    return ReadingDecoder.ofTelegrams(telegrams, "l", time.toInstant(ZoneOffset.UTC), null);
  }

  private static String identity(MeterReading reading) {
    return reading.meter().secondaryAddress() + "@" + reading.readAt();
  }

  private ArchiveComponent archive() {
    return archive(directory, Optional.empty(), Clock.systemUTC());
  }

  static ArchiveComponent archive(Path directory, Optional<String> keep, Clock clock) {
    Optional<String> none = Optional.empty();
    return new ArchiveComponent(
        directory.resolve("archive.db").toString(),
        keep,
        new ReadingKeys(none, none, directory.resolve("inventory.json"), clock),
        new SmallRyeConfigBuilder().build(),
        clock,
        metrics());
  }

  @SuppressWarnings("unchecked")
  private static Instance<MeterRegistry> metrics() {
    MeterRegistry registry = new SimpleMeterRegistry();
    return (Instance<MeterRegistry>)
        Proxy.newProxyInstance(
            OutageTest.class.getClassLoader(),
            new Class<?>[] {Instance.class},
            (proxy, method, arguments) -> registry);
  }
}
