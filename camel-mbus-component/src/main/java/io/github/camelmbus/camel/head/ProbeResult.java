package io.github.camelmbus.camel.head;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.camelmbus.kmp.head.HeadProbe;
import io.github.camelmbus.reading.JsonBody;
import io.github.camelmbus.reading.KmpReadings;
import io.github.camelmbus.reading.ReadingJson;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Shows whether a head is well placed on its meter.
 *
 * @param line the line of the head.
 * @param at the time of the request.
 * @param probe what was received.
 */
public record ProbeResult(String line, Instant at, HeadProbe probe) implements JsonBody {

  /** Its meaning and a remedy, as text. */
  public String words() {
    if (probe.meter() != null) {
      return "meter " + id() + " answers, its checksum is good";
    } else if (probe.damaged()) {
      return "octets came that are no good answer: the head is nearly in its place, or the line is"
          + " not at 1200 bit/s, 8N2";
    } else if (probe.echo()) {
      return "echo of the head, and no answer: move or turn the head, or press a button of the"
          + " meter, which may sleep";
    }
    return "nothing at all: wrong port, a head without power, or one without echo that is out of"
        + " place";
  }

  /** Serial number as readings have it; null without an answer. */
  public @Nullable String id() {
    Long meter = probe.meter();
    return meter == null ? null : KmpReadings.id(meter);
  }

  @Override
  public void writeTo(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("line", line);
    json.writeStringField("at", ReadingJson.instant(at));
    json.writeBooleanField("echo", probe.echo());
    json.writeNumberField("octets", probe.octets());
    json.writeBooleanField("damaged", probe.damaged());
    json.writeBooleanField("answer", probe.meter() != null);
    if (probe.meter() != null) {
      json.writeStringField("id", id());
    }
    json.writeStringField("message", words());
    json.writeEndObject();
  }
}
