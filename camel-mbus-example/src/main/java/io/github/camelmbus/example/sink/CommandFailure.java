package io.github.camelmbus.example.sink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Handler;
import org.jspecify.annotations.Nullable;

/** Why a command came to nothing, as JSON. */
@Singleton
@Named("commandFailure")
@RegisterForReflection
public class CommandFailure {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** The command as it came, and the reason. */
  @Handler
  public String json(
      @ExchangeProperty("command") @Nullable String command,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure)
      throws JsonProcessingException {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("command", command);
    json.put("error", failure.getMessage());
    return MAPPER.writeValueAsString(json);
  }
}
