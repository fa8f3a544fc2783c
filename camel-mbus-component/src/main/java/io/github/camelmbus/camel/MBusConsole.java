package io.github.camelmbus.camel;

import io.github.camelmbus.master.BusStatus;
import io.github.camelmbus.master.MeterStatistics;
import io.github.camelmbus.reading.ReadingJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Shows the lines in use, and the counts of readings and failures of each meter on them. */
@DevConsole(
    name = MBusConstants.SCHEME,
    displayName = MBusConsole.TITLE,
    description = MBusConsole.DESCRIPTION)
public class MBusConsole extends AbstractDevConsole {
  static final String TITLE = "M-Bus";
  static final String DESCRIPTION = "Lines of the M-Bus component, and the meters on them";

  public MBusConsole() {
    super("camel", MBusConstants.SCHEME, TITLE, DESCRIPTION);
  }

  private List<BusStatus> lines() {
    return LinesOfContext.of(getCamelContext()).shared(SharedBus.class).stream()
        .map(shared -> shared.bus().status())
        .toList();
  }

  @Override
  protected String doCallText(Map<String, Object> options) {
    StringBuilder text = new StringBuilder();
    for (BusStatus line : lines()) {
      text.append(
          "Line %s: %s%s%n    last good reading: %s, latency: %d ms, echo: %s%n"
              .formatted(
                  line.line().text(),
                  line.state(),
                  line.error() == null ? "" : " (" + line.error() + ")",
                  line.lastGoodReading() == null ? "none" : time(line.lastGoodReading()),
                  line.latency().toMillis(),
                  line.echo() ? "yes" : "no"));
      meters(line).forEach((meter, seen) -> text.append(text(meter, seen)));
    }
    return text.isEmpty() ? "No line is in use%n".formatted() : text.toString();
  }

  private static String text(String meter, MeterStatistics seen) {
    return "    Meter %s: %d read, %d failed, %d retries%s%s%n"
        .formatted(
            meter,
            seen.reads(),
            seen.errors(),
            seen.retries(),
            seen.meanResponseTime() == null
                ? ""
                : ", mean response time %d ms".formatted(seen.meanResponseTime().toMillis()),
            seen.lastError() == null ? "" : "; last error: " + seen.lastError());
  }

  @Override
  protected Map<String, Object> doCallJson(Map<String, Object> options) {
    JsonArray lines = new JsonArray();
    lines().forEach(line -> lines.add(json(line)));
    JsonObject root = new JsonObject();
    root.put("lines", lines);
    return root;
  }

  private static JsonObject json(BusStatus line) {
    JsonArray meters = new JsonArray();
    meters(line).forEach((meter, seen) -> meters.add(json(meter, seen)));
    JsonObject json = new JsonObject();
    json.put("line", line.line().text());
    json.put("state", line.state().name());
    put(json, "error", line.error());
    put(json, "lastGoodReading", time(line.lastGoodReading()));
    json.put("latencyMillis", line.latency().toMillis());
    json.put("echo", line.echo());
    json.put("meters", meters);
    return json;
  }

  private static JsonObject json(String meter, MeterStatistics seen) {
    JsonObject json = new JsonObject();
    json.put("address", meter);
    json.put("reads", seen.reads());
    json.put("errors", seen.errors());
    json.put("retries", seen.retries());
    put(json, "lastResponseTimeMillis", millis(seen.lastResponseTime()));
    put(json, "meanResponseTimeMillis", millis(seen.meanResponseTime()));
    put(json, "lastGoodReading", time(seen.lastGood()));
    put(json, "lastError", seen.lastError());
    return json;
  }

  private static Map<String, MeterStatistics> meters(BusStatus line) {
    return new TreeMap<>(line.meters());
  }

  static void put(JsonObject json, String name, @Nullable Object value) {
    if (value != null) {
      json.put(name, value);
    }
  }

  static @Nullable Long millis(@Nullable Duration duration) {
    return duration == null ? null : duration.toMillis();
  }

  static @Nullable String time(@Nullable Instant instant) {
    return instant == null ? null : ReadingJson.instant(instant);
  }
}
