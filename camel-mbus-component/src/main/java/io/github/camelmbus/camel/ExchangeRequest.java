package io.github.camelmbus.camel;

import io.github.camelmbus.application.Keys;
import io.github.camelmbus.camel.operation.MeterReader;
import io.github.camelmbus.camel.operation.Request;
import io.github.camelmbus.camel.operation.SearchEventListener;
import io.github.camelmbus.inventory.KnownMeters;
import io.github.camelmbus.master.Bus;
import io.github.camelmbus.master.MeterAddress;
import io.github.camelmbus.search.SearchMethod;
import io.github.camelmbus.search.SearchPlan;
import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineClock;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The request of an exchange to a producer.
 *
 * @param line supplies the line of the producer, for operations that use it; throws {@link
 *     IllegalStateException} if the producer is not started.
 * @param unwanted whether the result is no longer wanted; called on any thread.
 */
record ExchangeRequest(
    MBusOperation name,
    Exchange exchange,
    MBusEndpoint endpoint,
    Supplier<EndpointLine> line,
    Executor executor,
    BooleanSupplier unwanted)
    implements Request {

  @Override
  public String operation() {
    return name.toString();
  }

  @Override
  public @Nullable String user() {
    return exchange.getMessage().getHeader(MBusConstants.USER, String.class);
  }

  @Override
  public LineAddress lineAddress() {
    return endpoint.lineAddress();
  }

  @Override
  public Bus bus() {
    return line.get().bus();
  }

  @Override
  public MeterReader reader() {
    return endpoint.reader(line.get());
  }

  @Override
  public KnownMeters knownMeters() {
    return endpoint.knownMeters();
  }

  @Override
  public Keys keys(MeterAddress meter) {
    return knownMeters().keys(meter, options().keys());
  }

  @Override
  public List<MeterAddress> meters() {
    List<MeterAddress> named = namedMeters();
    List<MeterAddress> meters = named.isEmpty() ? endpoint.meters() : named;
    if (meters.isEmpty()) {
      throw new IllegalArgumentException(
          "%s: no meter is named, neither by primary, secondary or inventory nor by the header %s"
              .formatted(endpoint.sanitizedUri(), ADDRESS));
    }
    return meters;
  }

  @Override
  public List<MeterAddress> namedMeters() {
    Object dynamic = exchange.getProperty(MBusSendDynamicAware.ADDRESSES);
    if (dynamic != null) {
      return MeterAddresses.of(dynamic);
    }
    List<MeterAddress> ofEndpoint = options().meters();
    Object header = exchange.getMessage().getHeader(ADDRESS);
    return header != null && ofEndpoint.isEmpty() ? MeterAddresses.of(header) : ofEndpoint;
  }

  @Override
  public @Nullable Object value() {
    Object header = exchange.getMessage().getHeader(VALUE);
    Object value = header == null ? options().getValue() : header;
    return value == null ? exchange.getMessage().getBody() : value;
  }

  @Override
  public boolean isBroadcast() {
    return options().isBroadcast();
  }

  @Override
  public boolean isDryRun() {
    Object header = exchange.getMessage().getHeader(MBusConstants.DRY_RUN);
    String word = header == null ? "false" : header.toString().strip().toLowerCase(Locale.ROOT);
    if (!word.equals("true") && !word.equals("false")) {
      throw new IllegalArgumentException(
          "the header %s is true or false, not '%s'; nothing was written"
              .formatted(MBusConstants.DRY_RUN, header));
    }
    return options().isDryRun() || word.equals("true");
  }

  @Override
  public Duration patience(int meters) {
    return options().getCommandTimeout().multipliedBy(meters);
  }

  @Override
  public SearchPlan searchPlan(SearchMethod method) {
    return options().searchPlan(method, knownMeters().current());
  }

  @Override
  public SearchEventListener events() {
    return line.get().events();
  }

  @Override
  public boolean isUnwanted() {
    return unwanted.getAsBoolean();
  }

  @Override
  public LineClock clock() {
    return endpoint.getComponent().clock();
  }

  @Override
  public Clock wallClock() {
    return endpoint.getComponent().wallClock();
  }

  private MBusConfiguration options() {
    return endpoint.getConfiguration();
  }
}
