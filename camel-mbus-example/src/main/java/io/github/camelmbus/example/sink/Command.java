package io.github.camelmbus.example.sink;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelmbus.camel.MBusComponent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Objects;
import java.util.regex.Pattern;
import org.apache.camel.Body;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * A command to read meters now, as JSON: <code>
 * {"line":"cellar","meters":"12345678,87654321","id":"4711"}</code>. The sender chooses among the
 * lines that have a name, and cannot set an option of them.
 *
 * @param line a name of {@code camel.component.mbus.lines}.
 * @param meters primary or secondary addresses.
 * @param id a command with an id that was seen before is not run again; null for the id of the
 *     message.
 */
@RegisterForReflection
public record Command(
    @JsonProperty("line") String line,
    @JsonProperty("meters") String meters,
    @JsonProperty("id") @Nullable String id) {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  // None of the characters by which an option, an escape, a placeholder or an expression begins.
  private static final Pattern LINE = Pattern.compile("[A-Za-z0-9_.-]{1,255}");
  private static final Pattern METERS = Pattern.compile("[0-9A-Fa-f, -]{1,4000}");
  private static final Pattern ID = Pattern.compile("[!-~]{1,100}");
  private static final int LONGEST_QUOTE = 100;

  public Command {
    require("line", line, LINE);
    require("meters", meters, METERS);
    if (id != null) {
      require("id", id, ID);
    }
  }

  /**
   * Reads a command for a line that has a name.
   *
   * @throws IllegalArgumentException if it is none; the message says why.
   */
  public static Command parse(@Body @Nullable String json, CamelContext context) {
    Command command = read(json);
    var lines = context.getComponent("mbus", MBusComponent.class).getLines();
    if (!lines.containsKey(command.line)) {
      throw new IllegalArgumentException(
          "no line is named '%s' in camel.component.mbus.lines; nothing was opened"
              .formatted(command.line));
    }
    return command;
  }

  private static Command read(@Nullable String json) {
    try {
      return Objects.requireNonNullElseGet(
          MAPPER.readValue(json == null ? "null" : json, Command.class),
          () -> {
            throw new IllegalArgumentException("a command is a JSON object, not null");
          });
    } catch (JsonProcessingException e) {
      Throwable cause = e.getCause();
      throw new IllegalArgumentException(
          cause instanceof IllegalArgumentException wrong
              ? wrong.getMessage()
              : Printable.of("no command: " + e.getOriginalMessage(), LONGEST_QUOTE),
          e);
    }
  }

  private static void require(String member, @Nullable String value, Pattern pattern) {
    if (value == null) {
      throw new IllegalArgumentException("a command without " + member);
    } else if (!pattern.matcher(value).matches()) {
      throw new IllegalArgumentException(
          member + " is not " + pattern + ": " + Printable.of(value, LONGEST_QUOTE));
    }
  }
}
