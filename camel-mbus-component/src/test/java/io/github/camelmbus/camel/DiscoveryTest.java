package io.github.camelmbus.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import io.github.camelmbus.inventory.Inventory;
import io.github.camelmbus.inventory.InventoryMeter;
import io.github.camelmbus.reading.Telegrams;
import io.github.camelmbus.simulator.MeterDefinition;
import io.github.camelmbus.transport.LineClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.health.HealthCheck;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Routes that find out by themselves which meters to poll. */
class DiscoveryTest extends RouteTest {
  private static final String ELECTRICITY = "2222333324232802";

  /** SND_UD to 253, CI 52, and id, manufacturer, version and type of meter 12345678. */
  private static final String SELECT_KNOWN = "53fd52" + "78563412" + "2423" + "28" + "04";

  private static final String SELECT_ALL = "53fd52" + "ffffffff" + "ffff" + "ff" + "ff";

  private static final String FLAT_3_IS_MISSING =
      "{\"event\":\"missing\",\"address\":\"1234567824232804\",\"name\":\"Flat 3\"}";

  /** More than polls take, also on a machine that stands still for a while. */
  private static final Duration REAL_TIME = Duration.ofSeconds(15);

  /** Polls and searches go by the clock of the machine and what {@link #pass} adds to it. */
  private final AtomicLong passed = new AtomicLong();

  @TempDir Path directory;
  private Path file;

  @Override
  void configure(CamelContext newContext) {
    LineClock clock = () -> LineClock.SYSTEM.nanos() + passed.get();
    newContext.addComponent("mbus", new MBusComponent(clock, Clock.systemDefaultZone()));
  }

  @BeforeEach
  void nameFile() {
    file = directory.resolve("cellar.json");
  }

  private String inventory() {
    return "&inventory=" + file;
  }

  @Test
  void whatIsFoundIsPolled() throws Exception {
    house();

    List<Exchange> exchanges = poll("mbus:virtual:house?discover=secondary" + ONCE, 2);

    assertThat(exchanges)
        .extracting(exchange -> reading(exchange).meter().id())
        .containsExactlyInAnyOrder("12345678", "87654321");
  }

  @Test
  void aPrimaryScanFindsMetersToPollByTheirPrimaryAddress() throws Exception {
    house();

    List<Exchange> exchanges = poll("mbus:virtual:house?discover=primary" + ONCE, 2);

    assertThat(exchanges)
        .extracting(exchange -> exchange.getMessage().getHeader("CamelMBusAddress"))
        .containsExactly("1", "2");
  }

  @Test
  void aMaskNarrowsWhatIsFound() throws Exception {
    house();

    List<Exchange> exchanges =
        poll("mbus:virtual:house?discover=secondary&mask=12FFFFFF" + ONCE, 1);

    assertThat(exchanges).extracting(e -> reading(e).meter().id()).containsExactly("12345678");
  }

  @Test
  void aLineWithoutMetersIsSearchedAgainAfterPausesThatGrow() throws Exception {
    lines.with("house");
    List<String> events = watchEvents("summary");
    route(
        "poll",
        "mbus:virtual:house?discover=secondary&progressUri=direct:progress" + OFTEN,
        "mock:readings");
    context.start();
    await().until(() -> searches(events) == 1);

    for (int search = 1; search < 8; search++) {
      // 30 s, 1 min, 2 min, 4 min, 8 min, 15 min, 15 min
      long pause = Math.min(30L << (search - 1), 900);
      pass(Duration.ofSeconds(pause).minus(REAL_TIME));
      polls();
      assertThat(searches(events)).isEqualTo(search);
      pass(REAL_TIME);
      int searches = search + 1;
      await().until(() -> searches(events) == searches);
    }
  }

  @Test
  void aMeterThatComesToAnEmptyLineIsFoundByALaterSearch() throws Exception {
    lines.with("house");
    List<String> events = watchEvents("summary");
    route(
        "poll",
        "mbus:virtual:house?discover=secondary&progressUri=direct:progress" + OFTEN,
        "mock:readings");
    context.start();
    await().until(() -> searches(events) == 1);
    mock().expectedMinimumMessageCount(1);

    lines.replace("house", VirtualLines.meter(HYD, 1));
    pass(Duration.ofSeconds(30));

    mock().assertIsSatisfied(10_000);
  }

