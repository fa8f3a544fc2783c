package io.github.camelmbus.camel.operation;

import io.github.camelmbus.line.DeadlineException;
import io.github.camelmbus.master.BusException;
import io.github.camelmbus.reading.ReadingJson;
import io.github.camelmbus.transport.LineUnavailableException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs a line of JSON for each attempted write, also one that failed: who, what, when, and the
 * telegrams that were sent. At INFO, by the logger {@code mbus.audit}.
 */
final class AuditLog {
  static final String LOGGER = "mbus.audit";

  private static final Logger LOG = LoggerFactory.getLogger(LOGGER);
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final String DONE = "done";
  private static final String DEADLINE = "deadline";
  private static final String LINE = "line";
  private static final String ERROR = "error";

  private final Request request;
  private final @Nullable String target;
  private final @Nullable String value;
  private final List<String> telegrams = new CopyOnWriteArrayList<>();

  /**
   * @param target the meter as it was asked for; null if unknown.
   * @param value the value to write; null for operations without one.
   */
  AuditLog(Request request, @Nullable String target, @Nullable String value) {
    this.request = request;
    this.target = target;
    this.value = value;
  }

  /** Adds a telegram. Called on any thread. */
  void sent(byte[] telegram) {
    telegrams.add(HEX.formatHex(telegram));
  }

  /**
   * Writes the line.
   *
   * @param result null if it failed.
   * @param failure null if it succeeded.
   */
  void close(@Nullable WriteResult result, @Nullable Throwable failure) {
    if (LOG.isInfoEnabled()) {
      LOG.info("{}", text(result, unwrapped(failure)));
    }
  }

  private static @Nullable Throwable unwrapped(@Nullable Throwable failure) {
    if (failure instanceof CompletionException wrapper && wrapper.getCause() != null) {
      return wrapper.getCause();
    }
    return failure;
  }

  private String text(@Nullable WriteResult result, @Nullable Throwable failure) {
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("at", ReadingJson.instant(request.wallClock().instant()));
    line.put("by", who());
    line.put("operation", request.operation());
    line.put("line", request.lineAddress().text());
    line.put("target", target);
    line.put("value", value);
    line.put("outcome", outcome(failure));
    line.put("telegrams", List.copyOf(telegrams));
    if (result != null) {
      line.put("meter", result.meter());
      line.put("before", result.before());
      line.put("after", result.after());
      line.put("verified", result.verified());
      line.put("warnings", result.warnings());
    }
    line.put("message", failure == null ? null : failure.getMessage());
    return WriteJson.text(line);
  }

  private Map<String, @Nullable Object> who() {
    Exchange exchange = request.exchange();
    Map<String, @Nullable Object> who = new LinkedHashMap<>();
    who.put("user", request.user());
    who.put("route", exchange.getFromRouteId());
    who.put("exchange", exchange.getExchangeId());
    return who;
  }

  private static String outcome(@Nullable Throwable failure) {
    if (failure == null) {
      return DONE;
    } else if (failure instanceof BusException cause) {
      return cause.code();
    }
    if (failure instanceof DeadlineException) {
      return DEADLINE;
    }
    return failure instanceof LineUnavailableException ? LINE : ERROR;
  }
}
