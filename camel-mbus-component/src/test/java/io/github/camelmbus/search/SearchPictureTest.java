package io.github.camelmbus.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.master.Bus;
import io.github.camelmbus.search.SearchPicture.Cost;
import io.github.camelmbus.simulator.House;
import io.github.camelmbus.simulator.SimulatedBus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.function.ToIntFunction;
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
    Search firstDigitFirst = search(probe -> FixedOrderSearch.firstDigitFirst(probe).run().found());

    assertThat(ours.found()).isEqualTo(firstDigitFirst.found()).isEqualTo(METERS);
    String picture =
        new SearchPicture(tree).draw(ours.found(), ours.cost(), firstDigitFirst.cost());
    if ("update".equals(System.getProperty("mbus.docs"))) {
      Files.writeString(PICTURE, picture);
    } else {
      assertThat(Files.readString(PICTURE))
          .as("%s is stale: run this test with -Dmbus.docs=update", PICTURE)
          .isEqualTo(picture);
    }
  }

  private record Search(int found, Cost cost) {}

  /**
   * @param search returns how many meters it found.
   */
  private static Search search(ToIntFunction<Probe> search) {
    SimulatedBus simulated = House.named("house").bus(SOME_DAY);
    int found;
    try (Bus bus = VirtualLine.bus(simulated)) {
      found = search.applyAsInt(new BusProbe(bus));
    }
    long seconds = Math.round(simulated.statistics().elapsed().toMillis() / 1000.0);
    return new Search(found, new Cost(simulated.statistics().selects(), seconds));
  }

  private static int secondarySearch(Probe probe) {
    return new SecondarySearch(probe, SearchOptions.DEFAULT, SearchListener.NONE, () -> false)
        .run()
        .found()
        .size();
  }
}
