package io.github.camelmbus.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelmbus.camel.head.ProbeResult;
import io.github.camelmbus.kmp.head.KmpNoAnswerException;
import io.github.camelmbus.kmp.head.KmpNoAnswerException.Seen;
import io.github.camelmbus.reading.MeterReading;
import io.github.camelmbus.reading.ReadingJson;
import io.github.camelmbus.simulator.Fault;
import io.github.camelmbus.simulator.House;
import io.github.camelmbus.simulator.SimulatedTransport;
import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.LineUnavailableException;
import io.github.camelmbus.transport.LineUnavailableException.Reason;
import io.github.camelmbus.transport.Parity;
import io.github.camelmbus.transport.Transport;
import io.github.camelmbus.transport.TransportProvider;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ConsumerTemplate;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.console.DevConsole;
import org.apache.camel.health.HealthCheck;
import org.junit.jupiter.api.Test;

/** Routes that begin or end with a meter under an optical head, in virtual time. */
class KmpRouteTest extends RouteTest {
  private static final LocalDateTime MORNING = LocalDateTime.of(2026, 11, 22, 7, 30);
  private static final String ID = "67218804";

  private final Heads heads = new Heads();

  /** Lines {@code head:NAME} with the meter of the simulated house {@code kmp}. */
  private static final class Heads implements TransportProvider {
    private final House house = House.named("kmp");
    private final List<LineSettings> opened = new CopyOnWriteArrayList<>();
    private volatile Fault[] faults = {};
    private volatile boolean down;

    @Override
    public Set<String> schemes() {
      return Set.of("head");
    }

    @Override
    public List<String> forms() {
      return List.of("head:NAME");
    }

    @Override
    public void validate(LineAddress line) {}

    @Override
    public Transport open(LineAddress line, LineSettings settings) {
      if (down) {
        throw new LineUnavailableException(line.text(), Reason.NOT_FOUND, "there is no such head");
      }
      opened.add(settings);
      House now =
          new House(
              house.name(),
              house.line(),
              List.of(),
              Objects.requireNonNull(house.kmpMeter()).withFaults(faults));
      return SimulatedTransport.virtual(now.bus(MORNING));
    }

    void sleep() {
      faults = new Fault[] {new Fault.SleepsUntilButton(Duration.ZERO, Duration.ofDays(365))};
    }
  }

  @Override
  void configure(CamelContext newContext) {
    newContext.getRegistry().bind("heads", heads);
  }

  private static double value(MeterReading reading, String key) {
    return reading.records().stream()
        .filter(one -> one.key().equals(key))
        .findFirst()
        .orElseThrow()
        .number()
        .doubleValue();
  }

  @Test
  void aPollIsAReadingWithBodyAndHeadersOfMBus() throws Exception {
    Exchange polled = poll("kmp:head:eye?initialDelay=0&repeatCount=1", 1).get(0);

    MeterReading reading = reading(polled);
    assertThat(reading.meter().id()).isEqualTo(ID);
    assertThat(reading.meter().manufacturer()).isEqualTo("KAM");
    assertThat(value(reading, "energy")).isGreaterThan(80e6); // Wh
    assertThat(reading.warnings()).isEmpty();
    assertThat(polled.getMessage().getHeaders())
        .containsEntry("CamelMBusMeterId", ID)
        .containsEntry("CamelMBusManufacturer", "KAM")
        .containsEntry("CamelMBusLine", "head:eye");
    assertThat(polled.getMessage().getBody(String.class)).startsWith("{\"meter\":{\"id\":\"" + ID);
    assertThat(polled.getMessage().getBody(Map.class)).containsKey("energy");
  }

