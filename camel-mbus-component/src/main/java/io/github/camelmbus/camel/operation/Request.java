package io.github.camelmbus.camel.operation;

import io.github.camelmbus.application.Keys;
import io.github.camelmbus.inventory.KnownMeters;
import io.github.camelmbus.line.Priority;
import io.github.camelmbus.master.Bus;
import io.github.camelmbus.master.MeterAddress;
import io.github.camelmbus.master.MeterSettings;
import io.github.camelmbus.master.Transaction;
import io.github.camelmbus.search.SearchMethod;
import io.github.camelmbus.search.SearchPlan;
import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineClock;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** A request of an exchange for an {@link Operation}, with everything that the operation uses. */
public interface Request {
  /** The header that names meters. */
  String ADDRESS = "CamelMBusAddress";

  /** The header with the value to write. */
  String VALUE = "CamelMBusValue";

  /** The name of the operation in options and headers. */
  String operation();

  /** The exchange with the request. */
  Exchange exchange();

  /** Who asks, for the audit; null if unknown. */
  @Nullable String user();

  LineAddress lineAddress();

  /**
   * The bus of the line.
   *
   * @throws IllegalStateException if the producer is not started.
   */
  Bus bus();

  /** Reads meters with the settings that the inventory has now. */
  MeterReader reader();

  /** The meters of the inventory. */
  KnownMeters knownMeters();

  /** The keys of a meter. */
  Keys keys(MeterAddress meter);

  /**
   * The meters named by the URI of a {@code toD}, or else by the endpoint, or else by the header
   * {@link #ADDRESS}, or else by the inventory.
   *
   * @throws IllegalArgumentException if none of them names a meter.
   */
  List<MeterAddress> meters();

  /** As {@link #meters()} without the inventory; empty if nothing else names a meter. */
  List<MeterAddress> namedMeters();

  /** The value to write: the header {@link #VALUE}, or else the option, or else the body. */
  @Nullable Object value();

  /** Whether the write is for all meters of the line. */
  boolean isBroadcast();

  /**
   * Whether a write is only to be prepared and not sent.
   *
   * @throws IllegalArgumentException if the header is neither true nor false.
   */
  boolean isDryRun();

  /**
   * How long an operation may take, including the wait for the line.
   *
   * @param meters how many meters the request asks.
   */
  Duration patience(int meters);

  /** The plan of a search. */
  SearchPlan searchPlan(SearchMethod method);

  /** Receives the events of a search. */
  SearchEventListener events();

  /** Whether the result is no longer wanted; called on any thread. */
  boolean isUnwanted();

  /** Runs everything except the requests on the bus. */
  Executor executor();

  /** Measures durations. */
  LineClock clock();

  /** The clock for dates and times. */
  Clock wallClock();

  /**
   * Queues a transaction with the priority of commands.
   *
   * @param meter the meter of the transaction, with the settings that the inventory has; null for
   *     none or all.
   * @param meters how many are queued together: each may wait for those before it.
   */
  default <T> CompletableFuture<T> submit(
      Transaction<T> transaction, @Nullable MeterAddress meter, int meters) {
    MeterSettings settings = meter == null ? MeterSettings.OF_LINE : knownMeters().settings(meter);
    return bus().submit(transaction, Priority.COMMAND, settings, patience(meters));
  }
}
