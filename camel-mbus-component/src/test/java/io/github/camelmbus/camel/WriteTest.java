package io.github.camelmbus.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelmbus.master.BusException;
import io.github.camelmbus.master.MeterRefusedException;
import io.github.camelmbus.master.NoReplyException;
import io.github.camelmbus.master.WriteNotVerifiedException;
import io.github.camelmbus.simulator.Fault;
import io.github.camelmbus.simulator.Fault.RefusesWrites.Way;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What routes write to meters: each operation in each situation. */
class WriteTest extends WriteRouteTest {

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
}
