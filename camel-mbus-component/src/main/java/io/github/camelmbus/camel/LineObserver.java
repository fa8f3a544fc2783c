package io.github.camelmbus.camel;

import io.github.camelmbus.reading.MeterReading;
import io.github.camelmbus.transport.LineAddress;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;

/** Watches each line of a component from its beginning to its end. */
public interface LineObserver {

  /**
   * A line is about to be used.
   *
   * @param up whether it is not known to be away.
   */
  Observation observe(CamelContext context, LineAddress line, BooleanSupplier up);

  /** What watches one line. Used by any thread. */
  interface Observation {
    /** Watches nothing. */
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
     * @param meter as it was asked, or its serial number where it has no address.
     * @param responseTime from the end of the request to the first octet of the first answer.
     * @param retries requests that had to be repeated.
     */
    void read(String meter, Duration responseTime, int retries);

    /**
     * A transaction with a meter failed.
     *
     * @param code what failed, as in readings.
     * @param retries requests that had to be repeated.
     */
    void failed(String meter, String code, int retries);

    /**
     * A meter was read whose values are to be shown.
     *
     * @param keys those of the records to show.
     */
    void show(String meter, MeterReading reading, Predicate<String> keys);

    /** A meter was not asked for days, and its statistics were dropped. */
    void forgotten(String meter);

    /** The line is used no more. */
    void end();
  }
}
