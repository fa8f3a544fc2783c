package io.github.camelmbus.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelmbus.camel.operation.WriteResult;
import io.github.camelmbus.inventory.Inventory;
import io.github.camelmbus.reading.MeterReading;
import io.github.camelmbus.transport.LineClock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** All dates are those of the clock of the component, here one that stands still. */
@ResourceLock(Resources.SYSTEM_ERR)
class WallClockTest extends RouteTest {
  private static final Instant NOW = Instant.parse("2026-11-25T20:00:00Z");

  @Override
  void configure(CamelContext newContext) {
    // 21:00 in winter.
    Clock clock = Clock.fixed(NOW, ZoneId.of("Europe/Berlin"));
    newContext.addComponent("mbus", new MBusComponent(LineClock.SYSTEM, clock));
  }

  @Test
  void aReadingIsReadAtThatTime() throws Exception {
    house();

    MeterReading reading = reading(poll("mbus:virtual:house?primary=1" + ONCE, 1).get(0));

    assertThat(reading.readAt()).isEqualTo(NOW);
    MBusEndpoint endpoint = (MBusEndpoint) context.getRoute("poll").getEndpoint();
    assertThat(endpoint.status().orElseThrow().lastGoodReading()).isEqualTo(NOW);
  }

  @Test
  void aMeterThatASearchFindsIsLastSeenAtThatTime(@TempDir Path directory) throws Exception {
    house();
    Path file = directory.resolve("cellar.json");

    poll("mbus:virtual:house?discover=secondary&inventory=" + file + OFTEN, 2);

    await().until(() -> Inventory.read(file).meters().size() == 2);
    assertThat(Files.readString(file).lines().filter(line -> line.contains("lastSeen")))
        .hasSize(2)
        .allMatch(line -> line.contains("\"" + NOW + "\""));
  }

  @Test
  void aWriteIsInTheAuditLogAtThatTime() {
    house();
    PrintStream before = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      producer()
          .requestBody("mbus:virtual:house?operation=raw&allowOperations=raw", "10 40 01 41 16");
    } finally {
      System.setErr(before);
    }

    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("mbus.audit" + " - {\"at\":\"2026-11-25T20:00:00.000Z\"");
  }

  /** Type F, 04 6D: minute 00, hour 15h = 21, day 25 and year 26 as 59h and 3Bh, month 11. */
  @Test
  void aClockOfAMeterIsSetToTheLocalTime() {
    house();

    WriteResult result =
        producer()
            .requestBody(
                "mbus:virtual:house?operation=setClock&allowOperations=setClock&primary=1"
                    + "&dryRun=true",
                null,
                WriteResult.class);

    assertThat(result.telegrams()).singleElement().asString().contains("046D0015593B");
  }
}
