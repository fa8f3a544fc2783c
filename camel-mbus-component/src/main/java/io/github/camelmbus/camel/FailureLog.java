package io.github.camelmbus.camel;

import io.github.camelmbus.MBusException;
import io.github.camelmbus.transport.LineUnavailableException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.support.LoggingExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what a poll could not read: the first failure of a meter at WARN, further ones at DEBUG,
 * until it answers again. Outages of the line are logged by its bus, which several consumers share,
 * so here they are at DEBUG.
 */
final class FailureLog implements ExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(MBusConsumer.class);
  private static final String WHOLE_POLL = "";

  private final Set<String> failing = ConcurrentHashMap.newKeySet();
  private final ExceptionHandler others;

  FailureLog(CamelContext context) {
    this.others = new LoggingExceptionHandler(context, MBusConsumer.class);
  }

  /** A meter was read. */
  void recovered(String meter) {
    if (failing.remove(meter)) {
      LOG.info("Meter {} can be read again", meter);
    }
    failing.remove(WHOLE_POLL);
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
      LOG.warn("{}: {}", message, exception.getMessage());
    } else {
      LOG.debug("{}", message, exception);
    }
  }

  private static String meter(@Nullable Exchange exchange) {
    return exchange == null
        ? WHOLE_POLL
        : exchange.getMessage().getHeader(MBusConstants.ADDRESS, WHOLE_POLL, String.class);
  }
}
