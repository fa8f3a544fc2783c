package io.github.camelmbus.camel;

import io.github.camelmbus.reading.JsonBody;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.spi.DataType;
import org.apache.camel.spi.DataTypeTransformer;
import org.apache.camel.spi.Transformer;
import org.jspecify.annotations.Nullable;

/**
 * The data type {@code mbus:application-json}: the JSON of a result of the component, as text in
 * the body, and its media type in the header {@code Content-Type}. Several readings become an
 * array. Text and octets are assumed to be JSON.
 */
@DataTypeTransformer(
    name = "mbus:application-json",
    description = "JSON of readings, pings, scans, writes, alarms and events of searches")
public class MBusJsonTransformer extends Transformer {

  /**
   * @throws IllegalArgumentException if the body is not a result of the component.
   */
  @Override
  public void transform(Message message, DataType from, DataType to) {
    message.setBody(json(message.getBody()));
    message.setHeader(Exchange.CONTENT_TYPE, "application/json");
  }

  private static String json(@Nullable Object body) {
    if (body instanceof JsonBody own) {
      return own.json();
    } else if (body instanceof Iterable<?> several) {
      return StreamSupport.stream(several.spliterator(), false)
          .map(MBusJsonTransformer::json)
          .collect(Collectors.joining(",", "[", "]"));
    } else if (body instanceof byte[] octets) {
      return new String(octets, StandardCharsets.UTF_8);
    } else if (body instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException(
        "mbus:application-json is made of readings, pings, scans, writes, alarms and events, not of"
            + " "
            + (body == null ? "an empty body" : "a " + body.getClass().getName()));
  }
}