  @Test
  void theLineIsOpenedAsMetersSpeak() throws Exception {
    poll("kmp:head:eye?initialDelay=0&repeatCount=1", 1);

    assertThat(heads.opened)
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.baudRate()).isEqualTo(1200);
              assertThat(line.parity()).isEqualTo(Parity.NONE);
              assertThat(line.stopBits()).isEqualTo(2);
            });
  }

  @Test
  void registersAreReadByNameAndByNumber() throws Exception {
    Exchange polled =
        poll("kmp:head:eye?registers=volume,1004&initialDelay=0&repeatCount=1", 1).get(0);

    assertThat(reading(polled).records())
        .extracting(MeterReading.Record::key)
        .containsExactly("volume", "operatingTime");
  }

  /** Register 155 is one of a MULTICAL 602. */
  @Test
  void aNamedRegisterThatTheMeterDoesNotHaveIsAWarning() throws Exception {
    Exchange polled = poll("kmp:head:eye?registers=60,155&initialDelay=0&repeatCount=1", 1).get(0);

    assertThat(reading(polled).warnings()).containsExactly("this meter does not have register 155");
  }

  @Test
  void aMeterThatIsSilentFailsThePollAndHealth() throws Exception {
    heads.sleep();
    mock().expectedMinimumMessageCount(1);
    route("poll", "kmp:head:eye?onMeterError=exchange" + OFTEN, "mock:readings");
    context.start();
    mock().assertIsSatisfied(10_000);

    MeterReading failed = reading(mock().getReceivedExchanges().get(0));
    assertThat(failed.error().code()).isEqualTo("no-answer");
    assertThat(failed.error().message()).contains("only the head's echo came back to 3 requests");
    KmpConsumer consumer = (KmpConsumer) context.getRoute("poll").getConsumer();
    await().until(() -> !consumer.getHealthCheck().call().getState().equals(HealthCheck.State.UP));
    assertThat(consumer.getHealthCheck().call().getDetails())
        .containsEntry("kmp.line", "head:eye")
        .containsKey("kmp.last.error");
  }

  @Test
  void aLineThatIsAwayIsToldByHealth() throws Exception {
    heads.down = true;
    route("poll", "kmp:head:eye?initialDelay=0&delay=50", "mock:readings");
    context.start();

    KmpConsumer consumer = (KmpConsumer) context.getRoute("poll").getConsumer();
    await()
        .until(
            () ->
                String.valueOf(consumer.getHealthCheck().call().getDetails())
                    .contains("there is no such head"));
    assertThat(consumer.getEndpoint().getLineState()).isEqualTo("UNAVAILABLE");
  }

  @Test
  void aProducerReadsIdentifiesAndProbes() throws Exception {
    ProducerTemplate producer = producer();

    MeterReading read = producer.requestBody("kmp:head:eye", null, MeterReading.class);
    assertThat(value(read, "power")).isPositive();

    MeterReading identified =
        producer.requestBody("kmp:head:eye?operation=identify", null, MeterReading.class);
    assertThat(identified.records())
        .filteredOn(one -> one.key().equals("type") || one.key().equals("software"))
        .extracting(MeterReading.Record::value)
        .containsExactly("0303", "C12");

    ProbeResult probe =
        producer.requestBodyAndHeader(
            "kmp:head:eye", null, "CamelKmpOperation", "probe", ProbeResult.class);
    assertThat(probe.id()).isEqualTo(ID);
    assertThat(probe.probe().echo()).isTrue();
    assertThat(probe.json()).contains("\"answer\":true,\"id\":\"" + ID + "\"");
  }

  @Test
  void aProbeOfASleepingMeterShowsTheEchoAlone() throws Exception {
    heads.sleep();

    ProbeResult probe =
        producer().requestBody("kmp:head:eye?operation=probe", null, ProbeResult.class);

    assertThat(probe.id()).isNull();
    assertThat(probe.words()).startsWith("echo of the head, and no answer");
    // 80 3F 02, two octets of checksum, 0D: none of them stuffed.
    assertThat(probe.probe().octets()).isEqualTo(6);
  }

  @Test
  void theHeaderNamesRegisters() throws Exception {
    MeterReading read =
        producer()
            .requestBodyAndHeaders(
                "kmp:head:eye",
                null,
                Map.of("CamelKmpOperation", "getRegister", "CamelKmpRegisters", "68"),
                MeterReading.class);

    assertThat(read.records()).extracting(MeterReading.Record::key).containsExactly("volume");
  }

  /** Before 7:30 on November 22, the newest entry is that of this night. */
  @Test
  void aLogIsAListOfReadingsWithTheirOwnTimeTheOldestFirst() {
    List<?> log =
        producer()
            .requestBodyAndHeaders(
                "kmp:head:eye?operation=getLog",
                null,
                Map.of(
                    "CamelKmpLog", "day", "CamelKmpFrom", "2026-11-18", "CamelKmpTo", "2026-11-20"),
                List.class);

    assertThat(log)
        .extracting(entry -> ((MeterReading) entry).readAt().atZone(ZoneId.systemDefault()))
        .extracting(time -> time.toLocalDate().toString())
        .containsExactly("2026-11-18", "2026-11-19", "2026-11-20");
    assertThat(log)
        .extracting(entry -> value((MeterReading) entry, "energy"))
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(((MeterReading) log.get(0)).log().log()).isEqualTo("day");
    assertThat(ReadingJson.text((MeterReading) log.get(0)))
        .contains("\"source\":\"log\",\"log\":\"day\"");
  }

  @Test
  void aRegisterThatTheLogDoesNotKeepIsAWarning() {
    List<?> log =
        producer()
            .requestBodyAndHeaders(
                "kmp:head:eye?operation=getLog",
                null,
                Map.of(
                    "CamelKmpLog",
                    "day",
                    "CamelKmpFrom",
                    "2026-11-18",
                    "CamelKmpTo",
                    "2026-11-18",
                    "CamelKmpRegisters",
                    "60,9999"),
                List.class);

    assertThat(((MeterReading) log.get(0)).warnings())
        .containsExactly("this log does not keep register 9999");
  }

  @Test
  void aLogThatIsNoneIsNamedWithThoseThatAre() {
    ProducerTemplate producer = producer();

    assertThatThrownBy(() -> context.getEndpoint("kmp:head:eye?operation=getLog&log=week"))
        .hasStackTraceContaining("a log is one of info, year, month, day, hour, not 'week'");
    assertThatThrownBy(() -> producer.requestBody("kmp:head:eye?operation=getLog", (Object) null))
        .cause()
        .hasMessageContaining("getLog reads the log that is named");
    assertThatThrownBy(
            () ->
                producer.requestBody(
                    "kmp:head:eye?operation=getLog&log=day&from=yesterday", (Object) null))
        .hasStackTraceContaining("from is a day or a time by the clock of the meter");
  }

  @Test
  void getRegisterWantsARegister() {
    ProducerTemplate producer = producer();

    assertThatThrownBy(
            () -> producer.requestBody("kmp:head:eye?operation=getRegister", (Object) null))
        .isInstanceOf(CamelExecutionException.class)
        .cause()
        .hasMessageContaining("CamelKmpRegisters");
  }

  @Test
  void silenceIsAnExceptionOfAProducer() {
    heads.sleep();
    ProducerTemplate producer = producer();

    assertThatThrownBy(() -> producer.requestBody("kmp:head:eye", (Object) null))
        .cause()
        .isInstanceOfSatisfying(
            KmpNoAnswerException.class, silent -> assertThat(silent.seen()).isEqualTo(Seen.ECHO));
  }

  @Test
  void pollEnrichReadsNow() throws Exception {
    context.start();

    try (ConsumerTemplate template = context.createConsumerTemplate()) {
      assertThat(reading(template.receive("kmp:head:eye")).meter().id()).isEqualTo(ID);
    }
  }

  @Test
  void silenceIsAnExceptionOfAPollingConsumer() throws Exception {
    heads.sleep();
    context.start();

    try (ConsumerTemplate template = context.createConsumerTemplate()) {
      assertThatThrownBy(() -> template.receive("kmp:head:eye"))
          .isInstanceOf(KmpNoAnswerException.class);
    }
  }

  @Test
  void endpointsThatDisagreeAboutALineAreNamed() throws Exception {
    route("one", "kmp:head:eye?timeout=3000", "mock:readings");
    route("two", "kmp:head:eye?timeout=4000", "mock:readings");

    assertThatThrownBy(() -> context.start())
        .hasStackTraceContaining("kmp://head:eye?timeout=3000")
        .hasStackTraceContaining("timeout=3s0ms and 4s0ms");
  }

  @Test
  void wrongOptionsAreNamedWithWhatTheyTake() {
    assertThatThrownBy(() -> context.getEndpoint("kmp:head:eye?registers=heat"))
        .hasStackTraceContaining("registers: a register is a number from 0 to 65535 or a name");
    assertThatThrownBy(() -> context.getEndpoint("kmp:head:eye?destination=40"))
        .hasStackTraceContaining("destination is 3F (meter), 7F (top module) or BF");
    assertThatThrownBy(() -> context.getEndpoint("kmp:head:eye?operation=write"))
        .hasStackTraceContaining("operation is one of read, identify, getRegister");
    assertThatThrownBy(() -> context.getEndpoint("kmp:cellar"))
        .hasStackTraceContaining("camel.component.kmp.lines.NAME");
  }

  @Test
  void metricsAreThoseOfMBus() throws Exception {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    context.getRegistry().bind("mine", registry);

    poll("kmp:head:eye?valueMetrics=energy&initialDelay=0&repeatCount=1", 1);

    String[] tags = {"line", "head:eye", "meter", ID};
    assertThat(registry.get("camel.mbus.reads").tags(tags).counter().count()).isEqualTo(1);
    assertThat(registry.get("camel.mbus.response.time").tags(tags).timer().count()).isEqualTo(1);
    assertThat(registry.get("camel.mbus.line.up").tag("line", "head:eye").gauge().value())
        .isEqualTo(1);
    assertThat(registry.get("camel.mbus.value").tags(tags).tag("key", "energy").gauge().value())
        .isGreaterThan(80e6);
  }

  @Test
  void theConsoleAndJmxShowTheMeter() throws Exception {
    poll("kmp:head:eye?initialDelay=0&repeatCount=1", 1);

    KmpConsole console = new KmpConsole();
    console.setCamelContext(context);
    assertThat(console.call(DevConsole.MediaType.TEXT))
        .asString()
        .contains("Line head:eye: OPEN", "Meter " + ID + ": 1 read, 0 failed, 0 retries");
    assertThat(console.call(DevConsole.MediaType.JSON))
        .asString()
        .contains("meter=" + ID, "reads=1");
    KmpEndpoint endpoint =
        context.getEndpoint("kmp:head:eye?initialDelay=0&repeatCount=1", KmpEndpoint.class);
    assertThat(endpoint.getMeter()).isEqualTo(ID);
    assertThat(endpoint.getMeterReads()).isEqualTo(1);
    assertThat(endpoint.getLineState()).isEqualTo("OPEN");
  }
}
