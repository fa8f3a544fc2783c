package io.github.camelmbus.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelmbus.camel.operation.Operation;
import io.github.camelmbus.camel.operation.WriteResult;
import io.github.camelmbus.master.BusException;
import io.github.camelmbus.simulator.Fault;
import java.util.HexFormat;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What routes write to meters; {@link WriteMatrixTest} has what comes of it when. */
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
  void severalMetersAtOneAddressAreWrittenNothing(Operation operation) {
    lines.with("house", heatMeter(), VirtualLines.meter(KAM, 1));
    lines.watch(octets -> requests.add(HexFormat.of().withUpperCase().formatHex(octets)));

    Exchange failed = write(operation, "primary=1");

    assertThat(failed.getException()).isInstanceOf(BusException.class);
    assertThat(timesSent(operation.telegram(1))).isZero();
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

  /** The meter has gone to the new rate with the first of them, and hears no repeat at the old. */
  @Test
  void aBaudRateWithoutAnAcknowledgeIsRepeatedAtTheOldRateAndLookedForAtTheNewOne() {
    houseWith(new Fault.LoseAck(ONCE));

    WriteResult result = result(write(Operation.SET_BAUD_RATE, "primary=1"));

    String telegram = Operation.SET_BAUD_RATE.telegram(1);
    // REQ_UD2 to 1: 7B + 01 = 7C
    assertThat(requests.subList(requests.indexOf(telegram), requests.size()))
        .containsExactly(telegram, telegram, telegram, "107B017C16");
    // To the new rate and back, to see that the line can do it; then to the meter.
    assertThat(lines.baudRates()).containsExactly(9600, 2400, 9600);
    assertThat(lines.commandsCarriedOut()).containsExactly(1, 0);
    assertThat(result.warnings())
        .contains("no acknowledge arrived, but the meter shows that it was carried out");
  }
}