  private void pass(Duration time) {
    passed.addAndGet(time.toNanos());
  }

  /** Lets a few polls go by. */
  private void polls() {
    MBusConsumer consumer = (MBusConsumer) context.getRoute("poll").getConsumer();
    long before = consumer.getCounter();
    await().until(() -> consumer.getCounter() > before + 2);
  }

  @Test
  void aLineThatIsAwayFailsThePollAndIsSearchedWhenItIsBack() throws Exception {
    house();
    lines.takeDown("house");
    route("poll", "mbus:virtual:house?discover=secondary" + OFTEN, "mock:readings");
    context.start();
    MBusConsumer consumer = (MBusConsumer) context.getRoute("poll").getConsumer();
    await().until(() -> consumer.getErrorCounter() > 0);
    mock().expectedMinimumMessageCount(2);

    lines.bringBack("house");

    mock().assertIsSatisfied(10_000);
  }

  /** Searches again and again, with both meters of the house in the inventory. */
  private List<String> searchWithInventory() throws Exception {
    house();
    List<String> events = watchEvents("new", "missing", "summary");
    Files.writeString(
        file,
        """
        {"meters":[{"secondaryAddress":"1234567824232804","name":"Flat 3"},
                   {"secondaryAddress":"876543212D2C400D"}]}
        """);
    poll(
        "mbus:virtual:house?discover=secondary&rediscover=1ms&progressUri=direct:progress"
            + inventory()
            + OFTEN,
        1);
    await().until(() -> searches(events) > 0);
    return events;
  }

  private void exchangeHydForElectricity() {
    lines.replace("house", VirtualLines.meter(KAM, 2), VirtualLines.meter(ELECTRICITY, 3));
  }

  @Test
  void metersOfTheInventoryThatAreFoundAreNeitherNewNorMissing() throws Exception {
    List<String> events = searchWithInventory();

    assertThat(events).noneMatch(event -> event.contains("new") || event.contains("missing"));
  }

  @Test
  void newAndMissingMetersAreReported() throws Exception {
    List<String> events = searchWithInventory();

    exchangeHydForElectricity();

    await().until(() -> events.contains(FLAT_3_IS_MISSING));
    assertThat(events).contains("{\"event\":\"new\",\"address\":\"2222333324232802\"}");
  }

  @Test
  void aNewMeterIsPolledBesideTheOthers() throws Exception {
    List<String> events = searchWithInventory();
    exchangeHydForElectricity();
    await().until(() -> events.contains(FLAT_3_IS_MISSING));
    MockEndpoint mock = mock();
    mock.reset();
    mock.expectedMinimumMessageCount(4);

    mock.assertIsSatisfied(10_000);

    assertThat(polledIds(mock)).contains("22223333", "87654321");
  }

  @Test
  void aMissingMeterIsReportedOnceAndNotByEachSearch() throws Exception {
    List<String> events = searchWithInventory();
    exchangeHydForElectricity();
    await().until(() -> events.contains(FLAT_3_IS_MISSING));

    long searches = searches(events);
    await().until(() -> searches(events) > searches + 3);

    assertThat(events).filteredOn(event -> event.contains("missing")).hasSize(1);
  }

  @Test
  void newAndMissingMetersAreMarkedInTheInventory() throws Exception {
    List<String> events = searchWithInventory();

    exchangeHydForElectricity();
    await().until(() -> events.contains(FLAT_3_IS_MISSING));
    long searches = searches(events);
    await().until(() -> searches(events) > searches);

    assertThat(Inventory.read(file).meters())
        .extracting(meter -> meter.address() + " " + meter.missing())
        .containsExactly(
            "1234567824232804 true", "876543212D2C400D false", "2222333324232802 false");
  }

