package io.github.camelmbus.camel;

import io.github.camelmbus.inventory.Inventory;
import io.github.camelmbus.inventory.InventoryMeter;
import io.github.camelmbus.search.PrimaryScan;
import io.github.camelmbus.search.Probe;
import io.github.camelmbus.search.SearchListener;
import io.github.camelmbus.search.SearchResult;
import io.github.camelmbus.search.SecondarySearch;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** How the meters of a line are found. Blocks; ends at the next probe once it is cancelled. */
enum SearchMethod {
  /** Asks all primary addresses, 0 to 250, and those of known meters again if they are silent. */
  PRIMARY {
    @Override
    SearchResult run(Probe probe, Wanted wanted, SearchListener listener, BooleanSupplier stop) {
      return PrimaryScan.ofAll(probe, wanted.known().primaryAddresses(), listener, stop).run();
    }

    @Override
    Predicate<InventoryMeter> sought(Wanted wanted, SearchResult result) {
      return result.addressed().and(wanted::hears);
    }
  },
  /** Selects by secondary addresses, and so tells apart the meters that share a primary one. */
  SECONDARY {
    @Override
    SearchResult run(Probe probe, Wanted wanted, SearchListener listener, BooleanSupplier stop) {
      return new SecondarySearch(
              probe, wanted.options().searchOptions(wanted.known()), listener, stop)
          .run();
    }

    @Override
    Predicate<InventoryMeter> sought(Wanted wanted, SearchResult result) {
      return Inventory.selectedBy(wanted.options().scope()).and(wanted::hears);
    }
  };

  /**
   * What to look for.
   *
   * @param options of the endpoint.
   * @param known meters that were there before; those of another baud rate are left out.
   */
  record Wanted(MBusConfiguration options, Inventory known) {
    Wanted {
      known = known.at(options.getBaudRate());
    }

    private boolean hears(InventoryMeter meter) {
      return meter.isAt(options.getBaudRate());
    }
  }

  /**
   * @throws io.github.camelmbus.transport.LineUnavailableException if the line is away.
   */
  abstract SearchResult run(
      Probe probe, Wanted wanted, SearchListener listener, BooleanSupplier stop);

  /** The kind of addresses, in words. */
  String addresses() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The known meters that a complete search must have found if they are there. */
  abstract Predicate<InventoryMeter> sought(Wanted wanted, SearchResult result);
}
