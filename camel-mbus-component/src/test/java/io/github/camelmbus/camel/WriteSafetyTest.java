package io.github.camelmbus.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.camel.operation.Operation;
import io.github.camelmbus.camel.operation.PingResult;
import io.github.camelmbus.camel.operation.WriteResult;
import io.github.camelmbus.line.DeadlineException;
import io.github.camelmbus.master.BusException;
import io.github.camelmbus.master.write.UnsafeWriteException;
import io.github.camelmbus.master.write.WriteNotVerifiedException;
import io.github.camelmbus.simulator.Fault;
import io.github.camelmbus.simulator.House;
import io.github.camelmbus.simulator.SimulatedLine;
import io.github.camelmbus.simulator.SimulatorServer;
import io.github.camelmbus.transport.LineClock;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not written, how it is taken back, and what a write says of itself. */
class WriteSafetyTest extends WriteRouteTest {

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
    assertThat(result.warnings()).containsExactly("the meter is set so already; nothing was sent");
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
        "selectRecords | 0813017A05 | records are chosen by a DIF with data field 8 and a VIF each",
        "selectRecords | 0813;0893 | records are chosen by a DIF with data field 8 and a VIF each",
        "writeRecords | 0C06000000007F | records to write are DIF, VIF and data of each",
        "writeRecords | 0C06000000000F01 | records to write are DIF, VIF and data of each",
        "writeRecords | 01FA0005 | addresses are written by setPrimaryAddress",
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
        .hasMessageContaining("longer than the command may take");
    assertThat(requests).noneMatch(sent -> sent.contains("73" + "01" + "51"));
  }

  /** Whatever else stands among selections would be written, to all meters at that. */
  @Test
  void aChoiceOfRecordsBringsNothingElseToAllMeters() {
    houseWith();

    Exchange failed = write("selectRecords", "broadcast=true&value=0813017A05", null, Map.of());

    assertThat(failed.getException()).hasMessageContaining("not by '0813017A05'");
    assertThat(requests).isEmpty();
  }

  /** A word that is no clear yes is no reason to write. */
  @ParameterizedTest
  @ValueSource(strings = {"yes", "1", "", "TRUE", "true", "false"})
  void aDryRunThatIsNotClearlyRefusedWritesNothing(String word) {
    houseWith();

    Exchange done =
        write("setPrimaryAddress", "primary=1&value=5", null, Map.of(MBusConstants.DRY_RUN, word));

    switch (word) {
      case "false" -> assertThat(result(done).dryRun()).isFalse();
      case "true", "TRUE" -> assertThat(result(done).dryRun()).isTrue();
      default ->
          assertThat(done.getException())
              .hasMessageContaining("CamelMBusDryRun is true or false, not '" + word + "'");
    }
    assertThat(timesSent(Operation.SET_PRIMARY_ADDRESS.telegram(1)))
        .isEqualTo(word.equals("false") ? 1 : 0);
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

  /** The header of the meter that was polled is not the one that was meant. */
  @Test
  void anAddressThatIsLeftEmptyIsNotThatOfTheHeader() throws Exception {
    houseWith();
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:write")
                .toD(
                    "mbus:virtual:house?operation=setPrimaryAddress&value=5"
                        + "&allowOperations=setPrimaryAddress&secondary=${header.nobody}");
          }
        });

    Exchange failed =
        producer()
            .request(
                "direct:write", e -> e.getMessage().setHeader(MBusConstants.ADDRESS, "12345678"));

    assertThat(failed.getException()).rootCause().hasMessage("secondary names no meter: ''");
    assertThat(requests).isEmpty();
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
        .hasMessageContaining("not possible for all meters");
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
    House house = new House("gateway", SimulatedLine.DEFAULT, List.of(heatMeter()));
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
          .hasMessageContaining("the baud rate of the line is fixed");
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

  /**
   * A clock as meters of ABB send it: 0E 6D and BCD digits, or with VIFE 6B. 25.11.2026 21:00:15 is
   * written as second 15, minute 00, hour 21, day 25, month 11, year 26.
   */
  @ParameterizedTest
  @ValueSource(strings = {"0E6D", "0EED6B"})
  void theClockIsSetInTheFormInWhichTheMeterSendsIt(String record) {
    lines.with("house", clockMeter(record), VirtualLines.meter(KAM, 2));

    WriteResult result = result(write("setClock", "primary=1", "2026-11-25T21:00:15", Map.of()));

    // Midnight of 15.1.2026 at the start.
    assertThat(String.valueOf(result.before().get("clock"))).startsWith("2026-01-15T07:30:");
    assertThat(result.telegrams()).singleElement().asString().contains("0E6D150021251126");
    assertThat(String.valueOf(result.after().get("clock"))).startsWith("2026-11-25T21:00:");
    assertThat(result.verified()).singleElement().asString().contains("2026-11-25T21:00:");
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

  /** An inventory tells how a meter is reached, but never which one is written to. */
  @Test
  void aMeterIsWrittenToAtTheBaudRateThatTheInventoryHas(@TempDir Path directory) throws Exception {
    Path inventory = directory.resolve("inventory.json");
    Files.writeString(
        inventory, "{\"meters\":[{\"secondaryAddress\":\"12345678\",\"baudRate\":9600}]}");
    lines.with("house", heatMeter().withBaudRate(9600), VirtualLines.meter(KAM, 2));

    String options = "inventory=" + inventory + "&secondary=12345678";
    assertThat(result(write(Operation.SET_PRIMARY_ADDRESS, options)).after())
        .isEqualTo(Map.of("primaryAddress", 5));
    assertThat(result(write(Operation.SET_BAUD_RATE, options, "2400")).after())
        .isEqualTo(Map.of("baudRate", 2400));
    assertThat(write(Operation.SET_PRIMARY_ADDRESS, "inventory=" + inventory).getException())
        .hasMessageContaining("none is named");
  }
}
