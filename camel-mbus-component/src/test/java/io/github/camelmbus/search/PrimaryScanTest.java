package io.github.camelmbus.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.application.Mask;
import io.github.camelmbus.master.Bus;
import io.github.camelmbus.master.BusSettings;
import io.github.camelmbus.simulator.BadOctets;
import io.github.camelmbus.simulator.Fault;
import io.github.camelmbus.simulator.GatewayOptions;
import io.github.camelmbus.simulator.MeterDefinition;
import io.github.camelmbus.simulator.SimulatedBus;
import io.github.camelmbus.simulator.SimulatedLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Primary scans that know who was there before. */
class PrimaryScanTest {
  private static MeterDefinition meter(int primaryAddress) {
    return VirtualLine.meter("1234567824232804").withPrimaryAddress(primaryAddress);
  }

  private static SearchResult scan(Set<Integer> known, MeterDefinition... meters) {
    try (Bus bus = VirtualLine.bus(SimulatedBus.of(meters))) {
      return PrimaryScan.ofAll(new BusProbe(bus), known, SearchListener.NONE, () -> false).run();
    }
  }

  @Test
  void silentAddressesOfKnownMetersAreAskedTwiceMore() {
    SearchResult result = scan(Set.of(1, 7, 9), meter(7));

    assertThat(result.found()).extracting(FoundMeter::primaryAddress).containsExactly(7);
    assertThat(result.findings()).isEmpty();
    // Each address once by SND_NKE; the silent ones once by REQ_UD2; known ones twice more; and the
    // meter once more, to prove the silences.
    assertThat(result.probes()).isEqualTo(251 + 250 + 2 * 2 + 1);
    assertThat(result.complete()).isTrue();
  }

  /** The silence of the address before, some 200 ms, puts it to sleep; SND_NKE to 255 wakes it. */
  @Test
  void knownMeterThatSleepsIsNotMissed() {
    MeterDefinition sleepy = meter(250).withFaults(new Fault.Sleepy(Duration.ofMillis(100)));

    assertThat(scan(Set.of(250), sleepy).found())
        .extracting(FoundMeter::primaryAddress)
        .containsExactly(250);
  }

  @Test
  void progressCountsWhatIsAskedAgain() {
    List<Integer> left = new ArrayList<>();
    SearchListener listener =
        new SearchListener() {
          @Override
          public void progress(Progress progress) {
            left.add(progress.left());
          }
        };
    try (Bus bus = VirtualLine.bus(SimulatedBus.of(meter(7)))) {
      PrimaryScan.ofAll(new BusProbe(bus), Set.of(0, 3), listener, () -> false).run();
    }
    // Two are asked again, one after the other, and twice each; the meter is read again at the end.
    assertThat(left.subList(left.size() - 5, left.size())).containsExactly(1, 1, 0, 0, 0);
  }

  /** One acknowledges a reset at 1, one answers REQ_UD2 only at 5: there another one is late. */
  private static class LateAnswer implements Probe {
    private boolean listened;

    @Override
    public void wakeUp() {}

    @Override
    public Outcome select(Mask mask, Effort effort) {
      throw new AssertionError("a primary scan selects no meter");
    }

    @Override
    public Outcome address(int primaryAddress, Effort effort) {
      return primaryAddress == 1 ? one(1) : new Outcome.Silence();
    }

    @Override
    public Outcome request(int primaryAddress) {
      if (primaryAddress != 5) {
        return new Outcome.Silence();
      }
      return listened ? one(5) : new Outcome.Several();
    }

    /** RSP_UD without data: L 3, C 08, A, CI 78, checksum 80 + A. */
    static Outcome one(int primaryAddress) {
      byte[] telegram = {
        0x68, 3, 3, 0x68, 0x08, (byte) primaryAddress, 0x78, (byte) (0x80 + primaryAddress), 0x16
      };
      OctetString octets = OctetString.of(telegram);
      return new Outcome.One(null, primaryAddress, octets, Duration.ofMillis(20));
    }

