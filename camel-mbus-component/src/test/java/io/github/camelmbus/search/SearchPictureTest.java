package io.github.camelmbus.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.master.Bus;
import io.github.camelmbus.simulator.House;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
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
    SearchResult result = search(tree);
    List<SecondaryAddress> meters = result.found().stream().map(FoundMeter::address).toList();
    FixedOrderSearch other = FixedOrderSearch.firstDigitFirst(new ModelProbe(meters)).run();

    assertThat(meters).hasSize(METERS);
    String picture = new SearchPicture(tree).draw(METERS, result.probes(), other.probes());
    if ("update".equals(System.getProperty("mbus.docs"))) {
      Files.writeString(PICTURE, picture);
    } else {
      assertThat(Files.readString(PICTURE))
          .as("%s is stale: run this test with -Dmbus.docs=update", PICTURE)
          .isEqualTo(picture);
    }
  }

  private static SearchResult search(ProbeTree tree) {
    try (Bus bus = VirtualLine.bus(House.named("house").bus(SOME_DAY))) {
      Probe probe = tree.recording(new BusProbe(bus));
      return new SecondarySearch(probe, SearchOptions.DEFAULT, SearchListener.NONE, () -> false)
          .run();
    }
  }
}
