package io.github.camelmbus.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.application.Mask;
import io.github.camelmbus.application.SecondaryAddress;
import java.io.StringReader;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchJournalTest {
  private static final List<SecondaryAddress> METERS =
      Populations.neighbours(25, 4, new Random(25));

  private final StringWriter file = new StringWriter();

  private static ModelProbe bus() {
    ModelProbe bus = new ModelProbe(METERS);
    bus.add("1234567824232804", ModelProbe.Manner.MUTE);
    bus.add("1234A67824232804", ModelProbe.Manner.SOUND);
    bus.add("2234567824232804", ModelProbe.Manner.DAMAGED);
    return bus.add("3234567824232804", ModelProbe.Manner.NAMELESS);
  }

  private static SearchResult search(Probe probe, int maxProbes) {
    AtomicInteger probes = new AtomicInteger();
    return new SecondarySearch(
            probe,
            SearchOptions.DEFAULT,
            SearchListener.NONE,
            () -> probes.getAndIncrement() == maxProbes)
        .run();
  }

  private static SearchResult search(Probe probe) {
    return search(probe, Integer.MAX_VALUE);
  }

  /** What is forgotten here would do nothing, as it does for a probe without a line. */
  @Test
  void everythingIsPassedOnToTheLine() {
    List<String> own =
        Arrays.stream(SearchJournal.class.getDeclaredMethods()).map(Method::getName).toList();

    assertThat(Probe.class.getDeclaredMethods()).extracting(Method::getName).isSubsetOf(own);
  }

  @Test
  void searchKilledAtAnyProbeEndsAsIfNothingHadHappened() {
    ModelProbe undisturbed = bus();
    SearchResult expected = search(undisturbed);
    for (int kill = 0; kill <= expected.probes(); kill++) {
      StringWriter state = new StringWriter();
      ModelProbe bus = bus();
      SearchResult cut = search(SearchJournal.begin(bus, state), kill);
      assertThat(cut.equals(expected)).isEqualTo(kill == expected.probes());
      StringReader earlier = new StringReader(state.toString());
      SearchJournal journal = SearchJournal.resume(bus, earlier, state);
      assertThat(search(journal)).isEqualTo(expected);
      assertThat(journal.replayed()).isEqualTo(kill);
      assertThat(bus.asked).isEqualTo(undisturbed.asked);
    }
  }

  @Test
  void lineThatWasCutCostsItsProbeAlone() {
    SearchResult expected = search(SearchJournal.begin(bus(), file));
    String written = file.toString();
    int lastLine = written.lastIndexOf('\n', written.length() - 2) + 1;
    for (int end = lastLine; end < written.length() - 1; end++) {
      StringWriter state = new StringWriter();
      state.write(written.substring(0, end));
      ModelProbe bus = bus();
      SearchJournal journal = SearchJournal.resume(bus, new StringReader(state.toString()), state);
      assertThat(search(journal)).isEqualTo(expected);
      assertThat(bus.asked).hasSize(1);
      ModelProbe untouched = bus();
      search(SearchJournal.resume(untouched, new StringReader(state.toString()), state));
      assertThat(untouched.asked).isEmpty();
    }
  }

  @Test
  void outcomeIsWrittenBeforeTheNextProbe() {
    List<Integer> linesAtProbe = new ArrayList<>();
    ModelProbe bus = bus();
    Probe watching =
        new Probe() {
          @Override
          public void wakeUp() {}

          @Override
          public Outcome select(Mask mask, Effort effort) {
            linesAtProbe.add((int) file.toString().lines().count());
            return bus.select(mask, effort);
          }

          @Override
          public Outcome address(int primaryAddress, Effort effort) {
            return bus.address(primaryAddress, effort);
          }

          @Override
          public boolean showsCollisions() {
            return true;
          }
        };
    search(SearchJournal.begin(watching, file));
    for (int i = 0; i < linesAtProbe.size(); i++) {
      assertThat(linesAtProbe.get(i)).isEqualTo(i);
    }
  }

  @Test
  void lineSaysWhatWasProbedAndWhatCame() {
    ModelProbe bus = ModelProbe.of("1234567824232804");
    SearchJournal.begin(bus, file).select(Mask.parse("FFFFFF78"), Effort.QUICK);
    // The model's telegram is the address as on the wire: 78 56 34 12 24 23 28 04.
    assertThat(file)
        .hasToString(
            "{\"probe\":\"FFFFFF78FFFFFFFF\",\"effort\":\"QUICK\",\"outcome\":\"one\","
                + "\"address\":\"1234567824232804\",\"primaryAddress\":1,"
                + "\"telegram\":\"7856341224232804\",\"responseNanos\":20000000}\n");
  }

  /** A bus that finds out behind a probe that the one before was not silent. */
  private static final class Late implements Probe {
    private final Effort again;
    private final ModelProbe bus =
        ModelProbe.of("1234567824232804", "1234567124232804", "1234567224232804");
    private final Set<Mask> late = new LinkedHashSet<>();

    Late(Effort again) {
      this.again = again;
    }

    @Override
    public void wakeUp() {}

    @Override
    public Outcome select(Mask mask, Effort effort) {
      if (mask.toString().startsWith("FFFFFFF8") && effort == Effort.QUICK) {
        late.add(Mask.parse("FFFFFFF8"));
      }
      if (effort == again) {
        late.remove(mask);
      }
      boolean slow = mask.toString().startsWith("FFFFFFF8") && effort == Effort.QUICK;
      Outcome outcome = bus.select(mask, effort);
      return slow ? new Outcome.Silence() : outcome;
    }

    @Override
    public Map<Mask, Effort> doubtfulMasks() {
      Map<Mask, Effort> doubtful = new LinkedHashMap<>();
      late.forEach(mask -> doubtful.put(mask, again));
      return doubtful;
    }

    @Override
    public Outcome address(int primaryAddress, Effort effort) {
      return bus.address(primaryAddress, effort);
    }

    @Override
    public boolean showsCollisions() {
      return true;
    }
  }

  @ParameterizedTest
  @CsvSource({"THOROUGH, late", "PATIENT, lost"})
  void silencesInDoubtAreRememberedToo(Effort again, String word) {
    SearchResult expected = search(SearchJournal.begin(new Late(again), file));
    assertThat(expected.found()).hasSize(3);
    assertThat(file.toString()).contains("{\"" + word + "\":\"FFFFFFF8FFFFFFFF\"}\n");
    StringWriter state = new StringWriter();
    StringReader earlier = new StringReader(file.toString());
    SearchJournal resumed = SearchJournal.resume(ModelProbe.of(), earlier, state);
    assertThat(search(resumed)).isEqualTo(expected);
    assertThat(state).hasToString("\n");
  }
}
