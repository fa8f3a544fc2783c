package io.github.camelmbus.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.camel.operation.AlarmResult;
import io.github.camelmbus.master.NoReplyException;
import io.github.camelmbus.reading.MeterReading;
import io.github.camelmbus.simulator.Fault;
import io.github.camelmbus.simulator.MeterDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Alarms of meters (REQ_UD1). */
class AlarmTest extends RouteTest {
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

  /** Meter 12345678 at 1 has an alarm with bits 0 and 2 to tell, meter 87654321 at 2 has none. */
  private void houseWithAlarm() {
    lines.with("house", VirtualLines.meter(HYD, 1).withAlarm(5), VirtualLines.meter(KAM, 2));
    lines.watch(octets -> requests.add(HexFormat.of().withUpperCase().formatHex(octets)));
  }

  private Exchange ask(String meters) {
    return producer().request("mbus:virtual:house?operation=readAlarm&" + meters, e -> {});
  }

  @ParameterizedTest
  @ValueSource(strings = {"primary=1", "secondary=12345678"})
  void anAlarmIsToldWithItsBits(String meter) {
    houseWithAlarm();

    AlarmResult result = ask(meter).getMessage().getBody(AlarmResult.class);

    assertThat(result.alarm()).isTrue();
    assertThat(result.alarms()).hasSize(1);
    MeterReading alarm = result.alarms().get(0);
    assertThat(alarm.records())
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.key()).isEqualTo("alarmStatus");
              assertThat(record.value()).hasToString("5");
            });
  }

  /** The toggled FCB tells the meter that its alarm has arrived; 5A + 01 = 5B, 7A + 01 = 7B. */
  @Test
  void aOneTimeAlarmIsTakenOnce() {
    houseWithAlarm();

    AlarmResult first = ask("primary=1").getMessage().getBody(AlarmResult.class);
    AlarmResult second = ask("primary=1").getMessage().getBody(AlarmResult.class);

    assertThat(first.alarm()).isTrue();
    assertThat(second.alarm()).isFalse();
    assertThat(requests).containsExactly("1040014116", "107A017B16", "105A015B16", "107A017B16");
  }

  @Test
  void noAlarmIsAnAnswerAndSilenceIsNone() {
    houseWithAlarm();

    assertThat(ask("primary=2").getMessage().getBody(AlarmResult.class))
        .isEqualTo(new AlarmResult("2", true, List.of(), null));
    assertThat(ask("primary=9").getException()).isInstanceOf(NoReplyException.class);
    List<?> several = ask("primary=2,9").getMessage().getBody(List.class);
    assertThat(several)
        .extracting(result -> ((AlarmResult) result).answered())
        .containsExactly(true, false);
  }

  /** Nothing is sent to a meter whose baud rate the line does not take. */
  @Test
  void meterThatWasNotAskedHasNotAnswered(@TempDir Path dir) throws IOException {
    houseWithAlarm();
    lines.fixBaudRate();
    Path inventory =
        Files.writeString(
            dir.resolve("inventory.json"),
            "{\"meters\":[{\"primaryAddress\":1,\"baudRate\":300}]}");

    List<?> several = ask("primary=1,2&inventory=" + inventory).getMessage().getBody(List.class);

    assertThat(several)
        .extracting(result -> ((AlarmResult) result).answered())
        .containsExactly(false, true);
    assertThat(((AlarmResult) several.get(0)).error()).contains("meter 1 wants 300 bit/s");
  }

  @Test
  void alarmsAreJsonWhereTextIsWanted() {
    houseWithAlarm();

    assertThat(ask("primary=1").getMessage().getBody(String.class))
        .startsWith("{\"address\":\"1\",\"answered\":true,\"alarm\":true,\"alarms\":[{\"meter\":{")
        .contains("\"key\":\"alarmStatus\"");
  }

  @Test
  void aPollGivesAlarmsBeforeReadings() throws Exception {
    houseWithAlarm();

    List<Exchange> exchanges = poll("mbus:virtual:house?primary=1,2&alarms=true" + ONCE, 3);

    assertThat(exchanges)
        .extracting(e -> e.getMessage().getHeader(MBusConstants.EVENT))
        .containsExactly("alarm", null, null);
    assertThat(exchanges.get(0).getMessage().getHeader(MBusConstants.ADDRESS)).isEqualTo("1");
    assertThat(reading(exchanges.get(0)).records().get(0).key()).isEqualTo("alarmStatus");
    assertThat(reading(exchanges.get(1)).meter().id()).isEqualTo("12345678");
    assertThat(exchanges.get(2).getProperty("CamelBatchSize")).isEqualTo(3);
  }

  /** A meter that does not answer REQ_UD1 is asked three times once, and once from then on. */
  @Test
  void aMeterThatKnowsNoAlarmsIsReadAllTheSame() throws Exception {
    MeterDefinition deaf = VirtualLines.meter(HYD, 1).withFaults(new Fault.NoAlarms());
    lines.with("house", deaf);
    lines.watch(octets -> requests.add(HexFormat.of().withUpperCase().formatHex(octets)));

    List<Exchange> exchanges = poll("mbus:virtual:house?primary=1&alarms=true" + OFTEN, 2);

    assertThat(exchanges).allMatch(e -> reading(e).meter().id().equals("12345678"));
    // Each reading begins with SND_NKE.
    int second = requests.subList(1, requests.size()).indexOf("1040014116");
    assertThat(requests.subList(0, 4))
        .containsExactly("1040014116", "107A017B16", "107A017B16", "107A017B16");
    assertThat(second).isEqualTo(3);
    assertThat(requests.subList(4, 8))
        .containsExactly("1040014116", "107B017C16", "107A017B16", "1040014116");
  }
}
