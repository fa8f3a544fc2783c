package io.github.camelmbus.example.sink;

import io.github.camelmbus.camel.MBusConstants;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Handler;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs failures of routes. While the reason stays the same it is logged once an hour, because with
 * a full disk each reading of each meter fails.
 */
@Singleton
@Named("routeFailures")
@RegisterForReflection
public class RouteFailures {
  private static final Logger LOG = LoggerFactory.getLogger(RouteFailures.class);
  private static final Duration AGAIN = Duration.ofHours(1);

  /**
   * How many reasons are remembered. There are many reasons that name a reading, and each is
   * logged.
   */
  private static final int REASONS = 100;

  private final Clock clock;
  private final Map<String, Repeated> logged =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Repeated> eldest) {
          return size() > REASONS;
        }
      };

  /** When a reason was logged last, and how often it has occurred since. */
  private record Repeated(Instant at, int unlogged) {}

  RouteFailures(Clock clock) {
    this.clock = clock;
  }

  /** Logs the failure that the error handler of a route has caught. */
  @Handler
  public void log(Exchange exchange) {
    String line = line(exchange);
    if (line != null) {
      LOG.error(line);
    }
  }

  /**
   * @return what is to be logged; null if it was already.
   */
  @Nullable String line(Exchange exchange) {
    Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    String reason =
        "route %s failed: %s".formatted(ExchangeHelper.getRouteId(exchange), words(failure));
    // A reading that a sink of the network has refused is not sent again, so each is logged.
    int before = exchange.getFromEndpoint() instanceof ArchiveEndpoint ? 0 : unlogged(reason);
    if (before < 0) {
      return null;
    }
    String meter = exchange.getMessage().getHeader(MBusConstants.METER_ID, String.class);
    String others = before == 0 ? "" : "; so did " + before + " readings since it was logged last";
    return meter + ": " + reason + others;
  }

  private static String words(Exception failure) {
    Throwable cause = failure.getCause();
    return failure.getMessage() + (cause == null ? "" : " (" + cause + ")");
  }

  /**
   * @return how often a reason has occurred since it was logged; -1 if it need not be logged now.
   */
  private synchronized int unlogged(String reason) {
    Instant now = clock.instant();
    Repeated before = logged.get(reason);
    if (before != null && now.isBefore(before.at.plus(AGAIN))) {
      logged.put(reason, new Repeated(before.at, before.unlogged + 1));
      return -1;
    }
    logged.put(reason, new Repeated(now, 0));
    return before == null ? 0 : before.unlogged;
  }
}
