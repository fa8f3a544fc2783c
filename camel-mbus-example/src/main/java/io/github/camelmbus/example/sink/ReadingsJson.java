package io.github.camelmbus.example.sink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.Handler;

/** Readings as one JSON array, also if there is only one. */
@Singleton
@Named("readingsJson")
@RegisterForReflection
public class ReadingsJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /**
   * The readings.
   *
   * @throws IllegalArgumentException if there are none.
   */
  @Handler
  public String json(@Body Object readings) throws JsonProcessingException {
    List<?> all = readings instanceof List<?> list ? list : List.of(readings);
    if (all.isEmpty()) {
      throw new IllegalArgumentException(
          "no meter of this line is known: mbus.meters names none, and no search has found one yet");
    }
    return MAPPER.writeValueAsString(all);
  }
}
