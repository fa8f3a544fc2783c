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

/** Why a command failed, as JSON and for the log. */
@Singleton
@Named("commandFailure")
@RegisterForReflection
public class CommandFailure {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Longer than any valid command. */
  private static final int LONGEST_COMMAND = 5000;

  private static final int LONGEST_IN_LOG = 500;

  /** The command as it came, its id, and the reason. */
  @Handler
  public String json(
      @ExchangeProperty("command") @Nullable String command,
      @ExchangeProperty("id") @Nullable String id,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure)
      throws JsonProcessingException {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("command", command == null ? null : Printable.cut(command, LONGEST_COMMAND));
    json.put("id", id);
    json.put("error", failure.getMessage());
    return MAPPER.writeValueAsString(json);
  }

  /** The reason for the log; it is escaped, because it may quote the command. */
  public String reason(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
    return Printable.of(String.valueOf(failure.getMessage()), LONGEST_IN_LOG);
  }
}
