package io.github.camelmbus.camel;

import io.github.camelmbus.reading.MeterReading;
import io.github.camelmbus.transport.LineAddress;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;

/** Observes the lines of a component, for metrics. */
public interface LineObserver {

  /**
   * Begins to observe a line, before it is used.
   *
   * @param up whether it is not known to be unavailable.
   */
  Observation observe(CamelContext context, LineAddress line, BooleanSupplier up);

  /** Observes one line. Used by any thread. */
  interface Observation {
    /** Ignores all events. */
    Observation NONE =
        new Observation() {
          @Override
          public void read(String meter, Duration responseTime, int retries) {}

          @Override
          public void failed(String meter, String code, int retries) {}

          @Override
          public void show(String meter, MeterReading reading, Predicate<String> keys) {}

          @Override
          public void forgotten(String meter) {}

          @Override
          public void end() {}
        };

    /**
     * A meter was read.
     *
     * @param meter the address that was asked, or the serial number of a meter without an address.
     * @param responseTime from the end of the request to the first octet of the first answer.
     * @param retries requests that had to be repeated.
     */
    void read(String meter, Duration responseTime, int retries);

    /**
     * A transaction with a meter failed.
     *
     * @param code the kind of failure, as in readings.
     * @param retries requests that had to be repeated.
     */
    void failed(String meter, String code, int retries);

    /**
     * A meter was read, and values of it are to be shown.
     *
     * @param keys matches the keys of the records to show.
     */
    void show(String meter, MeterReading reading, Predicate<String> keys);

    /** A meter was not asked for days, and its statistics were dropped. */
    void forgotten(String meter);

    /** The line is no longer used. */
    void end();
  }
}
