package io.github.camelmbus.reading;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/**
 * A body that the component makes. Its JSON is a contract with other programs: a route gets it
 * wherever it asks for text or octets, and it does not depend on the settings of an {@code
 * ObjectMapper}.
 */
@FunctionalInterface
@JsonSerialize(using = JsonBody.Serializer.class)
public interface JsonBody {

  /** Writes it as one value. */
  void writeTo(JsonGenerator json) throws IOException;

  /** One line of JSON. */
  default String json() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = Serializer.FACTORY.createGenerator(text)) {
      writeTo(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // impossible: it is written to memory
    }
    return text.toString();
  }

  /** Gives every {@code ObjectMapper} the JSON of the contract. */
  final class Serializer extends StdSerializer<JsonBody> {
    private static final long serialVersionUID = 1L;
    private static final JsonFactory FACTORY = new JsonFactory();

    Serializer() {
      super(JsonBody.class);
    }

    @Override
    public void serialize(JsonBody body, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      body.writeTo(json);
    }
  }
}
