package io.github.camelmbus.camel;

import io.github.camelmbus.master.Bus;
import io.github.camelmbus.master.MeterAddress;
import io.github.camelmbus.reading.MeterReading;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;

/** Watches each bus of a component from its beginning to its end. */
public interface BusObserver {

  /** A bus is about to be used. */
  Observation observe(CamelContext context, Bus bus);

  /** What watches one bus. Used by any thread. */
  interface Observation {
    /** Watches nothing. */
    Observation NONE =
        new Observation() {
          @Override
          public void read(MeterAddress meter, MeterReading reading, Predicate<String> keys) {}

          @Override
          public void end() {}
        };

    /**
     * A meter was read whose values are to be shown.
     *
     * @param meter as it was asked.
     * @param keys those of the records to show.
     */
    void read(MeterAddress meter, MeterReading reading, Predicate<String> keys);

    /** The bus is used no more. */
    void end();
  }
}
