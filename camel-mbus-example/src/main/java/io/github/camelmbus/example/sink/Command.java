package io.github.camelmbus.example.sink;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The order to read meters now, as JSON: <code>{"line":"cellar","meters":"12345678,87654321"}
 * </code>. Whoever can write one decides which line is opened, but nothing else about it.
 *
 * @param line a line as in the URI of an endpoint, without options.
 * @param meters primary or secondary addresses.
 */
@RegisterForReflection
public record Command(@JsonProperty("line") String line, @JsonProperty("meters") String meters) {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  // No option can follow: not in clear, not behind an escape, not by a placeholder or expression.
  private static final Pattern LINE = Pattern.compile("[A-Za-z0-9_./:\\[\\]-]{1,255}");
  private static final Pattern METERS = Pattern.compile("[0-9A-Fa-f, -]{1,4000}");

  public Command {
    require("line", line, LINE);
    require("meters", meters, METERS);
  }

  /**
   * Reads an order.
   *
   * @throws IllegalArgumentException if it is none, with what is wrong.
   */
  public static Command parse(@Nullable String json) {
    try {
      return Objects.requireNonNullElseGet(
          MAPPER.readValue(json == null ? "null" : json, Command.class),
          () -> {
            throw new IllegalArgumentException("no command but null");
          });
    } catch (JsonProcessingException e) {
      Throwable cause = e.getCause();
      throw new IllegalArgumentException(
          cause instanceof IllegalArgumentException wrong
              ? wrong.getMessage()
              : "no command: " + e.getOriginalMessage(),
          e);
    }
  }

  private static void require(String member, @Nullable String value, Pattern pattern) {
    if (value == null) {
      throw new IllegalArgumentException("a command without " + member);
    } else if (!pattern.matcher(value).matches()) {
      throw new IllegalArgumentException(member + " is not " + pattern + ": " + value);
    }
  }
}
