package io.github.camelmbus.reading;

import io.github.camelmbus.reading.TextLine.NoTelegram;
import io.github.camelmbus.reading.TextLine.Octets;
import io.github.camelmbus.reading.TextLine.Received;
import io.github.camelmbus.reading.TextLine.ReceivedPart;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Telegrams in the logs of programs. Each method returns null for a line in another notation. */
final class LogNotation {
  private static final HexFormat HEX = HexFormat.of();
  private static final String OCTETS = "(\\p{XDigit}[\\p{XDigit} :]*)";

  private static final Pattern OWN_TRACE =
      Pattern.compile("(?:.*\\s)?(SENT|RECEIVED|DISCARDED)\\s+" + OCTETS);
  private static final Pattern SEND_AND_RECEIVE =
      Pattern.compile("(?:.*[\\s:\\]])?(SEND|RECV)\\s*\\(\\s*\\d+\\s*\\)\\s*:?\\s*" + OCTETS);
  private static final Pattern WMBUSMETERS =
      Pattern.compile("(?:.*[\\s/])?telegram=\\|([\\p{XDigit}_|]+)\\|.*");
  private static final Pattern RTL_WMBUS = Pattern.compile("[TCS]\\d?;.*;0x(\\p{XDigit}+)(?:;.*)?");
  private static final Pattern MESSAGE =
      Pattern.compile(
          TextLine.TimeStamp.IN_FRONT.pattern() + "(?:TRACE|DEBUG|INFO|WARN|WARNING|ERROR)\\b.*");

  private static final Pattern NAMES_OCTETS =
      Pattern.compile("\\b(?:SENT|RECEIVED|DISCARDED|SEND|RECV)\\b");

  private static final Pattern DUMP = Pattern.compile(".*\\bDumping M-Bus frame\\b.*");

  private LogNotation() {}

  /**
   * A line of {@code --trace}: {@code 12:17:31.909 DEBUG /dev/ttyUSB0 RECEIVED 68 1B 1B 68 ...}.
   * What was sent is no reading.
   */
  static @Nullable TextLine ownTrace(String line) {
    Matcher trace = OWN_TRACE.matcher(line);
    if (!trace.matches()) {
      return null;
    }
    byte[] octets = octets(trace.group(2));
    if (octets == null) {
      return null;
    }
    return trace.group(1).equals("SENT") ? new NoTelegram() : new Received(octets);
  }

  /**
   * A line that libmbus or pyMeterBus write with debug output on: {@code [2024-01-01 10:00:00Z]
   * RECV (253): 68 F7 F7 68 ...}.
   */
  static @Nullable TextLine sendAndReceive(String line) {
    Matcher log = SEND_AND_RECEIVE.matcher(line);
    if (!log.matches()) {
      return null;
    }
    byte[] octets = octets(log.group(2));
    if (octets == null) {
      return null;
    }
    return log.group(1).equals("SEND") ? new NoTelegram() : new ReceivedPart(octets);
  }

  /**
   * Whether libmbus repeats on this line a telegram that it has shown as received: {@code
   * mbus_frame_print: Dumping M-Bus frame [type 4, 27 bytes]: 68 15 15 68 ...}.
   */
  static boolean isDump(String line) {
    return DUMP.matcher(line).matches();
  }

  /** A line of wmbusmeters, {@code telegram=|2E44...|+5}, with {@code _} or {@code |} inside. */
  static @Nullable TextLine wmbusmeters(String line) {
    Matcher log = WMBUSMETERS.matcher(line);
    return log.matches() ? evenDigits(log.group(1)) : null;
  }

  /** A line of rtl_wmbus: {@code T1;1;1;2024-01-01 10:00:00.000;90;140;12345678;0x2E44...}. */
  static @Nullable TextLine rtlWmbus(String line) {
    Matcher log = RTL_WMBUS.matcher(line);
    return log.matches() ? evenDigits(log.group(1)) : null;
  }

  /** Whether a line, in which a notation was found, belongs to a log with telegrams. */
  static boolean isOfLog(@Nullable TextLine found, String line) {
    return found instanceof Received
        || found instanceof ReceivedPart
        || found instanceof NoTelegram
            && NAMES_OCTETS.matcher(TextLine.withoutComment(line)).find();
  }

  /** Whether a line announces octets; if none can be read from it, it is damaged. */
  static boolean namesOctets(String line) {
    return NAMES_OCTETS.matcher(line).find();
  }

  /** A line of a log with time and level, and with no octets. */
  static @Nullable TextLine message(String line) {
    return MESSAGE.matcher(line).matches() ? new NoTelegram() : null;
  }

  private static @Nullable TextLine evenDigits(String text) {
    String digits = text.replaceAll("[_|]", "");
    return digits.length() % 2 == 0 && !digits.isEmpty() ? new Octets(HEX.parseHex(digits)) : null;
  }

  private static byte @Nullable [] octets(String text) {
    List<String> octets = List.of(text.strip().split("[ :]"));
    return octets.stream().allMatch(octet -> octet.length() % 2 == 0)
        ? HEX.parseHex(String.join("", octets))
        : null;
  }
}
