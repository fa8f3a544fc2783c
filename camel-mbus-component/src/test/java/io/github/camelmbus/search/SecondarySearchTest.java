package io.github.camelmbus.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.application.Mask;
import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.link.Damage;
import io.github.camelmbus.search.Finding.Kind;
import io.github.camelmbus.transport.DamagedOctets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SecondarySearchTest {
  private static SearchResult search(Probe probe, SearchOptions options) {
    return new SecondarySearch(probe, options, SearchListener.NONE, () -> false).run();
  }

  private static SearchResult search(Probe probe) {
    return search(probe, SearchOptions.DEFAULT);
  }

  private static List<String> addresses(SearchResult result) {
    return result.found().stream()
        .map(meter -> Objects.requireNonNull(meter.address()).toString())
        .toList();
  }

  private static List<String> ids(ModelProbe probe) {
    return probe.asked.stream().map(mask -> mask.address().id()).toList();
  }

  /** A bus on which single probes go wrong. */
  private static final class Unreliable implements Probe {
    private final ModelProbe bus;
    private final Map<String, Outcome> first = new HashMap<>();
    private final Set<Mask> late = new LinkedHashSet<>();
    private @Nullable Mask noisy;
    private boolean staysInDoubt;
    private boolean unproven;

    Unreliable(ModelProbe bus) {
      this.bus = bus;
    }

    Unreliable firstly(String mask, Outcome outcome) {
      first.put(Mask.parse(mask).toString(), outcome);
      return this;
    }

    @Override
    public void wakeUp() {}

    @Override
    public Outcome select(Mask mask, Effort effort) {
      boolean patient = effort == Effort.THOROUGH && !staysInDoubt;
      if (patient) {
        late.remove(mask);
      } else if (mask.equals(noisy)) {
        return new Outcome.Noise(new Damage(Damage.Kind.UNKNOWN, "no telegram starts so"));
      }
      Outcome right = bus.select(mask, effort);
      Outcome wrong = first.remove(mask.toString());
      return wrong == null ? right : wrong;
    }

    @Override
    public Outcome address(int primaryAddress, Effort effort) {
      return bus.address(primaryAddress, effort);
    }

    @Override
    public boolean showsCollisions() {
      return true;
    }

    @Override
    public Map<Mask, Effort> doubtfulMasks() {
      Map<Mask, Effort> doubtful = new LinkedHashMap<>();
      late.forEach(mask -> doubtful.put(mask, Effort.THOROUGH));
      return doubtful;
    }

    @Override
    public boolean hasUnprovenSilences() {
      boolean was = unproven;
      unproven = false;
      return was;
    }
  }

  @Test
  void maskThatAnsweredLateIsAskedAgainWithPatience() {
    Unreliable bus =
        new Unreliable(ModelProbe.of("1234567124232804", "1234567224232804", "1234568324232804"))
            .firstly("FFFFFFF3", new Outcome.Silence());
    bus.late.add(Mask.parse("FFFFFFF3"));
    SearchResult result = search(bus);
    assertThat(addresses(result))
        .containsExactly("1234567124232804", "1234567224232804", "1234568324232804");
    assertThat(result.findings()).isEmpty();
  }

  /** Their telegrams had a good checksum by chance, and were those of one meter. */
  @Test
  void twoThatWereTakenForOneAreAskedAgainWhereTheMaskAroundThemCollides() {
    SecondaryAddress one = SecondaryAddress.parse("0528032324232804");
    Unreliable bus =
        new Unreliable(ModelProbe.of("0528032324232804", "0528032324232807"))
            .firstly(
                "FFFFFFF3",
                new Outcome.One(one, 1, OctetString.of(one.octets()), Duration.ofMillis(20)));
    SearchResult result = search(bus);
    assertThat(addresses(result)).containsExactlyInAnyOrder("0528032324232804", "0528032324232807");
    assertThat(result.complete()).isTrue();
  }

  /** The late answer of another meter may have hit each selection, so that no meter took it. */
  @Test
  void maskAtWhichOnlyStrayOctetsCameIsAskedAgain() {
    Unreliable bus =
        new Unreliable(ModelProbe.of("1234567124232804", "1234567224232804", "1234568324232804"));
    bus.noisy = Mask.parse("FFFFFFF3");
    SearchResult result = search(bus);
    assertThat(addresses(result))
        .containsExactly("1234567124232804", "1234567224232804", "1234568324232804");
    assertThat(result.complete()).isTrue();
  }

  @Test
  void maskAtWhichOnlyStrayOctetsComeMakesTheSearchIncomplete() {
    Unreliable bus =
        new Unreliable(ModelProbe.of("1234567124232804", "1234567224232804", "1234568324232804"));
    bus.noisy = Mask.parse("FFFFFFF3");
    bus.staysInDoubt = true;
    assertThat(search(bus).complete()).isFalse();
  }

  @Test
  void silenceThatStaysInDoubtMakesTheSearchIncomplete() {
    Unreliable bus = new Unreliable(ModelProbe.of("1234567124232804", "1234567224232804"));
    bus.late.add(Mask.parse("FFFFFFF3"));
    bus.staysInDoubt = true;
    SearchResult result = search(bus);
    assertThat(result.complete()).isFalse();
    assertThat(result.findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.text()).contains("--latency"));
  }

  @Test
  void silenceThatIsProvenByAskingAgainIsNoFinding() {
    Unreliable bus = new Unreliable(ModelProbe.of("1234567124232804", "1234567224232804"));
    bus.late.add(Mask.parse("FFFFFFF3"));
    SearchResult result = search(bus);
    assertThat(result.complete()).isTrue();
    assertThat(result.findings()).isEmpty();
  }

  /** Its id alone collides, which proves nothing, and shows a meter that was missed. */
  @Test
  void silenceIsProvenByTheWholeAddressOfAMeterThatSharesItsId() {
    ModelProbe meters = ModelProbe.of("1234567024232804", "1234567124232804", "123456712D2C400D");
    Outcome one =
        new Outcome.One(
            SecondaryAddress.parse("123456712D2C400D"),
            1,
            OctetString.of(new byte[0]),
            Duration.ofMillis(20));
    Unreliable bus = new Unreliable(meters).firstly("FFFFFFF1", one);
    bus.unproven = true;
    SearchResult result = search(bus);
    assertThat(addresses(result))
        .containsExactlyInAnyOrder("1234567024232804", "1234567124232804", "123456712D2C400D");
    assertThat(meters.asked).last().isEqualTo(Mask.of(SecondaryAddress.parse("123456712D2C400D")));
  }

  /** What is left of the answers of many where damaged octets are dropped begins no telegram. */
  @Test
  void metersAreSearchedByDigitsWhereAllTogetherLookLikeNoise() {
    Outcome noise = new Outcome.Noise(new Damage(Damage.Kind.UNKNOWN, "octets"));
    ModelProbe meters = ModelProbe.of("1234567124232804", "1234567224232804");
    Probe crowd =
        new Probe() {
          @Override
          public void wakeUp() {}

          @Override
          public Outcome select(Mask mask, Effort effort) {
            return mask.equals(Mask.ANY) ? noise : meters.select(mask, effort);
          }

          @Override
          public Outcome address(int primaryAddress, Effort effort) {
            return meters.address(primaryAddress, effort);
          }

          @Override
          public boolean showsCollisions() {
            return true;
          }
        };
    SearchResult result = search(crowd);
    assertThat(addresses(result)).containsExactly("1234567124232804", "1234567224232804");
  }

  @Test
  void oneMeterTakesOneProbe() {
    ModelProbe probe = ModelProbe.of("1234567824232804");
    assertThat(addresses(search(probe))).containsExactly("1234567824232804");
    assertThat(ids(probe)).containsExactly("FFFFFFFF");
  }

  @Test
  void emptyBusIsAskedTwice() {
    ModelProbe probe = ModelProbe.of();
    assertThat(search(probe).found()).isEmpty();
    assertThat(ids(probe)).containsExactly("FFFFFFFF", "FFFFFFFF");
  }

  @Test
  void searchBeginsAtTheLastDigit() {
    ModelProbe probe = ModelProbe.of("1234567124232804", "1234567224232804");
    search(probe);
    // After the first collision a selection that no meter owns: it would be acknowledged, too.
    assertThat(ids(probe)).startsWith("FFFFFFFF", "EEEEEEEE", "FFFFFFF0", "FFFFFFF1", "FFFFFFF2");
  }

  /** Sixty meters are 1770 pairs. */
  @Test
  void pairsAreNotComparedWhereTheLineIsKnownToShowCollisions() {
    ModelProbe probe = ModelProbe.of();
    for (int i = 0; i < 60; i++) {
      probe.add("%08d24232804".formatted(12345600 + i), ModelProbe.Manner.SOUND);
    }
    assertThat(addresses(search(probe))).hasSize(60);
    assertThat(probe.damagedOctetsAsked).isLessThan(5);
  }

  @Test
  void lastOfTenSiblingsNeedsNoProbeWhereTheOthersAreSilent() {
    ModelProbe probe = ModelProbe.of("1234561924232804", "1234562924232804");
    assertThat(addresses(search(probe))).hasSize(2);
    assertThat(ids(probe)).doesNotContain("FFFFFFF9");
  }

  @Test
  void silenceUnderACollidedMaskIsDoubted() {
    Unreliable bus =
        new Unreliable(ModelProbe.of("1234567124232804", "1234567224232804"))
            .firstly("FFFFFFF2", new Outcome.Silence());
    SearchResult result = search(bus);
    assertThat(addresses(result)).containsExactly("1234567124232804", "1234567224232804");
    assertThat(result.findings()).isEmpty();
  }

  @Test
  void noiseThatLookedLikeACollisionIsTold() {
    Unreliable bus =
        new Unreliable(ModelProbe.of("1234567124232804", "1234567224232804"))
            .firstly("FFFFFFF5", new Outcome.Several());
    SearchResult result = search(bus);
    assertThat(addresses(result)).containsExactly("1234567124232804", "1234567224232804");
    assertThat(result.findings()).extracting(Finding::kind).containsExactly(Kind.NOISE);
  }

  @Test
  void lettersAreProbedWhereACollidedMaskDoesNotResolve() {
    ModelProbe probe = ModelProbe.of("1234567B24232804", "1234567224232804");
    assertThat(addresses(search(probe)))
        .containsExactlyInAnyOrder("1234567224232804", "1234567B24232804");
  }

  @Test
  void idWithALetterLetsAllLettersBeProbed() {
    ModelProbe probe =
        ModelProbe.of(
            "1234567B24232804", "1234567C24232804", "A234567224232804", "A234567324232804");
    assertThat(addresses(search(probe))).hasSize(4);
  }

  /** 97 A6 is ITW with bit 15, which no letters name. */
  @Test
  void sameIdIsToldApartByAManufacturerWithBit15() {
    ModelProbe probe = ModelProbe.of("1234567824232804", "1234567897A62804");
    assertThat(addresses(search(probe)))
        .containsExactlyInAnyOrder("1234567824232804", "1234567897A62804");
  }

  @Test
  void knownMetersAreAskedFirstAndTheMissingOnesTold() {
    ModelProbe probe = ModelProbe.of("1234567124232804", "1234567224232804");
    List<SecondaryAddress> known =
        List.of(
            SecondaryAddress.parse("1234567224232804"), SecondaryAddress.parse("7777777724232804"));
    SearchResult result = search(probe, SearchOptions.DEFAULT.verifying(known));
    assertThat(addresses(result)).containsExactly("1234567224232804");
    assertThat(result.missing()).containsExactly(known.get(1));
    assertThat(result.findings())
        .containsExactly(
            new Finding(
                Kind.SILENT,
                "7777777724232804",
                "a known meter is silent; it may be gone, without power, or need a longer response"
                    + " timeout"));
  }

  @Test
  void maskOfTwoKnownMetersIsNotProbed() {
    ModelProbe probe = ModelProbe.of("1234567124232804", "1234567224232804");
    List<SecondaryAddress> known =
        List.of(
            SecondaryAddress.parse("1234567124232804"), SecondaryAddress.parse("1234567224232804"));
    search(probe, SearchOptions.DEFAULT.withKnown(known));
    assertThat(ids(probe)).doesNotContain("FFFFFFFF");
  }

  @Test
  void searchStaysInItsScope() {
    ModelProbe probe = ModelProbe.of("1234567124232804", "1234567224232804", "7777777724232804");
    SearchResult result =
        search(probe, SearchOptions.DEFAULT.withScope(Mask.parse("123456FFFFFFFFFF")));
    assertThat(addresses(result)).containsExactly("1234567124232804", "1234567224232804");
    assertThat(ids(probe)).allMatch(id -> id.startsWith("123456") || id.equals("EEEEEEEE"));
  }

  @Test
  void searchThatCollidesEverywhereEndsAtItsBound() {
    Probe noise =
        new Probe() {
          @Override
          public void wakeUp() {}

          @Override
          public Outcome select(Mask mask, Effort effort) {
            return new Outcome.Several();
          }

          @Override
          public Outcome address(int primaryAddress, Effort effort) {
            return new Outcome.Several();
          }

          @Override
          public boolean showsCollisions() {
            return true;
          }
        };
    SearchResult result = search(noise, SearchOptions.DEFAULT.withMostProbes(500));
    assertThat(result.probes()).isEqualTo(500);
    assertThat(result.complete()).isFalse();
    assertThat(result.findings())
        .anySatisfy(finding -> assertThat(finding.text()).contains("stopped after 500 probes"));
  }

  @Test
  void progressSaysHowManyProbesAreLeftAtMost() {
    List<Progress> told = new ArrayList<>();
    SearchListener listener =
        new SearchListener() {
          @Override
          public void progress(Progress progress) {
            told.add(progress);
          }
        };
    List<SecondaryAddress> meters = Populations.neighbours(11, 3, new Random(11));
    SearchResult result =
        new SecondarySearch(new ModelProbe(meters), SearchOptions.DEFAULT, listener, () -> false)
            .run();
    assertThat(told).hasSize(result.probes());
    Progress last = told.get(told.size() - 1);
    assertThat(last).isEqualTo(new Progress(result.probes(), 0, meters.size()));
  }

  /** The means of some houses of each kind; see {@link SearchBenchmark} for more of them. */
  @Test
  void orderOfDigitsCostsNoMoreThanTheBetterOfTheFixedOnes() {
    int[] sizes = {11, 25, 60, 120};
    for (int size : sizes) {
      for (int batches : new int[] {0, 3, 5}) {
        double first = 0;
        double last = 0;
        double ours = 0;
        for (int house = 0; house < 1000 / size; house++) {
          Random random = new Random(1000L * size + house);
          List<SecondaryAddress> meters =
              batches == 0
                  ? Populations.random(size, random)
                  : Populations.neighbours(size, batches, random);
          first += FixedOrderSearch.firstDigitFirst(new ModelProbe(meters)).run().probes();
          last += FixedOrderSearch.lastDigitFirst(new ModelProbe(meters)).run().probes();
          ours += search(new ModelProbe(meters)).probes();
        }
        assertThat(ours)
            .as("%d meters in %d batches", size, batches)
            .isLessThanOrEqualTo(1.1 * Math.min(first, last));
      }
    }
  }

  @Test
  void knownMeterHasACompleteId() {
    List<SecondaryAddress> wild = List.of(SecondaryAddress.parse("1234567F"));
    assertThatThrownBy(() -> SearchOptions.DEFAULT.withKnown(wild))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("without wildcards")
        .hasMessageContaining("1234567F");
  }

  /**
   * Meters of one type answer in step, which shows nothing: with eight pairs of them a line that
   * delivers collisions passed for one that drops them.
   */
  @Test
  void metersOfTwoTypesCollideFirst() {
    ModelProbe bus =
        ModelProbe.of(
            "1234567024232804", "1234568024232804", "1234578024232804", "982317802D2C400D");
    bus.damagedOctets = DamagedOctets.UNKNOWN;
    search(bus);
    assertThat(bus.provoked.get(0)).hasToString("FFFFF780FFFFFFFF");
    assertThat(bus.provoked.subList(1, bus.provoked.size()))
        .isNotEmpty()
        .allMatch(mask -> mask.toString().endsWith("24232804"));
  }
}