    @Override
    public boolean showsCollisions() {
      return true;
    }

    @Override
    public void listenLong() {
      listened = true;
    }
  }

  @Test
  void lateAnswerOfAnotherMeterMakesNoCollisionWhereResetsAreNotAcknowledged() {
    SearchResult result =
        new PrimaryScan(new LateAnswer(), 0, 10, SearchListener.NONE, () -> false).run();
    assertThat(result.found()).extracting(FoundMeter::primaryAddress).containsExactly(1, 5);
    assertThat(result.findings()).isEmpty();
  }

  private static MeterDefinition meter(String address, int millis) {
    return VirtualLine.meter(address).withResponseDelay(Duration.ofMillis(millis));
  }

  /**
   * Their acknowledges put each other out, so the acknowledge of all is mostly silence, too. What
   * their telegrams leave proves the silence of the other addresses. Where no single answer has
   * shown the delay of the line, the scan is not complete, with a finding about it.
   */
  @Test
  void collisionAtOneAddressDoesNotMakeTheOthersBeAskedAgainWhereTheGatewayDropsBadOctets() {
    for (long seed = 1; seed <= 10; seed++) {
      SimulatedLine drops =
          SimulatedLine.DEFAULT
              .withBaudRate(300)
              .withSeed(seed)
              .withCollisions(1, 3, BadOctets.RAW)
              .withGateway(GatewayOptions.parse("discards-bad-octets"));
      SimulatedBus simulated =
          SimulatedBus.of(drops, meter("4142098024232807", 48), meter("6729929224232804", 10));
      try (Bus bus = VirtualLine.bus(simulated, BusSettings.DEFAULT.withBaudRate(300))) {
        SearchResult result =
            new PrimaryScan(new BusProbe(bus), 0, 20, SearchListener.NONE, () -> false).run();
        List<String> places = result.findings().stream().map(Finding::where).toList();
        assertThat(places).as("seed %d", seed).startsWith("0").isSubsetOf("0", "");
        assertThat(result.complete()).as("seed %d", seed).isEqualTo(places.size() == 1);
        // 21 by SND_NKE, 21 by REQ_UD2, and the collision again.
        assertThat(result.probes()).as("seed %d", seed).isLessThan(50);
      }
    }
  }

