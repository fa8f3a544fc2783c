package io.github.camelmbus.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.inventory.Inventory;
import io.github.camelmbus.link.MeterUnderHead;
import io.github.camelmbus.link.WakeUp;
import io.github.camelmbus.master.Bus;
import io.github.camelmbus.master.BusSettings;
import io.github.camelmbus.master.VirtualBus;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Searches of a line that ends at an optical head. */
class OpticalHeadSearchTest {
  private final MeterUnderHead meter = new MeterUnderHead();

  private LineSearchResult search(SearchMethod method) {
    SearchPlan plan = SearchPlan.of(2400, method, SearchOptions.DEFAULT, Inventory.EMPTY);
    LineSearch.Line line =
        (rate, search) -> {
          BusSettings settings = BusSettings.DEFAULT.withWakeUp(WakeUp.OPTICAL);
          try (Bus bus =
              new Bus(
                  VirtualBus.LINE,
                  settings,
                  VirtualBus.provider(() -> meter),
                  Thread::new,
                  Clock.systemUTC())) {
            search.accept(bus);
          }
        };
    return new LineSearch(line, plan, new Events(), () -> false, () -> 0).run();
  }

  @ParameterizedTest
  @EnumSource
  void searchFindsTheOneMeter(SearchMethod method) {
    LineSearchResult result = search(method);
    assertThat(result.found()).hasSize(1);
    assertThat(result.complete()).isTrue();
  }

  @Test
  void secondarySearchWakesTheMeterOnce() {
    search(SearchMethod.SECONDARY);
    assertThat(meter.wakeUps()).isEqualTo(1);
  }

  /** 250 silent addresses take about a minute. */
  @Test
  void primaryScanWakesTheMeterOnceInFiveSeconds() {
    search(SearchMethod.PRIMARY);
    assertThat(meter.wakeUps()).isBetween(2, 20);
  }

  @ParameterizedTest
  @EnumSource
  void searchUnderAHeadThatOnlyEchoesFindsNothing(SearchMethod method) {
    meter.withEcho().besideTheEye();
    LineSearchResult result = search(method);
    assertThat(result.found()).isEmpty();
    assertThat(meter.wakeUps()).isLessThan(30);
  }

  private static final class Events implements LineSearch.Listener {
    @Override
    public void found(LineMeter meter) {}

    @Override
    public void finding(Finding finding) {}

    @Override
    public void progress(Progress now) {}
  }
}
