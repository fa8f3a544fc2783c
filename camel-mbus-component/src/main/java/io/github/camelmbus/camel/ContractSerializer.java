package io.github.camelmbus.camel;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.io.Serializable;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/**
 * Gives every {@code ObjectMapper} the JSON of the contract with other programs, whatever it is set
 * to; a subclass names the type and who writes it.
 */
abstract class ContractSerializer<T> extends StdSerializer<T> {
  private static final long serialVersionUID = 1L;
  private static final JsonFactory FACTORY = new JsonFactory();

  private final Content<T> content;

  /** Writes a value, member by member. */
  @FunctionalInterface
  interface Content<T> extends Serializable {
    void write(T value, JsonGenerator json) throws IOException;
  }

  ContractSerializer(Class<T> type, Content<T> content) {
    super(type);
    this.content = content;
  }

  @Override
  public void serialize(T value, JsonGenerator json, SerializerProvider provider)
      throws IOException {
    content.write(value, json);
  }

  /** One line of JSON, without an {@code ObjectMapper}. */
  static <T> String text(T value, Content<T> content) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      content.write(value, json);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // nothing is written to but memory
    }
    return text.toString();
  }
}