  /** Where the line drops damaged octets, meters at one address can put each other out. */
  @Test
  void meterThatAnswersWithAllOthersOnlyMakesTheScanIncomplete() {
    Probe hidden =
        new LateAnswer() {
          @Override
          public Outcome address(int primaryAddress, Effort effort) {
            return new Outcome.Silence();
          }

          @Override
          public Outcome request(int primaryAddress) {
            return primaryAddress == 254 ? new Outcome.Several() : new Outcome.Silence();
          }

          @Override
          public boolean showsCollisions() {
            return false;
          }
        };
    SearchResult result = new PrimaryScan(hidden, 0, 10, SearchListener.NONE, () -> false).run();
    assertThat(result.complete()).isFalse();
    assertThat(result.findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.text()).contains("use the secondary search"));
  }

  /** With 251 addresses and 300 bit/s that took five hours. */
  @Test
  void silentAddressesAreAskedAtMostOnceMoreWhereNothingAnswersAnyMore() {
    List<Integer> asked = new ArrayList<>();
    Probe deaf =
        new LateAnswer() {
          private boolean renewed;

          @Override
          public Outcome address(int primaryAddress, Effort effort) {
            asked.add(primaryAddress);
            return new Outcome.Silence();
          }

          @Override
          public Outcome request(int primaryAddress) {
            return new Outcome.Silence();
          }

          @Override
          public boolean stillAnswers() {
            return false;
          }

          @Override
          public void renew() {
            renewed = true;
          }

          @Override
          public boolean hasUnprovenSilences() {
            return true;
          }

          @Override
          public Map<Integer, Effort> doubtfulAddresses() {
            return renewed
                ? asked.stream().distinct().collect(Collectors.toMap(a -> a, a -> Effort.PATIENT))
                : Map.of();
          }
        };
    SearchResult result = new PrimaryScan(deaf, 0, 50, SearchListener.NONE, () -> false).run();
    assertThat(asked).hasSizeBetween(52, 2 * 51);
    assertThat(result.complete()).isFalse();
    assertThat(result.findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.text()).contains("nothing answers now"));
  }

  /** It was silent on a connection that was lost, before it was found or when it was read again. */
  @Test
  void silenceOfAMeterThatIsFoundIsNotInDoubt() {
    Probe probe =
        new LateAnswer() {
          @Override
          public Outcome request(int primaryAddress) {
            return new Outcome.Silence();
          }

          @Override
          public Map<Integer, Effort> doubtfulAddresses() {
            return Map.of(1, Effort.PATIENT);
          }
        };
    SearchResult result = new PrimaryScan(probe, 0, 10, SearchListener.NONE, () -> false).run();
    assertThat(result.found()).extracting(FoundMeter::primaryAddress).containsExactly(1);
    assertThat(result.complete()).isTrue();
  }

  /** The late acknowledge of another meter comes each time, unless all have been listened for. */
  @Test
  void lateAcknowledgeIsNoMuteDeviceWhereSilencesAreAskedAgain() {
    Probe late =
        new LateAnswer() {
          private boolean doubted;

          @Override
          public Outcome address(int primaryAddress, Effort effort) {
            if (primaryAddress == 3 && effort.isPatient()) {
              Outcome outcome = doubted ? new Outcome.Silence() : new Outcome.Mute();
              doubted = true;
              return outcome;
            }
            return super.address(primaryAddress, effort);
          }

          @Override
          public Outcome request(int primaryAddress) {
            return new Outcome.Silence();
          }

          @Override
          public Map<Integer, Effort> doubtfulAddresses() {
            return doubted ? Map.of() : Map.of(3, Effort.THOROUGH);
          }
        };
    SearchResult result = new PrimaryScan(late, 0, 10, SearchListener.NONE, () -> false).run();
    assertThat(result.findings()).isEmpty();
    assertThat(result.found()).extracting(FoundMeter::primaryAddress).containsExactly(1);
  }

  /** Beside the meter at 5 a device acknowledges late now and then, which looks like two. */
  @Test
  void lineIsNotConnectedAgainWhereTheLastMeterAnswersAndIsNotRead() {
    List<String> asked = new ArrayList<>();
    Probe two =
        new LateAnswer() {
          @Override
          public Outcome address(int primaryAddress, Effort effort) {
            boolean again = asked.contains("5");
            asked.add(String.valueOf(primaryAddress));
            return switch (primaryAddress) {
              case 1 -> LateAnswer.one(1);
              case 5 -> again ? new Outcome.Several() : LateAnswer.one(5);
              default -> new Outcome.Silence();
            };
          }

          @Override
          public Outcome request(int primaryAddress) {
            return new Outcome.Silence();
          }

          @Override
          public boolean hasUnprovenSilences() {
            return !asked.get(asked.size() - 1).equals("1");
          }

          @Override
          public void renew() {
            asked.add("renew");
          }
        };
    SearchResult result = new PrimaryScan(two, 0, 5, SearchListener.NONE, () -> false).run();
    assertThat(asked).containsExactly("0", "1", "2", "3", "4", "5", "5", "1");
    assertThat(result.complete()).isTrue();
  }

  /** Two meters at each address: none of their answers is a late one of the address before. */
  @Test
  void lateAnswersAreNotListenedForAtEachOfManySharedAddresses() {
    int[] listened = {0};
    Probe shared =
        new LateAnswer() {
          @Override
          public Outcome address(int primaryAddress, Effort effort) {
            return new Outcome.Several();
          }

          @Override
          public void listenLong() {
            listened[0]++;
          }
        };
    SearchResult result = new PrimaryScan(shared, 0, 20, SearchListener.NONE, () -> false).run();
    assertThat(result.findings()).hasSize(21);
    assertThat(listened[0]).isEqualTo(3);
  }
}
