package io.github.camelmbus.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelmbus.camel.operation.PingResult;
import io.github.camelmbus.camel.operation.WriteResult;
import io.github.camelmbus.master.CollisionException;
import io.github.camelmbus.reading.MeterReading;
import io.github.camelmbus.reading.Telegrams;
import io.github.camelmbus.simulator.Fault;
import io.github.camelmbus.simulator.MeterDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheckHelper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an inventory says of each meter is done, whoever reads it. */
class InventoryRouteTest extends RouteTest {
  private static final String KEY = "000102030405060708090A0B0C0D0E0F";

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = directory.resolve("cellar.json");
  }

  private String uri(String options) {
    return "mbus:virtual:house?inventory=" + file + options;
  }

  private void inventory(String... meters) throws IOException {
    Files.writeString(file, "{\"meters\":[\n" + String.join(",\n", meters) + "]}");
  }

  /** Meters at 1 and 3 with the baud rate of the line, and at 2 and 4 with 300 bit/s. */
  private void houseOfTwoBaudRates() throws IOException {
    lines.with(
        "house",
        Stream.of(1, 2, 3, 4)
            .map(address -> VirtualLines.meter("1111111" + address + "24232804", address))
            .map(meter -> meter.addresses().primary() % 2 == 0 ? meter.withBaudRate(300) : meter)
            .toArray(MeterDefinition[]::new));
    inventory(
        "{\"primaryAddress\":1}",
        "{\"primaryAddress\":2,\"baudRate\":300}",
        "{\"primaryAddress\":3,\"baudRate\":2400}",
        "{\"primaryAddress\":4,\"baudRate\":300}");
  }

  private List<String> watchRequests() {
    List<String> requests = new CopyOnWriteArrayList<>();
    lines.watch(octets -> requests.add(HexFormat.of().formatHex(octets)));
    return requests;
  }

  /**
   * A field 253, CI 52, and id, manufacturer, version and type of meter 12345678. A meter whose
   * telegrams show another manufacturer than it is selected by does not hear that.
   */
  private static final String SELECT_BY_HEADER = "fd52" + "78563412" + "2423" + "28" + "04";

  private static final String SELECT_BY_ID = "fd52" + "78563412" + "ffff" + "ff" + "ff";

  @Test
  void aMeterIsSelectedByWhatHasFoundItInPollsAndOnDemand() throws Exception {
    house();
    lines.loseRequestsWith(SELECT_BY_HEADER);
    inventory(
        "{\"secondaryAddress\":\"1234567824232804\",\"name\":\"Flat 3\",\"mask\":\"FFFFFFF8FFFFFFFF\"}");
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:enrich").pollEnrich(uri(""), 10_000);
          }
        });

    Exchange polled = poll(uri(ONCE), 1).get(0);
    Exchange all = producer().request(uri(""), exchange -> {});
    Exchange one = producer().request(uri(""), to("1234567824232804"));
    Exchange pinged = producer().request(uri("&operation=ping"), to("1234567824232804"));
    Exchange enriched = producer().request("direct:enrich", exchange -> {});

    assertThat(List.of(polled, all, one, enriched))
        .allSatisfy(
            exchange -> {
              assertThat(exchange.getException()).isNull();
              assertThat(reading(exchange).meter().name()).isEqualTo("Flat 3");
              assertThat(reading(exchange).records()).hasSize(1);
            });
    assertThat(polled.getMessage().getHeader("CamelMBusAddress")).isEqualTo("1234567824232804");
    assertThat(pinged.getMessage().getBody(PingResult.class).answered()).isTrue();
  }

  private static Processor to(String address) {
    return exchange -> exchange.getMessage().setHeader("CamelMBusAddress", address);
  }

  @Test
  void aMeterWithTheIdOfANewOneIsSelectedByItsWholeAddress() throws Exception {
    // Of the same id, and of another manufacturer.
    lines.with("house", VirtualLines.meter(HYD, 1), VirtualLines.meter("123456782D2C400D", 2));
    inventory("{\"secondaryAddress\":\"1234567824232804\",\"mask\":\"FFFFFFF8FFFFFFFF\"}");
    List<String> requests = watchRequests();

    Exchange polled = poll(uri(ONCE), 1).get(0);

    assertThat(reading(polled).meter().manufacturer()).isEqualTo("HYD");
    assertThat(requests).anyMatch(request -> request.contains(SELECT_BY_ID));
    assertThat(requests).anyMatch(request -> request.contains(SELECT_BY_HEADER));
  }

  @Test
  void aMeterThatNoSelectionReadsBesideOneWithItsIdIsACollision() throws Exception {
    lines.with("house", VirtualLines.meter(HYD, 1), VirtualLines.meter("123456782D2C400D", 2));
    lines.loseRequestsWith(SELECT_BY_HEADER);
    inventory("{\"secondaryAddress\":\"1234567824232804\",\"mask\":\"FFFFFFF8FFFFFFFF\"}");

    Exchange read = producer().request(uri(""), exchange -> {});

    assertThat(read.getException())
        .isInstanceOf(CollisionException.class)
        .hasMessageContaining("12345678");
  }

  @Test
  void whatIsSelectedByWildcardsOnlyIsNotMissingForASearch() throws Exception {
    house();
    lines.loseRequestsWith(SELECT_BY_HEADER);
    List<String> events = new CopyOnWriteArrayList<>();
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:progress")
                .process(exchange -> events.add(exchange.getMessage().getBody(String.class)));
          }
        });

    List<Exchange> exchanges =
        poll(uri("&discover=secondary&rediscover=1ms&progressUri=direct:progress" + OFTEN), 6);

    await().until(() -> events.stream().filter(event -> event.contains("summary")).count() > 2);
    assertThat(exchanges).extracting(e -> reading(e).meter().id()).contains("12345678", "87654321");
    assertThat(events).noneMatch(event -> event.matches(".*(missing|finding).*"));
  }

  @Test
  void aPollReadsMetersOfOneBaudRateTogether() throws Exception {
    houseOfTwoBaudRates();

    List<Exchange> exchanges = poll(uri(ONCE), 4);

    assertThat(exchanges)
        .extracting(exchange -> reading(exchange).meter().primaryAddress())
        .containsExactly(1, 3, 2, 4);
    assertThat(exchanges).allMatch(exchange -> reading(exchange).error() == null);
    assertThat(lines.baudRates()).containsExactly(300);
  }

  @Test
  void aProducerReadsThemTogetherAndAnswersInTheOrderAsked() throws Exception {
    houseOfTwoBaudRates();

    Exchange asked =
        producer()
            .request(
                uri("&retries=0"),
                exchange -> exchange.getMessage().setHeader("CamelMBusAddress", "2,1,4,3"));

    assertThat(readings(asked))
        .extracting(reading -> reading.meter().primaryAddress(), reading -> reading.error())
        .containsExactly(tuple(2, null), tuple(1, null), tuple(4, null), tuple(3, null));
    assertThat(lines.baudRates()).containsExactly(300);
  }

  @Test
  void pollEnrichAndPingUseTheBaudRateToo() throws Exception {
    houseOfTwoBaudRates();
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:enrich").pollEnrich(uri(""), 10_000);
          }
        });

    Exchange enriched = producer().request("direct:enrich", exchange -> {});
    Exchange pinged =
        producer()
            .request(
                uri("&operation=ping"),
                exchange -> exchange.getMessage().setHeader("CamelMBusAddress", 4));

    assertThat(readings(enriched)).hasSize(4).allMatch(reading -> reading.error() == null);
    assertThat(pinged.getMessage().getBody(PingResult.class).answered()).isTrue();
  }

  @Test
  void aMeterThatTheUriNamesIsReadAsTheInventorySays() throws Exception {
    houseOfTwoBaudRates();
    inventory("{\"secondaryAddress\":\"1111111224232804\",\"baudRate\":300}");

    List<Exchange> exchanges = poll(uri("&secondary=11111112" + ONCE), 1);

    assertThat(reading(exchanges.get(0)).meter().primaryAddress()).isEqualTo(2);
  }

  @Test
  void aSlowMeterHasAResponseTimeoutOfItsOwn() throws Exception {
    lines.with(
        "house", VirtualLines.meter(HYD, 1).withFaults(new Fault.Slow(Duration.ofMillis(900))));
    inventory("{\"primaryAddress\":1,\"responseTimeout\":1100}");

    List<Exchange> exchanges = poll(uri("&retries=0&onMeterError=exchange" + ONCE), 1);

    assertThat(reading(exchanges.get(0)).error()).isNull();
  }

  @Test
  void aSlowMeterWithoutOneIsNotReadAtTheFirstTry() throws Exception {
    lines.with(
        "house", VirtualLines.meter(HYD, 1).withFaults(new Fault.Slow(Duration.ofMillis(900))));
    inventory("{\"primaryAddress\":1}");

    List<Exchange> exchanges = poll(uri("&retries=0&onMeterError=exchange" + ONCE), 1);

    assertThat(reading(exchanges.get(0)).error()).isNotNull();
  }

  private WriteResult write(String operation, String value, String options) {
    Exchange done =
        producer()
            .request(
                uri("&operation=" + operation + "&allowOperations=" + operation + options),
                exchange -> exchange.getMessage().setHeader(MBusConstants.VALUE, value));
    assertThat(done.getException()).isNull();
    return done.getMessage().getBody(WriteResult.class);
  }

  private JsonNode entry(int index) throws IOException {
    return new ObjectMapper().readTree(file.toFile()).at("/meters/" + index);
  }

  @Test
  void aMeterIsKnownUnderWhatWasWrittenToIt() throws Exception {
    house();
    inventory(
        "{\"secondaryAddress\":\"876543212D2C400D\",\"primaryAddress\":2}",
        "{\"secondaryAddress\":\"12345678\",\"primaryAddress\":1,\"name\":\"Flat 3\","
            + "\"mask\":\"FFFFFF78FFFFFFFF\",\"lastSeen\":\"2026-01-15T06:30:00Z\"}");

    write("setPrimaryAddress", "5", "&secondary=12345678");
    write("setIdentification", "12345679", "&primary=5");
    write("setBaudRate", "9600", "&secondary=12345679");

    assertThat(entry(1))
        .hasToString(
            "{\"secondaryAddress\":\"1234567924232804\",\"primaryAddress\":5,\"name\":\"Flat 3\","
                + "\"mask\":\"1234567924232804\",\"lastSeen\":\"2026-01-15T06:30:00Z\","
                + "\"baudRate\":9600}");
    assertThat(entry(0)).hasSize(2);
    List<MeterReading> readings = readings(producer().request(uri(""), exchange -> {}));
    assertThat(readings)
        .extracting(reading -> reading.meter().id(), reading -> reading.meter().name())
        .containsExactly(tuple("87654321", null), tuple("12345679", "Flat 3"));
  }

  @Test
  void whatWasNotWrittenIsNotKnown() throws Exception {
    house();
    inventory("{\"secondaryAddress\":\"12345678\",\"primaryAddress\":1}");
    String before = Files.readString(file);

    write("setPrimaryAddress", "5", "&secondary=12345678&dryRun=true");
    write("applicationReset", "", "&secondary=12345678");
    lines.replace("house", VirtualLines.meter(HYD, 1).withFaults(new Fault.IgnoresWrites()));
    String options = "&operation=setPrimaryAddress&allowOperations=setPrimaryAddress&value=5";
    assertThat(producer().request(uri(options + "&primary=1"), e -> {}).getException()).isNotNull();

    assertThat(Files.readString(file)).isEqualTo(before);
  }

  /** Somebody edits it meanwhile, and is not done yet: what he wrote is left alone. */
  @Test
  void aWriteThatTheInventoryCannotTakeInIsDoneAllTheSame() throws Exception {
    house();
    inventory("{\"secondaryAddress\":\"12345678\",\"primaryAddress\":1}");
    lines.watch(
        octets -> {
          try {
            Files.writeString(file, "{\"meters\":[{");
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });

    WriteResult result = write("setPrimaryAddress", "5", "&secondary=12345678");

    assertThat(result.verified()).isNotEmpty();
    assertThat(result.warnings())
        .containsExactly("the inventory " + file + " could not be written and has the old state");
    assertThat(Files.readString(file)).isEqualTo("{\"meters\":[{");
  }

  /** It counts its access number, which is part of the IV: only the first record stays as it is. */
  private void houseThatEncrypts() {
    lines.with("house", MeterDefinition.of(HYD, Telegrams.ENCRYPTED_RECORDS).withPrimaryAddress(5));
  }

  @Test
  void aMeterIsDecryptedWithItsOwnKeyBeforeThatOfTheEndpoint() throws Exception {
    houseThatEncrypts();
    inventory("{\"secondaryAddress\":\"12345678\",\"secretKey\":\"" + KEY + "\"}");
    String wrong = "&secretKey=FF0102030405060708090A0B0C0D0E0F";

    List<Exchange> polled = poll(uri(wrong + ONCE), 1);
    Exchange asked =
        producer()
            .request(
                uri(wrong),
                exchange -> exchange.getMessage().setHeader("CamelMBusAddress", "12345678"));

    assertThat(Stream.of(polled.get(0), asked).map(RouteTest::reading))
        .allSatisfy(
            reading -> {
              assertThat(reading.security().state()).isEqualTo("decrypted");
              assertThat(reading.records().get(0).value()).hasToString("12345000");
            });
  }

  @Test
  void aMeterWithoutAKeyOfItsOwnHasThatOfTheEndpoint() throws Exception {
    houseThatEncrypts();
    inventory("{\"secondaryAddress\":\"12345678\"}");

    List<Exchange> polled = poll(uri("&secretKey=" + KEY + ONCE), 1);

    assertThat(reading(polled.get(0)).security().state()).isEqualTo("decrypted");
  }

  @Test
  void aKeyShowsNowhere() throws Exception {
    houseThatEncrypts();
    inventory(
        "{\"secondaryAddress\":\"12345678\",\"secretKey\":\"" + KEY + "\"}",
        "{\"primaryAddress\":9,\"secretKey\":\"" + KEY + "\"}");
    List<Exchange> polled =
        poll(uri("&discover=secondary&retries=0&onMeterError=exchange" + OFTEN), 3);
    MBusConsumer consumer = (MBusConsumer) context.getRoute("poll").getConsumer();
    String shown =
        polled.stream().map(e -> e.getMessage().getBody(String.class)).toList()
            + consumer.getFailingMeters()
            + consumer.getEndpoint().knownMeters().current()
            + consumer.getEndpoint().getEndpointUri()
            + new MBusHealthCheck(consumer).call().getDetails()
            + HealthCheckHelper.invoke(context)
            + attributes();

    assertThat(shown).contains("decrypted", "virtual:house").doesNotContainIgnoringCase(KEY);
    // The search has written the file, which keeps it.
    await().untilAsserted(() -> assertThat(Files.readString(file)).contains(KEY, "lastSeen"));
  }

  /** All attributes of all beans that Camel manages. */
  private String attributes() throws Exception {
    MBeanServer server = context.getManagementStrategy().getManagementAgent().getMBeanServer();
    StringBuilder all = new StringBuilder();
    for (ObjectName name : server.queryNames(new ObjectName("org.apache.camel:*"), null)) {
      for (var attribute : server.getMBeanInfo(name).getAttributes()) {
        try {
          all.append(server.getAttribute(name, attribute.getName()));
        } catch (javax.management.JMException notThere) {
          // Some exist only where statistics are on.
        }
      }
    }
    return all.toString();
  }
}
