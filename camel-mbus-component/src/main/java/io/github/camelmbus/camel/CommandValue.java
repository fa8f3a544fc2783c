package io.github.camelmbus.camel;

import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * What an operation is to write: the header {@link MBusConstants#VALUE}, or else the option value,
 * or else the body.
 */
final class CommandValue {
  private final MBusOperation operation;
  private final @Nullable Object value;

  private CommandValue(MBusOperation operation, @Nullable Object value) {
    this.operation = operation;
    this.value = value;
  }

  static CommandValue of(Command.Request request) {
    Message message = request.exchange().getMessage();
    Object value = message.getHeader(MBusConstants.VALUE);
    if (value == null) {
      value = request.endpoint().getConfiguration().getValue();
    }
    if (value == null) {
      value = message.getBody();
    }
    boolean blank = value instanceof CharSequence text && text.toString().isBlank();
    return new CommandValue(request.operation(), blank ? null : value);
  }

  /**
   * A whole number.
   *
   * @param what it is, for the message.
   * @throws IllegalArgumentException if it is none.
   */
  int integer(String what) {
    try {
      if (value instanceof Integer || value instanceof Long || value instanceof Short) {
        return Math.toIntExact(((Number) value).longValue());
      } else if (value instanceof CharSequence text) {
        return Integer.parseInt(text.toString().strip());
      }
    } catch (NumberFormatException | ArithmeticException none) {
      throw wrong(what, none);
    }
    throw wrong(what, null);
  }

  private IllegalArgumentException wrong(String wanted, @Nullable Exception cause) {
    return new IllegalArgumentException(
        "%s writes %s, from the header %s, the option value or the body, not %s"
            .formatted(operation, wanted, MBusConstants.VALUE, described()),
        cause);
  }

  private String described() {
    if (value == null) {
      return "nothing";
    }
    boolean plain = value instanceof CharSequence || value instanceof Number;
    return plain ? "'" + value + "'" : "a " + value.getClass().getSimpleName();
  }

  /** For the audit; null if there is none. */
  @Nullable String text() {
    return value == null ? null : value.toString();
  }
}
