package io.github.camelmbus.camel;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.github.camelmbus.search.Finding;
import io.github.camelmbus.search.Progress;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The JSON of searches: a contract with other programs, as that of readings is. What is null is
 * left out.
 */
public final class SearchJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private SearchJson() {}

  /** {@code {"event":"found","secondaryAddress":"1234567824232804",...}}. */
  public static String text(SearchEvent event) {
    return text(json -> write(event, json));
  }

  /** {@code {"found":[...],"findings":[...],"probes":41,"seconds":17.2,"complete":true}}. */
  public static String text(ScanResult result) {
    return text(json -> write(result, json));
  }

  /** {@code {"secondaryAddress":"1234567824232804","primaryAddress":1,...}}. */
  public static String text(ScannedMeter meter) {
    return text(json -> write(meter, json));
  }

  private static String text(Content content) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      content.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // nothing is written to but memory
    }
    return text.toString();
  }

  @FunctionalInterface
  private interface Content {
    void write(JsonGenerator json) throws IOException;
  }

  private static void write(SearchEvent event, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("event", event.event());
    if (event instanceof SearchEvent.Found found) {
      writeMembers(found.meter(), json);
      ReadingJson.number("baudRate", found.baudRate(), json);
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
    } else if (event instanceof SearchEvent.MissingMeter missing) {
      json.writeStringField("address", missing.address());
      ReadingJson.text("name", missing.name(), json);
    } else {
      throw new AssertionError(event);
    }
    json.writeEndObject();
  }

  private static void write(ScanResult result, JsonGenerator json) throws IOException {
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

  private static void write(ScannedMeter meter, JsonGenerator json) throws IOException {
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
  }

  private static void writeMembers(Progress progress, JsonGenerator json) throws IOException {
    json.writeNumberField("probes", progress.probes());
    json.writeNumberField("left", progress.left());
    json.writeNumberField("found", progress.found());
  }

  /** Gives every {@code ObjectMapper} the JSON of the contract. */
  static final class EventSerializer extends StdSerializer<SearchEvent> {
    private static final long serialVersionUID = 1L;

    EventSerializer() {
      super(SearchEvent.class);
    }

    @Override
    public void serialize(SearchEvent event, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      write(event, json);
    }
  }

  /** Gives every {@code ObjectMapper} the JSON of the contract. */
  static final class ResultSerializer extends StdSerializer<ScanResult> {
    private static final long serialVersionUID = 1L;

    ResultSerializer() {
      super(ScanResult.class);
    }

    @Override
    public void serialize(ScanResult result, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      write(result, json);
    }
  }

  /** Gives every {@code ObjectMapper} the JSON of the contract. */
  static final class MeterSerializer extends StdSerializer<ScannedMeter> {
    private static final long serialVersionUID = 1L;

    MeterSerializer() {
      super(ScannedMeter.class);
    }

    @Override
    public void serialize(ScannedMeter meter, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      write(meter, json);
    }
  }
}