  /** Searches again and again with an inventory; returns its events after the first search. */
  private List<String> searchWith(String inventory) throws Exception {
    house();
    List<String> events = watchEvents("new", "back", "summary");
    Files.writeString(file, inventory);
    poll(
        "mbus:virtual:house?discover=secondary&rediscover=1ms&progressUri=direct:progress"
            + inventory()
            + OFTEN,
        1);
    await().until(() -> searches(events) > 0);
    return events;
  }

  @Test
  void aMissingMeterThatIsFoundAgainIsReported() throws Exception {
    List<String> events =
        searchWith(
            """
            {"meters":[{"secondaryAddress":"1234567824232804","name":"Flat 3","missing":true}]}
            """);

    assertThat(events)
        .contains("{\"event\":\"back\",\"address\":\"1234567824232804\",\"name\":\"Flat 3\"}");
  }

  @Test
  void aNewMeterAtThePrimaryAddressOfAMissingOneIsReportedWithTheOneItReplaces() throws Exception {
    List<String> events =
        searchWith(
            """
            {"meters":[{"secondaryAddress":"8888888824232804","name":"Attic","primaryAddress":9}]}
            """);

    lines.replace("house", VirtualLines.meter(HYD, 1), VirtualLines.meter("7777777724232804", 9));

    await()
        .until(
            () ->
                events.contains(
                    "{\"event\":\"new\",\"address\":\"7777777724232804\","
                        + "\"insteadOf\":\"8888888824232804\"}"));
  }

