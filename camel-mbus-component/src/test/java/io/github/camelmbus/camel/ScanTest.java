package io.github.camelmbus.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelmbus.camel.operation.ScanResult;
import io.github.camelmbus.camel.operation.ScannedMeter;
import io.github.camelmbus.search.Finding;
import io.github.camelmbus.simulator.Fault;
import io.github.camelmbus.transport.LineUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.FailedToCreateProducerException;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.ServiceStatus;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.support.DefaultConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Routes that search their line. */
class ScanTest extends RouteTest {
  private static final String PRIMARY = "mbus:virtual:house?operation=scanPrimary";
  private static final String SECONDARY = "mbus:virtual:house?operation=scanSecondary";
  private static final String HYD_NEIGHBOUR = "1234567924232804";

  private final ObjectMapper mapper = new ObjectMapper();

  /** Two meters at primary address 0, as factory-new ones are, and one at 2. */
  private void houseWithTwoNewMeters() {
    lines.with(
        "house",
        VirtualLines.meter(HYD, 0),
        VirtualLines.meter(HYD_NEIGHBOUR, 0),
        VirtualLines.meter(KAM, 2));
  }

  @Test
  void aSecondarySearchFindsMetersThatShareAPrimaryAddress() {
    houseWithTwoNewMeters();

    ScanResult result = scan(SECONDARY);

    assertThat(result)
        .extracting(ScannedMeter::secondaryAddress)
        .containsExactlyInAnyOrder(HYD, HYD_NEIGHBOUR, KAM);
    assertThat(result.getFindings()).isEmpty();
    assertThat(result.isComplete()).isTrue();
    ScannedMeter kam =
        result.stream().filter(m -> KAM.equals(m.secondaryAddress())).findFirst().orElseThrow();
    assertThat(kam.primaryAddress()).isEqualTo(2);
    assertThat(kam.id()).isEqualTo("87654321");
    assertThat(kam.manufacturer()).isEqualTo("KAM");
    assertThat(kam.version()).isEqualTo(0x40);
    assertThat(kam.deviceType()).isEqualTo("heat-cooling");
    assertThat(kam.deviceTypeCode()).isEqualTo(0x0D);
    assertThat(kam.mask()).matches("[0-9F]{16}");
    assertThat(kam.responseTimeMillis()).isPositive();
  }

