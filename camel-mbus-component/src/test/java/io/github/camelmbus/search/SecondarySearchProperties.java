package io.github.camelmbus.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.application.Mask;
import io.github.camelmbus.application.SecondaryAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever meters a bus has, a search ends and finds them. */
class SecondarySearchProperties {
  private static final String TAIL = "2D2C400D";

  @Provide
  Arbitrary<Set<String>> decimalIds() {
    Arbitrary<String> anyId = Arbitraries.strings().numeric().ofLength(8);
    Arbitrary<List<String>> batch =
        Combinators.combine(
                Arbitraries.integers().between(0, 99_990_000),
                Arbitraries.integers().between(1, 60),
                Arbitraries.of(1, 1, 1, 2, 3, 10))
            .as(SecondarySearchProperties::batch);
    Arbitrary<List<List<String>>> batches = batch.list().ofMaxSize(5);
    return Combinators.combine(anyId.list().ofMaxSize(30), batches)
        .as(
            (single, several) -> {
              Set<String> ids = new HashSet<>(single);
              several.forEach(ids::addAll);
              return ids;
            });
  }

  private static List<String> batch(int first, int count, int step) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add("%08d".formatted(first + i * step));
    }
    return ids;
  }

  @Property(tries = 1000)
  void everyMeterIsFoundOnce(@ForAll("decimalIds") Set<String> ids) {
    List<FoundMeter> told = new ArrayList<>();
    SearchListener listener =
        new SearchListener() {
          @Override
          public void found(FoundMeter meter) {
            told.add(meter);
          }
        };
    ModelProbe probe = new ModelProbe(addresses(ids));
    SearchResult result =
        new SecondarySearch(probe, SearchOptions.DEFAULT, listener, () -> false).run();
    assertThat(ids(result)).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(told).isEqualTo(result.found());
    assertThat(result.findings()).isEmpty();
    assertThat(result.complete()).isTrue();
    assertThat(result.probes()).isEqualTo(probe.asked.size());
  }

  /** At most ten probes for each digit of each meter, and the root. */
  @Property(tries = 500)
  void noMaskIsProbedTwiceOnAGoodBus(@ForAll("decimalIds") Set<String> ids) {
    ModelProbe probe = new ModelProbe(addresses(ids));
    new SecondarySearch(probe, SearchOptions.DEFAULT, SearchListener.NONE, () -> false).run();
    List<Mask> asked = probe.asked;
    if (!ids.isEmpty()) {
      assertThat(asked).doesNotHaveDuplicates();
    }
    assertThat(asked).hasSizeLessThanOrEqualTo(3 + 80 * ids.size());
  }

  @Property(tries = 300)
  void knownMetersChangeNothingButTheOrder(
      @ForAll("decimalIds") Set<String> ids, @ForAll("decimalIds") Set<String> gone) {
    List<SecondaryAddress> known = new ArrayList<>(addresses(gone));
    known.addAll(addresses(ids).stream().limit(20).toList());
    SearchOptions options = SearchOptions.DEFAULT.withKnown(known.stream().distinct().toList());
    SearchResult result =
        new SecondarySearch(
                new ModelProbe(addresses(ids)), options, SearchListener.NONE, () -> false)
            .run();
    assertThat(ids(result)).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(result.missing())
        .containsExactlyInAnyOrderElementsOf(
            addresses(gone.stream().filter(id -> !ids.contains(id)).collect(Collectors.toSet())));
  }

  @Property(tries = 500)
  void lettersAreFoundWhereEverySearched(@ForAll("lettersAndDigits") Set<String> ids) {
    SearchResult result =
        new SecondarySearch(
                new ModelProbe(addresses(ids)),
                SearchOptions.DEFAULT.withLetters(),
                SearchListener.NONE,
                () -> false)
            .run();
    assertThat(ids(result)).containsExactlyInAnyOrderElementsOf(ids);
  }

  @Provide
  Arbitrary<Set<String>> lettersAndDigits() {
    Arbitrary<String> any = Arbitraries.strings().withChars("0123456789ABCDE").ofLength(8);
    Arbitrary<String> similar = Arbitraries.strings().withChars("01AB").ofLength(8);
    return Arbitraries.oneOf(any, similar).set().ofMaxSize(25);
  }

  @Provide
  Arbitrary<Map<String, ModelProbe.Manner>> faultyMeters() {
    Arbitrary<String> id = Arbitraries.strings().withChars("0123").ofLength(8);
    return Arbitraries.maps(id, Arbitraries.of(ModelProbe.Manner.class)).ofMaxSize(20);
  }

  @Property(tries = 500)
  void faultyMetersHideNoSoundOnes(@ForAll("faultyMeters") Map<String, ModelProbe.Manner> meters) {
    ModelProbe probe = new ModelProbe(List.of());
    Map<String, ModelProbe.Manner> expected = new LinkedHashMap<>(meters);
    expected.forEach((id, manner) -> probe.add(id + TAIL, manner));
    SearchResult result =
        new SecondarySearch(probe, SearchOptions.DEFAULT, SearchListener.NONE, () -> false).run();
    Set<String> readable =
        meters.entrySet().stream()
            .filter(
                meter ->
                    meter.getValue() == ModelProbe.Manner.SOUND
                        || meter.getValue() == ModelProbe.Manner.NAMELESS)
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    assertThat(ids(result)).containsExactlyInAnyOrderElementsOf(readable);
    assertThat(result.findings().isEmpty()).isEqualTo(readable.size() == meters.size());
    // What sends damaged telegrams may be two meters.
    assertThat(result.complete()).isEqualTo(!meters.containsValue(ModelProbe.Manner.DAMAGED));
  }

  private static List<SecondaryAddress> addresses(Set<String> ids) {
    return ids.stream().map(id -> SecondaryAddress.parse(id + TAIL)).toList();
  }

  private static List<String> ids(SearchResult result) {
    return result.found().stream()
        .map(meter -> java.util.Objects.requireNonNull(meter.address()).id())
        .toList();
  }
}
