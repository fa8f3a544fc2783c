package io.github.camelmbus.camel;

import io.github.camelmbus.MBusException;
import io.github.camelmbus.transport.LineUnavailableException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Logs what a poll could not read: the first failure of a meter at WARN, further ones at DEBUG,
 * until it answers again. Outages of the line are logged by its bus, which several consumers share,
 * so here they are at DEBUG.
 */
final class FailureLog implements ExceptionHandler {
  private static final String WHOLE_POLL = "";

  private final Set<String> failing = ConcurrentHashMap.newKeySet();
  private final Logger log;
  private final ExceptionHandler others;

  /**
   * @param others gets what is no fault of line or meter.
   */
  FailureLog(Logger log, ExceptionHandler others) {
    this.log = log;
    this.others = others;
  }

  /** A meter was read. */
  void recovered(String meter) {
    boolean pollFailed = failing.remove(WHOLE_POLL);
    if (failing.remove(meter) || pollFailed) {
      log.info("Meter {} can be read again", meter);
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
    } else if (!(exception instanceof LineUnavailableException) && failing.add(meter(exchange))) {
      log.warn("{}: {}", message, exception.getMessage());
    } else {
      log.debug("{}", message, exception);
    }
  }

  private static String meter(@Nullable Exchange exchange) {
    return exchange == null
        ? WHOLE_POLL
        : exchange.getMessage().getHeader(MBusConstants.ADDRESS, WHOLE_POLL, String.class);
  }
}
