package io.github.camelmbus.example.sink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.Handler;

/** Readings as one JSON array, also where there is one alone. */
@Singleton
@Named("readingsJson")
@RegisterForReflection
public class ReadingsJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Handler
  public String json(@Body Object readings) throws JsonProcessingException {
    return MAPPER.writeValueAsString(readings instanceof List<?> list ? list : List.of(readings));
  }
}