  private List<String> watchEvents(String... names) throws Exception {
    List<String> events = new CopyOnWriteArrayList<>();
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:progress")
                .filter(header("CamelMBusEvent").in((Object[]) names))
                .process(exchange -> events.add(exchange.getMessage().getBody(String.class)));
          }
        });
    return events;
  }

  private static long searches(List<String> events) {
    return events.stream().filter(event -> event.contains("summary")).count();
  }

  private static Set<String> polledIds(MockEndpoint mock) {
    return mock.getReceivedExchanges().stream()
        .map(exchange -> reading(exchange).meter().id())
        .collect(Collectors.toSet());
  }

  @Test
  void aPrimaryScanTellsMissingMetersToo() throws Exception {
    house();
    List<String> events = watchEvents("new", "missing", "summary");
    poll(
        "mbus:virtual:house?discover=primary&rediscover=1ms&retries=0"
            + "&progressUri=direct:progress"
            + inventory()
            + OFTEN,
        2);
    await().until(() -> searches(events) > 1);
    assertThat(events)
        .contains("{\"event\":\"new\",\"address\":\"1\"}", "{\"event\":\"new\",\"address\":\"2\"}");

    lines.replace("house", VirtualLines.meter(KAM, 2));

    await().until(() -> events.contains("{\"event\":\"missing\",\"address\":\"1\"}"));
    long searches = searches(events);
    await().until(() -> searches(events) > searches + 3);
    assertThat(events).filteredOn(event -> event.contains("missing")).hasSize(1);
    assertThat(Inventory.read(file).meters())
        .extracting(meter -> meter.primaryAddress() + " " + meter.missing())
        .containsExactly("1 true", "2 false");
  }

  @ParameterizedTest
  @ValueSource(strings = {"primary", "secondary"})
  void metersOfAnotherBaudRateAreNotMissing(String method) throws Exception {
    lines.with("house", VirtualLines.meter(HYD, 1).withBaudRate(300), VirtualLines.meter(KAM, 2));
    Files.writeString(
        file,
        """
        {"meters":[{"secondaryAddress":"1234567824232804","primaryAddress":1,"baudRate":300}]}
        """);
    List<String> events = watchEvents("finding", "missing", "summary");

    poll(
        "mbus:virtual:house?discover=%s&rediscover=1ms&progressUri=direct:progress"
                .formatted(method)
            + inventory()
            + OFTEN,
        4);

    await().until(() -> searches(events) > 2);
    assertThat(events).noneMatch(event -> event.matches(".*(missing|finding).*"));
    assertThat(polledIds(mock())).containsExactlyInAnyOrder("12345678", "87654321");
  }

  @Test
  void metersThatStartToShareAnAddressAreNotMissing() throws Exception {
    house();
    List<String> events = watchEvents("missing", "summary");
    poll(
        "mbus:virtual:house?discover=primary&rediscover=1ms&retries=0"
            + "&progressUri=direct:progress"
            + inventory()
            + OFTEN,
        2);

    lines.replace(
        "house",
        VirtualLines.meter(HYD, 1),
        VirtualLines.meter(ELECTRICITY, 1),
        VirtualLines.meter(KAM, 2));

    long searches = searches(events);
    await().until(() -> searches(events) > searches + 3);
    assertThat(events).noneMatch(event -> event.contains("missing"));
  }

  @Test
  void whatWasFoundBeforeTheLineWentIsPolledWhenItIsBack() throws Exception {
    house();
    List<String> events = watchEvents("new", "summary");
    AtomicInteger requests = new AtomicInteger();
    lines.watch(
        octets -> {
          // Behind the addresses 1 and 2, of 0 to 250.
          if (requests.incrementAndGet() == 50) {
            lines.takeDown("house");
          }
        });
    route(
        "poll",
        "mbus:virtual:house?discover=primary&retries=0&progressUri=direct:progress"
            + inventory()
            + OFTEN,
        "mock:readings");
    context.start();

    await().until(() -> searches(events) > 0);
    assertThat(events)
        .hasSize(3)
        .last()
        .asString()
        .startsWith("{\"event\":\"summary\",\"found\":2,")
        .endsWith(",\"complete\":false}");
    assertThat(Inventory.read(file).meters()).hasSize(2);
    mock().expectedMinimumMessageCount(2);
    lines.bringBack("house");
    mock().assertIsSatisfied(10_000);
  }

  @Test
  void withoutRediscoverTheLineIsSearchedOnce() throws Exception {
    house();
    List<String> requests = watchRequests();

    poll("mbus:virtual:house?discover=secondary" + OFTEN, 8);

    assertThat(requests).filteredOn(request -> request.contains(SELECT_ALL)).hasSize(1);
  }

  private List<String> watchRequests() {
    List<String> requests = new CopyOnWriteArrayList<>();
    lines.watch(octets -> requests.add(HexFormat.of().formatHex(octets)));
    return requests;
  }

  @Test
  void whatIsFoundIsWrittenToTheInventoryAndWhatPeopleAddedStays() throws Exception {
    house();
    Files.writeString(
        file,
        """
        {"meters":[{"secondaryAddress":"12345678","name":"Flat 3","baudRate":300,"floor":2}],
         "house":"Elm Street 1"}
        """);

    poll("mbus:virtual:house?discover=secondary" + inventory() + OFTEN, 3);

    await().until(() -> Inventory.read(file).meters().size() == 2);
    InventoryMeter known = Inventory.read(file).meters().get(0);
    assertThat(known.name()).isEqualTo("Flat 3");
    assertThat(known.baudRate()).isEqualTo(300);
    assertThat(Files.readString(file)).contains("\"lastSeen\"", "\"floor\" : 2", "Elm Street 1");
  }

  @Test
  void aSearchDoesNotHoldUpPollsOfKnownMeters() throws Exception {
    house();
    Files.writeString(file, "{\"meters\":[{\"secondaryAddress\":\"1234567824232804\"}]}");
    List<String> selections = new CopyOnWriteArrayList<>();
    lines.watch(
        octets -> {
          String request = HexFormat.of().formatHex(octets);
          if (request.contains("fd52")) {
            selections.add(request);
            if (selections.size() == 1) {
              await().until(DiscoveryTest::aReadingIsWaitedFor);
            }
          }
        });

    poll("mbus:virtual:house?discover=secondary" + inventory() + OFTEN, 3);

    // The search verifies the known meter; the poll reads it; the search looks for others.
    assertThat(selections.get(0)).contains(SELECT_KNOWN);
    assertThat(selections.get(1)).contains(SELECT_KNOWN);
    assertThat(selections.get(2)).contains(SELECT_ALL);
  }

  private static boolean aReadingIsWaitedFor() {
    return Thread.getAllStackTraces().values().stream()
        .anyMatch(stack -> List.of(stack).toString().contains("MBusConsumer.await"));
  }

  @Test
  void aConsumerThatSearchesForLongIsReady() throws Exception {
    house();
    CompletableFuture<HealthCheck.State> state = new CompletableFuture<>();
    AtomicInteger requests = new AtomicInteger();
    lines.watch(
        octets -> {
          if (requests.incrementAndGet() == 20) {
            MBusConsumer consumer = (MBusConsumer) context.getRoute("poll").getConsumer();
            state.complete(new MBusHealthCheck(consumer).call().getState());
          }
        });

    poll("mbus:virtual:house?discover=primary" + ONCE, 1);

    assertThat(state).isCompletedWithValue(HealthCheck.State.UP);
  }

  @Test
  void aSearchEndsWithTheContext() throws Exception {
    house();
    AtomicInteger requests = new AtomicInteger();
    CompletableFuture<Void> stopped = new CompletableFuture<>();
    lines.watch(
        octets -> {
          if (requests.incrementAndGet() == 20) {
            MBusConsumer consumer = (MBusConsumer) context.getRoute("poll").getConsumer();
            CompletableFuture.runAsync(context::stop).thenRun(() -> stopped.complete(null));
            await().until(() -> !consumer.isStarted());
          }
        });
    route("poll", "mbus:virtual:house?discover=primary" + inventory() + OFTEN, "mock:readings");

    context.start();

    await().until(stopped::isDone);
    assertThat(requests.get()).isLessThanOrEqualTo(22);
  }

  /** SND_NKE to 10: the scan is behind the meters at 1 and 2. To 250: the scan is at its end. */
  @Test
  void whatAStoppedSearchHasFoundIsKeptAndTheNextOneIsWhole() throws Exception {
    house();
    CompletableFuture<Void> stopped = new CompletableFuture<>();
    CompletableFuture<Void> whole = new CompletableFuture<>();
    lines.watch(
        octets -> {
          String request = HexFormat.of().formatHex(octets);
          if (request.equals("10400a4a16") && !stopped.isDone()) {
            ((MBusConsumer) context.getRoute("poll").getConsumer()).suspend();
            stopped.complete(null);
          } else if (request.equals("1040fa3a16")) {
            whole.complete(null);
          }
        });
    route("poll", "mbus:virtual:house?discover=primary" + inventory() + OFTEN, "mock:readings");
    context.start();
    MBusConsumer consumer = (MBusConsumer) context.getRoute("poll").getConsumer();
    await().until(() -> stopped.isDone() && Files.exists(file));

    assertThat(Inventory.read(file).meters())
        .extracting(InventoryMeter::primaryAddress, InventoryMeter::missing)
        .containsExactly(tuple(1, false), tuple(2, false));
    assertThat(whole).isNotDone();

    await().until(() -> consumer.isSuspended() && !consumer.isPolling());
    consumer.resume();

    await().until(whole::isDone);
  }

  @Test
  void aRouteThatIsResumedSearchesAgain() throws Exception {
    house();
    AtomicInteger requests = new AtomicInteger();
    lines.watch(
        octets -> {
          if (requests.incrementAndGet() == 20) {
            MBusConsumer consumer = (MBusConsumer) context.getRoute("poll").getConsumer();
            consumer.suspend();
          }
        });
    route("poll", "mbus:virtual:house?discover=primary" + OFTEN, "mock:readings");
    context.start();
    MBusConsumer consumer = (MBusConsumer) context.getRoute("poll").getConsumer();
    await().until(() -> consumer.isSuspended() && !consumer.isPolling());
    mock().expectedMinimumMessageCount(2);

    consumer.resume();

    mock().assertIsSatisfied(10_000);
  }

  @Test
  void anInventoryThatCannotBeWrittenDoesNotEndPolls() throws Exception {
    house();
    file = directory.resolve("no such directory").resolve("cellar.json");

    List<Exchange> exchanges =
        poll("mbus:virtual:house?discover=secondary" + inventory() + OFTEN, 4);

    assertThat(exchanges)
        .extracting(exchange -> reading(exchange).meter().id())
        .contains("12345678", "87654321");
  }

  @Test
  void anInventoryThatSomebodyDamagesIsNotOverwritten() throws Exception {
    house();
    poll("mbus:virtual:house?discover=secondary&rediscover=1ms" + inventory() + OFTEN, 2);
    String damaged = "{\"meters\":[{\"name\":";
    Files.writeString(file, damaged);
    mock().reset();
    mock().expectedMinimumMessageCount(8);
    mock().assertIsSatisfied(10_000);

    assertThat(file).hasContent(damaged);
  }

  @Test
  void anInventoryThatIsRepairedIsUsedAndWrittenAgain() throws Exception {
    house();
    poll("mbus:virtual:house?discover=secondary&rediscover=1ms" + inventory() + OFTEN, 2);
    Files.writeString(file, "{\"meters\":[{\"name\":");
    mock().reset();
    mock().expectedMinimumMessageCount(8);
    mock().assertIsSatisfied(10_000);

    Files.writeString(
        file, "{\"meters\":[{\"secondaryAddress\":\"12345678\",\"name\":\"Flat 3\"}]}");
    await()
        .until(
            () ->
                mock().getReceivedExchanges().stream()
                    .anyMatch(e -> "Flat 3".equals(reading(e).meter().name())));
    await().until(() -> Inventory.read(file).meters().size() == 2);
  }

  @Test
  void metersOfAnInventoryAreReadWithTheirNames() throws Exception {
    house();
    Files.writeString(
        file,
        """
        {"meters":[{"secondaryAddress":"12345678","name":"Flat 3 heat"},
                   {"primaryAddress":2,"name":"Boiler"},
                   {"secondaryAddress":"9999999924232804","name":"Attic"}]}
        """);

    List<Exchange> exchanges =
        poll("mbus:virtual:house?retries=0&onMeterError=exchange" + inventory() + ONCE, 3);

    assertThat(exchanges)
        .extracting(
            exchange -> exchange.getMessage().getHeader("CamelMBusMeterName"),
            exchange -> exchange.getMessage().getHeader("CamelMBusAddress"),
            exchange -> reading(exchange).error() == null)
        .containsExactly(
            tuple("Flat 3 heat", "12345678", true),
            tuple("Boiler", "2", true),
            tuple("Attic", "9999999924232804", false));
    assertThat(exchanges.get(0).getMessage().getBody(String.class))
        .startsWith("{\"meter\":{\"id\":\"12345678\",\"name\":\"Flat 3 heat\",");
  }

  @Test
  void namesComeWithMetersThatTheUriNamesToo() throws Exception {
    house();
    Files.writeString(
        file,
        """
        {"meters":[{"secondaryAddress":"1234567824232804","name":"Flat 3 heat"}]}
        """);

    List<Exchange> exchanges = poll("mbus:virtual:house?primary=1,2" + inventory() + ONCE, 2);

    assertThat(exchanges)
        .extracting(exchange -> exchange.getMessage().getHeader("CamelMBusMeterName"))
        .containsExactly("Flat 3 heat", null);
  }

  /** The key that a meter has in the inventory counts, whatever the endpoint says. */
  @ParameterizedTest
  @CsvSource({
    "000102030405060708090A0B0C0D0E0F, '', decrypted",
    "100102030405060708090A0B0C0D0E0F, '', wrong-key",
    "100102030405060708090A0B0C0D0E0F,"
        + " &secretKey=RAW(1234567824232804=000102030405060708090A0B0C0D0E0F), wrong-key"
  })
  void metersOfAnInventoryAreReadWithTheirKeys(String key, String option, String state)
      throws Exception {
    lines.with(
        "house",
        MeterDefinition.of("1234567824232804", Telegrams.ENCRYPTED_RECORDS).withPrimaryAddress(5));
    Files.writeString(
        file,
        """
        {"meters":[{"secondaryAddress":"1234567824232804","secretKey":"%s"}]}
        """
            .formatted(key));

    List<Exchange> exchanges =
        poll("mbus:virtual:house?retries=0" + option + inventory() + ONCE, 1);

    assertThat(reading(exchanges.get(0)).security().state()).isEqualTo(state);
  }

  /** Of a line with two meters in its inventory. */
  private String uriOfTwoMeters() throws Exception {
    house();
    Files.writeString(
        file,
        """
        {"meters":[{"primaryAddress":1,"name":"Flat 3"},{"primaryAddress":2}]}
        """);
    return "mbus:virtual:house?inventory=" + file;
  }

  @Test
  void aProducerReadsAllMetersOfAnInventory() throws Exception {
    Exchange all = producer().request(uriOfTwoMeters(), exchange -> {});

    assertThat(readings(all)).extracting(r -> r.meter().name()).containsExactly("Flat 3", null);
  }

  @Test
  void aHeaderChoosesOneMeterInPlaceOfTheInventory() throws Exception {
    Exchange one =
        producer()
            .request(
                uriOfTwoMeters(),
                exchange -> exchange.getMessage().setHeader("CamelMBusAddress", 2));

    assertThat(reading(one).meter().id()).isEqualTo("87654321");
  }

  @Test
  void pollEnrichReadsAllMetersOfAnInventory() throws Exception {
    String uri = uriOfTwoMeters();
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:enrich").pollEnrich(uri, 10_000);
          }
        });

    Exchange enriched = producer().request("direct:enrich", exchange -> {});

    assertThat(readings(enriched)).hasSize(2);
  }

  @Test
  void anInventoryThatIsEditedWhileItIsInUseIsReadAgain() throws Exception {
    house();
    Files.writeString(file, "{\"meters\":[{\"primaryAddress\":1,\"name\":\"Flat 3\"}]}");
    poll("mbus:virtual:house?split=true" + inventory() + OFTEN, 1);

    Files.writeString(file, "{\"meters\":[{\"primaryAd");
    mock().reset();
    mock().expectedMinimumMessageCount(2);
    mock().assertIsSatisfied(10_000);
    assertThat(mock().getReceivedExchanges().get(1).getMessage().getHeader("CamelMBusMeterName"))
        .isEqualTo("Flat 3");

    Files.delete(file);
    mock().reset();
    mock().expectedMinimumMessageCount(2);
    mock().assertIsSatisfied(10_000);

    Files.writeString(file, "{\"meters\":[{\"primaryAddress\":2,\"name\":\"Boiler\"}]}");
    await()
        .until(
            () ->
                mock().getReceivedExchanges().stream()
                    .anyMatch(e -> "Boiler".equals(reading(e).meter().name())));
  }

  @Test
  void anInventoryThatIsDamagedOrMissingIsNamedAtTheStart() throws Exception {
    house();
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("mbus:virtual:house?inventory=" + file)
                .routeId("poll")
                .autoStartup(false)
                .to("mock:readings");
          }
        });
    context.start();

    assertThatThrownBy(() -> context.getRouteController().startRoute("poll"))
        .hasStackTraceContaining("there is no inventory " + file)
        .hasStackTraceContaining("let discover=secondary do so");
    Files.writeString(file, "{\"meters\":[{\"name\":\"Flat 3\"}]}");
    assertThatThrownBy(() -> context.getRouteController().startRoute("poll"))
        .hasStackTraceContaining("inventory " + file + ", line 1: a meter of an inventory has a");
    Files.writeString(file, "{\"meters\":[{\"primaryAddress\":253}]}");
    assertThatThrownBy(() -> context.getRouteController().startRoute("poll"))
        .hasStackTraceContaining(
            "inventory " + file + ", line 1: a meter has a primary address from 0");
  }

  @Test
  void pollEnrichDoesNotDiscover() throws Exception {
    house();

    assertThatThrownBy(
            () ->
                context
                    .getEndpoint("mbus:virtual:house?discover=secondary")
                    .createPollingConsumer())
        .hasMessageContaining("discover is for routes that begin with the endpoint");
  }
}
