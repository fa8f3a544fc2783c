package io.github.camelmbus.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.application.Mask;
import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.master.Bus;
import io.github.camelmbus.simulator.BadOctets;
import io.github.camelmbus.simulator.Fault;
import io.github.camelmbus.simulator.MeterDefinition;
import io.github.camelmbus.simulator.SimulatedBus;
import io.github.camelmbus.simulator.SimulatedLine;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Two meters of one complete secondary address, and one meter that looks like two. */
class TwinsTest {
  private static final String ADDRESS = "9876543224232804";

  private static MeterDefinition meter(int primaryAddress) {
    return VirtualLine.meter(ADDRESS).withPrimaryAddress(primaryAddress);
  }

  private static SearchResult scan(MeterDefinition... meters) {
    try (Bus bus = VirtualLine.bus(SimulatedBus.of(meters))) {
      return PrimaryScan.ofAll(new BusProbe(bus), Set.of(), SearchListener.NONE, () -> false).run();
    }
  }

  private static void assertAreTwins(SearchResult result) {
    assertThat(result.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.kind()).isEqualTo(Finding.Kind.COLLISION);
              assertThat(finding.where()).isEqualTo(ADDRESS);
              assertThat(finding.text())
                  .startsWith(
                      "two meters have this secondary address: it came with the A fields 5 and 9.")
                  .doesNotContain("late");
            });
  }

  /** They begin within half a bit of each other, and their telegrams differ in a few octets. */
  @Test
  void damagedTelegramsThatMayBeOfTwoMetersInStepMakeTheSearchIncomplete() {
    for (long seed = 1; seed <= 20; seed++) {
      Random random = new Random(seed);
      SecondaryAddress address = SecondaryAddress.parse(ADDRESS);
      SimulatedLine line =
          SimulatedLine.DEFAULT.withSeed(seed).withCollisions(0, 0.4, BadOctets.RAW);
      SimulatedBus simulated =
          SimulatedBus.of(
              line, VirtualLine.meter(address, random), VirtualLine.meter(address, random));
      try (Bus bus = VirtualLine.bus(simulated)) {
        SearchResult result =
            new SecondarySearch(
                    new BusProbe(bus), SearchOptions.DEFAULT, SearchListener.NONE, () -> false)
                .run();
        assertThat(result.found()).as("seed %d", seed).isEmpty();
        assertThat(result.findings())
            .as("seed %d", seed)
            .singleElement()
            .satisfies(finding -> assertThat(finding.where()).isEqualTo(ADDRESS));
        assertThat(result.complete()).as("seed %d", seed).isFalse();
      }
    }
  }

  @Test
  void metersAtTwoPrimaryAddressesAreFoundAndNamed() {
    SearchResult result = scan(meter(5), meter(9));

    assertThat(result.found()).extracting(FoundMeter::primaryAddress).containsExactly(5, 9);
    assertAreTwins(result);
  }

  @Test
  void selectionThatIsAnsweredWithTwoAFieldsIsThatOfTwoMeters() {
    assertAreTwins(search(5, 9));
  }

  /** Each time the same, or 253 after a selection, as some meters have it. */
  @Test
  void selectionThatIsAnsweredWithOneAFieldIsThatOfOneMeter() {
    assertThat(search(5, 5).findings()).isEmpty();
    assertThat(search(253, 5).findings()).isEmpty();
    assertThat(search(5, 253).findings()).isEmpty();
  }

  @Test
  void meterWithAnAFieldOfItsOwnIsOne() {
    SearchResult result = scan(meter(5).withFaults(new Fault.OtherAddress(9)));

    assertThat(result.found()).hasSize(1);
    assertThat(result.findings())
        .extracting(Finding::text)
        .noneMatch(text -> text.contains("two meters"));
  }

  @Test
  void metersOfTwoSecondaryAddressesAreNamedByNone() {
    MeterDefinition other = VirtualLine.meter("9876543224232805").withPrimaryAddress(9);
    assertThat(scan(meter(5), other).findings()).isEmpty();
  }

  /** A verification that finds the meter by its exact address, and the search of all others. */
  private static SearchResult search(int firstSender, int secondSender) {
    SecondaryAddress known = SecondaryAddress.parse(ADDRESS);
    Probe probe =
        new Probe() {
          private boolean verified;

          @Override
          public void wakeUp() {}

          @Override
          public Outcome select(Mask mask, Effort effort) {
            if (mask.equals(Mask.of(known)) && !verified) {
              verified = true;
              return one(known, firstSender);
            }
            return mask.equals(Mask.ANY) || mask.equals(Mask.of(known))
                ? one(known, secondSender)
                : new Outcome.Silence();
          }

          @Override
          public Outcome address(int primaryAddress, Effort effort) {
            throw new AssertionError("a secondary search asks no primary address");
          }

          @Override
          public boolean showsCollisions() {
            return true;
          }
        };
    SearchOptions options = SearchOptions.DEFAULT.withKnown(List.of(known));
    return new SecondarySearch(probe, options, SearchListener.NONE, () -> false).run();
  }

  /** RSP_UD without data: L 3, C 08, A, CI 78, checksum 80 + A. */
  private static Outcome one(SecondaryAddress address, int sender) {
    byte[] telegram = {0x68, 3, 3, 0x68, 8, (byte) sender, 0x78, (byte) (0x80 + sender), 0x16};
    return new Outcome.One(address, sender, OctetString.of(telegram), Duration.ofMillis(20));
  }
}
