package io.github.camelmbus.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.application.Mask;
import io.github.camelmbus.master.Bus;
import io.github.camelmbus.simulator.Fault;
import io.github.camelmbus.simulator.MeterDefinition;
import io.github.camelmbus.simulator.SimulatedBus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
  private static final class LateAnswer implements Probe {
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
    private static Outcome one(int primaryAddress) {
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
}
