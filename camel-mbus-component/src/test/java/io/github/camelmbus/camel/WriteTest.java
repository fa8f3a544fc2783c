package io.github.camelmbus.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelmbus.data.DataEncoder;
import io.github.camelmbus.frame.ControlField;
import io.github.camelmbus.frame.LongFrame;
import io.github.camelmbus.frame.PrimaryAddress;
import io.github.camelmbus.master.BusException;
import io.github.camelmbus.master.DeadlineException;
import io.github.camelmbus.master.MeterRefusedException;
import io.github.camelmbus.master.NoReplyException;
import io.github.camelmbus.master.UnsafeWriteException;
import io.github.camelmbus.master.WriteNotVerifiedException;
import io.github.camelmbus.simulator.Chance;
import io.github.camelmbus.simulator.Fault;
import io.github.camelmbus.simulator.Fault.RefusesWrites.Way;
import io.github.camelmbus.simulator.House;
import io.github.camelmbus.simulator.LineOptions;
import io.github.camelmbus.simulator.MeterDefinition;
import io.github.camelmbus.simulator.SimulatorServer;
import io.github.camelmbus.transport.LineClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What routes write to meters: each operation in each situation. */
class WriteTest extends RouteTest {
  /** 12345 kWh, 2850.427 m3. */
  private static final String RECORDS = "0C0645230100" + "0C1327048502";

  private static final Chance ONCE = new Chance(1, 1);

  /** What each operation does to meter 12345678 at primary address 1. */
  enum Operation {
    SET_PRIMARY_ADDRESS("setPrimaryAddress", "5", "017A05", true),
    SET_IDENTIFICATION("setIdentification", "12345679", "0C7979563412", true),
    // 2026-11-25T21:00: minute 0, hour 21 = 15h, day 25 | (26 & 7) << 5 = 59h, month 11 | 3 << 4
    SET_CLOCK("setClock", "2026-11-25T21:00", "046D0015593B", true),
    SET_BAUD_RATE("setBaudRate", "9600", "", true),
    APPLICATION_RESET("applicationReset", "user-data", "10", false),
    SELECT_RECORDS("selectRecords", "volume", "0813", true),
    WRITE_RECORDS("writeRecords", "energy=0", "0C0600000000", true),
    SYNCHRONISE("synchronise", "5C", "", false);

    private final String word;
    private final String value;
    private final String data;
    private final boolean shows;

    Operation(String word, String value, String data, boolean shows) {
      this.word = word;
      this.value = value;
      this.data = data;
      this.shows = shows;
    }

    private String ci() {
      return switch (this) {
        case SET_BAUD_RATE -> "BD";
        case APPLICATION_RESET -> "50";
        case SYNCHRONISE -> "5C";
        default -> "51";
      };
    }

    /** SND_UD with FCB 1 to a primary address or 253. */
    String telegram(int address) {
      String user = "73%02X".formatted(address) + ci() + data;
      int length = user.length() / 2;
      int sum = 0;
      for (byte octet : HexFormat.of().parseHex(user)) {
        sum += octet;
      }
      return "68%02X%02X68%s%02X16".formatted(length, length, user, sum & 0xFF);
    }
  }

  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

  /** A heat meter 12345678 at 1 with energy, volume and a clock that goes. */
  private static MeterDefinition heatMeter(Fault... faults) {
    return MeterDefinition.of(HYD)
        .withTelegrams(now -> List.of(telegram(RECORDS + "046D" + typeF(now))))
        .withPrimaryAddress(1)
        .withFaults(faults);
  }

  private static String typeF(LocalDateTime now) {
    return HexFormat.of().formatHex(DataEncoder.typeF(now, false));
  }

  private static LongFrame telegram(String records) {
    byte[] data = HexFormat.of().parseHex("00".repeat(12) + records);
    return new LongFrame(ControlField.rspUd(false, false), new PrimaryAddress(0), 0x72, data);
  }

