package io.github.camelmbus.camel;

import io.github.camelmbus.MBusException;
import io.github.camelmbus.transport.LineClock;
import io.github.camelmbus.transport.LineUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Logs failures of polls: the first failure of a meter at WARN, again once a day while it lasts,
 * all others at DEBUG, and at INFO that the meter can be read again. Outages of the line are logged
 * at DEBUG, as the bus logs them once for all consumers.
 */
final class FailureLog implements ExceptionHandler {
  private static final String WHOLE_POLL = "";

  private static final Duration AGAIN = Duration.ofDays(1);

  /** Maximum number of meters named in a log line. */
  private static final int NAMED = 20;

  private final Map<String, Failing> failing = new ConcurrentHashMap<>();
  private final Logger log;
  private final LineClock clock;
  private final ExceptionHandler others;
  private volatile List<String> meters = List.of();

  /** When a meter has failed first, and when that was logged last, in nanoseconds of the clock. */
  private record Failing(long since, long logged) {}

  /**
   * @param others handles failures whose cause is neither line nor meter.
   */
  FailureLog(Logger log, LineClock clock, ExceptionHandler others) {
    this.log = log;
    this.clock = clock;
    this.others = others;
  }

  /**
   * A poll is about to fail as a whole.
   *
   * @param titles the meters that it could not read.
   */
  void pollFails(List<String> titles) {
    meters = titles;
  }

  /**
   * A meter was read.
   *
   * @param meter the address that is asked.
   * @param title its name and address, for the log.
   */
  void recovered(String meter, String title) {
    Failing poll = failing.remove(WHOLE_POLL);
    Failing alone = failing.remove(meter);
    Failing failed = alone == null ? poll : alone;
    if (failed != null) {
      log.info("Meter {} can be read again, after {}", title, since(failed));
    }
  }

  @Override
  public void handleException(Throwable exception) {
    handleException(null, null, exception);
  }

  @Override
  public void handleException(@Nullable String message, Throwable exception) {
    handleException(message, null, exception);
  }

  @Override
  public void handleException(
      @Nullable String message, @Nullable Exchange exchange, Throwable exception) {
    if (!(exception instanceof MBusException)) {
      others.handleException(message, exchange, exception);
    } else if (exception instanceof LineUnavailableException || !isDue(meter(exchange))) {
      log.debug("{}", message, exception);
    } else {
      Failing failed = failing.get(meter(exchange));
      String lasting =
          failed == null || failed.since == failed.logged ? "" : ", for " + since(failed) + " now";
      log.warn("{}{}{}: {}", message, lasting, affected(exchange), exception.getMessage());
    }
  }

  /** Whether a failure is the first one of a meter, or was not logged for a day. */
  private boolean isDue(String meter) {
    long now = clock.nanos();
    Failing before = failing.get(meter);
    if (before != null && now - before.logged < AGAIN.toNanos()) {
      return false;
    }
    failing.put(meter, new Failing(before == null ? now : before.since, now));
    return true;
  }

  /** The meters that a failed poll could not read; its exception is that of the first one. */
  private String affected(@Nullable Exchange exchange) {
    List<String> all = meters;
    if (exchange != null || all.size() < 2) {
      return "";
    }
    String named = String.join(", ", all.subList(0, Math.min(all.size(), NAMED)));
    String more = all.size() > NAMED ? " and " + (all.size() - NAMED) + " more" : "";
    return " (" + named + more + ")";
  }

  private String since(Failing failed) {
    Duration time = Duration.ofNanos(clock.nanos() - failed.since);
    if (time.toDays() > 1) {
      return time.toDays() + " days";
    } else if (time.toHours() > 1) {
      return time.toHours() + " hours";
    }
    return time.toMinutes() > 1 ? time.toMinutes() + " minutes" : time.toSeconds() + " s";
  }

  private static String meter(@Nullable Exchange exchange) {
    String address =
        exchange == null
            ? null
            : exchange.getMessage().getHeader(MBusConstants.ADDRESS, String.class);
    return address == null ? WHOLE_POLL : address;
  }
}
