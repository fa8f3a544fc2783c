package io.github.camelmbus.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.master.Bus;
import io.github.camelmbus.search.SearchPicture.Cost;
import io.github.camelmbus.simulator.House;
import io.github.camelmbus.simulator.SimulatedBus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * The picture of the page for technicians shows what a search of the simulated house does now.
 * {@code -Dmbus.docs=update} redraws it.
 */
class SearchPictureTest {
  private static final Path PICTURE = Path.of("../docs/how-to/find-every-meter.svg");
  private static final int METERS = 11;
  private static final LocalDateTime SOME_DAY = LocalDateTime.of(2026, 1, 15, 7, 30);

  @Test
  void pictureShowsASearchOfTheSimulatedHouse() throws IOException {
    ProbeTree tree = new ProbeTree();
    Search ours = search(probe -> secondarySearch(tree.recording(probe)));
    Search firstDigitFirst = search(SearchPictureTest::firstDigitFirst);

    assertThat(ours.found()).isEqualTo(firstDigitFirst.found()).isEqualTo(METERS);
    String picture = new SearchPicture(tree).draw(METERS, ours.cost(), firstDigitFirst.cost());
    if ("update".equals(System.getProperty("mbus.docs"))) {
      Files.writeString(PICTURE, picture);
    } else {
      assertThat(Files.readString(PICTURE))
          .as("%s is stale: run this test with -Dmbus.docs=update", PICTURE)
          .isEqualTo(picture);
    }
  }

  private record Search(int found, int probes, long seconds) {
    Cost cost() {
      return new Cost(probes, seconds);
    }

    Search taking(Duration time) {
      return new Search(found, probes, Math.round(time.toMillis() / 1000.0));
    }
  }

  private static Search search(Function<Probe, Search> search) {
    SimulatedBus simulated = House.named("house").bus(SOME_DAY);
    Search done;
    try (Bus bus = VirtualLine.bus(simulated)) {
      done = search.apply(new BusProbe(bus));
    }
    return done.taking(simulated.statistics().elapsed());
  }

  private static Search secondarySearch(Probe probe) {
    SearchResult result =
        new SecondarySearch(probe, SearchOptions.DEFAULT, SearchListener.NONE, () -> false).run();
    return new Search(result.found().size(), result.probes(), 0);
  }

  private static Search firstDigitFirst(Probe probe) {
    FixedOrderSearch search = FixedOrderSearch.firstDigitFirst(probe).run();
    return new Search(search.found(), search.probes(), 0);
  }
}