  private void houseWith(Fault... faults) {
    lines.with("house", heatMeter(faults), VirtualLines.meter(KAM, 2));
    lines.watch(octets -> requests.add(HexFormat.of().withUpperCase().formatHex(octets)));
  }

  private long timesSent(String telegram) {
    return requests.stream().filter(telegram::equals).count();
  }

  @ParameterizedTest
  @EnumSource
  void aWriteByPrimaryAddressIsDoneAndVerified(Operation operation) {
    houseWith();

    WriteResult result = result(write(operation, "primary=1"));

    assertThat(result.operation()).isEqualTo(operation.word);
    assertThat(result.target()).isEqualTo("1");
    assertThat(result.meter()).isEqualTo(HYD);
    assertThat(result.telegrams()).containsExactly(operation.telegram(1));
    assertThat(timesSent(operation.telegram(1))).isEqualTo(1);
    assertThat(result.verified().isEmpty()).isEqualTo(!operation.shows);
  }

  @ParameterizedTest
  @EnumSource
  void aWriteBySecondaryAddressGoesToExactlyThatMeter(Operation operation) {
    houseWith();

    WriteResult result = result(write(operation, "secondary=1234567F"));

    assertThat(result.telegrams()).containsExactly(operation.telegram(0xFD));
    // 73 FD 52, id 12345678 low octet first, HYD, version 28h, heat
    assertThat(requests).anyMatch(sent -> sent.contains("FD527856341224232804"));
  }

  @ParameterizedTest
  @EnumSource
  void aSilentMeterIsWrittenNothing(Operation operation) {
    houseWith();

    Exchange failed = write(operation, "primary=9");

    assertThat(failed.getException()).isInstanceOf(NoReplyException.class);
    assertThat(requests).noneMatch(sent -> sent.contains("7309"));
  }

