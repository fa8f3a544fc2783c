package io.github.camelmbus.camel.operation;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.camelmbus.reading.ReadingJson;
import io.github.camelmbus.search.Finding;
import io.github.camelmbus.search.Progress;
import java.io.IOException;
import java.util.List;

/**
 * The JSON of searches, which other programs rely on as on that of readings. Null members are left
 * out.
 */
final class SearchJson {
  private SearchJson() {}

  /** {@code {"event":"found","secondaryAddress":"1234567824232804",...}}. */
  static void write(SearchEvent event, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("event", event.event());
    if (event instanceof SearchEvent.Found found) {
      writeMembers(found.meter(), json);
      ReadingJson.number("baudRate", found.baudRate(), json);
      ReadingJson.text("name", found.name(), json);
    } else if (event instanceof SearchEvent.Finding finding) {
      writeMembers(finding.finding(), json);
    } else if (event instanceof SearchEvent.Progress progress) {
      writeMembers(progress.progress(), json);
    } else if (event instanceof SearchEvent.Summary summary) {
      json.writeNumberField("found", summary.found());
      json.writeNumberField("probes", summary.probes());
      json.writeNumberField("seconds", summary.seconds());
      json.writeBooleanField("complete", summary.complete());
    } else if (event instanceof SearchEvent.NewMeter added) {
      json.writeStringField("address", added.address());
      ReadingJson.text("insteadOf", added.insteadOf(), json);
    } else if (event instanceof SearchEvent.MissingMeter missing) {
      json.writeStringField("address", missing.address());
      ReadingJson.text("name", missing.name(), json);
    } else if (event instanceof SearchEvent.MeterBack back) {
      json.writeStringField("address", back.address());
      ReadingJson.text("name", back.name(), json);
    } else {
      throw new AssertionError(event);
    }
    json.writeEndObject();
  }

  /** {@code {"found":[...],"findings":[...],"probes":41,"seconds":17.2,"complete":true}}. */
  static void write(ScanResult result, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("found");
    for (ScannedMeter meter : result) {
      write(meter, json);
    }
    json.writeEndArray();
    write(result.getFindings(), json);
    json.writeNumberField("probes", result.getProbes());
    json.writeNumberField("seconds", result.getSeconds());
    json.writeBooleanField("complete", result.isComplete());
    json.writeEndObject();
  }

  private static void write(List<Finding> findings, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("findings");
    for (Finding finding : findings) {
      json.writeStartObject();
      writeMembers(finding, json);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** {@code {"secondaryAddress":"1234567824232804","primaryAddress":1,...}}. */
  static void write(ScannedMeter meter, JsonGenerator json) throws IOException {
    json.writeStartObject();
    writeMembers(meter, json);
    json.writeEndObject();
  }

  private static void writeMembers(ScannedMeter meter, JsonGenerator json) throws IOException {
    ReadingJson.text("secondaryAddress", meter.secondaryAddress(), json);
    json.writeNumberField("primaryAddress", meter.primaryAddress());
    ReadingJson.text("id", meter.id(), json);
    ReadingJson.text("manufacturer", meter.manufacturer(), json);
    ReadingJson.number("version", meter.version(), json);
    ReadingJson.text("deviceType", meter.deviceType(), json);
    ReadingJson.number("deviceTypeCode", meter.deviceTypeCode(), json);
    ReadingJson.text("mask", meter.mask(), json);
    json.writeNumberField("responseTimeMillis", meter.responseTimeMillis());
  }

  private static void writeMembers(Finding finding, JsonGenerator json) throws IOException {
    json.writeStringField("kind", finding.kind().text());
    json.writeStringField("where", finding.where());
    json.writeStringField("text", finding.text());
    ReadingJson.text("name", finding.name(), json);
  }

  private static void writeMembers(Progress progress, JsonGenerator json) throws IOException {
    json.writeNumberField("probes", progress.probes());
    json.writeNumberField("left", progress.left());
    json.writeNumberField("found", progress.found());
  }
}
