package io.github.camelmbus.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelmbus.camel.operation.ScanResult;
import io.github.camelmbus.camel.operation.ScannedMeter;
import io.github.camelmbus.inventory.Inventory;
import io.github.camelmbus.inventory.KnownMeters;
import io.github.camelmbus.search.Finding;
import io.github.camelmbus.search.LineMeter;
import io.github.camelmbus.search.LineSearch;
import io.github.camelmbus.search.LineSearchResult;
import io.github.camelmbus.search.Progress;
import io.github.camelmbus.search.SearchMethod;
import io.github.camelmbus.search.SearchOptions;
import io.github.camelmbus.search.SearchPlan;
import io.github.camelmbus.transport.LineClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One meter at primary address 5, and an inventory with one at 5 and one at 7: each way to search
 * the line wakes the meters, asks 7 again, and says the same about it.
 */
class SearchWaysTest extends RouteTest {
  /** SND_NKE to 255, EN 13757-2, 5.7.5. */
  private static final String WAKE_UP = "1040ff3f16";

  /** SND_NKE to 7. */
  private static final String RESET_OF_7 = "1040074716";

  @TempDir Path directory;
  private Path file;
  private final List<String> sent = new CopyOnWriteArrayList<>();

  @BeforeEach
  void oneMeterIsThere() throws Exception {
    lines.with("house", VirtualLines.meter(HYD, 5));
    lines.watch(octets -> sent.add(HexFormat.of().formatHex(octets)));
    file =
        Files.writeString(
            directory.resolve("known.json"),
            """
            {"meters":[{"primaryAddress":5,"name":"Hall"},{"primaryAddress":7,"name":"Attic"}]}
            """);
  }

  private void assertThatSevenWasAskedAgain() {
    int last = sent.lastIndexOf(RESET_OF_7);
    // Twice at the beginning of the scan, twice before the known meters are asked again.
    assertThat(sent.subList(0, last)).filteredOn(WAKE_UP::equals).hasSize(4);
    assertThat(sent.subList(sent.lastIndexOf(WAKE_UP), last + 1)).contains(RESET_OF_7);
  }

  private void assertThatSevenIsMissing() {
    assertThat(Inventory.read(file).meters())
        .extracting(meter -> meter.name() + " " + meter.missing())
        .containsExactly("Hall false", "Attic true");
  }

  @Test
  void aRouteThatDiscoversMeters() throws Exception {
    MockEndpoint events = context.getEndpoint("mock:events", MockEndpoint.class);
    events.expectedMinimumMessageCount(1);
    events.setResultWaitTime(10_000);
    route(
        "poll",
        "mbus:virtual:house?discover=primary&retries=0&progressUri=direct:progress&inventory="
            + file
            + ONCE,
        "mock:readings");
    route("progress", "direct:progress", "mock:events");
    context.start();

    await().atMost(10, TimeUnit.SECONDS).until(() -> bodies(events).contains("summary"));

    assertThatSevenIsMissing();
    assertThatSevenWasAskedAgain();
    assertThat(bodies(events))
        .contains("{\"event\":\"missing\",\"address\":\"7\",\"name\":\"Attic\"}");
  }

  private static String bodies(MockEndpoint events) {
    return String.join(
        "\n",
        events.getReceivedExchanges().stream()
            .map(exchange -> exchange.getMessage().getBody(String.class))
            .toList());
  }

  @Test
  void aProducerThatScans() {
    ScanResult scan =
        producer()
            .requestBody(
                "mbus:virtual:house?operation=scanPrimary&retries=0&inventory=" + file,
                null,
                ScanResult.class);

    assertThat(scan.getFound()).extracting(ScannedMeter::primaryAddress).containsExactly(5);
    assertThatSevenWasAskedAgain();
  }

  /** As the command line does. */
  @Test
  void aSearchOfTheLineOfAnEndpoint() {
    context.start();
    MBusEndpoint endpoint = context.getEndpoint("mbus:virtual:house?retries=0", MBusEndpoint.class);
    KnownMeters known = new KnownMeters(file, Clock.systemUTC());
    SearchPlan plan =
        SearchPlan.of(2400, SearchMethod.PRIMARY, SearchOptions.DEFAULT, known.current());
    List<String> names = new CopyOnWriteArrayList<>();

    LineSearchResult result =
        new LineSearch(
                endpoint.lineToSearch(), plan, new Names(names), () -> false, LineClock.SYSTEM)
            .run();
    known.merge(result.seen(), result.gone());

    assertThat(names).containsExactly("Hall");
    assertThat(result.misses(plan.inventories().get(0))).isTrue();
    assertThatSevenIsMissing();
    assertThatSevenWasAskedAgain();
    assertThat(lines.openNow()).isZero();
  }

  private record Names(List<String> names) implements LineSearch.Listener {
    @Override
    public void found(LineMeter meter) {
      names.add(String.valueOf(meter.name()));
    }

    @Override
    public void finding(Finding finding) {
      throw new AssertionError(finding);
    }

    @Override
    public void progress(Progress progress) {}
  }
}