  @Test
  void aPrimaryScanTellsWhereSeveralMetersAnswer() {
    houseWithTwoNewMeters();

    ScanResult result = scan(PRIMARY);

    assertThat(result).extracting(ScannedMeter::secondaryAddress).containsExactly(KAM);
    assertThat(result.get(0).mask()).isNull();
    assertThat(result.getFindings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.kind()).isEqualTo(Finding.Kind.COLLISION);
              assertThat(finding.where()).isEqualTo("0");
              assertThat(finding.text()).contains("use the secondary search");
            });
    // Addresses 0 to 250 by SND_NKE, 0 once more as several answer, the 249 silent ones by REQ_UD2,
    // and the meter again to prove the silences.
    assertThat(result.getProbes()).isEqualTo(251 + 1 + 249 + 1);
  }

  @Test
  void aDeviceThatAcknowledgesEverythingIsAFinding() {
    lines.with(
        "house",
        VirtualLines.meter(HYD, 1),
        VirtualLines.meter(HYD_NEIGHBOUR, 3),
        VirtualLines.meter(KAM, 2)
            .withFaults(new Fault.AckAnySelect("FFFFFFFF"), new Fault.Mute()));

    ScanResult result = scan(SECONDARY);

    assertThat(result.getFindings()).extracting(Finding::kind).contains(Finding.Kind.PHANTOM);
  }

  @ParameterizedTest
  @CsvSource({"1234FFFF, 2", "87654321, 1", "FFFFFFFFFFFFFF0D, 1", "9FFFFFFF, 0"})
  void aMaskNarrowsASecondarySearch(String mask, int meters) {
    houseWithTwoNewMeters();

    assertThat(scan(SECONDARY + "&mask=" + mask)).hasSize(meters);
  }

  @ParameterizedTest
  @CsvSource({"1234", "12345G78", "1234567824232804FF"})
  void aMaskOfAWrongFormIsRefused(String mask) {
    houseWithTwoNewMeters();

    assertThatThrownBy(() -> context.getEndpoint(SECONDARY + "&mask=" + mask))
        .isInstanceOf(ResolveEndpointFailedException.class)
        .hasMessageContaining("mask: ")
        .hasMessageContaining(mask);
  }

  /** One of the three meters, and two that are not there. */
  private static Path inventory(Path directory) throws IOException {
    return Files.writeString(
        directory.resolve("cellar.json"),
        """
        {"meters":[{"secondaryAddress":"876543212D2C400D"},{"secondaryAddress":"1111111124232804"},
                   {"secondaryAddress":"2222222224232804"}]}
        """);
  }

  @Test
  void theMetersOfAnInventoryAreAskedFirst(@TempDir Path directory) throws Exception {
    houseWithTwoNewMeters();

    ScanResult result = scan(SECONDARY + "&inventory=" + inventory(directory));

    assertThat(result).hasSize(3).first().extracting(ScannedMeter::mask).isEqualTo(KAM);
    assertThat(result.getFindings())
        .extracting(Finding::where)
        .containsExactly("1111111124232804", "2222222224232804");
  }

  @Test
  void ofAnInventoryOnlyMetersThatMatchTheMaskAreAsked(@TempDir Path directory) throws Exception {
    houseWithTwoNewMeters();

    ScanResult result = scan(SECONDARY + "&mask=1FFFFFFF&inventory=" + inventory(directory));

    assertThat(result).hasSize(2);
    assertThat(result.getFindings()).extracting(Finding::where).containsExactly("1111111124232804");
  }

  @Test
  void aScanThatIsNotAllowedIsRefused() {
    houseWithTwoNewMeters();

    assertThatThrownBy(() -> scan(SECONDARY + "&allowOperations=read,scanPrimary"))
        .isInstanceOf(FailedToCreateProducerException.class)
        .rootCause()
        .hasMessageContaining(
            "the operation scanSecondary is not allowed here, only read,scanPrimary");
  }

  @Test
  void aHeaderMayAskForAScan() {
    houseWithTwoNewMeters();

    Object body =
        producer()
            .requestBodyAndHeader("mbus:virtual:house", "", "CamelMBusOperation", "scanSecondary");

    assertThat(body).isInstanceOf(ScanResult.class);
  }

  @Test
  void aLineThatIsAwayEndsAScan() {
    houseWithTwoNewMeters();
    lines.takeDown("house");

    assertThat(producer().request(SECONDARY, exchange -> {}).getException())
        .isInstanceOf(LineUnavailableException.class);
  }

  @Test
  void aLineThatGoesInTheMiddleEndsTheEventsToo() throws Exception {
    houseWithTwoNewMeters();
    List<String> events = new CopyOnWriteArrayList<>();
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:progress")
                .process(exchange -> events.add(exchange.getMessage().getBody(String.class)));
          }
        });
    AtomicInteger requests = new AtomicInteger();
    lines.watch(
        octets -> {
          if (requests.incrementAndGet() == 50) {
            lines.takeDown("house");
          }
        });

    Exchange scan = producer().request(PRIMARY + "&progressUri=direct:progress", exchange -> {});

    assertThat(scan.getException()).isInstanceOf(LineUnavailableException.class);
    await().until(() -> events.stream().anyMatch(event -> event.contains("summary")));
    assertThat(events)
        .last()
        .asString()
        .startsWith("{\"event\":\"summary\",\"found\":1,")
        .endsWith(",\"complete\":false}");
  }

  @Test
  void theResultIsJson() throws Exception {
    houseWithTwoNewMeters();
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:json").to(PRIMARY).convertBodyTo(String.class);
          }
        });

    JsonNode json = mapper.readTree(producer().requestBody("direct:json", "", String.class));

    assertThat(json.properties())
        .extracting(Map.Entry::getKey)
        .containsExactly("found", "findings", "probes", "seconds", "complete");
    assertThat(json.at("/found/0/secondaryAddress").asText()).isEqualTo(KAM);
    assertThat(json.at("/findings/0/kind").asText()).isEqualTo("collision");
    assertThat(json.at("/findings/0/where").asText()).isEqualTo("0");
  }

  @Test
  void theResultCanBeSplitIntoMetersThatAreJsonAndMaps() throws Exception {
    houseWithTwoNewMeters();
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:split")
                .to(SECONDARY)
                .split(body())
                .setHeader("found", simple("${body.secondaryAddress} ${body.deviceType}"))
                .to("mock:readings");
          }
        });
    mock().expectedMessageCount(3);

    producer().sendBody("direct:split", "");

    mock().assertIsSatisfied();
    Exchange first = mock().getReceivedExchanges().get(0);
    assertThat(mapper.readTree(first.getMessage().getBody(String.class)).get("id")).isNotNull();
    assertThat(mock().getReceivedExchanges())
        .extracting(exchange -> exchange.getMessage().getHeader("found"))
        .contains(KAM + " heat-cooling");
    assertThat(first.getMessage().getBody(Map.class))
        .containsKeys("secondaryAddress", "primaryAddress", "manufacturer", "mask");
  }

  @Test
  void expressionsReadFindingsOfTheResult() throws Exception {
    houseWithTwoNewMeters();
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:simple").to(PRIMARY).setBody(simple("${body.findings[0].where}"));
          }
        });

    assertThat(producer().requestBody("direct:simple", "", String.class)).isEqualTo("0");
  }

  @Test
  void jacksonWritesTheSameJson() throws JsonProcessingException {
    houseWithTwoNewMeters();

    ScanResult result = scan(SECONDARY);

    assertThat(mapper.writeValueAsString(result)).isEqualTo(result.json());
    assertThat(mapper.writeValueAsString(result.get(0))).isEqualTo(result.get(0).json());
  }

  @Test
  void progressIsToldInOrder() throws Exception {
    houseWithTwoNewMeters();
    MockEndpoint progress = context.getEndpoint("mock:progress", MockEndpoint.class);
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:progress").convertBodyTo(String.class).to(progress);
          }
        });

    ScanResult result = scan(SECONDARY + "&progressUri=direct:progress");

    await().until(() -> "summary".equals(lastEvent(progress)));
    List<JsonNode> events = new ArrayList<>();
    for (Exchange exchange : progress.getReceivedExchanges()) {
      JsonNode event = mapper.readTree(exchange.getMessage().getBody(String.class));
      assertThat(exchange.getMessage().getHeader("CamelMBusEvent"))
          .isEqualTo(event.get("event").asText());
      assertThat(exchange.getMessage().getHeader("CamelMBusLine")).isEqualTo("virtual:house");
      events.add(event);
    }
    assertThat(events)
        .filteredOn(event -> event.get("event").asText().equals("found"))
        .extracting(event -> event.get("secondaryAddress").asText())
        .containsExactlyElementsOf(result.stream().map(ScannedMeter::secondaryAddress).toList());
    assertThat(events)
        .filteredOn(event -> event.get("event").asText().equals("progress"))
        .isNotEmpty()
        .extracting(event -> event.get("probes").asInt())
        .isSorted();
    JsonNode summary = events.get(events.size() - 1);
    assertThat(summary.get("found").asInt()).isEqualTo(3);
    assertThat(summary.get("probes").asInt()).isEqualTo(result.getProbes());
    assertThat(summary.get("seconds").decimalValue()).isEqualTo(result.getSeconds());
    assertThat(summary.get("complete").asBoolean()).isTrue();
  }

  private static String lastEvent(MockEndpoint progress) {
    List<Exchange> received = progress.getReceivedExchanges();
    return received.isEmpty()
        ? ""
        : received.get(received.size() - 1).getMessage().getHeader("CamelMBusEvent", String.class);
  }

  @Test
  void aSearchDoesNotWaitForWhoeverFollowsItsProgress() throws Exception {
    houseWithTwoNewMeters();
    CountDownLatch over = new CountDownLatch(1);
    List<String> events = new CopyOnWriteArrayList<>();
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:progress")
                .process(
                    exchange -> {
                      over.await();
                      events.add(exchange.getMessage().getHeader("CamelMBusEvent", String.class));
                    });
          }
        });

    ScanResult result = scan(SECONDARY + "&progressUri=direct:progress");
    over.countDown();

    assertThat(result).hasSize(3);
    await().until(() -> events.contains("summary"));
    // What is found is told whatever happens; of progress only what is still news.
    assertThat(events).filteredOn("found"::equals).hasSize(3);
    assertThat(events).filteredOn("progress"::equals).hasSizeLessThan(result.getProbes());
  }

  @Test
  void aFollowerThatFailsDoesNotDisturbTheSearch() throws Exception {
    houseWithTwoNewMeters();
    AtomicInteger told = new AtomicInteger();
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            errorHandler(noErrorHandler());
            from("direct:progress")
                .process(
                    exchange -> {
                      told.incrementAndGet();
                      throw new IllegalStateException("full");
                    });
          }
        });

    assertThat(scan(SECONDARY + "&progressUri=direct:progress")).hasSize(3);
    await().until(() -> told.get() >= 4);
  }

  @Test
  void aProgressUriThatIsNoneIsAnError() {
    houseWithTwoNewMeters();

    assertThatThrownBy(() -> scan(SECONDARY + "&progressUri=nowhere:x"))
        .hasStackTraceContaining("nowhere");
    MBusComponent component = context.getComponent("mbus", MBusComponent.class);
    assertThat(component.status(component.resolve("virtual:house"))).isEmpty();
  }

  @Test
  void pollsGoOnDuringASearch() throws Exception {
    houseWithTwoNewMeters();
    List<String> requests = new CopyOnWriteArrayList<>();
    lines.watch(
        octets -> {
          requests.add(HexFormat.of().formatHex(octets));
          if (requests.size() == 20) {
            startPolling();
          }
        });
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("mbus:virtual:house?primary=2" + ONCE)
                .routeId("poll")
                .autoStartup(false)
                .to("mock:readings");
          }
        });
    mock().expectedMessageCount(1);

    ScanResult result = scan(PRIMARY);

    mock().assertIsSatisfied(10_000);
    assertThat(result.isComplete()).isTrue();
    // The reading asks address 2, the search is past it and has address 250 = FAh still to ask.
    List<String> rest = requests.subList(20, requests.size());
    int reading =
        rest.indexOf(rest.stream().filter(r -> r.matches("10..02..16")).findFirst().get());
    assertThat(rest.subList(reading, rest.size())).anyMatch(r -> r.startsWith("1040fa"));
  }

  /** Returns when the reading waits in the queue of the bus, whose thread this is. */
  private void startPolling() {
    CompletableFuture.runAsync(
        () -> {
          try {
            context.getRouteController().startRoute("poll");
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
    await()
        .until(() -> Thread.getAllStackTraces().keySet().stream().anyMatch(this::waitsForReading));
  }

  private boolean waitsForReading(Thread thread) {
    return List.of(thread.getStackTrace()).toString().contains("MBusConsumer.await");
  }

  @Test
  void aSearchEndsWithTheContext() throws Exception {
    houseWithTwoNewMeters();
    AtomicInteger requests = stopAtRequest(20, () -> context.stop(), () -> context.isStopping());

    CompletableFuture<Exchange> scan = producer().asyncSend(PRIMARY, exchange -> {});

    // With what it has found, or because its line was closed under it: whichever comes first.
    Exchange exchange = scan.get(10, TimeUnit.SECONDS);
    assertThat(requests.get()).isLessThanOrEqualTo(22);
    if (exchange.getException() == null) {
      assertThat(exchange.getMessage().getBody(ScanResult.class).isComplete()).isFalse();
    } else {
      assertThat(exchange.getException()).isInstanceOf(LineUnavailableException.class);
    }
  }

  @Test
  void aSearchEndsWithItsRoute() throws Exception {
    houseWithTwoNewMeters();
    stopAtRequest(
        20,
        () -> context.getRouteController().stopRoute("scan"),
        () ->
            context.getRoute("scan").getConsumer() instanceof DefaultConsumer c
                && c.getStatus() != ServiceStatus.Started);
    mock().expectedMessageCount(1);
    route("scan", "timer:once?repeatCount=1&delay=0", "direct:scan");
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:scan").to(PRIMARY).to("mock:readings");
          }
        });
    context.start();

    mock().assertIsSatisfied(10_000);
    ScanResult result = mock().getReceivedExchanges().get(0).getMessage().getBody(ScanResult.class);
    assertThat(result.isComplete()).isFalse();
    assertThat(result.getProbes()).isLessThanOrEqualTo(20);
  }

  private AtomicInteger stopAtRequest(
      int number, ThrowingRunnable stop, Callable<Boolean> stopping) {
    AtomicInteger requests = new AtomicInteger();
    lines.watch(
        octets -> {
          if (requests.incrementAndGet() == number) {
            CompletableFuture.runAsync(stop);
            await().until(stopping);
          }
        });
    return requests;
  }

  @FunctionalInterface
  private interface ThrowingRunnable extends Runnable {
    void runThrowing() throws Exception;

    @Override
    default void run() {
      try {
        runThrowing();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private ScanResult scan(String uri) {
    return producer().requestBody(uri, "", ScanResult.class);
  }
}
