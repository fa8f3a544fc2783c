package io.github.camelmbus.camel.operation;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.camelmbus.reading.JsonBody;
import io.github.camelmbus.reading.ReadingJson;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Whether a meter answers at an address.
 *
 * @param address as it was asked for.
 * @param answered whether any octets came; also true with an error, as when several meters answer
 *     at once.
 * @param responseTimeMillis from the end of the request to the answer; null without a good answer.
 * @param error why there is no good answer; null for a good one.
 */
public record PingResult(
    String address, boolean answered, @Nullable Long responseTimeMillis, @Nullable String error)
    implements JsonBody {

  @Override
  public void writeTo(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("address", address);
    json.writeBooleanField("answered", answered);
    if (responseTimeMillis != null) {
      json.writeNumberField("responseTimeMillis", responseTimeMillis);
    }
    ReadingJson.text("error", error, json);
    json.writeEndObject();
  }
}
