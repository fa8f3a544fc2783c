package io.github.camelmbus.camel;

import io.github.camelmbus.kmp.head.HeadStatus;
import io.github.camelmbus.reading.ReadingJson;
import java.util.List;
import java.util.Map;
import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;

/** Shows the heads in use, and the counts of readings and failures. */
@DevConsole(
    name = KmpConstants.SCHEME,
    displayName = KmpConsole.TITLE,
    description = KmpConsole.DESCRIPTION)
public class KmpConsole extends AbstractDevConsole {
  static final String TITLE = "KMP";
  static final String DESCRIPTION = "Optical heads of the KMP component, and the meters under them";

  public KmpConsole() {
    super("camel", KmpConstants.SCHEME, TITLE, DESCRIPTION);
  }

  private List<HeadStatus> heads() {
    return LinesOfContext.of(getCamelContext()).shared(SharedHead.class).stream()
        .map(shared -> shared.head().status())
        .toList();
  }

  @Override
  protected String doCallText(Map<String, Object> options) {
    StringBuilder text = new StringBuilder();
    for (HeadStatus head : heads()) {
      text.append(
          "Line %s: %s%s%n    Meter %s: %d read, %d failed, %d retries, last good reading: %s%s%n"
              .formatted(
                  head.line().line().text(),
                  head.line().state(),
                  head.line().error() == null ? "" : " (" + head.line().error() + ")",
                  head.meter() == null ? "unknown" : head.meter(),
                  head.reads(),
                  head.errors(),
                  head.retries(),
                  head.lastGood() == null ? "none" : ReadingJson.instant(head.lastGood()),
                  head.lastError() == null ? "" : "; last error: " + head.lastError()));
    }
    return text.isEmpty() ? "No line is in use%n".formatted() : text.toString();
  }

  @Override
  protected Map<String, Object> doCallJson(Map<String, Object> options) {
    JsonArray lines = new JsonArray();
    heads().forEach(head -> lines.add(json(head)));
    JsonObject root = new JsonObject();
    root.put("lines", lines);
    return root;
  }

  private static JsonObject json(HeadStatus head) {
    JsonObject json = new JsonObject();
    json.put("line", head.line().line().text());
    json.put("state", head.line().state().name());
    MBusConsole.put(json, "error", head.line().error());
    MBusConsole.put(json, "meter", head.meter());
    json.put("reads", head.reads());
    json.put("errors", head.errors());
    json.put("retries", head.retries());
    MBusConsole.put(json, "lastResponseTimeMillis", MBusConsole.millis(head.lastResponseTime()));
    MBusConsole.put(json, "lastGoodReading", MBusConsole.time(head.lastGood()));
    MBusConsole.put(json, "lastError", head.lastError());
    return json;
  }
}