  @ParameterizedTest
  @EnumSource
  void severalMetersAtOneAddressAreWrittenNothing(Operation operation) {
    lines.with("house", heatMeter(), VirtualLines.meter(KAM, 1));
    lines.watch(octets -> requests.add(HexFormat.of().withUpperCase().formatHex(octets)));

    Exchange failed = write(operation, "primary=1");

    assertThat(failed.getException()).isInstanceOf(BusException.class);
    assertThat(timesSent(operation.telegram(1))).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void aRefusalByNackIsAnException(Operation operation) {
    houseWith(new Fault.RefusesWrites(Way.NACK, 0));

    assertThat(write(operation, "primary=1").getException())
        .isInstanceOf(MeterRefusedException.class)
        .hasMessageContaining("primary address 1 refused the request (NACK A2h)");
    assertThat(timesSent(operation.telegram(1))).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void aRefusalByApplicationErrorIsAnException(Operation operation) {
    houseWith(new Fault.RefusesWrites(Way.ERROR, 1));

    assertThat(write(operation, "secondary=12345678").getException())
        .isInstanceOf(MeterRefusedException.class)
        .hasMessageContaining("refused the request: unimplemented CI field (01h)");
  }

  @ParameterizedTest
  @EnumSource
  void aRefusalByStatusIsAnException(Operation operation) {
    houseWith(new Fault.RefusesWrites(Way.STATUS, 0));

    assertThat(write(operation, "primary=1").getException())
        .isInstanceOf(MeterRefusedException.class)
        .hasMessageContaining("its status tells an application error since");
  }

  @ParameterizedTest
  @EnumSource(names = {"SET_PRIMARY_ADDRESS", "SET_IDENTIFICATION", "SET_CLOCK", "WRITE_RECORDS"})
  void aRefusalByRecordErrorIsAnException(Operation operation) {
    // 07: data size not implemented
    houseWith(new Fault.RefusesWrites(Way.RECORD, 7));

    assertThat(write(operation, "primary=1").getException())
        .isInstanceOf(MeterRefusedException.class)
        .hasMessageContaining("with a record error");
  }

  @ParameterizedTest
  @EnumSource(
      names = {"APPLICATION_RESET", "SYNCHRONISE"},
      mode = EnumSource.Mode.EXCLUDE)
  void aWrongReadBackIsAnException(Operation operation) {
    houseWith(new Fault.IgnoresWrites());

    assertThat(write(operation, "primary=1").getException())
        .isInstanceOf(WriteNotVerifiedException.class)
        .hasMessageContaining("acknowledged, and not carried out");
  }

  @ParameterizedTest
  @EnumSource(
      names = {"APPLICATION_RESET", "SYNCHRONISE"},
      mode = EnumSource.Mode.EXCLUDE)
  void aLostAcknowledgeIsRepeatedWithTheSameFcbAndCarriedOutOnce(Operation operation) {
    houseWith(new Fault.LoseAck(ONCE));

    WriteResult result = result(write(operation, "secondary=12345678"));

    assertThat(result.telegrams()).containsExactly(operation.telegram(0xFD));
    assertThat(result.verified()).isNotEmpty();
    // A meter that changed its rate hears no repeat at the old one.
    long repeats = operation == Operation.SET_BAUD_RATE ? 3 : 2;
    assertThat(timesSent(operation.telegram(0xFD))).isEqualTo(repeats);
  }

  @ParameterizedTest
  @EnumSource
  void powerLossBehindTheWriteSaysThatItMayBeDone(Operation operation) {
    houseWith(new Fault.PowerLoss(Duration.ofHours(1), ONCE));

    assertThat(write(operation, "primary=1").getException())
        .isInstanceOf(WriteNotVerifiedException.class)
        .hasMessageContaining("acknowledged, and then the meter could not be read")
        .hasMessageContaining("it may have carried it out")
        .hasCauseInstanceOf(NoReplyException.class);
  }

  @ParameterizedTest
  @EnumSource
  void aDryRunWritesNothing(Operation operation) {
    houseWith();

    WriteResult result = result(write(operation, "primary=1&dryRun=true"));

    assertThat(result.dryRun()).isTrue();
    assertThat(result.telegrams()).containsExactly(operation.telegram(1));
    assertThat(timesSent(operation.telegram(1))).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void anOperationThatIsNotAllowedIsRefusedAsOptionAndAsHeader(Operation operation) {
    houseWith();
    String uri = "mbus:virtual:house?primary=1&value=" + operation.value;

    Exchange byHeader =
        producer()
            .request(uri, e -> e.getMessage().setHeader(MBusConstants.OPERATION, operation.word));

    assertThat(byHeader.getException())
        .hasMessageContaining("the operation " + operation.word + " is not allowed here");
    assertThatThrownBy(() -> producer().request(uri + "&operation=" + operation.word, e -> {}))
        .rootCause()
        .hasMessageContaining("the operation " + operation.word + " is not allowed here");
    assertThat(requests).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void theValueMayBeAHeaderOrTheBody(Operation operation) {
    houseWith();
    String telegram = operation.telegram(1);

    Exchange byHeader =
        write(
            operation.word,
            "primary=1&value=nonsense&dryRun=true",
            null,
            Map.of(MBusConstants.VALUE, operation.value));
    Exchange byBody = write(operation.word, "primary=1&dryRun=true", operation.value, Map.of());

    assertThat(result(byHeader).telegrams()).containsExactly(telegram);
    assertThat(result(byBody).telegrams()).containsExactly(telegram);
  }

  @Test
  void anAddressThatIsInUseIsNotGivenAgain() {
    houseWith();

    assertThat(write(Operation.SET_PRIMARY_ADDRESS, "primary=1", "2").getException())
        .isInstanceOf(UnsafeWriteException.class)
        .hasMessage(
            "virtual:house: primary address 2 is in use, something answers there: E5; nothing was"
                + " written");
    assertThat(write(Operation.SET_IDENTIFICATION, "primary=1", KAM).getException())
        .isInstanceOf(UnsafeWriteException.class)
        .hasMessageContaining("secondary address " + KAM + " is in use");
    assertThat(requests).noneMatch(sent -> sent.contains("7301" + "51"));
  }

  /** A meter that does not acknowledge SND_NKE has its address all the same. */
  @Test
  void anAddressIsInUseWhereOnlyReqUd2IsAnswered() {
    lines.with("house", heatMeter(), VirtualLines.meter(KAM, 2).withFaults(new Fault.NoNkeAck()));

    assertThat(write(Operation.SET_PRIMARY_ADDRESS, "primary=1", "2").getException())
        .isInstanceOf(UnsafeWriteException.class);
  }

  @Test
  void aMeterThatIsAsItIsToBeIsSentNothing() {
    houseWith();

    WriteResult result = result(write(Operation.SET_PRIMARY_ADDRESS, "primary=1", "1"));

    assertThat(result.telegrams()).isEmpty();
    assertThat(result.warnings())
        .containsExactly("the meter is as it is to be already; nothing was sent");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "setPrimaryAddress | 251 | a meter can have a primary address from 0 to 250, not 251",
        "setPrimaryAddress | 255 | a meter can have a primary address from 0 to 250, not 255",
        "setPrimaryAddress | x | setPrimaryAddress writes a primary address from 0 to 250, from the"
            + " header CamelMBusValue, the option value or the body, not 'x'",
        "setIdentification | 1234567F | of 8 decimal digits",
        "setIdentification | 12345678FFFF2804 | without wildcards",
        "setClock | noon | a date and time such as 2026-11-25T21:00, or now",
        "setBaudRate | 1000 | one of [300, 600, 1200, 2400, 4800, 9600, 19200, 38400] bit/s",
        "applicationReset | billing | one of everything, user-data, simple-billing",
        "selectRecords | everything;volume | by 'everything' alone",
        "selectRecords | flow | the meter sends no record 'flow', only [energy, volume, dateTime]",
        "writeRecords | volume=x | volume takes no 'x': its value now is 2850.427",
        "writeRecords | 017A05 | addresses are written by setPrimaryAddress",
        "writeRecords | 0C7912345678 | addresses are written by setPrimaryAddress",
        "writeRecords | 0813 | records are chosen by selectRecords",
        "writeRecords | 0C13 | records to write are DIF, VIF and data of each",
        "synchronise | 55 | nothing, or the CI field 5C or 54",
      })
  void whatCannotBeWrittenIsSaid(String operation, String value, String message) {
    houseWith();

    Exchange failed =
        write(operation, "primary=1", null, Map.of(MBusConstants.VALUE, value.replace(';', ',')));

    assertThat(failed.getException())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
    assertThat(requests).noneMatch(sent -> sent.contains("6873"));
  }

  /** A device that takes the selection for its own would carry out the write as well. */
  @Test
  void aDeviceThatAcknowledgesAnySelectionIsNotSafe() {
    lines.with(
        "house",
        heatMeter(),
        VirtualLines.meter(KAM, 2)
            .withFaults(new Fault.AckAnySelect("1234FFFF"), new Fault.Mute()));

    assertThat(write(Operation.SET_PRIMARY_ADDRESS, "secondary=12345678").getException())
        .isInstanceOf(UnsafeWriteException.class)
        .hasMessageContaining("acknowledges selections that are not its own");
    assertThat(result(write(Operation.SET_PRIMARY_ADDRESS, "primary=1")).after())
        .isEqualTo(Map.of("primaryAddress", 5));
  }

  @Test
  void aCommandThatCouldNotBeginInTimeIsNotDone() throws Exception {
    houseWith();
    lines.holdUp();
    String uri = "mbus:virtual:house?primary=1&value=5&operation=";
    CompletableFuture<Object> first = producer().asyncRequestBody(uri + "ping", null);
    Awaitility.await().until(() -> lines.timesAsked() == 1);
    Endpoint hasty =
        context.getEndpoint(
            uri + "setPrimaryAddress&allowOperations=setPrimaryAddress&commandTimeout=1ms");
    AsyncProducer producer = hasty.createAsyncProducer();
    producer.start();
    CompletableFuture<Exchange> late = producer.processAsync(hasty.createExchange());
    long queued = LineClock.SYSTEM.nanos();
    Awaitility.await().until(() -> LineClock.SYSTEM.nanos() - queued > 1_000_000);
    lines.letGo();

    assertThat(first.get()).isInstanceOf(PingResult.class);
    assertThat(late.get().getException())
        .isInstanceOf(DeadlineException.class)
        .hasMessageContaining("longer than the command may wait");
    assertThat(requests).noneMatch(sent -> sent.contains("73" + "01" + "51"));
  }

  @Test
  void oneMeterMustBeNamed() {
    houseWith();

    assertThat(write(Operation.SET_PRIMARY_ADDRESS, "primary=1,2").getException())
        .hasMessageContaining("writes to one meter")
        .hasMessageContaining("2 are named: [1, 2]");
    assertThat(write(Operation.SET_PRIMARY_ADDRESS, "dryRun=false").getException())
        .hasMessageContaining("none is named");
  }

  /** 254 asks all meters; two of them cannot be told apart. */
  @Test
  void theTestAddressWritesWhereThereIsOneMeter() {
    lines.with("house", heatMeter());
    // 73 + FE + 51 + 01 + 7A + 08 = 245h, as MB48 has it
    assertThat(result(write(Operation.SET_PRIMARY_ADDRESS, "primary=254", "8")).telegrams())
        .containsExactly("6806066873FE51017A084516");
    lines.replace("house", heatMeter(), VirtualLines.meter(KAM, 2));
    assertThat(write(Operation.SET_PRIMARY_ADDRESS, "primary=254", "8").getException())
        .isInstanceOf(BusException.class);
  }

  @Test
  void allMetersAreToldAtOnceWhereThatWasAskedFor() {
    houseWith();

    WriteResult result = result(write(Operation.SYNCHRONISE, "broadcast=true"));

    assertThat(result.target()).isEqualTo("all");
    assertThat(result.telegrams()).containsExactly(Operation.SYNCHRONISE.telegram(0xFF));
    assertThat(result.warnings()).singleElement().asString().contains("nothing was verified");
  }

  @ParameterizedTest
  @EnumSource(names = {"SET_PRIMARY_ADDRESS", "SET_IDENTIFICATION", "SET_BAUD_RATE"})
  void addressesAndBaudRatesAreNeverToldToAll(Operation operation) {
    houseWith();

    assertThat(write(operation, "broadcast=true").getException())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("never told to all meters");
    assertThat(write(operation, "broadcast=true&primary=1").getException())
        .hasMessageContaining("broadcast=true writes to all meters of the line");
    assertThat(requests).isEmpty();
  }

  /** A strict meter takes 53 behind SND_NKE for a repeat, and acknowledges without doing it. */
  @ParameterizedTest
  @ValueSource(strings = {"primary=1", "secondary=12345678"})
  void aStrictMeterCarriesItOut(String meter) {
    houseWith(new Fault.StrictFcb());

    assertThat(result(write(Operation.SET_PRIMARY_ADDRESS, meter)).after())
        .isEqualTo(Map.of("primaryAddress", 5));
  }

  @Test
  void aMeterThatCannotBeHeardAtItsNewBaudRateGoesBack() {
    houseWith(new Fault.UnheardAtOtherRates());

    assertThat(write(Operation.SET_BAUD_RATE, "secondary=12345678").getException())
        .isInstanceOf(WriteNotVerifiedException.class)
        .hasMessageContaining("it cannot be read at 9600 bit/s, and answers at 2400");
    // BB at 9600: back to 2400. 73 + FD + BB = 22B
    assertThat(timesSent("6803036873FDBB2B16")).isEqualTo(1);
    assertThat(reading(producer().request("mbus:virtual:house?primary=1", e -> {})).error())
        .isNull();
  }

  @Test
  void theLineGoesOnAtItsOwnBaudRate() {
    houseWith();

    result(write(Operation.SET_BAUD_RATE, "primary=1"));

    assertThat(reading(producer().request("mbus:virtual:house?primary=2", e -> {})).meter().id())
        .isEqualTo("87654321");
  }

  @Test
  void aGatewayCannotFollowAMeterToAnotherBaudRate() {
    House house = new House("gateway", LineOptions.DEFAULT, List.of(heatMeter()));
    try (SimulatorServer gateway = SimulatorServer.start(house, 0, 20)) {
      Exchange failed =
          producer()
              .request(
                  "mbus:tcp://localhost:%d?baudRate=9600&primary=1&operation=setBaudRate"
                          .formatted(gateway.port())
                      + "&allowOperations=setBaudRate&value=300",
                  e -> {});
      assertThat(failed.getException())
          .isInstanceOf(UnsafeWriteException.class)
          .hasMessageContaining("the line has a baud rate of its own");
    }
  }

  @Test
  void chosenRecordsAreSentUntilAReset() {
    houseWith();
    assertThat(result(write(Operation.SELECT_RECORDS, "primary=1", "volume,dateTime")).after())
        .isEqualTo(Map.of("records", List.of("volume", "dateTime")));
    assertThat(result(write(Operation.APPLICATION_RESET, "primary=1", "")).after())
        .isEqualTo(Map.of("records", List.of("energy", "volume", "dateTime")));
    write(Operation.SELECT_RECORDS, "primary=1", "0806");
    assertThat(result(write(Operation.SELECT_RECORDS, "primary=1", "everything")).verified())
        .containsExactly("the meter sends 3 records");
  }

  @Test
  void theClockIsSetToTheNearestMinuteOfNow() {
    houseWith();
    LocalDateTime before = LocalDateTime.now().minusMinutes(1);

    WriteResult result = result(write("setClock", "primary=1", null, Map.of()));

    assertThat(result.before()).isEqualTo(Map.of("clock", "2026-01-15T07:30"));
    assertThat(LocalDateTime.parse(String.valueOf(result.after().get("clock"))))
        .isBetween(before, before.plusMinutes(4));
  }

  @Test
  void recordsMayBeAMap() {
    houseWith();

    WriteResult result =
        result(
            write("writeRecords", "primary=1", Map.of("volume", new BigDecimal("0.5")), Map.of()));

    assertThat(result.before()).isEqualTo(Map.of("volume", new BigDecimal("2850.427")));
    assertThat(result.after()).isEqualTo(Map.of("volume", new BigDecimal("0.500")));
    // 8 digits BCD of litres: 500
    assertThat(result.telegrams()).singleElement().asString().contains("0C1300050000");
  }

  @Test
  void theResultIsJsonWhereTextIsWanted() {
    houseWith();

    Exchange done = write(Operation.SET_PRIMARY_ADDRESS, "primary=1");

    assertThat(done.getMessage().getBody(String.class))
        .startsWith(
            "{\"operation\":\"setPrimaryAddress\",\"line\":\"virtual:house\",\"target\":\"1\","
                + "\"meter\":\"1234567824232804\",\"dryRun\":false,"
                + "\"before\":{\"primaryAddress\":1},\"after\":{\"primaryAddress\":5},"
                + "\"telegrams\":[\"68060668730151017A054516\"],"
                + "\"verified\":[\"the meter answers with primary address 5\"],\"warnings\":[],"
                + "\"attempts\":");
  }

  private static WriteResult result(Exchange exchange) {
    assertThat(exchange.getException()).isNull();
    return exchange.getMessage().getBody(WriteResult.class);
  }

  private Exchange write(Operation operation, String options) {
    return write(operation, options, operation.value);
  }

  private Exchange write(Operation operation, String options, String value) {
    return write(operation.word, options + "&value=RAW(" + value + ")", null, Map.of());
  }

  private Exchange write(
      String operation, String options, @Nullable Object body, Map<String, Object> headers) {
    String uri =
        "mbus:virtual:house?operation=%s&allowOperations=%s&%s"
            .formatted(operation, operation, options);
    return producer()
        .request(
            uri,
            exchange -> {
              exchange.getMessage().setBody(body);
              exchange.getMessage().setHeaders(new HashMap<>(headers));
            });
  }
}
