package io.github.camelmbus.camel;

import io.github.camelmbus.line.Priority;
import io.github.camelmbus.master.Bus;
import io.github.camelmbus.master.MeterAddress;
import io.github.camelmbus.master.MeterSettings;
import io.github.camelmbus.master.Transaction;
import io.github.camelmbus.transport.LineAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** How a producer does one {@link MBusOperation}. Stateless. */
interface Command {

  /**
   * Starts it.
   *
   * @return completes with the message body of the result, or with what went wrong.
   * @throws IllegalArgumentException if the exchange asks for something impossible.
   */
  CompletableFuture<?> start(Request request);

  /**
   * What a command works on.
   *
   * @param operation which one it is.
   * @param exchange asks for it.
   * @param endpoint where; has the options.
   * @param line the line, and the bus on it; for operations that use one.
   * @param executor for everything but the talk on the bus.
   * @param progress where to tell how a search goes.
   * @param unwanted whether nobody waits for the result any more; asked on any thread.
   */
  record Request(
      MBusOperation operation,
      Exchange exchange,
      MBusEndpoint endpoint,
      Supplier<Bus> line,
      Executor executor,
      Supplier<SearchEvents> progress,
      BooleanSupplier unwanted) {

    Bus bus() {
      return line.get();
    }

    SearchEvents events() {
      return progress.get();
    }

    LineAddress lineAddress() {
      return endpoint.lineAddress();
    }

    /** The clock for dates. */
    Clock wallClock() {
      return endpoint.getComponent().wallClock();
    }

    /**
     * Queues a transaction that somebody waits for.
     *
     * @param meter whom it is for, with the settings that the inventory has; null for nobody in
     *     particular.
     * @param meters how many are queued together: each may wait for those before it.
     */
    <T> CompletableFuture<T> submit(
        Transaction<T> transaction, @Nullable MeterAddress meter, int meters) {
      MeterSettings settings =
          meter == null ? MeterSettings.OF_LINE : endpoint.knownMeters().settings(meter);
      return bus().submit(transaction, Priority.COMMAND, settings, patience(meters));
    }

    /**
     * Whether nothing is to be written.
     *
     * @throws IllegalArgumentException if the header does not say so clearly: it must not be taken
     *     for a no.
     */
    boolean isDryRun() {
      Object header = exchange.getMessage().getHeader(MBusConstants.DRY_RUN);
      String word = header == null ? "false" : header.toString().strip().toLowerCase(Locale.ROOT);
      if (!word.equals("true") && !word.equals("false")) {
        throw new IllegalArgumentException(
            "the header %s is true or false, not '%s'; nothing was written"
                .formatted(MBusConstants.DRY_RUN, header));
      }
      return endpoint.getConfiguration().isDryRun() || word.equals("true");
    }

    /** How long a command may take, the wait for the line included, if it is one of so many. */
    Duration patience(int meters) {
      return endpoint.getConfiguration().getCommandTimeout().multipliedBy(meters);
    }

    /**
     * The meters that the URI of a {@code toD} names, or else the endpoint, or else the header
     * {@link MBusConstants#ADDRESS}, or else the inventory.
     *
     * @throws IllegalArgumentException if none of them does.
     */
    List<MeterAddress> meters() {
      List<MeterAddress> named = namedMeters();
      List<MeterAddress> meters = named.isEmpty() ? endpoint.meters() : named;
      if (meters.isEmpty()) {
        throw new IllegalArgumentException(
            "%s: no meter is named, neither by primary, secondary or inventory nor by the header %s"
                .formatted(endpoint.sanitizedUri(), MBusConstants.ADDRESS));
      }
      return meters;
    }

    /** As {@link #meters()}, but without the inventory: empty if nothing else names any. */
    List<MeterAddress> namedMeters() {
      Object dynamic = exchange.getProperty(MBusSendDynamicAware.ADDRESSES);
      if (dynamic != null) {
        return MeterAddresses.of(dynamic);
      }
      List<MeterAddress> ofEndpoint = endpoint.getConfiguration().meters();
      Object header = exchange.getMessage().getHeader(MBusConstants.ADDRESS);
      return header != null && ofEndpoint.isEmpty() ? MeterAddresses.of(header) : ofEndpoint;
    }
  }
}
