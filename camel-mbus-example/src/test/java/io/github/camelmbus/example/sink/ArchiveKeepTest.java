package io.github.camelmbus.example.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelmbus.example.archive.Archive;
import io.github.camelmbus.example.archive.ArchiveEntry;
import io.github.camelmbus.example.archive.ArchivedReading;
import java.net.ConnectException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code mbus.archive.keep}: what is older is removed when the app starts, and once a day. */
class ArchiveKeepTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Instant NOW = Instant.parse("2026-11-29T03:00:00Z");

  @TempDir Path directory;

  private DefaultCamelContext context(String keep) {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    DefaultCamelContext context = new DefaultCamelContext();
    context.addComponent("archive", OutageTest.archive(directory, Optional.of(keep), clock));
    return context;
  }

  private static ArchiveEntry readDaysAgo(int days) {
    return new ArchiveEntry(
        new ArchiveEntry.Source("mbus", "l", "12345678", "1", null),
        NOW.minus(Duration.ofDays(days)),
        null,
        List.of(new byte[] {(byte) days}),
        null,
        null);
  }

  private List<Long> archived() {
    try (Archive archive = Archive.read(directory.resolve("archive.db"))) {
      return archive.after(0, 10).stream().map(ArchivedReading::id).toList();
    }
  }

  /** The broker is away: it has got the first two, and three and four are still to come. */
  @Test
  void oldReadingsAreRemovedUnlessASinkHasNotGotThem() throws Exception {
    try (Archive archive = Archive.append(directory.resolve("archive.db"))) {
      archive.append(List.of(readDaysAgo(100), readDaysAgo(91), readDaysAgo(95), readDaysAgo(89)));
      archive.setPosition("kafka", 2);
    }
    try (DefaultCamelContext context = context("90d")) {
      context.addRoutes(
          new RouteBuilder() {
            @Override
            public void configure() {
              from("archive:kafka")
                  .process(
                      exchange -> {
                        throw new ConnectException("connection refused");
                      });
            }
          });
      context.start();

      await().atMost(PATIENCE).until(() -> archived().size() < 4);
      assertThat(archived()).containsExactly(3L, 4L);
    }
  }

  @Test
  void withoutSinksOfTheNetworkAllThatIsOldIsRemoved() throws Exception {
    try (Archive archive = Archive.append(directory.resolve("archive.db"))) {
      archive.append(List.of(readDaysAgo(100), readDaysAgo(89), readDaysAgo(91)));
    }
    try (DefaultCamelContext context = context("90d")) {
      context.getComponent("archive");
      context.start();

      await().atMost(PATIENCE).until(() -> archived().equals(List.of(2L)));
    }
  }

  @Test
  void aTimeThatIsNoneIsNamed() {
    assertThatThrownBy(() -> context("5 years"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("mbus.archive.keep is a time such as 5y, 18m or 90d, not '5 years'");
  }
}
