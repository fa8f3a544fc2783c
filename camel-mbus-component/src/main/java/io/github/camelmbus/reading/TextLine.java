package io.github.camelmbus.reading;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a line of text is, by its notation. */
sealed interface TextLine {

  /** Octets that are no part of a log: a telegram is expected in them. */
  record Octets(byte[] octets) implements TextLine {}

  /** Octets that a program has received, from its log: whole frames, or noise. */
  record Received(byte[] octets) implements TextLine {}

  /** As {@link Received}, but a long telegram may continue in the next line of the log. */
  record ReceivedPart(byte[] octets) implements TextLine {}

  /** A line of a log without a telegram of a meter: what was sent, and messages. */
  record NoTelegram() implements TextLine {}

  /** The most frequent one, then the most specific ones. */
  List<Function<String, @Nullable TextLine>> NOTATIONS =
      List.of(
          OctetNotation::plain,
          LogNotation::ownTrace,
          LogNotation::sendAndReceive,
          LogNotation::wmbusmeters,
          LogNotation::rtlWmbus,
          LogNotation::message,
          OctetNotation::array,
          OctetNotation::separated,
          OctetNotation::groups);

  /**
   * Finds out what a line is.
   *
   * @param line without line end.
   * @return null if it is written in no known notation; {@link NoTelegram} for an empty line, a
   *     comment, and one without letters and digits.
   */
  static @Nullable TextLine of(String line) {
    TextLine escaped = OctetNotation.escaped(line.strip());
    if (escaped != null) {
      return escaped;
    }
    String text = withoutComment(line);
    return text.codePoints().noneMatch(Character::isLetterOrDigit)
        ? new NoTelegram()
        : ofText(text);
  }

  private static @Nullable TextLine ofText(String text) {
    TextLine found = firstMatch(text);
    Matcher stamp = TimeStamp.IN_FRONT.matcher(text);
    return found == null && stamp.lookingAt() ? firstMatch(text.substring(stamp.end())) : found;
  }

  private static @Nullable TextLine firstMatch(String text) {
    return NOTATIONS.stream()
        .map(notation -> notation.apply(text))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** The line without what follows a {@code #}, and without blanks around it. */
  static String withoutComment(String line) {
    int comment = line.indexOf('#');
    return (comment < 0 ? line : line.substring(0, comment)).strip();
  }

  /** Octets of two parts of one telegram. */
  static byte[] join(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  /** Times at the start of lines; their digits are no octets. */
  final class TimeStamp {
    private static final String DATE = "\\d{4}-\\d\\d-\\d\\d";
    private static final String TIME =
        "[0-2]\\d:[0-5]\\d(?::[0-5]\\d(?:[.,]\\d+)?)?(?:Z|[+-]\\d\\d:?\\d\\d)?";

    /** With the blanks that follow. */
    static final Pattern IN_FRONT =
        Pattern.compile("\\[?(?:%s(?:[T ]%s)?|%s)]?[:;,]?\\s+".formatted(DATE, TIME, TIME));

    private TimeStamp() {}
  }
}
