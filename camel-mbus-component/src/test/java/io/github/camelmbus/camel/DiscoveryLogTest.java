package io.github.camelmbus.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.application.Mask;
import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.inventory.Inventory;
import io.github.camelmbus.search.Finding;
import io.github.camelmbus.search.FoundMeter;
import io.github.camelmbus.search.LineMeter;
import io.github.camelmbus.search.LineSearchResult;
import io.github.camelmbus.search.Progress;
import io.github.camelmbus.search.SearchMethod;
import io.github.camelmbus.search.SearchOptions;
import io.github.camelmbus.search.SearchPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What an operator reads of the searches of a route. */
class DiscoveryLogTest {
  private static final Instant NOW = Instant.parse("2026-02-15T06:30:00Z");

  private static final Inventory KNOWN =
      Inventory.parse(
          """
          {"meters":[{"secondaryAddress":"1234567824232804","name":"Flat 3 heat"}]}
          """);

  /** HYD is 2324h, type 4 heat. */
  private static final FoundMeter HEAT = found("1234567824232804");

  private final RecordedLog recorded = new RecordedLog();
  private final AtomicLong clock = new AtomicLong();
  private final DiscoveryLog log = new DiscoveryLog(recorded, clock::get, "COM3");

  private static FoundMeter found(String address) {
    return new FoundMeter(
        SecondaryAddress.parse(address),
        5,
        Mask.ANY,
        OctetString.of((byte) 0x68),
        Duration.ofMillis(41));
  }

  private static LineMeter named(FoundMeter meter, String name) {
    return new LineMeter(meter, null, name);
  }

  private static LineSearchResult result(FoundMeter... found) {
    return new LineSearchResult(
        SearchPlan.of(2400, SearchMethod.SECONDARY, SearchOptions.DEFAULT),
        Stream.of(found).map(meter -> named(meter, null)).toList(),
        List.of(),
        List.of(),
        41,
        Duration.ofMillis(17_200),
        true,
        null);
  }

  private void ended(Inventory before, LineSearchResult result) {
    log.ended(result, before.merge(result.seen(), result.gone(), NOW));
  }

  @Test
  void theFirstSearchNamesEachMeterAsItIsFoundAndNoneTwice() {
    log.begun(SearchMethod.SECONDARY, Inventory.EMPTY);
    log.progress(new Progress(1, 40, 0));
    log.found(named(HEAT, null));
    ended(Inventory.EMPTY, result(HEAT));

    assertThat(recorded.lines)
        .containsExactly(
            "INFO COM3: searching for meters by secondary addresses;"
                + " none is known, so polls begin when the search has ended",
            "INFO COM3: found meter 1234567824232804 (HYD, heat, primary address 5)",
            "INFO COM3: found 1 meter with 41 probes in 17.2 s");
  }

  @Test
  void aLaterSearchNamesOnlyWhatHasChanged() {
    FoundMeter other = found("8765432124232804");
    log.begun(SearchMethod.SECONDARY, KNOWN);
    log.progress(new Progress(1, 40, 0));
    log.found(named(other, null));
    ended(KNOWN, result(other));

    assertThat(recorded.lines)
        .containsExactly(
            "INFO COM3: searching for meters by secondary addresses;"
                + " 1 meter known, and polled meanwhile",
            "DEBUG COM3: found meter 8765432124232804 (HYD, heat, primary address 5)",
            "INFO COM3: found 1 meter with 41 probes in 17.2 s",
            "WARN COM3: meter Flat 3 heat 1234567824232804 is missing",
            "INFO COM3: meter 8765432124232804 is new");
  }

  @Test
  void aMeterWithANameIsCalledByIt() {
    log.begun(SearchMethod.SECONDARY, KNOWN);
    log.found(named(HEAT, "Flat 3 heat"));

    assertThat(recorded.lines)
        .containsExactly(
            "DEBUG COM3: found Flat 3 heat 1234567824232804 (HYD, heat, primary address 5)");
  }

  @Test
  void progressIsToldEveryTenSeconds() {
    log.begun(SearchMethod.PRIMARY, Inventory.EMPTY);
    for (int probe = 1; probe <= 251; probe++) {
      clock.addAndGet(Duration.ofMillis(100).toNanos());
      log.progress(new Progress(probe, 251 - probe, 3));
    }

    assertThat(recorded.lines.subList(1, recorded.lines.size()))
        .containsExactly(
            "INFO COM3: 100 probes, about 151 left, 3 meters found so far",
            "INFO COM3: 200 probes, about 51 left, 3 meters found so far");
  }

  /** No probe is left in the plan while a collision is being explained; more of them follow. */
  @Test
  void progressWithoutAnEstimateHasNoNumberOfProbesLeft() {
    log.begun(SearchMethod.SECONDARY, KNOWN);
    clock.addAndGet(Duration.ofSeconds(11).toNanos());
    log.progress(new Progress(33, 0, 1));

    assertThat(recorded.lines).endsWith("INFO COM3: 33 probes, 1 meter found so far");
  }

  @Test
  void aFindingHasThePlaceAndTheNameOfItsMeter() {
    log.finding(new Finding(Finding.Kind.SILENT, "99999999FFFFFFFF", "no answer", "Attic"));
    log.finding(new Finding(Finding.Kind.SILENT, "88888888FFFFFFFF", "no answer"));
    log.finding(new Finding(Finding.Kind.MUTE, "5", "address 5: no data", "Hall"));
    log.finding(new Finding(Finding.Kind.COLLISION, "FFFFFFFFFFFFFFFF", "octets are dropped"));

    assertThat(recorded.lines)
        .containsExactly(
            "WARN COM3: Attic 99999999FFFFFFFF: no answer",
            "WARN COM3: 88888888FFFFFFFF: no answer",
            "WARN COM3: Hall address 5: no data",
            "WARN COM3: octets are dropped");
  }

  @Test
  void aFindingIsToldOnce() {
    Finding collision = new Finding(Finding.Kind.COLLISION, "0", "address 0: several answer");
    log.finding(collision);
    log.begun(SearchMethod.PRIMARY, KNOWN);
    log.finding(collision);

    assertThat(recorded.lines).containsExactly("WARN COM3: address 0: several answer");
  }

  @Test
  void silenceIsToldWithWhatHelps() {
    log.nothing(2400, Duration.ofSeconds(30));

    assertThat(recorded.lines)
        .singleElement()
        .asString()
        .startsWith("WARN COM3: no meter answers at 2400 bit/s.")
        .contains("power", "baudRate", "parity", "responseTimeout")
        .endsWith("The next search is in 30 s");
  }
}
